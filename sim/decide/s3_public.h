#pragma once

#include "model/policy.h"

namespace orgsim::sim {

/// Whether S3 takes a bucket policy for public: some Allow is not provably confined to fixed
/// principals, networks, accounts, sources or keys, named without wildcards and variables.
/// Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage" ("The meaning
/// of public").
bool is_public(const PolicyDocument& document, bool newer_keys_confine = true);

}  // namespace orgsim::sim
