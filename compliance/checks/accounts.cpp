#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "compliance/checks/checks.h"
#include "compliance/judging.h"
#include "model/given.h"
#include "model/text.h"

namespace orgsim::compliance {
namespace {

constexpr int kMailboxTestMonths = 12;

/// The address without what follows a `+`. Source: RFC 5233 ("subaddressing").
std::string base_mailbox(std::string_view email) {
  const auto at = email.find('@');
  const auto plus = email.substr(0, at).find('+');
  if (at == std::string_view::npos || plus == std::string_view::npos) {
    return std::string(email);
  }
  return std::string(email.substr(0, plus)) + std::string(email.substr(at));
}

std::string_view domain_of(std::string_view email) {
  const auto at = email.find('@');
  return at == std::string_view::npos ? std::string_view() : email.substr(at + 1);
}

void judge_domain(const Premises& premises, const Account& account, std::string_view email,
                  Judgement& judgement) {
  const auto& domains = premises.declared().root_email_domains;
  if (!domains) {
    judgement.undeclared.emplace("root_email_domains");
  } else if (!contains(*domains, domain_of(email))) {
    judgement.failures.push_back(finding(account.id.text(), Reason::EmailDomainNotControlled,
                                         account.where, {{"actual", std::string(email)}}));
  }
}

void judge_mailbox(const Premises& premises, const Account& account, std::string_view email,
                   Judgement& judgement) {
  const auto& mailboxes = premises.declared().monitored_mailboxes;
  if (!mailboxes) {
    judgement.undeclared.emplace("monitored_mailboxes");
    return;
  }
  const std::string base = base_mailbox(email);
  const auto found = std::ranges::find_if(
      *mailboxes, [&](const auto& entry) { return equals_ignoring_case(entry.first, base); });
  const std::vector<Fact> facts = {{"actual", base}};
  if (found == mailboxes->end()) {
    judgement.failures.push_back(
        finding(account.id.text(), Reason::MailboxNotMonitored, account.where, facts));
    return;
  }
  if (found->second.kind == "personal") {
    judgement.failures.push_back(
        finding(account.id.text(), Reason::MailboxIsPersonal, account.where, facts));
  }
  if (!found->second.last_test ||
      given(found->second.last_test) < months_before(premises.now(), kMailboxTestMonths)) {
    judgement.failures.push_back(
        finding(account.id.text(), Reason::MailboxTestTooOld, account.where, facts));
  }
}

std::vector<int> version_parts(std::string_view text) {
  std::vector<int> parts;
  for (const std::string_view part : split(text, '.')) {
    int value = 0;
    std::from_chars(part.data(), part.data() + part.size(), value);
    parts.push_back(value);
  }
  return parts;
}

}  // namespace

Judgement root_emails_monitored(const Premises& premises) {
  Judgement judgement;
  std::map<std::string, std::vector<std::string>> holders;
  for (const auto index : premises.accounts()) {
    const Account& account = premises.account(index);
    ++judgement.n_examined;
    if (account.root_email.empty()) {
      judgement.undecided.push_back(finding(account.id.text(), Reason::NotCollected, account.where,
                                            {{"what", "root e-mail address"}}));
      continue;
    }
    const std::string email = to_lower(account.root_email);
    holders[email].emplace_back(account.id.text());
    judge_domain(premises, account, email, judgement);
    judge_mailbox(premises, account, email, judgement);
  }
  for (const auto& [email, accounts] : holders) {
    if (accounts.size() > 1) {
      for (const std::string& account : accounts) {
        judgement.failures.push_back(finding(account, Reason::EmailNotUnique, {},
                                             {{"actual", email}, {"accounts", joined(accounts)}}));
      }
    }
  }
  return judgement;
}

Judgement contacts_are_set(const Premises& premises) {
  constexpr auto kContacts = std::to_array<std::string_view>({"security", "billing", "operations"});
  Judgement judgement;
  for (const auto index : premises.accounts()) {
    const Account& account = premises.account(index);
    ++judgement.n_examined;
    std::vector<std::string> lacking;
    for (const std::string_view contact : kContacts) {
      const auto found = account.alternate_contacts.find(std::string(contact));
      if (found == account.alternate_contacts.end() || found->second.empty()) {
        lacking.emplace_back(contact);
      }
    }
    if (!lacking.empty()) {
      judgement.failures.push_back(finding(account.id.text(), Reason::ContactMissing, account.where,
                                           {{"what", joined(lacking)}}));
    }
  }
  return judgement;
}

Judgement accounts_are_vended(const Premises& premises) {
  constexpr auto kOrigins =
      std::to_array<std::string_view>({"imported-with-record", "management", "vended"});
  Judgement judgement;
  const auto& least = premises.declared().baseline_version_min;
  if (!least) {
    judgement.undeclared.emplace("baseline_version_min");
  }
  for (const auto index : premises.accounts()) {
    const Account& account = premises.account(index);
    ++judgement.n_examined;
    if (account.origin.empty() || account.baseline_version.empty()) {
      judgement.undecided.push_back(finding(account.id.text(), Reason::NotCollected, account.where,
                                            {{"what", "record of vending"}}));
      continue;
    }
    if (!std::ranges::binary_search(kOrigins, account.origin)) {
      judgement.failures.push_back(finding(account.id.text(), Reason::OriginNotVended,
                                           account.where, {{"actual", account.origin}}));
    }
    if (least && version_parts(account.baseline_version) < version_parts(*least)) {
      judgement.failures.push_back(
          finding(account.id.text(), Reason::BaselineTooOld, account.where,
                  {{"actual", account.baseline_version}, {"expected", *least}}));
    }
  }
  return judgement;
}

namespace {

void judge_terms(const Premises& premises, const Account& account, Judgement& judgement) {
  const auto fail = [&](Reason reason, std::vector<Fact> facts = {}) {
    judgement.failures.push_back(
        finding(account.id.text(), reason, account.where, std::move(facts)));
  };
  if (!account.monthly_budget_usd) {
    fail(Reason::BudgetMissing);
  }
  if (!account.sandbox || !account.sandbox->created || !account.sandbox->expires) {
    fail(Reason::SandboxUnlimited);
    return;
  }
  const SandboxTerms& terms = *account.sandbox;
  if (*terms.expires < premises.now()) {
    fail(Reason::SandboxExpired, {{"actual", to_text(*terms.expires)}});
  }
  if (const auto& most = premises.declared().sandbox_max_days; !most) {
    judgement.undeclared.emplace("sandbox_max_days");
  } else if ((*terms.expires - *terms.created).count() > *most) {
    fail(Reason::SandboxTooLong,
         {{"actual", std::to_string((*terms.expires - *terms.created).count())},
          {"expected", std::to_string(*most)}});
  }
  if (!terms.auto_clean) {
    judgement.undecided.push_back(finding(account.id.text(), Reason::NotDeclared, account.where,
                                          {{"what", "automatic clean-up"}}));
  } else if (!*terms.auto_clean) {
    fail(Reason::SandboxNotCleaned);
  }
}

}  // namespace

Judgement sandboxes_are_limited(const Premises& premises) {
  Judgement judgement;
  bool profiles_known = true;
  for (const auto index : premises.members()) {
    const Account& account = premises.account(index);
    profiles_known = profiles_known && !account.risk_profile.empty();
    if (account.risk_profile == "sandbox") {
      ++judgement.n_examined;
      judge_terms(premises, account, judgement);
    }
  }
  if (judgement.n_examined == 0 && profiles_known) {
    judgement.not_applicable = Reason::NoSandbox;
  } else if (!profiles_known) {
    judgement.undecided.push_back(
        finding("accounts", Reason::NotDeclared, {}, {{"what", "risk profile of an account"}}));
  }
  return judgement;
}

namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t") == text.npos; }

}  // namespace

