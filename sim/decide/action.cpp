#include "sim/decide/action.h"

#include <algorithm>
#include <optional>

#include "model/text.h"

namespace orgsim::sim {

/// The services that graphs of access ask about have marks of their own.
std::uint64_t service_mark(std::string_view lower_case_service) {
  constexpr unsigned kMarkBits = 6;
  constexpr std::uint64_t kIam = std::uint64_t{1} << 63U;
  constexpr std::uint64_t kSts = std::uint64_t{1} << 62U;
  constexpr std::uint64_t kShared = 62;
  constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15;
  if (lower_case_service == "iam") {
    return kIam;
  }
  if (lower_case_service == "sts") {
    return kSts;
  }
  std::uint64_t hash = 0;
  for (const char c : lower_case_service) {
    hash = hash * 31 + static_cast<unsigned char>(c);
  }
  return std::uint64_t{1} << ((hash * kSpread) >> (64U - kMarkBits)) % kShared;
}

ActionName::ActionName(std::string text)
    : text_(std::move(text)),
      lower_(to_lower(text_)),
      colon_(std::min(lower_.find(':'), lower_.size())),
      mark_(service_mark(service())) {}

ActionName::ActionName(const char* text) : ActionName(std::string(text)) {}

ActionName::ActionName(std::string_view text) : ActionName(std::string(text)) {}

namespace {

constexpr std::string_view kWildcards = "*?";

bool is_everything(std::string_view pattern) { return pattern == "*" || pattern == "*:*"; }

/// The service of a pattern as it is spelled, literal; nothing when the pattern is not of one.
std::optional<std::string_view> service_of(std::string_view pattern) {
  const std::size_t colon = pattern.find(':');
  if (colon == std::string_view::npos || colon + 1 == pattern.size() ||
      pattern.substr(0, colon).find_first_of(kWildcards) != std::string_view::npos) {
    return std::nullopt;
  }
  return pattern.substr(0, colon);
}

}  // namespace

std::uint64_t mark_of_pattern(std::string_view text) {
  if (is_everything(text)) {
    return kEveryService;
  }
  const auto service = service_of(text);
  return service ? service_mark(to_lower(*service)) : 0;
}

ActionPattern::ActionPattern(std::string_view text) {
  if (is_everything(text)) {
    kind_ = Kind::Everything;
    return;
  }
  const auto service = service_of(text);
  if (!service) {
    return;
  }
  text_ = to_lower(text);
  colon_ = static_cast<std::uint32_t>(service->size());
  const std::size_t wildcard = text_.find_first_of(kWildcards);
  if (wildcard == std::string::npos) {
    kind_ = Kind::Exact;
  } else if (wildcard + 1 == text_.size() && text_.back() == '*') {
    kind_ = Kind::Prefix;
    text_.pop_back();
  } else {
    kind_ = Kind::Glob;
  }
  text_.shrink_to_fit();
}

bool ActionPattern::matches(const ActionName& action) const {
  const std::string_view text = text_;
  switch (kind_) {
    case Kind::Nothing:
      return false;
    case Kind::Everything:
      return true;
    case Kind::Exact:
      return action.lower() == text;
    case Kind::Prefix:
      return action.lower().starts_with(text);
    case Kind::Glob:
      return action.service() == text.substr(0, colon_) &&
             matches_wildcard(text.substr(colon_ + 1), action.name());
  }
  return false;
}

}  // namespace orgsim::sim
