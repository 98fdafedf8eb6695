#pragma once

#include "sim/decide/request.h"
#include "sim/decide/truth.h"

namespace orgsim::sim {

/// How a `Principal` element names the caller, weakest first. The class decides which implicit
/// denies a grant survives within an account. Source: IAM User Guide, "Policy evaluation logic" and
/// "AWS JSON policy elements: Principal".
enum class GrantClass { None, Account, UserOfFederated, RoleOfSession, Direct };

/// How one entry names the caller.
GrantClass grant_class(const CompiledPrincipal& entry, const Caller& caller);

/// The strongest way in which the entries of the statement's `Principal` name the caller; direct
/// for a `NotPrincipal`.
GrantClass grant_class(const CompiledStatement& statement, const Caller& caller);

/// Whether the statement's principal element covers the caller. A `NotPrincipal` deny always covers
/// a caller with a permissions boundary; it surely exempts one only if account and entity are
/// listed, and otherwise differs by service. Without the element a statement covers everybody in
/// identity-based policies and SCPs, nobody in the other kinds.
Truth principal_applies(const CompiledStatement& statement, Layer layer, const Caller& caller,
                        bool has_boundary);

/// Whether some pattern of the action element covers the request, or none does if it is negated.
bool action_applies(const CompiledStatement& statement, const ActionName& action);

/// Whether the resource element covers the request.
Truth resource_applies(const CompiledStatement& statement, Layer layer, std::string_view resource,
                       const Context& context);

/// Whether the statement applies to the request in a context: action, principal, resource and every
/// condition. An uncertain statement applies at most perhaps.
Truth applies(const CompiledStatement& statement, Layer layer, const Request& request,
              const Context& context, bool has_boundary);

}  // namespace orgsim::sim
