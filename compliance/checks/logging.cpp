#include <algorithm>
#include <array>
#include <set>

#include "compliance/checks/checks.h"
#include "compliance/judging.h"
#include "model/arn.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

// Source: PCI DSS v4.0.1, requirement 10.5.1.
constexpr int kLeastRetentionDays = 365;
constexpr int kLeastHotDays = 90;

const Logging* logging(const Premises& premises, Judgement& judgement) {
  return demand_section(premises.tables().logging, "logging", "logging", judgement);
}

void not_collected(Judgement& judgement, std::string_view subject, SourceLocation where,
                   std::string what) {
  judgement.undecided.push_back(
      finding(subject, Reason::NotCollected, where, {{"what", std::move(what)}}));
}

/// What a trail lacks to record every account and Region; sets `known` to false for what it does
/// not say.
std::vector<std::string> lacking(const Trail& trail, bool& known) {
  std::vector<std::string> result;
  const auto need = [&](const std::optional<bool>& value, const char* what) {
    if (!value) {
      known = false;
    } else if (!*value) {
      result.emplace_back(what);
    }
  };
  need(trail.organization_trail, "it is no organization trail");
  need(trail.multi_region, "it is not multi-Region");
  need(trail.is_logging, "it is not logging");
  need(trail.global_events, "it lacks global service events");
  if (!trail.management_events) {
    known = false;
  } else if (*trail.management_events != "All") {
    result.emplace_back("it does not record all management events");
  }
  return result;
}

std::vector<const Trail*> organization_trails(const Logging& logs) {
  std::vector<const Trail*> result;
  for (const Trail& trail : logs.trails) {
    if (trail.organization_trail) {
      result.push_back(&trail);
    }
  }
  return result;
}

}  // namespace

namespace {

std::set<std::string_view> named_log_buckets(const Premises& premises) {
  std::set<std::string_view> arns;
  if (premises.tables().logging) {
    const Logging& logs = given(premises.tables().logging);
    for (const Trail* trail : organization_trails(logs)) {
      arns.insert(trail->bucket);
    }
    arns.insert(logs.config.bucket);
  }
  return arns;
}

}  // namespace

std::vector<const Resource*> log_buckets(const Premises& premises) {
  std::vector<const Resource*> result;
  for (const std::string_view arn : named_log_buckets(premises)) {
    if (const Resource* bucket = find_resource(premises, arn)) {
      result.push_back(bucket);
    }
  }
  return result;
}

void demand_log_buckets(const Premises& premises, Judgement& judgement) {
  const auto named = named_log_buckets(premises);
  for (const std::string_view arn : named) {
    if (find_resource(premises, arn) == nullptr) {
      not_collected(judgement, arn.empty() ? "log bucket" : arn, {}, "bucket that receives logs");
    }
  }
  if (named.empty()) {
    not_collected(judgement, "logging", {}, "buckets that receive logs");
  }
}

Judgement organization_trail_records(const Premises& premises) {
  Judgement judgement;
  const Logging* logs = logging(premises, judgement);
  if (logs == nullptr) {
    return judgement;
  }
  std::vector<Finding> wrong;
  bool all_known = true;
  for (const Trail& trail : logs->trails) {
    ++judgement.n_examined;
    bool known = true;
    const std::vector<std::string> lacks = lacking(trail, known);
    if (lacks.empty() && known) {
      judgement.support.push_back({.kind = "trail", .subject = trail.arn, .where = trail.where});
      return judgement;
    }
    all_known = all_known && (known || !lacks.empty());
    if (lacks.empty()) {
      not_collected(judgement, trail.arn, trail.where, "state of the trail");
    } else if (trail.organization_trail) {
      wrong.push_back(
          finding(trail.arn, Reason::TrailIncomplete, trail.where, {{"what", joined(lacks)}}));
    }
  }
  judgement.failures = std::move(wrong);
  if (judgement.failures.empty() && all_known) {
    judgement.failures.push_back(finding(premises.home() ? premises.home()->id : "organization",
                                         Reason::NoOrganizationTrail));
  }
  return judgement;
}

namespace {

bool owns_workload(const Premises& premises, Index<Account> account) {
  const OrganizationTables& tables = premises.tables();
  const auto owned = [&](const auto& record) { return record.account == account; };
  return (tables.network && std::ranges::any_of((*tables.network)->vpcs, owned)) ||
         (tables.delivery && std::ranges::any_of((*tables.delivery)->pipelines, owned));
}

void judge_delivery(const Premises& premises, const std::string& bucket, SourceLocation where,
                    Judgement& judgement) {
  ++judgement.n_examined;
  const Resource* record = find_resource(premises, bucket);
  if (record == nullptr) {
    not_collected(judgement, bucket.empty() ? "log bucket" : bucket, where, "owner of the bucket");
    return;
  }
  const Account& owner = premises.account(record->account);
  const std::vector<Fact> facts = {{"account", std::string(owner.id.text())},
                                   {"profile", owner.risk_profile}};
  if (premises.organization().is_management_account(record->account) ||
      (!owner.risk_profile.empty() && owner.risk_profile != "security")) {
    judgement.failures.push_back(finding(bucket, Reason::LogsNotInArchive, record->where, facts));
  } else if (owner.risk_profile.empty()) {
    judgement.undecided.push_back(finding(bucket, Reason::NotDeclared, owner.where,
                                          {{"what", "risk profile of the bucket's account"}}));
  } else if (owns_workload(premises, record->account)) {
    judgement.failures.push_back(
        finding(bucket, Reason::ArchiveOwnsWorkload, record->where, facts));
  } else {
    judgement.support.push_back({.kind = "bucket",
                                 .subject = bucket,
                                 .detail = std::string(owner.id.text()),
                                 .where = record->where});
  }
}

}  // namespace

