#include "io/write/evidence_tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "compliance/administrators.h"
#include "compliance/evidence.h"
#include "compliance/judging.h"
#include "io/write/compliance_parts.h"
#include "model/sha256.h"

namespace orgsim::io {
namespace {

PackTable inputs(const ComplianceReport& report) {
  PackTable table{.file = "inputs.csv",
                  .title = "Inputs",
                  .population = "every file that was read, whole and unaltered",
                  .head = {"file", "bytes", "sha256"},
                  .rows = {}};
  for (std::uint32_t file = 0; file < report.files.count(); ++file) {
    const std::string_view text = report.files.text(file);
    table.rows.push_back(
        {std::string(report.files.name(file)), std::to_string(text.size()), sha256(text)});
  }
  return table;
}

std::string ou_path(const ComplianceReport& report, const Account& account) {
  std::vector<std::string> names;
  for (const auto ou : account.parent ? report.premises.organization().path_to(*account.parent)
                                      : std::vector<Index<OrganizationalUnit>>()) {
    const OrganizationalUnit& record = report.premises.organization().ous()[ou];
    names.push_back(record.name.empty() ? record.id : record.name);
  }
  return fmt::format("{}", fmt::join(names, "/"));
}

std::string computed_category(const ComplianceReport& report, Index<Account> account) {
  if (!report.scope) {
    return {};
  }
  const auto found = std::ranges::find(*report.scope, account, &compliance::ScopedAccount::account);
  return found == report.scope->end() ? std::string()
                                      : std::string(compliance::name_of(found->category));
}

PackTable inventory(const ComplianceReport& report) {
  PackTable table{.file = "inventory.csv",
                  .title = "Accounts in scope of the assessment",
                  .population = "every account of the organization that is not closed",
                  .head = {"account", "name", "OU", "environment", "risk profile", "owner",
                           "data classes", "PCI declared", "PCI computed", "place"},
                  .rows = {}};
  for (const auto index : report.premises.accounts()) {
    const Account& account = report.premises.account(index);
    const std::vector<std::string> classes =
        account.data_classes.value_or(std::vector<std::string>{"not declared"});
    table.rows.push_back({std::string(account.id.text()), account.name, ou_path(report, account),
                          account.environment, account.risk_profile, account.owner,
                          fmt::format("{}", fmt::join(classes, " ")), account.pci_declared,
                          computed_category(report, index), place(report.files, account.where)});
  }
  return table;
}

std::vector<std::string> evidence_row(const ComplianceReport& report, Index<Account> account,
                                      EvidenceDomain domain) {
  const std::string id = std::string(report.premises.id(account));
  const std::string name(compliance::name_of(domain));
  if (!compliance::collected(report.premises, account, domain)) {
    return {id, name, "not collected", "", "", ""};
  }
  const auto& evidence = report.premises.tables().evidence;
  const AccountEvidence* found = nullptr;
  if (evidence && (*evidence)->accounts.contains(account)) {
    found = &(*evidence)->accounts.at(account);
  }
  if (found == nullptr || !found->collected) {
    return {id, name, "collected", "", "", ""};
  }
  const auto age = (report.premises.now() - *found->collected).count();
  const std::string_view matches = !found->hashes_match   ? "not said"
                                   : *found->hashes_match ? "yes"
                                                          : "no";
  return {
      id, name, "collected", to_text(*found->collected), std::to_string(age), std::string(matches)};
}

PackTable evidence(const ComplianceReport& report) {
  PackTable table{
      .file = "evidence.csv",
      .title = "Evidence register",
      .population =
          "every account by every kind of evidence, from the organization "
          "file's own record",
      .head = {"account", "evidence", "state", "collected", "age in days", "matches its manifest"},
      .rows = {}};
  for (const auto account : report.premises.accounts()) {
    for (const EvidenceDomain domain :
         {EvidenceDomain::Iam, EvidenceDomain::Network, EvidenceDomain::Logging,
          EvidenceDomain::Dns, EvidenceDomain::Resources}) {
      table.rows.push_back(evidence_row(report, account, domain));
    }
  }
  return table;
}

PackTable controls(const ComplianceReport& report) {
  PackTable table{.file = "controls.csv",
                  .title = "Controls",
                  .population = "every control of the chosen frameworks, also those not assessed",
                  .head = {"framework", "control", "title", "status", "evidence"},
                  .rows = {}};
  for (const compliance::Framework& framework : report.frameworks) {
    for (const compliance::Control& control : framework.controls) {
      table.rows.push_back(
          {framework.id, control.id, control.title,
           std::string(name_of(status_of(control, report.results, report.waiving))),
           control_evidence(report, control)});
    }
  }
  return table;
}

PackTable exceptions(const ComplianceReport& report) {
  PackTable table{
      .file = "exceptions.csv",
      .title = "Exceptions register",
      .population = "every waiver of the organization file and of the waiver files",
      .head = {"waiver", "check", "subject", "account", "reason", "compensating control", "owner",
               "approver", "start", "expires", "review", "state"},
      .rows = {}};
  const auto date = [](const std::optional<Date>& value) {
    return value ? to_text(*value) : std::string();
  };
  for (std::size_t i = 0; i < report.waivers.size(); ++i) {
    const Waiver& waiver = report.waivers[i];
    table.rows.push_back({waiver.id, waiver.match.check, waiver.match.subject, waiver.match.account,
                          waiver.justification, waiver.compensating, waiver.owner, waiver.approver,
                          date(waiver.start), date(waiver.expires), date(waiver.review),
                          waiver_state(report, i)});
  }
  return table;
}

PackTable administrators(const ComplianceReport& report) {
  PackTable table{.file = "administrators.csv",
                  .title = "Administrators",
                  .population =
                      "every user and role that can grant itself or others any permission "
                      "of its account, by effect",
                  .head = {"principal", "account", "approved", "place"},
                  .rows = {}};
  const compliance::Premises& premises = report.premises;
  for (const auto account : premises.accounts()) {
    for (const auto index : premises.existing(account)) {
      if (!compliance::is_administrator(premises, index)) {
        continue;
      }
      const sim::Principal& principal = premises.principals()[index];
      const auto approved = compliance::approval(premises.declared().admins, principal.arn);
      table.rows.push_back({principal.arn, std::string(premises.id(account)),
                            approved == compliance::Approval::Approved ? "yes" : "no",
                            place(report.files, principal.where)});
    }
  }
  return table;
}

PackTable blast_radius(const ComplianceReport& report) {
  PackTable table{.file = "blast_radius.csv",
                  .title = "Blast radius",
                  .population =
                      "of every account the number of other accounts in which its full "
                      "takeover gains a principal able to act",
                  .head = {"account", "other accounts reached"},
                  .rows = {}};
  for (const compliance::CheckResult& result : report.results) {
    for (const compliance::Support& support : result.support) {
      if (support.kind == "blast-radius") {
        table.rows.push_back({support.subject, support.detail});
      }
    }
  }
  return table;
}

}  // namespace

std::vector<PackTable> pack_tables(const ComplianceReport& report) {
  return {inputs(report),     inventory(report),      evidence(report),    controls(report),
          exceptions(report), administrators(report), blast_radius(report)};
}

}  // namespace orgsim::io
