#include "io/write/who_can.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "io/write/access_names.h"
#include "io/write/decision_names.h"
#include "io/write/decision_text.h"
#include "io/write/text_table.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

std::optional<Index<Account>> account_of(const sim::Authorizer& authorizer,
                                         const sim::Permitted& permitted) {
  const auto* principal = std::get_if<Index<sim::Principal>>(&permitted.asker);
  return principal == nullptr ? std::nullopt : authorizer.principals()[*principal].account;
}

/// What an open answer hangs on: the keys, in order of the statements, and the resource's policy
/// where it was not collected.
std::vector<std::string> hangs_on(const sim::Authorizer& authorizer, const WhoCanAnswer& answer,
                                  const sim::Permitted& permitted) {
  std::vector<std::string> result;
  if (permitted.outcome != sim::Outcome::Conditional) {
    return result;
  }
  const sim::Explanation explanation = authorizer.explain(
      {.asker = permitted.asker, .action = answer.action, .resource = answer.resource});
  const auto add = [&](std::string what) {
    if (std::ranges::find(result, what) == result.end()) {
      result.push_back(std::move(what));
    }
  };
  for (const sim::OpenCondition& open : explanation.decision.unmet) {
    add(open.condition.key);
  }
  if (!explanation.resource_known) {
    add("the resource's policy");
  }
  return result;
}

}  // namespace

std::string who_can_text(const sim::Authorizer& authorizer, const WhoCanAnswer& answer,
                         const Paint& paint, std::optional<std::size_t> width) {
  const auto n_open =
      std::ranges::count(answer.permitted, sim::Outcome::Conditional, &sim::Permitted::outcome);
  std::string out = paint({{.text = answer.action, .tone = Tone::Strong},
                           {.text = " on "},
                           {.text = answer.resource, .tone = Tone::Identity},
                           {.text = fmt::format(": {} may, of which {} under an open condition",
                                                answer.permitted.size(), n_open)}}) +
                    "\n";
  TextTable table({{.title = "account"},
                   {.title = "principal", .wraps = true},
                   {.title = "may"},
                   {.title = "hangs on", .wraps = true}});
  std::optional<std::string> last;
  for (const sim::Permitted& permitted : answer.permitted) {
    const auto account = account_of(authorizer, permitted);
    std::string name = account ? name_of(authorizer.organization(), *account) : "outside";
    const bool open = permitted.outcome == sim::Outcome::Conditional;
    table.add(
        {{.text = last == name ? std::string() : name},
         {.text = name_of(authorizer, permitted.asker), .tone = Tone::Identity},
         open ? Span{.text = "under a condition", .tone = Tone::Unknown} : Span{.text = "yes"},
         {.text = fmt::format("{}", fmt::join(hangs_on(authorizer, answer, permitted), ", "))}});
    last = std::move(name);
  }
  return table.empty() ? out : out + table.text(paint, width);
}

std::string who_can_json(const sim::Authorizer& authorizer, const WhoCanAnswer& answer) {
  Json principals = Json::array();
  for (const sim::Permitted& permitted : answer.permitted) {
    const auto account = account_of(authorizer, permitted);
    principals.push_back(
        {{"principal", name_of(authorizer, permitted.asker)},
         {"account",
          account ? Json(authorizer.organization().accounts()[*account].id.text()) : Json(nullptr)},
         {"decision", name_of(permitted.outcome)},
         {"hangs_on", hangs_on(authorizer, answer, permitted)}});
  }
  const Json json = {{"format", "orgsim-who-can/1"},
                     {"action", answer.action},
                     {"resource", answer.resource},
                     {"principals", std::move(principals)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io
