#include "io/read/policy_quota.h"

#include <algorithm>
#include <array>
#include <string>

#include "sim/decide/utf8.h"

namespace orgsim::io {
namespace {

constexpr std::array kQuotas = {
    PolicyQuota{PolicyKind::Identity, 6144, SizeUnit::CharactersWithoutSpace, "2026-08-01"},
    PolicyQuota{PolicyKind::Trust, 8192, SizeUnit::CharactersWithoutSpace, "2026-08-01"},
    PolicyQuota{PolicyKind::Scp, 10'240, SizeUnit::Characters, "2026-05-15"},
    PolicyQuota{PolicyKind::Rcp, 5120, SizeUnit::Characters, "2026-05-15"},
    PolicyQuota{PolicyKind::Resource, 20'480, SizeUnit::Bytes, "2026-08-01"},
    PolicyQuota{PolicyKind::KmsKey, 32'768, SizeUnit::Bytes, "2026-08-01"},
    PolicyQuota{PolicyKind::VpcEndpoint, 20'480, SizeUnit::Characters, "2026-08-01"}};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

std::span<const PolicyQuota> policy_quotas() { return kQuotas; }

std::size_t policy_size(std::string_view text, SizeUnit unit) {
  if (unit == SizeUnit::Bytes) {
    return text.size();
  }
  std::size_t size = 0;
  for (std::size_t at = 0; at < text.size(); at = sim::next_character(text, at)) {
    const bool counts = unit == SizeUnit::Characters || !is_space(text[at]);
    size += counts ? std::size_t{1} : std::size_t{0};
  }
  return size;
}

SizeUnit unit_of(PolicyKind kind) {
  return std::ranges::find(kQuotas, kind, &PolicyQuota::kind)->unit;
}

std::optional<Diagnostic> oversize(std::size_t size, PolicyKind kind, SourceLocation where,
                                   std::span<const PolicyQuota> quotas) {
  const auto quota = std::ranges::find(quotas, kind, &PolicyQuota::kind);
  if (quota == quotas.end()) {
    return std::nullopt;
  }
  if (size <= quota->limit) {
    return std::nullopt;
  }
  return Diagnostic{.level = DiagnosticLevel::Warning,
                    .code = "W5106",
                    .message = "a policy of " + std::to_string(size) + ", at most " +
                               std::to_string(quota->limit) + " fit",
                    .hint = "the quota of " + std::string(quota->as_of),
                    .where = where};
}

}  // namespace orgsim::io
