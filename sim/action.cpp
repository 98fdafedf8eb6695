#include "sim/action.h"

#include <algorithm>

#include "model/text.h"

namespace orgsim::sim {

std::uint64_t service_mark(std::string_view lower_case_service) {
  std::uint64_t hash = 0;
  for (const char c : lower_case_service) {
    hash = hash * 31 + static_cast<unsigned char>(c);
  }
  constexpr unsigned kMarkBits = 6;
  constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15;
  return std::uint64_t{1} << ((hash * kSpread) >> (64U - kMarkBits));
}

ActionName::ActionName(std::string text)
    : text_(std::move(text)),
      lower_(to_lower(text_)),
      colon_(std::min(lower_.find(':'), lower_.size())),
      mark_(service_mark(service())) {}

ActionName::ActionName(const char* text) : ActionName(std::string(text)) {}

ActionName::ActionName(std::string_view text) : ActionName(std::string(text)) {}

ActionPattern::ActionPattern(std::string_view text) {
  if (text == "*" || text == "*:*") {
    kind_ = Kind::Everything;
    mark_ = kEveryService;
    return;
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon + 1 == text.size()) {
    return;
  }
  service_ = to_lower(text.substr(0, colon));
  name_ = to_lower(text.substr(colon + 1));
  if (service_.find_first_of("*?") != std::string::npos) {
    return;
  }
  mark_ = service_mark(service_);
  const std::size_t wildcard = name_.find_first_of("*?");
  if (wildcard == std::string::npos) {
    kind_ = Kind::Exact;
  } else if (wildcard + 1 == name_.size() && name_.back() == '*') {
    kind_ = Kind::Prefix;
    name_.pop_back();
  } else {
    kind_ = Kind::Glob;
  }
}

bool ActionPattern::matches(const ActionName& action) const {
  switch (kind_) {
    case Kind::Nothing:
      return false;
    case Kind::Everything:
      return true;
    case Kind::Exact:
      return action.name() == name_ && action.service() == service_;
    case Kind::Prefix:
      return action.name().starts_with(name_) && action.service() == service_;
    case Kind::Glob:
      return action.service() == service_ && matches_wildcard(name_, action.name());
  }
  return false;
}

}  // namespace orgsim::sim
