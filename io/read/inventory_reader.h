#pragma once

#include "io/read/json_cursor.h"
#include "model/inventory.h"
#include "model/organization.h"

namespace orgsim::io {

/// One inventory as a file gives it: of one account, or of one Region of it.
struct InventoryPart {
  std::string account;
  Inventory inventory;
  std::vector<const JsonMember*> unmodelled;  // Members that the model cannot hold.
  SourceLocation where;
};

/// Reads an inventory overlay: `{"AccountId", "Region", "Resources": [...], "UserFacts": [...]}`
/// with CloudFormation's type names.
InventoryPart read_inventory(const JsonValue& json, Diagnostics& diagnostics);

/// Adds the part to what is known of its account.
void merge(Inventory& inventory, InventoryPart part);

/// The organization with an inventory overlay laid over it: one inventory, or an array of them.
/// What the overlay says beyond the model is added to `unmodelled`.
Result<Organization> with_inventory(const Organization& organization, const JsonValue& overlay);

}  // namespace orgsim::io