Judgement logs_go_to_archive(const Premises& premises) {
  Judgement judgement;
  const Logging* logs = logging(premises, judgement);
  if (logs == nullptr) {
    return judgement;
  }
  const auto trails = organization_trails(*logs);
  for (const Trail* trail : trails) {
    judge_delivery(premises, trail->bucket, trail->where, judgement);
  }
  if (trails.empty()) {
    judgement.failures.push_back(finding("logging", Reason::NoOrganizationTrail));
  }
  judge_delivery(premises, logs->config.bucket, {}, judgement);
  return judgement;
}

namespace {

void judge_protection(const Premises& premises, const Trail& trail, Judgement& judgement) {
  ++judgement.n_examined;
  if (!trail.log_file_validation) {
    not_collected(judgement, trail.arn, trail.where, "log file validation");
  } else if (!*trail.log_file_validation) {
    judgement.failures.push_back(finding(trail.arn, Reason::LogsNotValidated, trail.where));
  }
  if (trail.kms_key.empty() || is_provider_key(trail.kms_key)) {
    judgement.failures.push_back(finding(trail.arn, Reason::LogsNotEncrypted, trail.where));
    return;
  }
  const Resource* bucket = find_resource(premises, trail.bucket);
  const Resource* key = find_resource(premises, trail.kms_key);
  const auto arn = parse_arn(trail.kms_key);
  if (bucket != nullptr && key == nullptr && arn && arn->account != premises.id(bucket->account)) {
    judgement.failures.push_back(
        finding(trail.arn, Reason::LogKeyElsewhere, trail.where,
                {{"key", trail.kms_key}, {"account", std::string(arn->account)}}));
  } else if (bucket == nullptr || key == nullptr) {
    not_collected(judgement, trail.kms_key, trail.where, "owner of the key or of the bucket");
  } else if (key->account != bucket->account) {
    judgement.failures.push_back(
        finding(trail.arn, Reason::LogKeyElsewhere, key->where,
                {{"key", trail.kms_key}, {"account", std::string(premises.id(key->account))}}));
  }
}

}  // namespace

Judgement logs_are_protected(const Premises& premises) {
  Judgement judgement;
  const Logging* logs = logging(premises, judgement);
  if (logs == nullptr) {
    return judgement;
  }
  const auto trails = organization_trails(*logs);
  for (const Trail* trail : trails) {
    judge_protection(premises, *trail, judgement);
  }
  if (trails.empty()) {
    judgement.failures.push_back(finding("logging", Reason::NoOrganizationTrail));
  }
  return judgement;
}

namespace {

int required_days(const std::optional<int>& declared, int least) {
  return std::max(least, declared.value_or(least));
}

/// Judges every log bucket; undecided where the logging names none, or one that was not collected.
template <class Judge>
Judgement of_log_buckets(const Premises& premises, Judge judge) {
  Judgement judgement;
  if (logging(premises, judgement) == nullptr) {
    return judgement;
  }
  for (const Resource* bucket : log_buckets(premises)) {
    ++judgement.n_examined;
    judge(*bucket, judgement);
  }
  demand_log_buckets(premises, judgement);
  return judgement;
}

}  // namespace

Judgement logs_are_immutable(const Premises& premises) {
  const int days = required_days(premises.declared().log_retention_min_days, kLeastRetentionDays);
  return of_log_buckets(premises, [&](const Resource& bucket, Judgement& judgement) {
    if (!bucket.versioning) {
      not_collected(judgement, bucket.arn, bucket.where, "versioning");
    } else if (!*bucket.versioning) {
      judgement.failures.push_back(finding(bucket.arn, Reason::NotVersioned, bucket.where));
    }
    if (!bucket.object_lock) {
      judgement.failures.push_back(finding(bucket.arn, Reason::NotLocked, bucket.where));
    } else if (bucket.object_lock->mode != ObjectLock::Mode::Compliance) {
      judgement.failures.push_back(finding(bucket.arn, Reason::LockCanBeLifted, bucket.where));
    } else if (bucket.object_lock->days < days) {
      judgement.failures.push_back(finding(bucket.arn, Reason::LockTooShort, bucket.where,
                                           {{"actual", std::to_string(bucket.object_lock->days)},
                                            {"expected", std::to_string(days)}}));
    } else {
      judgement.support.push_back({.kind = "bucket",
                                   .subject = bucket.arn,
                                   .detail = std::to_string(bucket.object_lock->days),
                                   .where = bucket.where});
    }
  });
}

