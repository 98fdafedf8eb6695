#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "sim/closure/blast_radius_measures.h"

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

Step step_of(Index<Principal> from, const Gain& gain, std::size_t level) {
  return {.technique = gain.technique,
          .from = from,
          .to = Fact::held(gain.target),
          .requires_ = gain.requires_,
          .where = gain.where,
          .needs = {Fact::held(from)},
          .level = level,
          .certain = gain.certain};
}

}  // namespace

std::vector<CrossedBoundary> crossed_boundaries(const Fallen& fallen) {
  const Organization& organization = fallen.organization();
  const Principals& principals = fallen.authorizer().principals();
  std::map<std::tuple<BoundaryKind, std::string, std::string>, const Exit*> nearest;
  for (const Exit& exit : fallen.exits()) {
    const auto& out = principals[exit.from].account;
    const auto& in = principals[exit.gain.target].account;
    if (!out || !in) {
      continue;
    }
    for (const BoundaryKind kind : kKinds) {
      std::string here = side_of(organization, *out, kind);
      std::string there = side_of(organization, *in, kind);
      if (is_boundary(kind, here, there)) {
        nearest.try_emplace({kind, std::move(here), std::move(there)}, &exit);
      }
    }
  }
  std::vector<CrossedBoundary> result;
  for (const auto& [boundary, exit] : nearest) {
    std::vector<Step> witness = fallen.closure().witness(exit->from);
    witness.push_back(step_of(exit->from, exit->gain, witness.size() + 1));
    result.push_back({.kind = std::get<0>(boundary),
                      .from = std::get<1>(boundary),
                      .to = std::get<2>(boundary),
                      .witness = std::move(witness)});
  }
  return result;
}

}  // namespace orgsim::sim
