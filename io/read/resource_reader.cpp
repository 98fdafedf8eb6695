#include "io/read/account_reader.h"
#include "io/read/inventory_reader.h"
#include "io/read/organization_references.h"

namespace orgsim::io {
namespace {

std::optional<ObjectLock> object_lock(JsonCursor& cursor, OrganizationReading& reading) {
  const JsonValue* json = cursor.member("object_lock", JsonKind::Object);
  if (json == nullptr) {
    return std::nullopt;
  }
  JsonCursor lock(*json, "object_lock", reading.diagnostics);
  const std::string mode = lock.required_text("mode");
  if (mode != "COMPLIANCE" && mode != "GOVERNANCE" && !mode.empty()) {
    reading.error("E1105", "unknown object lock mode `" + mode + "`", json->where,
                  "`COMPLIANCE` or `GOVERNANCE`");
  }
  const int days = lock.integer("days").value_or(0);
  reading.unmodelled(lock, "/resources/object_lock/");
  return ObjectLock{
      .mode = mode == "COMPLIANCE" ? ObjectLock::Mode::Compliance : ObjectLock::Mode::Governance,
      .days = days};
}

KeyGrant key_grant(const JsonValue& json, const std::string& place, OrganizationReading& reading) {
  JsonCursor cursor(json, "grant", reading.diagnostics);
  KeyGrant result{.id = cursor.required_text("id"),
                  .grantee = cursor.required_text("grantee"),
                  .retiring = cursor.text("retiring"),
                  .operations = cursor.strings("operations").value_or(std::vector<std::string>()),
                  .encryption_context_equals = cursor.texts("encryption_context_equals"),
                  .encryption_context_subset = cursor.texts("encryption_context_subset"),
                  .where = json.where};
  reading.unmodelled(cursor, place + "grants/");
  return result;
}

void read_share(const JsonValue& json, Table<ResourceShare>& shares, OrganizationReading& reading) {
  JsonCursor cursor(json, "share", reading.diagnostics);
  ResourceShare result{
      .name = cursor.required_text("name"),
      .owner = reading.owner(cursor, "owner"),
      .resources = cursor.strings("resources").value_or(std::vector<std::string>()),
      .principals = cursor.strings("principals").value_or(std::vector<std::string>()),
      .allow_external_principals = cursor.boolean("allow_external_principals"),
      .retain_on_account_leave = cursor.boolean("retain_on_account_leave"),
      .where = json.where};
  reading.unmodelled(cursor, "/shares/" + result.name + "/");
  shares.append(std::move(result));
}

void read_one_inventory(const JsonValue& json, OrganizationReading& reading) {
  InventoryPart part = read_inventory(json, reading.diagnostics);
  for (const JsonMember* member : part.unmodelled) {
    reading.tables().unmodelled.edit().push_back(
        {.where = member->where, .construct = "/inventory/" + member->key});
  }
  if (const auto account = reading.account(part.account, part.where)) {
    merge(reading.tables().inventories.edit()[*account], std::move(part));
  }
}

/// The switches of a bucket: as one boolean the organization file's short form of all four.
void block(JsonCursor& cursor, Resource& resource, OrganizationReading& reading) {
  resource.public_access_block_switches = public_access_block(cursor, reading);
  if (resource.public_access_block_switches) {
    resource.public_access_block = resource.public_access_block_switches->all();
  }
}

}  // namespace

void read_resource(const JsonValue& json, std::optional<Index<Account>> owner,
                   OrganizationReading& reading) {
  JsonCursor cursor(json, "resource", reading.diagnostics);
  const bool inherits = owner && cursor.member("account") == nullptr;
  Resource result{.type = cursor.required_text("type"),
                  .arn = cursor.required_text("arn"),
                  .account = inherits ? *owner : reading.owner(cursor, "account"),
                  .region = cursor.text("region"),
                  .data_classes = cursor.strings("data_classes"),
                  .encryption_key = cursor.text("encryption_key"),
                  .object_lock = object_lock(cursor, reading),
                  .versioning = cursor.boolean("versioning"),
                  .data_events_logged = cursor.boolean("data_events_logged"),
                  .access_logging = cursor.boolean("access_logging"),
                  .rotation = cursor.boolean("rotation"),
                  .immutable_tags = cursor.boolean("immutable_tags"),
                  .retention_days = cursor.integer("retention_days"),
                  .hot_days = cursor.integer("hot_days"),
                  .vault_lock = cursor.text("vault_lock"),
                  .covers = reading.accounts_of(cursor, "covers"),
                  .tags = cursor.texts("tags"),
                  .unsaid = cursor.unsaid({"covers"}, {"encryption_key", "vault_lock", "policy"}),
                  .where = json.where};
  block(cursor, result, reading);
  if (const JsonValue* role = cursor.member("role", JsonKind::String)) {
    result.role = role->text;
  }
  const std::string place = "/resources/" + result.arn + "/";
  if (cursor.member("grants") != nullptr) {
    result.grants.emplace();
  }
  cursor.each_item("grants", [&](const JsonValue& item) {
    result.grants->push_back(key_grant(item, place, reading));
  });
  if (const JsonValue* policy = cursor.member("policy")) {
    result.policy = reading.document(*policy, PolicyKind::Resource);
  }
  result.policy_collected = cursor.boolean("policy_collected").value_or(true);
  reading.unmodelled(cursor, place);
  reading.tables().resources.edit().append(std::move(result));
}

void read_resources(JsonCursor& file, OrganizationReading& reading) {
  reading.tables().resources_listed = file.member("resources") != nullptr;
  file.each_item("resources",
                 [&](const JsonValue& json) { read_resource(json, std::nullopt, reading); });
  if (file.member("shares") != nullptr) {
    auto& table = reading.tables().resource_shares;
    Table<ResourceShare>& shares = (table ? *table : table.emplace()).edit();
    file.each_item("shares", [&](const JsonValue& json) { read_share(json, shares, reading); });
  }
  file.each_item("inventory", [&](const JsonValue& json) { read_one_inventory(json, reading); });
}

void read_management_account_resources(JsonCursor& file, OrganizationReading& reading) {
  if (file.member("management_account_resources", JsonKind::Array) == nullptr) {
    return;
  }
  auto& list = reading.tables().management_account_resources.emplace().edit();
  file.each_item("management_account_resources", [&](const JsonValue& json) {
    JsonCursor cursor(json, "management account resource", reading.diagnostics);
    list.push_back({.type = cursor.required_text("type"),
                    .purpose = cursor.text("purpose"),
                    .where = json.where});
    reading.unmodelled(cursor, "/management_account_resources/");
  });
}

}  // namespace orgsim::io
