#include <algorithm>
#include <map>

#include "scenarios/expectations.h"
#include "scenarios/witness.h"
#include "sim/closure/blast_radius.h"

namespace orgsim::scenarios {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Account, organization, OU, in order of the path.
Rows tree(const Organization& organization) {
  Rows rows;
  rows.reserve(organization.accounts().size());
  for (const auto index : organization.accounts().indexes()) {
    const auto owner = organization.organization_of(index);
    std::string path;
    if (const auto& parent = organization.accounts()[index].parent) {
      for (const auto ou : organization.path_to(*parent)) {
        path += "/" + organization.ous()[ou].name;
      }
    }
    rows.push_back({owner ? (*organization.tables().organizations)[*owner].name : "", path,
                    organization.accounts()[index].name});
  }
  std::ranges::sort(rows);
  return rows;
}

/// Trusting account, trusted account, number of ways in.
Rows trust_matrix(const Moment& moment) {
  std::map<std::pair<std::string, std::string>, std::size_t> n_ways;
  const sim::Principals& principals = moment.authorizer().principals();
  const auto& accounts = moment.organization().accounts();
  for (const sim::BecomeEdge& edge : moment.graph().edges()) {
    const auto from = principals[edge.source].account;
    const auto to = principals[edge.target].account;
    if (from && to && from != to && edge.technique == sim::Technique::AssumeRole) {
      ++n_ways[{accounts[*to].name, accounts[*from].name}];
    }
  }
  Rows rows;
  rows.reserve(n_ways.size());
  for (const auto& [pair, count] : n_ways) {
    rows.push_back({pair.first, pair.second, std::to_string(count)});
  }
  return rows;
}

std::string word_of(sim::AccountLevel level) {
  switch (level) {
    case sim::AccountLevel::None:
      return "none";
    case sim::AccountLevel::Metadata:
      return "metadata";
    case sim::AccountLevel::Read:
      return "read";
    case sim::AccountLevel::Write:
      return "write";
    case sim::AccountLevel::Admin:
      return "admin";
  }
  return "";
}

/// Account, level, hops, number of routes.
Rows blast_radius_rows(const Moment& moment, std::vector<Index<sim::Principal>> footholds) {
  const sim::BlastRadius radius =
      sim::blast_radius(moment.authorizer(), moment.graph(), std::move(footholds));
  Rows rows;
  rows.reserve(radius.accounts.size());
  for (const sim::ReachedAccount& reached : radius.accounts) {
    rows.push_back({moment.organization().accounts()[reached.account].name, word_of(reached.level),
                    std::to_string(reached.hops), std::to_string(reached.routes.size())});
  }
  return rows;
}

/// From, technique, to: the shortest way.
Rows path_rows(const Moment& moment, const std::vector<Index<sim::Principal>>& from,
               const std::vector<Index<sim::Principal>>& to) {
  const auto path = sim::shortest_path(moment.graph(), from, to, sim::Reading::Possible);
  const std::vector<Hop> hops = hops_of(moment, path.value_or(sim::Path()));
  Rows rows;
  rows.reserve(hops.size());
  for (const Hop& hop : hops) {
    rows.push_back({hop.from, std::string(hop.technique), hop.to});
  }
  return rows;
}

Result<Rows> rows_of(const Question& question) {
  const Arguments& arguments = question.asked.arguments;
  const std::string& view = arguments.text("view");
  if (view == "org-tree") {
    return tree(question.now.organization());
  }
  if (view == "trust-matrix") {
    return trust_matrix(question.now);
  }
  const bool is_radius = view == "blast-radius";
  auto from = principals_of(question.world(), arguments.reference(is_radius ? "of" : "from"));
  if (!from) {
    return std::unexpected(from.error());
  }
  if (is_radius) {
    return blast_radius_rows(question.now, std::move(*from));
  }
  const auto to = targets_of(question.world(), arguments.reference("to"));
  return to ? Result<Rows>(path_rows(question.now, *from, to->principals))
            : std::unexpected(to.error());
}

}  // namespace

ExpectationResult answer_golden(const Question& question) {
  auto rows = rows_of(question);
  if (!rows) {
    return failed_to_ask(rows.error());
  }
  const Arguments& arguments = question.asked.arguments;
  return {.state = State::Pass,
          .evidence = GoldenEvidence{.view = arguments.text("view"),
                                     .file = arguments.text("file"),
                                     .rows = std::move(*rows)}};
}

}  // namespace orgsim::scenarios
