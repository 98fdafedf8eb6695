#pragma once

#include "io/read/json_cursor.h"
#include "model/inventory.h"

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

}  // namespace orgsim::io
