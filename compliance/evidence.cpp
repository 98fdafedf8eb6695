#include "compliance/evidence.h"

#include <set>

namespace orgsim::compliance {
namespace {

bool has(const OrganizationTables& tables, Index<Account> account, EvidenceDomain domain) {
  if (!tables.evidence) {
    return false;
  }
  const auto& accounts = (*tables.evidence)->accounts;
  const auto found = accounts.find(account);
  return found != accounts.end() && found->second.domains.contains(domain);
}

std::vector<Index<Account>> in_range(const Premises& premises, EvidenceRange range) {
  switch (range) {
    case EvidenceRange::None:
      return {};
    case EvidenceRange::EveryAccount:
      return premises.accounts();
    case EvidenceRange::ManagementAccount:
      break;
  }
  const auto management = premises.management_account();
  return management ? std::vector{*management} : std::vector<Index<Account>>();
}

}  // namespace

std::string_view name_of(EvidenceDomain domain) {
  switch (domain) {
    case EvidenceDomain::Iam:
      return "iam";
    case EvidenceDomain::Network:
      return "network";
    case EvidenceDomain::Logging:
      return "logging";
    case EvidenceDomain::Dns:
      return "dns";
    case EvidenceDomain::Resources:
      return "resources";
  }
  return "";
}

MissingEvidence missing_evidence(const Premises& premises, const Check& check) {
  std::set<std::string> domains;
  std::set<std::string> accounts;
  for (const auto account : in_range(premises, check.range)) {
    for (const EvidenceDomain domain : check.domains) {
      if (!has(premises.tables(), account, domain)) {
        domains.emplace(name_of(domain));
        accounts.emplace(premises.id(account));
      }
    }
  }
  return {.domains = {domains.begin(), domains.end()},
          .accounts = {accounts.begin(), accounts.end()}};
}

}  // namespace orgsim::compliance
