#pragma once

#include "io/read/json_value.h"
#include "model/organization.h"
#include "model/result.h"

namespace orgsim::io {

/// Reads an organization file (`"format": "orgsim-organization/1"`): the tree, SCPs and RCPs with
/// their attachments, IAM, Identity Center, resources, delivery, network, DNS, logging. Every
/// problem is returned, not the first. Members it does not know or the model cannot hold yet are
/// listed in `Organization::unmodelled`.
Result<Organization> read_organization(const JsonValue& json);

}  // namespace orgsim::io
