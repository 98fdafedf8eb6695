#include "io/read/policy_quota.h"

#include <algorithm>
#include <array>
#include <string>

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

/// 1 where the byte begins a character of UTF-8, else 0: every byte does but the further ones of a
/// character. Without branches, as every policy text is counted.
std::size_t begins_character(char c) {
  return static_cast<std::size_t>((static_cast<unsigned char>(c) & 0xC0U) != 0x80U);
}

std::size_t is_no_space(char c) {
  return static_cast<std::size_t>(c != ' ') & static_cast<std::size_t>(c != '\t') &
         static_cast<std::size_t>(c != '\n') & static_cast<std::size_t>(c != '\r');
}

}  // namespace

std::span<const PolicyQuota> policy_quotas() { return kQuotas; }

std::size_t policy_size(std::string_view text, SizeUnit unit) {
  if (unit == SizeUnit::Bytes) {
    return text.size();
  }
  std::size_t size = 0;
  if (unit == SizeUnit::Characters) {
    for (const char c : text) {
      size += begins_character(c);
    }
  } else {
    for (const char c : text) {
      size += begins_character(c) & is_no_space(c);
    }
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
