#include "io/write/paths.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "io/write/access_names.h"
#include "io/write/path_json.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

std::string count(std::size_t n, std::string_view noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

Json side(const sim::Authorizer& authorizer, PlaceJson& places,
          const std::optional<sim::Path>& path, std::size_t n_ways) {
  return {{"ways", n_ways},
          {"shortest", path ? path_json(authorizer, places, *path) : Json(nullptr)}};
}

}  // namespace

PathsAnswer find_paths(const sim::AccessGraph& graph,
                       std::span<const Index<sim::Principal>> sources,
                       std::span<const Index<sim::Principal>> targets) {
  using sim::Reading;
  return {.certain = sim::shortest_path(graph, sources, targets, Reading::Certain),
          .possible = sim::shortest_path(graph, sources, targets, Reading::Possible),
          .n_certain_ways = sim::edge_disjoint_ways(graph, sources, targets, Reading::Certain),
          .n_possible_ways = sim::edge_disjoint_ways(graph, sources, targets, Reading::Possible)};
}

std::string paths_text(const sim::Authorizer& authorizer, const SourceFiles& files,
                       const PathsAnswer& answer, const Paint& paint,
                       std::optional<std::size_t> width) {
  if (!answer.possible) {
    return paint(Tone::Good, "No way leads there") +
           ", under any context: by roles, permission sets, trust policies and the powers of the "
           "management account.\n";
  }
  std::string out;
  if (answer.certain) {
    out += paint(Tone::Bad, "A way leads there") + fmt::format(": {}; {} that share no step\n",
                                                               count(answer.certain->size(), "hop"),
                                                               count(answer.n_certain_ways, "way"));
    out += path_strip(hops_of(authorizer, files, *answer.certain), paint, width);
  }
  if (!answer.certain || answer.possible->size() < answer.certain->size()) {
    out += paint(Tone::Unknown, answer.certain ? "A shorter way" : "A way") +
           fmt::format(" leads there if open conditions hold: {}; {} that share no step\n",
                       count(answer.possible->size(), "hop"), count(answer.n_possible_ways, "way"));
    out += path_strip(hops_of(authorizer, files, *answer.possible), paint, width);
  }
  return out;
}

std::string paths_json(const sim::Authorizer& authorizer, const SourceFiles& files,
                       const PathsAnswer& answer) {
  PlaceJson places(files);
  const Json json = {
      {"format", "orgsim-paths/1"},
      {"certain", side(authorizer, places, answer.certain, answer.n_certain_ways)},
      {"possible", side(authorizer, places, answer.possible, answer.n_possible_ways)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io
