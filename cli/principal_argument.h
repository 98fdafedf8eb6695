#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "sim/organization/authorizer.h"

namespace orgsim::cli {

/// Everybody an argument means: an ARN, the name of a person, `role:ACCOUNT/NAME`,
/// `user:ACCOUNT/NAME`, `idc-user:NAME`, `account:NAME|ID` for all who can act there, or who falls
/// with `workload:ARN`, `repository:NAME`, `mailbox:ADDRESS` or `zone:NAME|ID`. Nothing after `err`
/// was told that nobody is called so, with the nearest name.
std::optional<std::vector<Index<sim::Principal>>> principals_argument(
    const Invocation& invocation, const sim::Authorizer& authorizer, const std::string& text);

/// The same of every value of an option.
std::optional<std::vector<Index<sim::Principal>>> principals_arguments(
    const Invocation& invocation, const sim::Authorizer& authorizer, std::string_view option);

/// Who asks: one principal, `service:NAME`, or `anonymous`.
std::optional<sim::Asker> asker_argument(const Invocation& invocation,
                                         const sim::Authorizer& authorizer,
                                         const std::string& text);

/// The roles through which a person acts, of one account by id or name, or of all when `account` is
/// empty.
std::vector<Index<sim::Principal>> roles_of_person(const sim::Authorizer& authorizer,
                                                   Index<sim::Principal> person,
                                                   std::string_view account);

}  // namespace orgsim::cli
