#include <algorithm>

#include "compliance/checks/checks.h"
#include "compliance/judging.h"
#include "model/arn.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

bool needs_own_key(const Resource& resource) {
  return is_data_store(resource) && resource.type != "secret" && resource.data_classes &&
         (holds_restricted(*resource.data_classes) ||
          contains(*resource.data_classes, "audit-log"));
}

/// Whether the ARN of a key that was not collected tells that it is of another account.
bool is_key_elsewhere(std::string_view key, std::string_view account) {
  const auto arn = parse_arn(key);
  return arn && arn->service == "kms" && arn->account != account;
}

void judge_key(const Premises& premises, const Resource& store, Judgement& judgement) {
  ++judgement.n_examined;
  if (contains(store.unsaid, "encryption_key")) {
    demand_said(store.unsaid, {"encryption_key"}, store.arn, store.where, judgement);
    return;
  }
  if (store.encryption_key.empty() || is_provider_key(store.encryption_key)) {
    judgement.failures.push_back(finding(store.arn, Reason::NoCustomerKey, store.where));
    return;
  }
  const Resource* key = find_resource(premises, store.encryption_key);
  const std::vector<Fact> facts = {{"key", store.encryption_key}};
  if (key == nullptr && is_key_elsewhere(store.encryption_key, premises.id(store.account))) {
    judgement.failures.push_back(finding(store.arn, Reason::KeyOfOtherAccount, store.where, facts));
    return;
  }
  if (key == nullptr) {
    judgement.undecided.push_back(finding(store.arn, Reason::NotCollected, store.where,
                                          {{"what", "key " + store.encryption_key}}));
    return;
  }
  if (key->account != store.account) {
    judgement.failures.push_back(finding(store.arn, Reason::KeyOfOtherAccount, key->where, facts));
  }
  if (!key->rotation) {
    judgement.undecided.push_back(
        finding(key->arn, Reason::NotCollected, key->where, {{"what", "rotation"}}));
  } else if (!*key->rotation) {
    judgement.failures.push_back(finding(store.arn, Reason::KeyNotRotated, key->where, facts));
  }
}

}  // namespace

Judgement restricted_data_has_own_key(const Premises& premises) {
  Judgement judgement;
  for (const Resource& resource : *premises.tables().resources) {
    if (!premises.at_home(resource.account)) {
      continue;
    }
    if (needs_own_key(resource)) {
      judge_key(premises, resource, judgement);
    } else if (is_data_store(resource) && !resource.data_classes) {
      judgement.undecided.push_back(
          finding(resource.arn, Reason::NotDeclared, resource.where, {{"what", "data classes"}}));
    }
  }
  if (judgement.n_examined == 0 && judgement.undecided.empty()) {
    judgement.not_applicable = Reason::NoRestrictedData;
  }
  return judgement;
}

namespace {

bool feeds_production(const Premises& premises, const Repository& repository,
                      const Delivery& delivery) {
  return std::ranges::any_of(delivery.pipelines, [&](const Pipeline& pipeline) {
    return pipeline.repository == repository.name &&
           std::ranges::any_of(pipeline.deploys_to, [&](Index<Account> account) {
             return is_production_profile(premises.account(account).risk_profile);
           });
  });
}

/// What the host does not say is taken for the worst elsewhere; here it decides nothing.
void judge_repository(const Repository& repository, Judgement& judgement) {
  ++judgement.n_examined;
  demand_said(repository.unsaid, {"protected_branch", "required_approvals", "author_may_approve"},
              repository.name, repository.where, judgement);
  const auto fail = [&](bool lacking, std::string_view member, Reason reason) {
    if (lacking && !contains(repository.unsaid, member)) {
      judgement.failures.push_back(finding(repository.name, reason, repository.where));
    }
  };
  fail(!repository.protected_branch, "protected_branch", Reason::BranchNotProtected);
  fail(repository.required_approvals < 1, "required_approvals", Reason::NoApproval);
  fail(repository.author_may_approve, "author_may_approve", Reason::AuthorApproves);
}

}  // namespace

Judgement changes_need_two_people(const Premises& premises) {
  Judgement judgement;
  if (!premises.tables().delivery) {
    judgement.undecided.push_back(
        finding("cicd", Reason::NotCollected, {}, {{"what", "pipelines and repositories"}}));
    return judgement;
  }
  const Delivery& delivery = given(premises.tables().delivery);
  demand_said(delivery.unsaid, {"pipelines", "repositories"}, "cicd", {}, judgement);
  for (const Pipeline& pipeline : delivery.pipelines) {
    if (!pipeline.repository.empty() &&
        std::ranges::count(delivery.repositories, pipeline.repository, &Repository::name) == 0) {
      judgement.undecided.push_back(finding(pipeline.repository, Reason::NotCollected,
                                            pipeline.where, {{"what", "repository"}}));
    }
  }
  for (const Repository& repository : delivery.repositories) {
    if (!feeds_production(premises, repository, delivery)) {
      continue;
    }
    judge_repository(repository, judgement);
  }
  return judgement;
}

