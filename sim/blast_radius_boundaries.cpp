#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "sim/blast_radius_measures.h"

namespace orgsim::sim {
namespace {

constexpr std::array kKinds = {BoundaryKind::CardholderData, BoundaryKind::Production,
                               BoundaryKind::Sandbox, BoundaryKind::Organization};

/// The side of a boundary an account is declared to be on; empty when nothing is declared.
std::string side_of(const Organization& organization, Index<Account> index, BoundaryKind kind) {
  const Account& account = organization.accounts()[index];
  switch (kind) {
    case BoundaryKind::CardholderData:
      return account.pci_declared.empty()    ? ""
             : account.pci_declared == "cde" ? "cde"
                                             : "outside the cde";
    case BoundaryKind::Production:
      return account.environment;
    case BoundaryKind::Sandbox:
      return account.risk_profile.empty()        ? ""
             : account.risk_profile == "sandbox" ? account.name
                                                 : "outside sandboxes";
    case BoundaryKind::Organization:
      break;
  }
  const auto record = organization.organization_of(index);
  return record ? (*organization.tables().organizations)[*record].id : "no organization";
}

/// Crossing between environments counts only where one of them is production.
bool is_boundary(BoundaryKind kind, const std::string& from, const std::string& to) {
  if (from.empty() || to.empty() || from == to) {
    return false;
  }
  return kind != BoundaryKind::Production || from == "prod" || to == "prod";
}

}  // namespace

std::vector<CrossedBoundary> crossed_boundaries(const Fallen& fallen) {
  const Organization& organization = fallen.authorizer.organization();
  std::map<std::tuple<BoundaryKind, std::string, std::string>, const BecomeEdge*> nearest;
  for (const BecomeEdge& edge : fallen.graph.edges()) {
    const auto from = fallen.authorizer.principals()[edge.source].account;
    const auto to = fallen.authorizer.principals()[edge.target].account;
    if (!from || !to || from == to || !fallen.radius.possible.reaches(edge.source)) {
      continue;
    }
    for (const BoundaryKind kind : kKinds) {
      std::string out = side_of(organization, *from, kind);
      std::string in = side_of(organization, *to, kind);
      if (!is_boundary(kind, out, in)) {
        continue;
      }
      const BecomeEdge*& best = nearest[{kind, std::move(out), std::move(in)}];
      if (best == nullptr ||
          fallen.radius.possible.hops(edge.source) < fallen.radius.possible.hops(best->source)) {
        best = &edge;
      }
    }
  }
  std::vector<CrossedBoundary> result;
  for (const auto& [boundary, edge] : nearest) {
    Path witness = fallen.radius.possible.witness(edge->source);
    witness.push_back(*edge);
    result.push_back({.kind = std::get<0>(boundary),
                      .from = std::get<1>(boundary),
                      .to = std::get<2>(boundary),
                      .witness = std::move(witness)});
  }
  return result;
}

}  // namespace orgsim::sim
