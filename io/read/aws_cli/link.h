#pragma once

#include "io/read/aws_cli/dump_reading.h"

namespace orgsim::io {

/// Puts the organization together: tree, members, policies, attachments, delegations. A dump
/// without the tree of an organization gives accounts that stand alone.
void link_organization(DumpReading& reading);

/// Gives users their keys, and permissions boundaries their texts.
void link_iam(DumpReading& reading);

/// Permission sets, assignments and memberships. After `link_organization`.
void link_identity_center(DumpReading& reading);

/// Keys whose Region no output says, shares, and what S3 says of whole accounts.
void link_resources(DumpReading& reading);

void link_logging(DumpReading& reading);

/// Zones, and the delegations between them, which are NS records below the apex of a zone.
void link_dns(DumpReading& reading);

}  // namespace orgsim::io
