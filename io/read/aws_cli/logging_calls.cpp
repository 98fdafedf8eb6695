#include <algorithm>
#include <array>

#include "io/read/aws_cli/calls.h"
#include "model/arn.h"

namespace orgsim::io {
namespace {

std::string bucket_arn(const std::string& name, DumpReading& reading) {
  return name.empty() ? "" : "arn:" + reading.tables().partition + ":s3:::" + name;
}

void read_trail(JsonCursor& cursor, DumpReading& reading) {
  const std::string arn = cursor.required_text("TrailARN");
  const auto parts = parse_arn(arn);
  const auto owner = parts ? reading.account(parts->account, cursor.where()) : std::nullopt;
  Trail trail{.arn = arn,
              .owner = owner.value_or(Index<Account>()),
              .organization_trail = cursor.boolean("IsOrganizationTrail").value_or(false),
              .multi_region = cursor.boolean("IsMultiRegionTrail").value_or(false),
              .global_events = cursor.boolean("IncludeGlobalServiceEvents"),
              .log_file_validation = cursor.boolean("LogFileValidationEnabled"),
              .kms_key = cursor.text("KmsKeyId"),
              .bucket = bucket_arn(cursor.text("S3BucketName"), reading),
              .where = cursor.where()};
  if (owner) {
    reading.logging.trails.emplace(arn, std::move(trail));
  } else if (!parts) {
    reading.error("E1105", "`" + arn + "` is no ARN of a trail", cursor.where());
  }
}

bool read_trails(Call& call, DumpReading& reading) {
  reading.logging.any = true;
  if (!call.context.account.empty()) {
    if (const auto account = account_of(call, reading)) {
      reading.logging.trails_collected.insert(*account);
    }
  }
  each_object(call.output, "trailList", "trail",
              {"Name", "S3KeyPrefix", "SnsTopicName", "SnsTopicARN", "HomeRegion",
               "CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn", "HasCustomEventSelectors",
               "HasInsightSelectors"},
              reading, [&](JsonCursor& cursor) { read_trail(cursor, reading); });
  return true;
}

/// What two selectors log together.
void add_management_events(Trail& trail, std::string_view read_write) {
  const std::string all =
      read_write == "WriteOnly" || read_write == "ReadOnly" ? std::string(read_write) : "All";
  const std::string before = trail.management_events.value_or(std::string());
  trail.management_events = before.empty() || before == all ? all : "All";
}

void read_selector(JsonCursor& selector, Trail& trail, DumpReading& reading) {
  const std::string read_write = selector.text("ReadWriteType");
  trail.management_events = trail.management_events.value_or(std::string());
  if (selector.boolean("IncludeManagementEvents").value_or(false)) {
    add_management_events(trail, read_write);
  }
  each_object(selector, "DataResources", "data resource", {"Type"}, reading, [&](JsonCursor& data) {
    for (std::string& value : data.strings("Values").value_or(std::vector<std::string>())) {
      trail.data_events.push_back(std::move(value));
    }
  });
}

/// The values of the fields of an advanced selector, by field.
/// Source: AWS CloudTrail API Reference, "AdvancedFieldSelector".
std::map<std::string, std::vector<std::string>> fields_of(JsonCursor& selector,
                                                          DumpReading& reading) {
  std::map<std::string, std::vector<std::string>> fields;
  each_object(selector, "FieldSelectors", "field selector",
              {"NotEquals", "NotStartsWith", "EndsWith", "NotEndsWith"}, reading,
              [&](JsonCursor& field) {
                auto& values = fields[field.required_text("Field")];
                for (const std::string_view how : {"Equals", "StartsWith"}) {
                  std::ranges::move(field.strings(how).value_or(std::vector<std::string>()),
                                    std::back_inserter(values));
                }
              });
  return fields;
}

void read_advanced_selector(JsonCursor& selector, Trail& trail, DumpReading& reading) {
  auto fields = fields_of(selector, reading);
  const auto first = [&](const std::string& name) {
    return fields[name].empty() ? "" : fields[name].front();
  };
  const std::string category = first("eventCategory");
  trail.management_events = trail.management_events.value_or(std::string());
  const std::string read_only = first("readOnly");
  if (category == "Management") {
    add_management_events(trail, read_only == "true"    ? "ReadOnly"
                                 : read_only == "false" ? "WriteOnly"
                                                        : "All");
  } else if (category == "Data" && fields["resources.ARN"].empty()) {
    trail.data_events.push_back(first("resources.type"));
  } else if (category == "Data") {
    std::ranges::move(fields["resources.ARN"], std::back_inserter(trail.data_events));
  }
}

Trail& part_of(const std::string& name, DumpReading& reading) {
  reading.logging.any = true;
  return reading.logging.parts[name];
}

bool read_selectors(Call& call, DumpReading& reading) {
  const std::string arn = call.output.text("TrailARN");
  Trail& trail = part_of(arn.empty() ? call.context.key : arn, reading);
  each_object(call.output, "EventSelectors", "event selector", {"ExcludeManagementEventSources"},
              reading, [&](JsonCursor& selector) { read_selector(selector, trail, reading); });
  each_object(call.output, "AdvancedEventSelectors", "advanced event selector", {"Name"}, reading,
              [&](JsonCursor& selector) { read_advanced_selector(selector, trail, reading); });
  return true;
}

bool read_trail_status(Call& call, DumpReading& reading) {
  Trail& trail = part_of(required_key(call.context.key, "trail", call, reading), reading);
  trail.is_logging = call.output.boolean("IsLogging");
  if (const JsonValue* time = call.output.member("LatestDeliveryTime")) {
    trail.last_delivery = time->text;
  }
  for (const JsonMember* member : call.output.not_read()) {
    call.output.member(member->key);  // Further times and errors of delivery.
  }
  return true;
}

bool read_recorder_status(Call& call, DumpReading& reading) {
  reading.logging.any = true;
  if (const auto account = account_of(call, reading)) {
    reading.logging.recorders_collected.insert(*account);
    each_object(call.output, "ConfigurationRecordersStatus", "recorder status",
                {"arn", "name", "lastStartTime", "lastStopTime", "lastStatus", "lastErrorCode",
                 "lastErrorMessage", "lastStatusChangeTime", "servicePrincipal"},
                reading, [&](JsonCursor& cursor) {
                  if (cursor.boolean("recording").value_or(false)) {
                    const std::string region =
                        required_key(call.context.region, "Region", call, reading);
                    reading.logging.rest.config.recorders[*account].insert(region);
                  }
                });
  }
  return true;
}

bool read_recorders(Call& call, DumpReading& reading) {
  reading.logging.any = true;
  call.output.member("ConfigurationRecorders");  // Only the status says what is recorded.
  return true;
}

bool read_delivery_channels(Call& call, DumpReading& reading) {
  reading.logging.any = true;
  each_object(
      call.output, "DeliveryChannels", "delivery channel",
      {"name", "s3KeyPrefix", "s3KmsKeyArn", "snsTopicARN", "configSnapshotDeliveryProperties"},
      reading, [&](JsonCursor& cursor) {
        reading.logging.rest.config.bucket = bucket_arn(cursor.text("s3BucketName"), reading);
      });
  return true;
}

bool read_aggregators(Call& call, DumpReading& reading) {
  reading.logging.any = true;
  const auto account = account_of(call, reading);
  each_object(call.output, "ConfigurationAggregators", "aggregator",
              {"ConfigurationAggregatorName", "ConfigurationAggregatorArn", "CreationTime",
               "LastUpdatedTime", "CreatedBy", "AccountAggregationSources", "AggregatorFilters"},
              reading, [&](JsonCursor& cursor) {
                if (cursor.member("OrganizationAggregationSource") != nullptr) {
                  reading.logging.rest.config.aggregator_account = account;
                  reading.logging.rest.config.aggregator_all_accounts = true;
                }
              });
  return true;
}

/// GuardDuty's and Security Hub's delegated administrators, told apart by the names of members.
bool read_admin_accounts(Call& call, DumpReading& reading) {
  reading.logging.any = true;
  each_object(call.output, "AdminAccounts", "administrator account", {"AdminStatus", "Status"},
              reading, [&](JsonCursor& cursor) {
                if (const auto account = reading.account(cursor, "AdminAccountId")) {
                  reading.logging.rest.guardduty.delegated_administrator = account;
                } else {
                  reading.logging.rest.security_hub.delegated_administrator =
                      reading.account(cursor, "AccountId");
                }
              });
  ignore(call.output, {"Feature"});
  return true;
}

bool read_organization_configuration(Call& call, DumpReading& reading) {
  reading.logging.any = true;
  const bool on = call.output.boolean("AutoEnable").value_or(false);
  if (call.output.member("AutoEnableStandards") == nullptr) {
    const std::string members = call.output.text("AutoEnableOrganizationMembers");
    reading.logging.rest.guardduty.auto_enable = members.empty() ? (on ? "NEW" : "NONE") : members;
    ignore(call.output, {"MemberAccountLimitReached", "DataSources", "Features"});
    return true;
  }
  DetectionService& hub = reading.logging.rest.security_hub;
  hub.auto_enable = on ? "NEW" : "NONE";
  with_object(call.output, "OrganizationConfiguration", "organization configuration",
              {"Status", "StatusMessage"}, reading, [&](JsonCursor& cursor) {
                hub.central_configuration = cursor.text("ConfigurationType") == "CENTRAL";
              });
  ignore(call.output, {"MemberAccountLimitReached"});
  return true;
}

void enable(DetectionService& service, Call& call, DumpReading& reading) {
  if (const auto account = account_of(call, reading)) {
    service.enabled[*account].insert(required_key(call.context.region, "Region", call, reading));
  }
}

bool read_detectors(Call& call, DumpReading& reading) {
  reading.logging.any = true;
  if (!call.output.strings("DetectorIds").value_or(std::vector<std::string>()).empty()) {
    enable(reading.logging.rest.guardduty, call, reading);
  }
  return true;
}

bool read_hub(Call& call, DumpReading& reading) {
  reading.logging.any = true;
  enable(reading.logging.rest.security_hub, call, reading);
  ignore(call.output, {"HubArn", "SubscribedAt", "AutoEnableControls", "ControlFindingGenerator"});
  return true;
}

bool read_analyzers(Call& call, DumpReading& reading) {
  reading.logging.any = true;
  const auto account = account_of(call, reading);
  each_object(call.output, "analyzers", "analyzer",
              {"name", "createdAt", "lastResourceAnalyzed", "lastResourceAnalyzedAt", "tags",
               "status", "statusReason", "configuration"},
              reading, [&](JsonCursor& cursor) {
                const std::string arn = cursor.required_text("arn");
                const auto parts = parse_arn(arn);
                if (cursor.text("type") == "ORGANIZATION" && parts) {
                  reading.logging.rest.access_analyzer.account = account;
                  reading.logging.rest.access_analyzer.regions.emplace_back(parts->region);
                }
              });
  return true;
}

constexpr std::array kRows = {
    CallRow{"trailList", &read_trails},
    CallRow{"EventSelectors", &read_selectors},
    CallRow{"AdvancedEventSelectors", &read_selectors},
    CallRow{"IsLogging", &read_trail_status},
    CallRow{"ConfigurationRecordersStatus", &read_recorder_status},
    CallRow{"ConfigurationRecorders", &read_recorders},
    CallRow{"DeliveryChannels", &read_delivery_channels},
    CallRow{"ConfigurationAggregators", &read_aggregators},
    CallRow{"AdminAccounts", &read_admin_accounts},
    CallRow{"AutoEnable", &read_organization_configuration},
    CallRow{"DetectorIds", &read_detectors},
    CallRow{"HubArn", &read_hub},
    CallRow{"analyzers", &read_analyzers},
};

}  // namespace

std::span<const CallRow> logging_calls() { return kRows; }

}  // namespace orgsim::io
