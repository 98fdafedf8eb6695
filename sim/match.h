#pragma once

#include "sim/request.h"
#include "sim/truth.h"

namespace orgsim::sim {

/// How a `Principal` element names the caller, weakest first. The class decides which implicit
/// denies a grant survives within an account. Source: IAM User Guide, "Policy evaluation logic" and
/// "AWS JSON policy elements: Principal".
enum class GrantClass { None, Account, UserOfFederated, RoleOfSession, Direct };

/// The strongest way in which the entries name the caller.
GrantClass grant_class(const std::vector<PrincipalEntry>& entries, const Caller& caller);

/// Whether the statement's principal element covers the caller. A `NotPrincipal` deny always covers
/// a caller with a permissions boundary; it surely exempts one only if account and entity are
/// listed, and otherwise differs by service. A statement without element covers everybody.
Truth principal_applies(const Statement& statement, const Caller& caller, bool has_boundary);

/// Whether action, resource and every condition apply; not the principal.
Truth request_applies(const Statement& statement, PolicyVersion version, const Request& request);

/// Whether an action pattern matches. Both compare without regard to case.
/// Source: IAM JSON policy elements: Action.
bool action_matches(std::string_view pattern, std::string_view action);

}  // namespace orgsim::sim
