#pragma once

#include <map>

namespace orgsim {

/// A kind of facts that is collected once for the organization. What is collected account by
/// account is in `Evidence`.
enum class OrganizationDomain { Tree, Policies, Delegations, IdentityCenter, Delivery };

/// How much of a domain the input holds. What is not collected may exist: it is unknown.
enum class Extent { None, Partial, Complete };

/// How much the input holds of the organization. A domain that is not said here is complete, so an
/// input that is meant as the whole truth says nothing.
struct Coverage {
  std::map<OrganizationDomain, Extent> organization;

  Extent of(OrganizationDomain domain) const {
    const auto found = organization.find(domain);
    return found == organization.end() ? Extent::Complete : found->second;
  }
};

}  // namespace orgsim
