#pragma once

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/organization.h"
#include "sim/graph/access_graph.h"
#include "sim/organization/authorizer.h"

namespace orgsim::scenarios {

/// Accounts with the organizations that invited them and were not answered yet.
using Invitations = std::set<std::pair<Index<Account>, Index<OrganizationRecord>>>;

/// The state of a run: a snapshot and what was compromised, with what is derived from the
/// snapshot, made when it is first asked for.
class Moment {
 public:
  explicit Moment(Organization organization, std::vector<std::string> footholds = {},
                  Invitations invitations = {})
      : organization_(std::move(organization)),
        footholds_(std::move(footholds)),
        invitations_(std::move(invitations)) {}
  Moment(const Moment&) = delete;
  Moment& operator=(const Moment&) = delete;

  const Organization& organization() const { return organization_; }
  const sim::Authorizer& authorizer() const;
  const sim::AccessGraph& graph() const;

  /// What was compromised: ARNs, or names of people. They outlive changes of the organization.
  const std::vector<std::string>& footholds() const { return footholds_; }
  const Invitations& invitations() const { return invitations_; }

 private:
  Organization organization_;
  std::vector<std::string> footholds_;
  Invitations invitations_;
  mutable std::unique_ptr<sim::Authorizer> authorizer_;
  mutable std::unique_ptr<sim::AccessGraph> graph_;
};

}  // namespace orgsim::scenarios
