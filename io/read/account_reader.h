#pragma once

#include "io/read/organization_references.h"

namespace orgsim::io {

/// An entry of `accounts` or `standalone_accounts`, without its place in the tree. Nothing when it
/// has no account id, which is reported.
std::optional<Account> read_account(JsonCursor& cursor, OrganizationReading& reading);

/// The four switches of S3 Block Public Access: an object of four booleans, or one boolean for all.
std::optional<PublicAccessBlock> public_access_block(JsonCursor& cursor,
                                                     OrganizationReading& reading);

}  // namespace orgsim::io
