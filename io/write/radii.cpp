#include "io/write/radii.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "io/write/access_names.h"
#include "io/write/text_table.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

bool is_foothold(sim::PrincipalKind kind) {
  return kind != sim::PrincipalKind::HypotheticalAdministrator &&
         kind != sim::PrincipalKind::RootSession;
}

}  // namespace

std::vector<RadiusRow> largest_radii(const sim::Authorizer& authorizer,
                                     const sim::AccessGraph& graph, std::size_t n_rows) {
  const sim::BecomeRadii possible(graph, sim::Reading::Possible);
  const sim::BecomeRadii certain(graph, sim::Reading::Certain);
  const Table<sim::Principal>& all = authorizer.principals().all();
  std::vector<RadiusRow> rows;
  for (const auto principal : all.indexes()) {
    if (is_foothold(all[principal].kind)) {
      rows.push_back({.principal = principal,
                      .possible = possible.size(principal),
                      .certain = certain.size(principal)});
    }
  }
  std::ranges::stable_sort(rows, std::ranges::greater(), &RadiusRow::possible);
  rows.resize(std::min(rows.size(), n_rows));
  return rows;
}

std::string radii_text(const sim::Authorizer& authorizer, const std::vector<RadiusRow>& rows,
                       const Paint& paint, std::optional<std::size_t> width) {
  TextTable table({{.title = "principal", .wraps = true},
                   {.title = "fall", .align = Align::Right},
                   {.title = "surely", .align = Align::Right}});
  for (const RadiusRow& row : rows) {
    table.add({{.text = name_of(authorizer, row.principal)},
               {.text = std::to_string(row.possible)},
               {.text = std::to_string(row.certain)}});
  }
  return table.text(paint, width);
}

std::string radii_json(const sim::Authorizer& authorizer, const std::vector<RadiusRow>& rows) {
  Json principals = Json::array();
  for (const RadiusRow& row : rows) {
    principals.push_back({{"principal", name_of(authorizer, row.principal)},
                          {"possible", row.possible},
                          {"certain", row.certain}});
  }
  const Json json = {{"format", "orgsim-radii/1"}, {"principals", std::move(principals)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io
