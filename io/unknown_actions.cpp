#include "io/unknown_actions.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "model/text.h"
#include "sim/catalogue/action_catalogue.h"

namespace orgsim::io {
namespace {

class UnknownActions {
 public:
  explicit UnknownActions(const sim::ActionCatalogue& catalogue) : catalogue_(catalogue) {}

  void add(const Statement& statement) {
    for (const std::string& pattern : statement.action.patterns) {
      const std::string_view service = std::string_view(pattern).substr(0, pattern.find(':'));
      const bool listable = statement.where.known() && service.size() < pattern.size() &&
                            service.find_first_of("*?") == std::string_view::npos;
      if (listable && seen_.insert(to_lower(pattern)).second &&
          catalogue_.matching(pattern).empty()) {
        warnings_.push_back({.level = DiagnosticLevel::Warning,
                             .code = "W5107",
                             .message = message(pattern),
                             .hint = hint(pattern),
                             .where = statement.where});
      }
    }
  }

  Diagnostics warnings() && { return std::move(warnings_); }

 private:
  std::string message(std::string_view pattern) const {
    return fmt::format("`{}` names no action that AWS listed on {}", pattern, catalogue_.date());
  }

  /// The action of the service that is spelled most alike.
  std::string hint(std::string_view pattern) const {
    const std::string_view service = pattern.substr(0, pattern.find(':'));
    std::vector<std::string> names;
    const sim::ActionRange range = catalogue_.actions_of_service(to_lower(service));
    for (std::uint16_t i = range.begin; i < range.end; ++i) {
      names.emplace_back(catalogue_.name(static_cast<sim::ActionId>(i)));
    }
    if (names.empty()) {
      return fmt::format("AWS lists no service `{}`", service);
    }
    const auto near = nearest(pattern, names);
    return near ? fmt::format("did you mean `{}`?", *near)
                : "it is matched as text, in case that it is newer";
  }

  const sim::ActionCatalogue& catalogue_;
  std::set<std::string> seen_;
  Diagnostics warnings_;
};

}  // namespace

Diagnostics unknown_actions(const Organization& organization) {
  UnknownActions unknown(sim::ActionCatalogue::builtin());
  for (const PolicyDocument& document : *organization.tables().documents) {
    std::ranges::for_each(document.statements,
                          [&](const Statement& statement) { unknown.add(statement); });
  }
  return std::move(unknown).warnings();
}

}  // namespace orgsim::io
