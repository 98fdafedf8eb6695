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
  return ObjectLock{
      .mode = mode == "COMPLIANCE" ? ObjectLock::Mode::Compliance : ObjectLock::Mode::Governance,
      .days = lock.integer("days").value_or(0)};
}

void read_resource(const JsonValue& json, OrganizationReading& reading) {
  JsonCursor cursor(json, "resource", reading.diagnostics);
  Resource result{.type = cursor.required_text("type"),
                  .arn = cursor.required_text("arn"),
                  .account = reading.owner(cursor, "account"),
                  .region = cursor.text("region"),
                  .data_classes = cursor.strings("data_classes"),
                  .encryption_key = cursor.text("encryption_key"),
                  .object_lock = object_lock(cursor, reading),
                  .versioning = cursor.boolean("versioning"),
                  .public_access_block = cursor.boolean("public_access_block"),
                  .data_events_logged = cursor.boolean("data_events_logged"),
                  .access_logging = cursor.boolean("access_logging"),
                  .rotation = cursor.boolean("rotation"),
                  .immutable_tags = cursor.boolean("immutable_tags"),
                  .retention_days = cursor.integer("retention_days"),
                  .hot_days = cursor.integer("hot_days"),
                  .vault_lock = cursor.text("vault_lock"),
                  .covers = reading.accounts_of(cursor, "covers"),
                  .tags = cursor.texts("tags"),
                  .where = json.where};
  if (const JsonValue* policy = cursor.member("policy")) {
    result.policy = reading.document(*policy, PolicyKind::Resource);
  }
  reading.unmodelled(cursor, "/resources/" + result.arn + "/");
  reading.tables().resources.edit().append(std::move(result));
}

}  // namespace

void read_resources(JsonCursor& file, OrganizationReading& reading) {
  file.each_item("resources", [&](const JsonValue& json) { read_resource(json, reading); });
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
