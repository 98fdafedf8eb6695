#pragma once

#include <string_view>

#include "tests/support/reference_case.h"

namespace orgsim::reference {

enum class Layer { Identity, Boundary, Session, Scp, Rcp, Resource, Endpoint };

/// Source: IAM JSON policy elements: Action.
bool action_matches(std::string_view pattern, std::string_view action);

/// Whether a `Resource` pattern of a policy of this layer names the resource.
/// Source: IAM JSON policy elements: Resource.
bool resource_matches(std::string_view pattern, Layer layer, PolicyVersion version,
                      std::string_view resource, const Context& context);

/// How an Allow of a resource-based policy names the caller, weakest first: by its account, by the
/// role or user of which it is a session, or itself.
enum class Grant { None, Account, Entity, Direct };

/// The strongest way in which the entries name the caller.
/// Source: AWS JSON policy elements: Principal.
Grant grant_of(const std::vector<PrincipalEntry>& entries, const Case& request);

/// How AWS may read what has two readings: a `NotPrincipal` that names only a part of the caller's
/// chain, which services read differently, and a Deny that AWS would not have stored.
/// Source: AWS JSON policy elements: NotPrincipal.
enum class Doubt { Spares, Strikes };

/// Whether everything in the statement applies to the request.
bool statement_applies(const Statement& statement, Layer layer, PolicyVersion version,
                       const Case& request, const Context& context, Doubt doubt);

/// Whether the caller has an account and credentials of IAM.
bool is_iam_principal(const Caller& caller);

/// By its path, as names can be imitated.
bool is_service_linked_role(const Caller& caller);

}  // namespace orgsim::reference
