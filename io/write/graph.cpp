#include "io/write/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>

#include "io/write/access_names.h"
#include "io/write/escape.h"
#include "sim/graph/reach.h"

namespace orgsim::io {
namespace {

std::string_view name_of(sim::PrincipalKind kind) {
  switch (kind) {
    case sim::PrincipalKind::RootUser:
      return "root-user";
    case sim::PrincipalKind::RootSession:
      return "root-session";
    case sim::PrincipalKind::User:
      return "user";
    case sim::PrincipalKind::Role:
      return "role";
    case sim::PrincipalKind::Person:
      return "person";
    case sim::PrincipalKind::HypotheticalAdministrator:
      return "hypothetical-administrator";
  }
  return "";
}

bool is_certain(const sim::BecomeEdge& edge) { return edge.holds == sim::Truth::Yes; }

/// Calls `visit` for each edge between principals of the part, in order.
template <class Visit>
void each_edge(const GraphPart& part, const Visit& visit) {
  std::vector<bool> shown(part.graph.n_principals(), false);
  for (const auto principal : part.principals) {
    shown[principal.value()] = true;
  }
  for (const auto source : part.principals) {
    for (const sim::BecomeEdge& edge : part.graph.edges_from(source)) {
      if (shown[edge.target.value()]) {
        visit(edge);
      }
    }
  }
}

class Dot {
 public:
  explicit Dot(const GraphPart& part) : part_(part) {}

  std::string text() && {
    // Without `newrank` Graphviz gives up on edges between many clusters.
    out_ = "digraph access {\n  rankdir=LR;\n  newrank=true;\n  node [shape=box];\n";
    std::map<std::optional<Index<Account>>, std::vector<Index<sim::Principal>>> by_account;
    for (const auto principal : part_.principals) {
      by_account[part_.authorizer.principals()[principal].account].push_back(principal);
    }
    for (const auto& [account, principals] : by_account) {
      cluster(account, principals);
    }
    each_edge(part_, [&](const sim::BecomeEdge& edge) { arrow(edge); });
    return std::move(out_) + "}\n";
  }

 private:
  template <class... Values>
  void add(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
  }

  /// People are of no account.
  void cluster(std::optional<Index<Account>> account,
               const std::vector<Index<sim::Principal>>& principals) {
    if (account) {
      const Account& record = part_.authorizer.organization().accounts()[*account];
      add("  subgraph \"cluster_{}\" {{\n    label=\"{} {}\";\n", for_dot_label(record.id.text()),
          for_dot_label(record.id.text()), for_dot_label(record.name));
    }
    for (const auto principal : principals) {
      const std::string label = io::name_of(part_.authorizer, principal);
      add("    n{} [label=\"{}\"];\n", principal.value(), for_dot_label(label));
    }
    if (account) {
      out_ += "  }\n";
    }
  }

  void arrow(const sim::BecomeEdge& edge) {
    add("  n{} -> n{} [label=\"{}\"{}];\n", edge.source.value(), edge.target.value(),
        for_dot_label(sim::row_of(edge.technique).name), is_certain(edge) ? "" : ", style=dashed");
  }

  const GraphPart& part_;
  std::string out_;
};

struct GraphmlKey {
  std::string_view id;
  std::string_view of;
  std::string_view name;
};

constexpr auto kKeys = std::to_array<GraphmlKey>({{"arn", "node", "arn"},
                                                  {"kind", "node", "kind"},
                                                  {"account", "node", "account"},
                                                  {"account_name", "node", "account_name"},
                                                  {"technique", "edge", "technique"},
                                                  {"technique_name", "edge", "technique_name"},
                                                  {"holds", "edge", "holds"}});

class Graphml {
 public:
  explicit Graphml(const GraphPart& part) : part_(part) {}

  std::string text() && {
    out_ =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
    for (const GraphmlKey& key : kKeys) {
      out_ += fmt::format("  <key id=\"{}\" for=\"{}\" attr.name=\"{}\" attr.type=\"string\"/>\n",
                          key.id, key.of, key.name);
    }
    out_ += "  <graph id=\"access\" edgedefault=\"directed\">\n";
    for (const auto principal : part_.principals) {
      node(principal);
    }
    each_edge(part_, [&](const sim::BecomeEdge& edge) { arrow(edge); });
    return std::move(out_) + "  </graph>\n</graphml>\n";
  }

 private:
  void data(std::string_view key, std::string_view value) {
    out_ += fmt::format("<data key=\"{}\">{}</data>", key, for_xml(value));
  }

  void node(Index<sim::Principal> index) {
    const sim::Principal& principal = part_.authorizer.principals()[index];
    out_ += fmt::format("    <node id=\"n{}\">", index.value());
    data("arn", io::name_of(part_.authorizer, index));
    data("kind", name_of(principal.kind));
    if (principal.account) {
      const Account& account = part_.authorizer.organization().accounts()[*principal.account];
      data("account", account.id.text());
      data("account_name", account.name);
    }
    out_ += "</node>\n";
  }

  void arrow(const sim::BecomeEdge& edge) {
    out_ += fmt::format("    <edge source=\"n{}\" target=\"n{}\">", edge.source.value(),
                        edge.target.value());
    data("technique", sim::row_of(edge.technique).id);
    data("technique_name", sim::row_of(edge.technique).name);
    data("holds", is_certain(edge) ? "yes" : "conditional");
    out_ += "</edge>\n";
  }

  const GraphPart& part_;
  std::string out_;
};

}  // namespace

GraphPart whole_graph(const sim::Authorizer& authorizer, const sim::AccessGraph& graph) {
  GraphPart part{.authorizer = authorizer, .graph = graph, .principals = {}};
  std::ranges::copy(authorizer.principals().all().indexes(), std::back_inserter(part.principals));
  return part;
}

GraphPart reached_graph(const sim::Authorizer& authorizer, const sim::AccessGraph& graph,
                        const std::vector<Index<sim::Principal>>& sources) {
  GraphPart part{.authorizer = authorizer,
                 .graph = graph,
                 .principals = sim::Reach(graph, sources, sim::Reading::Possible).reached()};
  std::ranges::sort(part.principals);
  return part;
}

std::string graph_dot(const GraphPart& part) { return Dot(part).text(); }

std::string graph_graphml(const GraphPart& part) { return Graphml(part).text(); }

}  // namespace orgsim::io
