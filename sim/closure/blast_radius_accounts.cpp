#include <algorithm>
#include <array>

#include "sim/closure/blast_radius_measures.h"
#include "sim/organization/administrator.h"

namespace orgsim::sim {
namespace {

/// What an administrator is feared for, one action for each kind of harm.
constexpr auto kPrivileged = std::to_array<std::string_view>({
    "iam:CreateUser",
    "iam:PutRolePolicy",
    "iam:UpdateAssumeRolePolicy",
    "iam:PassRole",
    "sts:AssumeRole",
    "s3:GetObject",
    "s3:DeleteObject",
    "kms:Decrypt",
    "kms:ScheduleKeyDeletion",
    "secretsmanager:GetSecretValue",
    "ec2:RunInstances",
    "lambda:UpdateFunctionCode",
    "rds:DeleteDBInstance",
    "route53:ChangeResourceRecordSets",
    "cloudtrail:StopLogging",
    "config:StopConfigurationRecorder",
    "guardduty:DeleteDetector",
    "organizations:LeaveOrganization",
});

class AccountLevels {
 public:
  explicit AccountLevels(const Fallen& fallen)
      : fallen_(fallen), accounts_(fallen.organization().accounts().size()) {}

  void of_principals() {
    for (const auto account : fallen_.organization().accounts().indexes()) {
      administrator(account);
      for (const auto index : fallen_.of(account)) {
        const Principal& principal = fallen_.authorizer().principals()[index];
        if (!principal.identity.empty() || principal.session ||
            principal.kind == PrincipalKind::RootUser) {
          raise(account, AccountLevel::Metadata,
                {.principal = index,
                 .needs = {Fact::held(index)},
                 .hops = fallen_.closure().hops(index)});
          break;
        }
      }
    }
  }

  void of_stores(const std::vector<ReachedStore>& stores) {
    const Table<Resource>& resources = *fallen_.organization().tables().resources;
    for (const ReachedStore& store : stores) {
      for (const ReachedStore::Access& access : store.accesses) {
        raise(resources[store.resource].account,
              access.access == StoreAccess::Read ? AccountLevel::Read : AccountLevel::Write,
              {.principal = access.principal, .needs = access.needs, .hops = access.hops});
      }
    }
  }

  /// Its task policies let a root session take off the policy of any bucket of the account.
  void of_root_sessions() {
    for (const auto account : fallen_.organization().accounts().indexes()) {
      const auto session = fallen_.authorizer().principals().root_session(account);
      if (!session || !fallen_.closure().holds(*session)) {
        continue;
      }
      if (auto doer = fallen_.nearest({*session}, account, [](const Standing& standing) {
            return standing.may("s3:DeleteBucketPolicy", "*");
          })) {
        raise(account, AccountLevel::Write, *std::move(doer));
      }
    }
  }

  void routes() {
    const auto routes = routes_into_accounts(fallen_);
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
      for (const Route& route : routes[i]) {
        accounts_[i].routes.push_back(route.id);
      }
    }
  }

  std::vector<ReachedAccount> result() && {
    std::vector<ReachedAccount> reached;
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
      if (accounts_[i].level == AccountLevel::None) {
        continue;
      }
      accounts_[i].account = Index<Account>(i);
      if (accounts_[i].level == AccountLevel::Admin) {
        held_back(accounts_[i]);
      }
      reached.push_back(std::move(accounts_[i]));
    }
    return reached;
  }

 private:
  void administrator(Index<Account> account) {
    const Authorizer& authorizer = fallen_.authorizer();
    if (auto doer = fallen_.nearest_of(account, [&](const Standing& standing) {
          return is_administrator(authorizer, standing.actor().principal());
        })) {
      raise(account, AccountLevel::Admin, *std::move(doer));
    }
  }

  /// A higher level wins, at the same level the nearest.
  void raise(Index<Account> account, AccountLevel level, Doer doer) {
    ReachedAccount& reached = accounts_[account.value()];
    if (level > reached.level || (level == reached.level && doer.hops < reached.hops)) {
      reached.level = level;
      reached.principal = doer.principal;
      reached.needs = std::move(doer.needs);
      reached.hops = doer.hops;
    }
  }

  void held_back(ReachedAccount& reached) const {
    constexpr std::array kScp = {Layer::Scp};
    const Authorizer& authorizer = fallen_.authorizer();
    const Ceilings* left = fallen_.closure().powers().ceilings(fallen_.closure().raised());
    for (const std::string_view action : kPrivileged) {
      AccessRequest request{.asker = reached.principal, .action = action};
      const Outcome now = authorizer.decide(request);
      if (now == Outcome::Allow || now == Outcome::Conditional) {
        continue;
      }
      request.without = kScp;
      if (authorizer.decide(request) == now) {
        continue;
      }
      request.without = {};
      request.ceilings = left;
      reached.held_back.push_back(
          {.action = action, .can_be_lifted = may_allow(authorizer.decide(request))});
    }
  }

  const Fallen& fallen_;
  std::vector<ReachedAccount> accounts_;
};

}  // namespace

std::size_t n_privileged_actions() { return kPrivileged.size(); }

std::vector<ReachedAccount> reached_accounts(const Fallen& fallen,
                                             const std::vector<ReachedStore>& stores) {
  AccountLevels levels(fallen);
  levels.of_principals();
  levels.of_stores(stores);
  levels.of_root_sessions();
  levels.routes();
  return std::move(levels).result();
}

}  // namespace orgsim::sim
