#include <array>

#include "cli/commands.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/principal_argument.h"
#include "io/write/graph.h"

namespace orgsim::cli {
namespace {

constexpr std::array kOptions = {Option{.name = "from",
                                        .argument = "PRINCIPAL",
                                        .help = "only whom these can become, themselves included",
                                        .repeatable = true}};

ExitCode run(const Invocation& invocation) {
  const auto loaded = load(invocation);
  if (!loaded) {
    return ExitCode::Unusable;
  }
  const sim::Authorizer authorizer(loaded->organization);
  std::vector<Index<sim::Principal>> sources;
  for (const std::string& text : invocation.values("from")) {
    const auto named = principals_argument(invocation, authorizer, text);
    if (!named) {
      return ExitCode::Unusable;
    }
    sources.insert(sources.end(), named->begin(), named->end());
  }
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  const io::GraphPart part = invocation.has("from") ? io::reached_graph(authorizer, graph, sources)
                                                    : io::whole_graph(authorizer, graph);
  const ExitCode written = write_reports(invocation, [&](const ReportStyle& style) {
    return style.format == "graphml" ? io::graph_graphml(part) : io::graph_dot(part);
  });
  return worse(written, loaded->code);
}

}  // namespace

constinit const Command kGraph = {
    .name = "graph",
    .group = Group::Questions,
    .summary = "who can become whom, for Graphviz and graph tools",
    .help =
        "Writes the access graph: a node for each principal, an edge for each way in which "
        "one becomes another. Edges that hang on a condition which the input does not "
        "settle are dashed, or say `conditional`. A stand-in node for the takeover of an "
        "account is named as such. Graphviz lays out a few hundred nodes at best: limit "
        "the graph with `--from`.",
    .examples =
        "orgsim graph --from account:app-dev | dot -Tsvg > app-dev.svg\n"
        "orgsim graph --format graphml --output access.graphml",
    .options = kOptions,
    .shared = Shared::Organization | Shared::Output,
    .formats = "dot|graphml",
    .run = run};

}  // namespace orgsim::cli