Judgement accounts_have_owners(const Premises& premises) {
  Judgement judgement;
  for (const auto index : premises.accounts()) {
    const Account& account = premises.account(index);
    ++judgement.n_examined;
    std::vector<std::string> lacking;
    if (is_blank(account.owner)) {
      lacking.emplace_back("owner");
    }
    if (is_blank(account.cost_center)) {
      lacking.emplace_back("cost center");
    }
    if (!account.monthly_budget_usd) {
      lacking.emplace_back("budget");
    }
    if (!lacking.empty()) {
      judgement.failures.push_back(finding(account.id.text(), Reason::OwnershipMissing,
                                           account.where, {{"what", joined(lacking)}}));
    }
  }
  return judgement;
}

namespace {

void judge_root_user(const Premises& premises, Index<Account> index,
                     const AccountIdentity& identity, Judgement& judgement) {
  const std::string_view id = premises.id(index);
  const bool management = premises.organization().is_management_account(index);
  if (identity.root_access_keys && *identity.root_access_keys > 0) {
    judgement.failures.push_back(finding(id, Reason::RootAccessKey, identity.where));
  }
  const bool unknown = !identity.root_access_keys ||
                       (management ? identity.root_mfa : identity.root_credentials).empty();
  if (unknown) {
    judgement.undecided.push_back(
        finding(id, Reason::NotCollected, identity.where, {{"what", "state of the root user"}}));
  } else if (management && identity.root_mfa != "hardware") {
    judgement.failures.push_back(finding(id, Reason::RootWithoutHardwareMfa, identity.where,
                                         {{"actual", identity.root_mfa}}));
  } else if (!management && identity.root_credentials != "none-centrally-managed") {
    judgement.failures.push_back(finding(id, Reason::RootCredentialsKept, identity.where,
                                         {{"actual", identity.root_credentials}}));
  }
}

bool manages_roots_centrally(const OrganizationRecord& home) {
  const auto& management = home.root_access_management;
  return !management || management->credentials;
}

}  // namespace

Judgement root_users_have_no_credentials(const Premises& premises) {
  Judgement judgement;
  const OrganizationRecord* home = premises.home();
  if (home != nullptr && !manages_roots_centrally(*home)) {
    judgement.failures.push_back(finding(home->id, Reason::RootNotManagedCentrally, home->where));
  }
  const auto& identities = *premises.tables().account_identities;
  for (const auto index : premises.accounts()) {
    ++judgement.n_examined;
    const auto found = identities.find(index);
    if (found == identities.end()) {
      judgement.undecided.push_back(finding(premises.id(index), Reason::NotCollected,
                                            premises.account(index).where,
                                            {{"what", "state of the root user"}}));
    } else {
      judge_root_user(premises, index, found->second, judgement);
    }
  }
  return judgement;
}

}  // namespace orgsim::compliance
