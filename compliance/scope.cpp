#include "compliance/scope.h"

#include <algorithm>
#include <array>
#include <set>

#include "compliance/access.h"
#include "compliance/checks/checks.h"
#include "compliance/evidence.h"
#include "compliance/isolation.h"
#include "compliance/judging.h"
#include "compliance/network_paths.h"
#include "compliance/scope_relations.h"
#include "compliance/stores.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

class Scoping {
 public:
  explicit Scoping(const Premises& premises) : premises_(premises) {}

  std::vector<ScopedAccount> result() {
    hold_account_data();
    while (join_open_networks()) {
    }
    for (const ProviderRelation& relation : provider_relations(premises_, cde_)) {
      put(relation.provider, ScopeCategory::SecurityImpacting,
          {.relation = std::string(relation.kind),
           .other = relation.other,
           .where = relation.where});
    }
    reach_the_cde();
    connect();
    review();
    return all_accounts();
  }

 private:
  void put(Index<Account> account, ScopeCategory category, ScopeReason reason) {
    ScopedAccount& entry = accounts_[account];
    if (entry.category < category) {
      entry.category = category;
      entry.reasons.clear();
    }
    if (entry.category == category) {
      entry.reasons.push_back(std::move(reason));
    }
    if (category == ScopeCategory::Cde) {
      cde_.insert(account);
    }
  }

  void hold_account_data() {
    for (const auto index : premises_.accounts()) {
      const Account& account = premises_.account(index);
      if (account.data_classes && holds_account_data(*account.data_classes)) {
        put(index, ScopeCategory::Cde,
            {.relation = "holds-account-data",
             .other = std::string(account.id.text()),
             .where = account.where});
      }
    }
    for (const Resource& store : *premises_.tables().resources) {
      if (may_hold_data(store) && store.data_classes && holds_account_data(*store.data_classes) &&
          premises_.at_home(store.account)) {
        put(store.account, ScopeCategory::Cde,
            {.relation = "holds-account-data", .other = store.arn, .where = store.where});
      }
    }
  }

  /// Whatever is connected without a filter belongs to what it is connected to.
  bool join_open_networks() {
    bool grew = false;
    for (const Route& route : all_routes()) {
      const auto from = route.from->account;
      const auto to = route.to->account;
      if (filter_between(*route.from, *route.to) == Filter::Open &&
          cde_.contains(from) != cde_.contains(to)) {
        const auto joining = cde_.contains(from) ? to : from;
        put(joining, ScopeCategory::Cde,
            {.relation = "open-network",
             .other = route.from->id + " to " + route.to->id,
             .where = route.where});
        grew = true;
      }
    }
    return grew;
  }

  std::vector<Route> all_routes() const {
    return premises_.tables().network ? routes(given(premises_.tables().network))
                                      : std::vector<Route>();
  }

  void reach_the_cde() {
    const CdeEffects effects(premises_, cde_);
    for (const auto account : premises_.accounts()) {
      if (cde_.contains(account) || category(account) >= ScopeCategory::SecurityImpacting) {
        continue;
      }
      for (const auto source : takeover_sources(premises_, account)) {
        if (auto reason = effects.first(source)) {
          put(account, ScopeCategory::SecurityImpacting, std::move(*reason));
        }
      }
    }
  }

  void connect() {
    for (const Route& route : all_routes()) {
      const auto from = route.from->account;
      const auto to = route.to->account;
      if (filter_between(*route.from, *route.to) == Filter::Closed ||
          cde_.contains(from) == cde_.contains(to)) {
        continue;
      }
      put(cde_.contains(from) ? to : from, ScopeCategory::ConnectedTo,
          {.relation = "network",
           .other = route.from->id + " to " + route.to->id,
           .where = route.where});
    }
  }

  void review() {
    std::set<Index<Account>> connected;
    for (const auto& [account, entry] : accounts_) {
      if (entry.category == ScopeCategory::ConnectedTo) {
        connected.insert(account);
      }
    }
    for (const auto account : premises_.accounts()) {
      const auto source = premises_.principals().hypothetical_administrator(account);
      if (category(account) != ScopeCategory::OutOfScope || !source) {
        continue;
      }
      const Closure closure(premises_, std::span(&*source, 1));
      const auto target = first_reached(closure, *source, [&](Index<sim::Principal> index) {
        return acts_in(premises_, index, connected);
      });
      if (target) {
        put(account, ScopeCategory::Review,
            {.relation = "become",
             .other = premises_.principals()[*target].arn,
             .witness = closure.witness(*target),
             .where = {}});
      }
    }
  }

  ScopeCategory category(Index<Account> account) const {
    const auto found = accounts_.find(account);
    return found == accounts_.end() ? ScopeCategory::OutOfScope : found->second.category;
  }

