#include "io/write/exposure.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "io/write/access_names.h"
#include "io/write/steps_json.h"
#include "io/write/technique_words.h"
#include "io/write/text_table.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShown = 3;  // Ways that are written out.

/// Of all who are asked.
std::size_t n_asked(const sim::Authorizer& authorizer) {
  return static_cast<std::size_t>(
      std::ranges::count_if(authorizer.principals().all(), [](const sim::Principal& principal) {
        return principal.kind != sim::PrincipalKind::HypotheticalAdministrator &&
               principal.kind != sim::PrincipalKind::RootSession;
      }));
}

std::string way(const sim::Exposure& exposure) {
  std::string result;
  for (const sim::Step& step : exposure.witness) {
    result += fmt::format("{}{}", result.empty() ? "" : " > ", step.technique);
  }
  return result;
}

}  // namespace

std::string exposure_text(const sim::Authorizer& authorizer, const SourceFiles& files,
                          std::span<const sim::Exposure> exposures, const Paint& paint,
                          std::optional<std::size_t> width) {
  const auto n_open = std::ranges::count(exposures, sim::Truth::Unknown, &sim::Exposure::certain);
  std::string out =
      fmt::format("{} of {} principals come to it, {} of them under an open condition\n",
                  exposures.size(), n_asked(authorizer), n_open);
  TextTable table({{.title = "principal", .wraps = true},
                   {.title = "certain"},
                   {.title = "hops", .align = Align::Right},
                   {.title = "as", .wraps = true},
                   {.title = "way", .wraps = true}});
  for (const sim::Exposure& exposure : exposures) {
    table.add({{.text = name_of(authorizer, exposure.principal), .tone = Tone::Identity},
               exposure.certain == sim::Truth::Yes
                   ? Span{.text = "yes"}
                   : Span{.text = "possible", .tone = Tone::Unknown},
               {.text = std::to_string(exposure.hops)},
               {.text = short_name_of(authorizer, exposure.doer)},
               {.text = way(exposure)}});
  }
  out += table.empty() ? std::string() : table.text(paint, width);
  for (std::size_t i = 0; i < std::min(kShown, exposures.size()); ++i) {
    out += "\n" + paint(Tone::Strong, name_of(authorizer, exposures[i].principal)) + "\n" +
           path_strip(hops_of(authorizer, files, exposures[i].witness), paint, width);
  }
  return out;
}

Json exposures_json(const sim::Authorizer& authorizer, PlaceJson& places,
                    std::span<const sim::Exposure> exposures) {
  Json members = Json::array();
  for (const sim::Exposure& exposure : exposures) {
    members.push_back({{"principal", name_of(authorizer, exposure.principal)},
                       {"hops", exposure.hops},
                       {"certain", exposure.certain == sim::Truth::Yes},
                       {"as", name_of(authorizer, exposure.doer)},
                       {"witness", steps_json(authorizer, places, exposure.witness)}});
  }
  return members;
}

std::string exposure_json(const sim::Authorizer& authorizer, const SourceFiles& files,
                          std::span<const sim::Exposure> exposures) {
  PlaceJson places(files);
  const Json json = {{"format", "orgsim-exposure/1"},
                     {"count", exposures.size()},
                     {"of", n_asked(authorizer)},
                     {"members", exposures_json(authorizer, places, exposures)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io
