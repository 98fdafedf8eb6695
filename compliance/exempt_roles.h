#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compliance/premises.h"

namespace orgsim::compliance {

/// A shortest text that both patterns match, with `*` and `?`; nothing when there is none.
std::optional<std::string> common_match(std::string_view left, std::string_view right);

/// ARNs of roles of the account that the pattern of an exemption matches and a customer can create:
/// one with every wildcard filled, one with as little as may be. Empty when there is none.
/// Source: IAM User Guide, "Reserved paths" (`/aws-reserved/`, `/aws-service-role/`).
std::vector<std::string> creatable_roles(const Premises& premises, std::string_view pattern,
                                         Index<Account> account);

}  // namespace orgsim::compliance
