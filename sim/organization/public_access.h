#pragma once

#include "model/organization.h"
#include "sim/decide/truth.h"

namespace orgsim::sim {

/// Whether S3 restricts the bucket to services and its own account if its policy is public: by the
/// bucket's setting, or where it is stricter that of the account, which an S3 policy of the
/// organization replaces. Where the account's was not collected, the bucket's counts.
/// Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage"; AWS
/// Organizations User Guide, "Amazon S3 policies".
Truth blocks_public_access(const Organization& organization, const Resource& bucket,
                           Index<Account> owner);

}  // namespace orgsim::sim
