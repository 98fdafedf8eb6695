#include "io/read/inventory_reader.h"

#include <algorithm>
#include <iterator>

#include "model/account_id.h"
#include "model/organization_builder.h"

namespace orgsim::io {
namespace {

/// A string, `null` for "it has none", or nothing.
std::optional<std::string> role_arn(const JsonValue& json, JsonCursor& cursor) {
  const JsonValue* role = json.find("RoleArn");
  cursor.text("RoleArn");
  if (role == nullptr || (role->kind != JsonKind::Null && role->kind != JsonKind::String)) {
    return std::nullopt;
  }
  return role->text;
}

InventoryResource resource(const JsonValue& json, Diagnostics& diagnostics,
                           std::vector<const JsonMember*>& unmodelled) {
  JsonCursor cursor(json, "inventory resource", diagnostics);
  InventoryResource result{
      .type = cursor.required_text("Type"),
      .arn = cursor.text("Arn"),
      .role_arn = role_arn(json, cursor),
      .triggers = cursor.strings("Triggers"),
      .state = cursor.text("State"),
      .status = cursor.text("Status"),
      .ssm_managed = cursor.boolean("SsmManaged"),
      .ssh_reachable = cursor.boolean("SshReachable"),
      .instance_connect = cursor.boolean("InstanceConnect"),
      .execution_role_arn = cursor.text("ExecutionRoleArn"),
      .instances = cursor.integer("Instances"),
      .buildspec_override = cursor.boolean("BuildspecOverride"),
      .batch_builds = cursor.boolean("BatchBuilds"),
      .used_by_auto_scaling_group = cursor.boolean("UsedByAutoScalingGroup"),
      .version_used = cursor.text("VersionUsed"),
      .registered_container_instances = cursor.integer("RegisteredContainerInstances"),
      .event_source = cursor.boolean("EventSource"),
      .where = json.where};
  std::ranges::copy(cursor.not_read(), std::back_inserter(unmodelled));
  return result;
}

}  // namespace

InventoryPart read_inventory(const JsonValue& json, Diagnostics& diagnostics) {
  JsonCursor cursor(json, "inventory", diagnostics);
  InventoryPart part{.account = cursor.required_text("AccountId"), .where = json.where};
  if (!part.account.empty() && !AccountId::parse(part.account)) {
    diagnostics.push_back({.code = "E1105",
                           .message = "`" + part.account + "` is no account id",
                           .hint = "twelve digits, as a string",
                           .where = cursor.member("AccountId")->where});
  }
  if (const std::string region = cursor.text("Region"); !region.empty()) {
    part.inventory.regions.push_back(region);
  }
  cursor.each_item("Resources", [&](const JsonValue& item) {
    part.inventory.resources.push_back(resource(item, diagnostics, part.unmodelled));
  });
  cursor.each_item("UserFacts", [&](const JsonValue& item) {
    JsonCursor facts(item, "user facts", diagnostics);
    part.inventory.user_facts[facts.required_text("UserName")] = {
        .access_key_count = facts.integer("AccessKeyCount"),
        .has_login_profile = facts.boolean("HasLoginProfile")};
    std::ranges::copy(facts.not_read(), std::back_inserter(part.unmodelled));
  });
  std::ranges::copy(cursor.not_read(), std::back_inserter(part.unmodelled));
  return part;
}

Result<Organization> with_inventory(const Organization& organization, const JsonValue& overlay) {
  OrganizationBuilder next(organization);
  Diagnostics diagnostics;
  const auto add = [&](const JsonValue& json) {
    InventoryPart part = read_inventory(json, diagnostics);
    const auto account = organization.find_account(part.account);
    if (!account && !part.account.empty()) {
      diagnostics.push_back({.code = "E3001",
                             .message = "unknown account `" + part.account + "`",
                             .hint = "an inventory is of an account of the organization",
                             .where = json.where});
    }
    for (const JsonMember* member : part.unmodelled) {
      next.tables().unmodelled.edit().push_back(
          {.where = member->where, .construct = "/inventory/" + member->key});
    }
    if (account) {
      merge(next.tables().inventories.edit()[*account], std::move(part));
    }
  };
  if (overlay.kind == JsonKind::Array) {
    std::ranges::for_each(overlay.items, add);
  } else {
    add(overlay);
  }
  if (has_errors(diagnostics)) {
    return std::unexpected(std::move(diagnostics));
  }
  return std::move(next).build();
}

void merge(Inventory& inventory, InventoryPart part) {
  std::ranges::move(part.inventory.regions, std::back_inserter(inventory.regions));
  std::ranges::move(part.inventory.resources, std::back_inserter(inventory.resources));
  for (auto& [user, facts] : part.inventory.user_facts) {
    inventory.user_facts.insert_or_assign(user, facts);
  }
}

}  // namespace orgsim::io
