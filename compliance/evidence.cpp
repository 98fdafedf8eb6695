#include "compliance/evidence.h"

#include <set>

#include "model/given.h"

namespace orgsim::compliance {
namespace {

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

namespace {

/// Whether the input holds anything of what the record of the evidence says was collected. Of the
/// other domains it has a section for all accounts, which the checks demand themselves.
bool is_there(const OrganizationTables& tables, Index<Account> account, EvidenceDomain domain) {
  switch (domain) {
    case EvidenceDomain::Iam:
      return tables.account_identities->contains(account);
    case EvidenceDomain::Resources:
      return tables.resources_listed || !tables.resources->empty();
    case EvidenceDomain::Network:
    case EvidenceDomain::Logging:
    case EvidenceDomain::Dns:
      break;
  }
  return true;
}

}  // namespace

bool collected(const Premises& premises, Index<Account> account, EvidenceDomain domain) {
  if (!premises.tables().evidence || !is_there(premises.tables(), account, domain)) {
    return false;
  }
  const auto& accounts = given(premises.tables().evidence).accounts;
  const auto found = accounts.find(account);
  return found != accounts.end() && found->second.domains.contains(domain);
}

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
  bool everywhere = false;
  const auto range = in_range(premises, check.range);
  for (const EvidenceDomain domain : check.domains) {
    std::size_t n_missing = 0;
    for (const auto account : range) {
      if (!collected(premises, account, domain)) {
        ++n_missing;
        domains.emplace(name_of(domain));
        accounts.emplace(premises.id(account));
      }
    }
    everywhere = everywhere || (n_missing == range.size() && n_missing != 0);
  }
  return {.domains = {domains.begin(), domains.end()},
          .accounts = {accounts.begin(), accounts.end()},
          .everywhere = everywhere};
}

}  // namespace orgsim::compliance
