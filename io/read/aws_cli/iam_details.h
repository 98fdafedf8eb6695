#pragma once

#include "io/read/aws_cli/dump_reading.h"

namespace orgsim::io {

/// Whether an output of these members is that of `get-account-authorization-details`.
bool is_iam_details(const std::vector<TopLevelMember>& members);

/// Reads an output of `get-account-authorization-details`: users, groups, roles and managed
/// policies of one account, which is most of the bytes of a dump. The account is that of the place
/// or, where the place names none, that of the ARNs.
/// Source: IAM API Reference, "GetAccountAuthorizationDetails".
void read_iam_details(const JsonSlice& slice, const CallContext& context, DumpReading& reading);

}  // namespace orgsim::io