Judgement logs_are_kept(const Premises& premises) {
  const int kept = required_days(premises.declared().log_retention_min_days, kLeastRetentionDays);
  const int hot = required_days(premises.declared().log_hot_min_days, kLeastHotDays);
  return of_log_buckets(premises, [&](const Resource& bucket, Judgement& judgement) {
    const auto judge = [&](const std::optional<int>& days, int least, Reason reason,
                           const char* what) {
      if (!days) {
        not_collected(judgement, bucket.arn, bucket.where, what);
      } else if (*days < least) {
        judgement.failures.push_back(
            finding(bucket.arn, reason, bucket.where,
                    {{"actual", std::to_string(*days)}, {"expected", std::to_string(least)}}));
      }
    };
    judge(bucket.retention_days, kept, Reason::RetentionTooShort, "retention");
    judge(bucket.hot_days, hot, Reason::HotTooShort, "time of immediate availability");
  });
}

namespace {

bool archives(const std::vector<const Resource*>& buckets,
              const std::optional<Index<Account>>& to) {
  return to && std::ranges::any_of(buckets,
                                   [&](const Resource* bucket) { return bucket->account == *to; });
}

void judge_flow_logs(const Premises& premises, const std::vector<const Resource*>& buckets,
                     Judgement& judgement) {
  if (!premises.tables().network) {
    not_collected(judgement, "network", {}, "network");
    return;
  }
  for (const Vpc& vpc : given(premises.tables().network).vpcs) {
    if (premises.at_home(vpc.account)) {
      ++judgement.n_examined;
      if (!archives(buckets, vpc.flow_logs)) {
        judgement.failures.push_back(finding(vpc.id, Reason::FlowLogsMissing, vpc.where));
      }
    }
  }
}

void judge_query_logs(const Premises& premises, const std::vector<const Resource*>& buckets,
                      Judgement& judgement) {
  if (!premises.tables().dns) {
    not_collected(judgement, "dns", {}, "DNS");
    return;
  }
  for (const HostedZone& zone : given(premises.tables().dns).zones) {
    const bool matters = std::ranges::any_of(zone.serves, [](const std::string& profile) {
      return profile == "prod" || profile == "pci" || profile == "ephi";
    });
    if (matters && premises.at_home(zone.account)) {
      ++judgement.n_examined;
      if (!archives(buckets, zone.query_logging)) {
        judgement.failures.push_back(
            finding(zone.id, Reason::QueryLogsMissing, zone.where, {{"zone", zone.name}}));
      }
    }
  }
}

}  // namespace

Judgement flows_and_queries_are_logged(const Premises& premises) {
  Judgement judgement;
  const auto buckets = log_buckets(premises);
  if (buckets.empty()) {
    not_collected(judgement, "logging", {}, "account that archives logs");
    return judgement;
  }
  judge_flow_logs(premises, buckets, judgement);
  judge_query_logs(premises, buckets, judgement);
  return judgement;
}

namespace {

/// Selectors are prefixes of object ARNs; `arn:aws:s3` and `arn:aws:s3:::` mean every bucket.
/// Source: AWS CloudTrail API Reference, "DataResource".
bool selected(const std::vector<const Trail*>& trails, std::string_view bucket) {
  const std::string objects = std::string(bucket) + "/";
  return std::ranges::any_of(trails, [&](const Trail* trail) {
    return trail->is_logging.value_or(false) &&
           std::ranges::any_of(trail->data_events, [&](const std::string& selector) {
             return objects.starts_with(selector);
           });
  });
}

}  // namespace

Judgement restricted_access_is_logged(const Premises& premises) {
  Judgement judgement;
  const Logging* logs = logging(premises, judgement);
  if (logs == nullptr) {
    return judgement;
  }
  const auto trails = organization_trails(*logs);
  for (const Resource& resource : *premises.tables().resources) {
    if (resource.type != "s3-bucket" || !is_data_store(resource) ||
        !premises.at_home(resource.account)) {
      continue;
    }
    if (!resource.data_classes) {
      judgement.undecided.push_back(
          finding(resource.arn, Reason::NotDeclared, resource.where, {{"what", "data classes"}}));
    } else if (holds_restricted(*resource.data_classes)) {
      ++judgement.n_examined;
      if (!selected(trails, resource.arn)) {
        judgement.failures.push_back(finding(resource.arn, Reason::AccessNotLogged, resource.where,
                                             {{"data", joined(*resource.data_classes)}}));
      }
    }
  }
  if (judgement.n_examined == 0 && judgement.undecided.empty()) {
    judgement.not_applicable = Reason::NoRestrictedData;
  }
  return judgement;
}

}  // namespace orgsim::compliance
