#pragma once

#include "model/organization.h"

namespace orgsim {

/// Lays the sections that are lists of records, not tables, over those of `below`: delivery,
/// network, DNS, logging, and what is said about the input. The indexes of `above` are those of the
/// result already.
void lay_sections(OrganizationTables& below, const OrganizationTables& above);

}  // namespace orgsim
