#include "io/read/policy_grammar.h"

#include <algorithm>
#include <array>

#include "model/account_id.h"
#include "model/arn.h"
#include "model/text.h"
#include "sim/decide/utf8.h"

namespace orgsim::io {
namespace {

using enum Presence;

constexpr std::array kGrammars = {
    PolicyGrammar{PolicyKind::Identity, "an identity-based policy", Forbidden, false, Required,
                  true, true, true, true},
    PolicyGrammar{PolicyKind::Resource, "a resource-based policy", Required, true, Required, true,
                  true, true, false},
    PolicyGrammar{PolicyKind::Trust, "a role trust policy", Required, false, Forbidden, true, true,
                  true, false},
    PolicyGrammar{PolicyKind::Scp, "an SCP", Forbidden, false, Required, true, true, true, false},
    PolicyGrammar{PolicyKind::Rcp, "an RCP", Required, false, Required, false, false, false, false},
    PolicyGrammar{PolicyKind::KmsKey, "a KMS key policy", Required, true, Required, true, true,
                  true, false},
    PolicyGrammar{PolicyKind::VpcEndpoint, "a VPC endpoint policy", Required, true, Required, true,
                  true, true, false}};

bool is_service_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_';
}

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

}  // namespace

const PolicyGrammar& grammar_of(PolicyKind kind) {
  return *std::ranges::find(kGrammars, kind, &PolicyGrammar::kind);
}

bool is_action_pattern(std::string_view text) {
  const std::size_t colon = text.find(':');
  return text == "*" || text == "*:*" ||
         (colon != std::string_view::npos && colon != 0 && colon == text.rfind(':') &&
          std::ranges::all_of(text.substr(0, colon), is_service_character));
}

bool is_resource_pattern(std::string_view text) {
  const auto fields = split(text, ':');
  if (fields.size() < 2) {
    return text == "*";
  }
  return (fields[0] == "arn" || has_wildcard(fields[0])) &&
         (fields[1].starts_with("aws") || has_wildcard(fields[1])) &&
         (fields.size() < 3 || !fields[2].empty());
}

bool has_misplaced_variable(std::string_view text) {
  constexpr std::size_t kFieldsBefore = 5;
  std::size_t colons = 0;
  for (std::size_t at = 0; at < text.size() && colons < kFieldsBefore; ++at) {
    if (text.substr(at).starts_with("${") && text.find('}', at) != std::string_view::npos) {
      return true;
    }
    colons += text[at] == ':' ? 1U : 0U;
  }
  return false;
}

bool has_wildcard_service(std::string_view text) {
  const std::size_t colon = text.find(':');
  return text != "*:*" && colon != std::string_view::npos && has_wildcard(text.substr(0, colon));
}

bool is_aws_principal(std::string_view text) {
  if (text == "*" || AccountId::parse(text) || text.starts_with("AIDA") ||
      text.starts_with("AROA")) {
    return true;
  }
  const auto arn = parse_arn(text);
  return arn && (arn->service == "iam" || arn->service == "sts") && !has_wildcard(text) &&
         text.find('$') == std::string_view::npos && !arn->resource.starts_with("group/");
}

bool is_all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_identity_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at = sim::next_character(text, at)) {
    const char32_t c = sim::character_at(text, at);
    if (c > 0xFF || (c < 0x20 && c != '\t' && c != '\n' && c != '\r')) {
      return false;
    }
  }
  return true;
}

}  // namespace orgsim::io
