#include "io/read/organization_references.h"

namespace orgsim::io {
namespace {

class LoggingReader {
 public:
  LoggingReader(JsonCursor& cursor, OrganizationReading& reading)
      : cursor_(cursor), reading_(reading), logging_(reading.tables().logging.emplace().edit()) {}

  void read() {
    cursor_.each_item("trails", [&](const JsonValue& json) { trail(json); });
    part("config", [&](JsonCursor& json) {
      logging_.config = {
          .recorders = regions_by_account(json, "recorders"),
          .aggregator_account = reading_.account_or_outside(json, "aggregator_account"),
          .aggregator_all_accounts = json.boolean("aggregator_all_accounts"),
          .bucket = json.text("bucket")};
    });
    part("guardduty", [&](JsonCursor& json) { logging_.guardduty = detection(json); });
    part("securityhub", [&](JsonCursor& json) { logging_.security_hub = detection(json); });
    part("access_analyzer", [&](JsonCursor& json) {
      logging_.access_analyzer = {
          .account = reading_.account_or_outside(json, "organization_analyzer_account"),
          .regions = json.strings("regions").value_or(std::vector<std::string>())};
    });
    logging_.alerts = cursor_.strings("alerts");
    reading_.unmodelled(cursor_, "/logging/");
  }

 private:
  void part(const std::string& key, const std::function<void(JsonCursor&)>& visit) {
    if (const JsonValue* value = cursor_.member(key, JsonKind::Object)) {
      JsonCursor json(*value, key, reading_.diagnostics);
      visit(json);
      reading_.unmodelled(json, "/logging/" + key + "/");
    }
  }

  static std::optional<std::string> stated_text(JsonCursor& json, std::string_view key) {
    return json.member(key) == nullptr ? std::nullopt : std::optional(json.text(key));
  }

  void trail(const JsonValue& item) {
    JsonCursor json(item, "trail", reading_.diagnostics);
    logging_.trails.push_back(
        {.arn = json.required_text("arn"),
         .owner = reading_.owner_or_outside(json, "owner_account"),
         .organization_trail = json.boolean("organization_trail").value_or(false),
         .multi_region = json.boolean("multi_region").value_or(false),
         .global_events = json.boolean("global_events"),
         .management_events = stated_text(json, "management_events"),
         .data_events = json.strings("data_events").value_or(std::vector<std::string>()),
         .is_logging = json.boolean("is_logging"),
         .log_file_validation = json.boolean("log_file_validation"),
         .kms_key = json.text("kms_key"),
         .bucket = json.text("bucket"),
         .last_delivery = json.text("last_delivery"),
         .where = json.where()});
    reading_.unmodelled(json, "/logging/trails/");
  }

  DetectionService detection(JsonCursor& json) {
    return {.delegated_administrator = reading_.account_or_outside(json, "delegated_admin"),
            .auto_enable = json.text("auto_enable"),
            .central_configuration = json.boolean("central_configuration"),
            .enabled = regions_by_account(json, "enabled")};
  }

  RegionsByAccount regions_by_account(JsonCursor& json, std::string_view key) {
    RegionsByAccount result;
    json.each_member(key, [&](const JsonMember& member) {
      if (const auto account = reading_.account(member.key, member.where)) {
        for (const JsonValue* region : reading_.names(member.key, member.value)) {
          result[*account].insert(region->text);
        }
      }
    });
    return result;
  }

  JsonCursor& cursor_;
  OrganizationReading& reading_;
  Logging& logging_;
};

}  // namespace

void read_logging(JsonCursor& file, OrganizationReading& reading) {
  if (const JsonValue* json = file.member("logging", JsonKind::Object)) {
    JsonCursor cursor(*json, "logging", reading.diagnostics);
    LoggingReader(cursor, reading).read();
  }
}

}  // namespace orgsim::io
