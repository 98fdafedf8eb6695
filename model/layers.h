#pragma once

#include "model/organization.h"
#include "model/result.h"

namespace orgsim {

/// Two descriptions of one world as one. A record that both have is that of `above`: the same id
/// of an organization, OU, account or policy, the same ARN, the same triple of an assignment. Of an
/// account, which a dump of its IAM hardly describes, each fact that `above` states counts. Nothing
/// of `below` disappears: what `above` does not have it does not deny.
Result<Organization> layered(const Organization& below, const Organization& above);

}  // namespace orgsim
