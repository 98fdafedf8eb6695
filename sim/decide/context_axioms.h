#pragma once

#include <vector>

#include "sim/decide/context.h"

namespace orgsim::sim {

/// What holds of the context keys of every request, whoever makes it. A context that breaks one is
/// of no request.
/// Source: IAM User Guide, "AWS global condition context keys".
enum class ContextAxiom {
  EndpointHidesAddress,       // Through an endpoint there is no `aws:SourceIp`.
  EndpointIsInVpc,            // `aws:SourceVpce`, `aws:SourceVpc` and `aws:VpcSourceIp` together.
  EndpointHasOwner,           // `aws:VpceOrgID` and its paths only with `aws:VpceAccount`.
  ServiceIsInNoOrganization,  // A service that acts as itself has no organization, tags or user.
  ServiceHasName,             // It has a name, and nobody else has one.
  SourceIsOfService,          // `aws:SourceArn` and the like only where a service calls.
  SourceOrganizationHasAccount,
  ChainIsThroughService,    // `aws:CalledVia` only with `aws:ViaAWSService`.
  ChainHasEnds,             // `aws:CalledViaFirst` and `aws:CalledViaLast` are its ends.
  MfaIsTemporary,           // `aws:MultiFactorAuthPresent` only with `aws:TokenIssueTime`.
  MfaAgeNeedsMfa,           // `aws:MultiFactorAuthAge` only with multi-factor authentication.
  OrganizationHasPath,      // Of the principal, the resource, the source and the endpoint.
  UserNameIsOfUser,         // `aws:username` only of IAM users.
  AssumedRootIsRoot,        // `aws:AssumedRoot` only of a root user.
  AnonymousHasNoArn,        // Of an unsigned request.
  ClocksAgree,              // `aws:CurrentTime` and `aws:EpochTime` are one instant.
  TokenIsOlderThanRequest,  // `aws:TokenIssueTime` is not after it.
  TagKeysAreTags,           // Each of `aws:TagKeys` has its `aws:RequestTag/`.
};

/// The axioms that the context surely breaks, in the order of the enumeration; empty: it may be
/// that of a request.
std::vector<ContextAxiom> broken_axioms(const Context& context);

}  // namespace orgsim::sim