  std::vector<ScopedAccount> all_accounts() {
    std::vector<ScopedAccount> result;
    for (const auto account : premises_.accounts()) {
      ScopedAccount entry = std::move(accounts_[account]);
      entry.account = account;
      if (entry.category <= ScopeCategory::Review) {
        entry.certificate = out_certificate(premises_, account, cde_);
      }
      for (const EvidenceDomain domain : {EvidenceDomain::Iam, EvidenceDomain::Network,
                                          EvidenceDomain::Dns, EvidenceDomain::Resources}) {
        if (!collected(premises_, account, domain)) {
          entry.missing.push_back(domain);
        }
      }
      result.push_back(std::move(entry));
    }
    return result;
  }

  const Premises& premises_;
  std::set<Index<Account>> cde_;
  std::map<Index<Account>, ScopedAccount> accounts_;
};

}  // namespace

std::string_view name_of(ScopeCategory category) {
  switch (category) {
    case ScopeCategory::OutOfScope:
      return "out-of-scope";
    case ScopeCategory::Review:
      return "review";
    case ScopeCategory::ConnectedTo:
      return "connected-to";
    case ScopeCategory::SecurityImpacting:
      return "security-impacting";
    case ScopeCategory::Cde:
      return "cde";
  }
  return "";
}

std::vector<ScopedAccount> scope(const Premises& premises) { return Scoping(premises).result(); }

bool is_surely_out(const ScopedAccount& scoped) {
  return scoped.category == ScopeCategory::OutOfScope && scoped.missing.empty();
}

namespace {

std::optional<ScopeCategory> declared_category(const Account& account) {
  for (const auto category : {ScopeCategory::OutOfScope, ScopeCategory::ConnectedTo,
                              ScopeCategory::SecurityImpacting, ScopeCategory::Cde}) {
    if (account.pci_declared == name_of(category)) {
      return category;
    }
  }
  return std::nullopt;
}

void judge_account(const Premises& premises, const ScopedAccount& scoped, Judgement& judgement) {
  const Account& account = premises.account(scoped.account);
  const auto declared = declared_category(account);
  const ScopeCategory computed =
      scoped.category == ScopeCategory::Review ? ScopeCategory::OutOfScope : scoped.category;
  std::vector<Fact> facts = {{"computed", std::string(name_of(scoped.category))},
                             {"declared", account.pci_declared}};
  if (!scoped.reasons.empty()) {
    facts.push_back({"relation", scoped.reasons.front().relation});
    facts.push_back({"other", scoped.reasons.front().other});
  }
  const auto add = [&](std::vector<Finding>& to, Reason reason) {
    Finding& found = to.emplace_back(finding(account.id.text(), reason, account.where, facts));
    if (!scoped.reasons.empty()) {
      found.witness = scoped.reasons.front().witness;
    }
  };
  ++judgement.n_examined;
  if (!declared) {
    add(judgement.undecided, Reason::CategoryNotDeclared);
  } else if (*declared < computed) {
    add(judgement.failures, Reason::ScopeTooSmall);
  } else if (*declared > computed) {
    add(judgement.notes, Reason::ScopeTooLarge);
  } else if (scoped.category == ScopeCategory::Review) {
    add(judgement.notes, Reason::ScopeToReview);
  }
  judgement.support.push_back({.kind = "scope",
                               .subject = std::string(account.id.text()),
                               .detail = std::string(name_of(scoped.category)),
                               .where = account.where});
  for (const Certificate& one : scoped.certificate) {
    const std::string by = one.policy + (one.statement.empty() ? "" : " " + one.statement);
    judgement.support.push_back({.kind = "certificate",
                                 .subject = std::string(account.id.text()),
                                 .detail = std::string(one.kind) + ": " + one.target + " (" +
                                           one.layer + (by.empty() ? "" : ": " + by) + ")",
                                 .where = one.where});
  }
}

}  // namespace

Judgement scope_is_declared(const Premises& premises) {
  Judgement judgement;
  if (!has_account_data(premises)) {
    const bool classified =
        std::ranges::all_of(*premises.tables().resources, [&](const Resource& resource) {
          return !is_data_store(resource) || resource.data_classes.has_value();
        });
    if (classified) {
      judgement.not_applicable = Reason::NoAccountData;
    } else {
      judgement.undecided.push_back(
          finding("resources", Reason::NotDeclared, {}, {{"what", "data classes of a store"}}));
    }
    return judgement;
  }
  demand_sections(premises, {Section::Delivery, Section::Dns, Section::Logging, Section::Network},
                  judgement);
  for (const ScopedAccount& scoped : scope(premises)) {
    judge_account(premises, scoped, judgement);
  }
  return judgement;
}

}  // namespace orgsim::compliance
