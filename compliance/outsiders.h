#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compliance/access.h"
#include "compliance/outsider.h"

namespace orgsim::compliance {

/// A caller for each outside account that a trust policy or a resource policy admits by name. A
/// principal that is named exactly is that caller; else it is a role of an unremarkable name.
std::vector<Outsider> admitted_outsiders(const Premises& premises);

/// The same for the accounts that a Deny of an RCP spares by name.
std::vector<Outsider> spared_outsiders(const Premises& premises);

/// The patterns of principals' ARNs that a Deny of an RCP spares.
std::vector<std::string> spared_principals(const Premises& premises);

/// The ids of organizations other than the home one that a Deny of an RCP spares by name.
std::vector<std::string> spared_organizations(const Premises& premises);

/// What an RCP's Deny spares under a key of the calling service or of its source, wildcards filled.
std::vector<std::string> spared_values(const Premises& premises, std::string_view key);

/// The pattern with a letter or digit in place of each wildcard.
std::string instance_of(std::string_view pattern, char filler = 'x');

}  // namespace orgsim::compliance
