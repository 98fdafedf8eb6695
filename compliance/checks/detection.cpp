#include <algorithm>
#include <array>

#include "compliance/checks/checks.h"
#include "compliance/judging.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

const Logging* detection(const Premises& premises, Judgement& judgement) {
  return demand_section(premises.tables().logging, "logging", "logging and detection", judgement);
}

/// A finding for every account in which the service is not on in every approved Region.
void judge_coverage(const Premises& premises, const RegionsByAccount& enabled,
                    std::string_view service, Judgement& judgement) {
  const auto& approved = premises.declared().approved_regions;
  if (!approved) {
    judgement.undeclared.emplace("approved_regions");
    return;
  }
  for (const auto index : premises.accounts()) {
    ++judgement.n_examined;
    const auto found = enabled.find(index);
    std::vector<std::string> lacking;
    for (const std::string& region : *approved) {
      if (found == enabled.end() || !found->second.contains(region)) {
        lacking.push_back(region);
      }
    }
    if (!lacking.empty()) {
      judgement.failures.push_back(
          finding(premises.id(index), Reason::ServiceNotEnabled, premises.account(index).where,
                  {{"service", std::string(service)}, {"regions", joined(lacking)}}));
    }
  }
}

void judge_administrator(const Premises& premises, const std::optional<Index<Account>>& account,
                         std::string_view service, Judgement& judgement) {
  const std::vector<Fact> facts = {{"service", std::string(service)}};
  if (!account) {
    judgement.failures.push_back(
        finding(service, Reason::DelegatedAdministratorMissing, {}, facts));
  } else if (const Account& record = premises.account(*account);
             record.risk_profile != "security") {
    judgement.failures.push_back(
        finding(record.id.text(), Reason::NotASecurityAccount, record.where,
                {{"service", std::string(service)}, {"profile", record.risk_profile}}));
  } else {
    judgement.support.push_back({.kind = "delegation",
                                 .subject = std::string(service),
                                 .detail = std::string(record.id.text()),
                                 .where = record.where});
  }
}

}  // namespace

Judgement configuration_is_recorded(const Premises& premises) {
  Judgement judgement;
  const Logging* logs = detection(premises, judgement);
  if (logs == nullptr) {
    return judgement;
  }
  judge_coverage(premises, logs->config.recorders, "AWS Config", judgement);
  judge_administrator(premises, logs->config.aggregator_account, "AWS Config", judgement);
  if (!logs->config.aggregator_all_accounts) {
    judgement.undecided.push_back(
        finding("AWS Config", Reason::NotCollected, {}, {{"what", "accounts of the aggregator"}}));
  } else if (!*logs->config.aggregator_all_accounts) {
    judgement.failures.push_back(finding("AWS Config", Reason::AggregatorPartial));
  }
  return judgement;
}

Judgement threats_are_detected(const Premises& premises) {
  constexpr std::string_view kService = "Amazon GuardDuty";
  Judgement judgement;
  const Logging* logs = detection(premises, judgement);
  if (logs == nullptr) {
    return judgement;
  }
  judge_coverage(premises, logs->guardduty.enabled, kService, judgement);
  judge_administrator(premises, logs->guardduty.delegated_administrator, kService, judgement);
  if (logs->guardduty.auto_enable != "ALL") {
    judgement.failures.push_back(
        finding(kService, Reason::NotEnabledForNewAccounts, {},
                {{"service", std::string(kService)}, {"actual", logs->guardduty.auto_enable}}));
  }
  return judgement;
}

Judgement posture_is_central(const Premises& premises) {
  constexpr std::string_view kService = "AWS Security Hub";
  constexpr std::string_view kAnalyzer = "IAM Access Analyzer";
  Judgement judgement;
  const Logging* logs = detection(premises, judgement);
  if (logs == nullptr) {
    return judgement;
  }
  judge_coverage(premises, logs->security_hub.enabled, kService, judgement);
  judge_administrator(premises, logs->security_hub.delegated_administrator, kService, judgement);
  judge_administrator(premises, logs->access_analyzer.account, kAnalyzer, judgement);
  const auto& approved = premises.declared().approved_regions;
  for (const std::string& region : approved.value_or(std::vector<std::string>())) {
    if (!contains(logs->access_analyzer.regions, region)) {
      judgement.failures.push_back(
          finding(kAnalyzer, Reason::AnalyzerMissing, {}, {{"regions", region}}));
    }
  }
  return judgement;
}

Judgement foundations_raise_alerts(const Premises& premises) {
  constexpr auto kAlerts = std::to_array<std::string_view>(
      {"cloudtrail-changes", "config-changes", "log-delivery-failure", "organizations-changes",
       "root-usage", "scp-rcp-changes"});
  Judgement judgement;
  const Logging* logs = detection(premises, judgement);
  if (logs == nullptr) {
    return judgement;
  }
  if (!logs->alerts) {
    judgement.undecided.push_back(
        finding("alerts", Reason::NotCollected, {}, {{"what", "alerts"}}));
    return judgement;
  }
  for (const std::string_view alert : kAlerts) {
    ++judgement.n_examined;
    if (!contains(*logs->alerts, alert)) {
      judgement.failures.push_back(finding(alert, Reason::AlertMissing));
    }
  }
  return judgement;
}

}  // namespace orgsim::compliance
