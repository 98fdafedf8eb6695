#include <algorithm>
#include <array>
#include <set>

#include "sim/administrator.h"
#include "sim/blast_radius_measures.h"

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

std::vector<HeldBack> held_back(const Authorizer& authorizer, Index<Principal> principal) {
  std::vector<HeldBack> result;
  for (const std::string_view action : kPrivileged) {
    const Explanation explanation = authorizer.explain({.asker = principal, .action = action});
    for (const Stage& stage : explanation.decision.stages) {
      if (stage.layer == Layer::Scp && (stage.denies == Truth::Yes || stage.allows == Truth::No)) {
        result.push_back({.action = action, .layer = stage.layer});
      }
    }
  }
  return result;
}

class AccountLevels {
 public:
  explicit AccountLevels(const Fallen& fallen)
      : fallen_(fallen), accounts_(fallen.authorizer.organization().accounts().size()) {}

  void of_principals() {
    for (const auto index : fallen_.radius.possible.reached()) {
      const Principal& principal = fallen_.authorizer.principals()[index];
      if (!principal.account) {
        continue;
      }
      const Truth administrator = is_administrator(fallen_.authorizer, principal);
      if (administrator != Truth::No) {
        raise(*principal.account, AccountLevel::Admin, index,
              both(administrator, fallen_.certainty(index)));
      }
      const bool acts = !principal.identity.empty() || principal.session.has_value();
      if (acts) {
        raise(*principal.account, AccountLevel::Metadata, index, fallen_.certainty(index));
      }
    }
  }

  void of_stores(const std::vector<ReachedStore>& stores) {
    const Table<Resource>& resources = *fallen_.authorizer.organization().tables().resources;
    for (const ReachedStore& store : stores) {
      for (const ReachedStore::Access& access : store.accesses) {
        raise(resources[store.resource].account,
              access.access == StoreAccess::Read ? AccountLevel::Read : AccountLevel::Write,
              access.principal, access.certain);
      }
    }
  }

  void of_root_sessions() {
    for (const auto index : fallen_.radius.possible.reached()) {
      const Principal& principal = fallen_.authorizer.principals()[index];
      if (principal.account && principal.kind == PrincipalKind::RootSession) {
        const Outcome unlock = fallen_.authorizer.decide(
            {.asker = index, .action = "s3:DeleteBucketPolicy", .resource = "*"});
        if (may_allow(unlock)) {
          raise(*principal.account, AccountLevel::Write, index, fallen_.certainty(index));
        }
      }
    }
  }

  void routes() {
    std::vector<std::set<Technique>> found(accounts_.size());
    for (const BecomeEdge& edge : fallen_.graph.edges()) {
      const auto from = fallen_.authorizer.principals()[edge.source].account;
      const auto to = fallen_.authorizer.principals()[edge.target].account;
      if (to && from != to && fallen_.radius.possible.reaches(edge.source)) {
        found[to->value()].insert(edge.technique);
      }
    }
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
      accounts_[i].routes.assign(found[i].begin(), found[i].end());
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
        accounts_[i].held_back = held_back(fallen_.authorizer, accounts_[i].principal);
      }
      reached.push_back(std::move(accounts_[i]));
    }
    return reached;
  }

 private:
  /// A higher level wins, at the same level a certain one, then the nearest.
  void raise(Index<Account> account, AccountLevel level, Index<Principal> principal,
             Truth certain) {
    ReachedAccount& reached = accounts_[account.value()];
    const std::size_t hops = fallen_.radius.possible.hops(principal);
    const bool better = std::pair(level, certain) > std::pair(reached.level, reached.certain) ||
                        (std::pair(level, certain) == std::pair(reached.level, reached.certain) &&
                         hops < reached.hops);
    if (better) {
      reached.level = level;
      reached.certain = certain;
      reached.principal = principal;
      reached.hops = hops;
    }
  }

  const Fallen& fallen_;
  std::vector<ReachedAccount> accounts_;
};

}  // namespace

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
