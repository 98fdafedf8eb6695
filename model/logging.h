#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/index.h"
#include "model/organization_tree.h"

namespace orgsim {

using RegionsByAccount = std::map<Index<Account>, std::set<std::string>>;

/// A CloudTrail trail.
struct Trail {
  std::string arn;
  Index<Account> owner;
  bool organization_trail = false;
  bool multi_region = false;
  std::optional<bool> global_events;
  /// `All`, `ReadOnly`, `WriteOnly` or empty: none. Nothing: not said.
  std::optional<std::string> management_events;
  std::vector<std::string> data_events;
  std::optional<bool> is_logging;
  std::optional<bool> log_file_validation;
  std::string kms_key;
  std::string bucket;
  std::string last_delivery;
  SourceLocation where;
};

struct ConfigRecording {
  RegionsByAccount recorders;
  std::optional<Index<Account>> aggregator_account;
  std::optional<bool> aggregator_all_accounts;
  std::string bucket;
};

/// GuardDuty, or Security Hub with `central_configuration`.
struct DetectionService {
  std::optional<Index<Account>> delegated_administrator;
  std::string auto_enable;  // `ALL`, `NEW`, `NONE` or empty.
  std::optional<bool> central_configuration;
  RegionsByAccount enabled;
};

struct OrganizationAnalyzer {
  std::optional<Index<Account>> account;
  std::vector<std::string> regions;
};

struct Logging {
  std::vector<Trail> trails;
  ConfigRecording config;
  DetectionService guardduty;
  DetectionService security_hub;
  OrganizationAnalyzer access_analyzer;
  std::optional<std::vector<std::string>> alerts;
};

}  // namespace orgsim