namespace {

/// Judges every store that holds account data; stores without a class are undecided.
template <class Judge>
Judgement of_account_data(const Premises& premises, Judge judge) {
  Judgement judgement;
  for (const Resource& resource : *premises.tables().resources) {
    if (!may_hold_data(resource) || !premises.at_home(resource.account)) {
      continue;
    }
    if (!resource.data_classes) {
      judgement.undecided.push_back(
          finding(resource.arn, Reason::NotDeclared, resource.where, {{"what", "data classes"}}));
    } else if (holds_account_data(*resource.data_classes)) {
      ++judgement.n_examined;
      judge(resource, premises.account(resource.account), judgement);
    }
  }
  return judgement;
}

bool is_preproduction(const Account& account) {
  return account.risk_profile == "nonprod" || account.risk_profile == "sandbox" ||
         account.environment == "dev" || account.environment == "test" ||
         account.environment == "staging" || account.environment == "preprod" ||
         account.environment == "sandbox";
}

}  // namespace

Judgement account_data_is_in_the_cde(const Premises& premises) {
  Judgement judgement = of_account_data(
      premises, [](const Resource& store, const Account& account, Judgement& found) {
        if (!is_declared_cde(account)) {
          found.failures.push_back(finding(
              store.arn, Reason::AccountDataElsewhere, store.where,
              {{"account", std::string(account.id.text())}, {"category", account.pci_declared}}));
        } else {
          found.support.push_back({.kind = "store",
                                   .subject = store.arn,
                                   .detail = account.pci_declared,
                                   .where = store.where});
        }
      });
  if (judgement.n_examined == 0 && judgement.undecided.empty()) {
    judgement.not_applicable = Reason::NoAccountData;
  }
  return judgement;
}

Judgement no_account_data_in_preproduction(const Premises& premises) {
  return of_account_data(
      premises, [](const Resource& store, const Account& account, Judgement& found) {
        if (is_preproduction(account) && !is_declared_cde(account)) {
          found.failures.push_back(finding(
              store.arn, Reason::AccountDataInPreproduction, store.where,
              {{"account", std::string(account.id.text())}, {"environment", account.environment}}));
        }
      });
}

bool has_account_data(const Premises& premises) {
  const auto declared = [&](Index<Account> index) {
    const auto& classes = premises.account(index).data_classes;
    return classes && holds_account_data(*classes);
  };
  return std::ranges::any_of(premises.accounts(), declared) ||
         of_account_data(premises, [](const Resource&, const Account&, Judgement&) {}).n_examined >
             0;
}

namespace {

bool profile_has_cde(const Premises& premises) {
  return std::ranges::any_of(premises.accounts(), [&](Index<Account> index) {
    return is_declared_cde(premises.account(index));
  });
}

void judge_age(const Premises& premises, const std::optional<Date>& date, int months,
               std::string_view what, Judgement& judgement) {
  ++judgement.n_examined;
  if (!date) {
    judgement.undecided.push_back(
        finding(what, Reason::NotDeclared, {}, {{"what", std::string(what)}}));
  } else if (*date < months_before(premises.now(), months) || *date > premises.now()) {
    judgement.failures.push_back(
        finding(what, Reason::RecordTooOld, premises.declared().where,
                {{"actual", to_text(*date)}, {"expected", std::to_string(months)}}));
  }
}

}  // namespace

Judgement segmentation_test_is_current(const Premises& premises) {
  // Source: PCI DSS v4.0.1, requirements 11.4.5, 11.4.6, 12.5.2 and 12.5.2.1.
  constexpr int kMerchantMonths = 12;
  constexpr int kServiceProviderMonths = 6;
  Judgement judgement;
  if (!profile_has_cde(premises)) {
    judgement.not_applicable = Reason::NoCardholderEnvironment;
    return judgement;
  }
  const auto& test = premises.declared().segmentation_test;
  const bool provider = test && test->entity == "service-provider";
  const int months = provider ? kServiceProviderMonths : kMerchantMonths;
  if (test && test->entity.empty()) {
    judgement.undecided.push_back(
        finding("segmentation test", Reason::NotDeclared, {}, {{"what", "kind of entity"}}));
  }
  judge_age(premises, test ? test->date : std::nullopt, months, "segmentation test", judgement);
  judge_age(premises, premises.declared().pci_scope_confirmed, months, "scope confirmation",
            judgement);
  return judgement;
}

}  // namespace orgsim::compliance
