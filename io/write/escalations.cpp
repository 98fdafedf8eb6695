#include "io/write/escalations.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "io/write/access_names.h"
#include "io/write/steps_json.h"
#include "io/write/technique_words.h"
#include "io/write/text_table.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

std::string_view answer_of(sim::Truth escalates) {
  switch (escalates) {
    case sim::Truth::No:
      return "no";
    case sim::Truth::Unknown:
      return "conditional";
    case sim::Truth::Yes:
      return "yes";
  }
  return "";
}

std::string verdict(const sim::Escalation& row) {
  return row.already_admin ? "administrator" : std::string(answer_of(row.escalates));
}

Tone tone_of(const sim::Escalation& row) {
  switch (row.escalates) {
    case sim::Truth::No:
      return Tone::Plain;
    case sim::Truth::Unknown:
      return Tone::Unknown;
    case sim::Truth::Yes:
      return Tone::Bad;
  }
  return Tone::Plain;
}

}  // namespace

std::string escalations_text(const sim::Authorizer& authorizer, const SourceFiles& files,
                             std::span<const sim::Escalation> escalations, bool all,
                             const Paint& paint, std::optional<std::size_t> width) {
  const auto count = [&](auto wanted) { return std::ranges::count_if(escalations, wanted); };
  std::string out = fmt::format(
      "{} users and roles: {} administrators, {} can become one, {} under an open condition\n",
      escalations.size(), count([](const auto& row) { return row.already_admin; }),
      count([](const auto& row) { return row.escalates == sim::Truth::Yes; }),
      count([](const auto& row) { return row.escalates == sim::Truth::Unknown; }));
  TextTable table(
      {{.title = "principal", .wraps = true}, {.title = "escalates"}, {.title = "techniques"}});
  for (const sim::Escalation& row : escalations) {
    if (all || row.escalates != sim::Truth::No) {
      table.add({{.text = name_of(authorizer, row.principal), .tone = Tone::Identity},
                 {.text = verdict(row), .tone = tone_of(row)},
                 {.text = fmt::format("{}", fmt::join(row.techniques, ", "))}});
    }
  }
  out += table.empty() ? std::string() : table.text(paint, width);
  for (const sim::Escalation& row : escalations) {
    if (!row.witness.empty()) {
      out += "\n" + paint({{.text = name_of(authorizer, row.principal), .tone = Tone::Strong}}) +
             "\n" + path_strip(hops_of(authorizer, files, row.witness), paint, width);
    }
  }
  return out;
}

std::string escalations_json(const sim::Authorizer& authorizer, const SourceFiles& files,
                             std::span<const sim::Escalation> escalations) {
  PlaceJson places(files);
  Json rows = Json::array();
  for (const sim::Escalation& row : escalations) {
    rows.push_back({{"principal", name_of(authorizer, row.principal)},
                    {"already_admin", row.already_admin},
                    {"escalates", answer_of(row.escalates)},
                    {"techniques", row.techniques},
                    {"witness", steps_json(authorizer, places, row.witness)}});
  }
  return rows.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io
