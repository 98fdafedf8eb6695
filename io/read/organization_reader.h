#pragma once

#include <map>
#include <set>
#include <string>

#include "io/read/json_value.h"
#include "model/organization.h"
#include "model/result.h"

namespace orgsim::io {

/// The members that were asked for, by kind of object: what the format knows.
using MemberLog = std::map<std::string, std::set<std::string, std::less<>>>;

/// Reads an organization file (`"format": "orgsim-organization/1"`, described by
/// `scenarios/schema/organization.schema.json`). Every problem is returned, not the first. Members
/// it does not know or the model cannot hold are listed in `Organization::unmodelled`. With `log`,
/// tells which members it knows, so that the schema can be held against it.
Result<Organization> read_organization(const JsonValue& json, MemberLog* log = nullptr);

/// The same, where attachments of unknown policies or to unknown targets are recorded for a check
/// to judge instead of being errors.
Result<Organization> read_organization_to_judge(const JsonValue& json);

}  // namespace orgsim::io
