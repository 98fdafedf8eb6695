#include <algorithm>
#include <array>
#include <set>

#include "model/arn.h"
#include "sim/closure/blast_radius_measures.h"
#include "sim/graph/edge_rules.h"

namespace orgsim::sim {
namespace {

constexpr std::array kAccesses = {StoreAccess::Read, StoreAccess::Write, StoreAccess::Delete};

/// What takes the policy off a resource, or writes another.
struct PolicyActions {
  std::string_view type;
  std::array<std::string_view, 2> actions;
};

/// Source: Service Authorization Reference, the actions of each service.
constexpr auto kPolicyActions = std::to_array<PolicyActions>({
    {"backup-vault", {"backup:DeleteBackupVaultAccessPolicy", "backup:PutBackupVaultAccessPolicy"}},
    {"dynamodb-table", {"dynamodb:DeleteResourcePolicy", "dynamodb:PutResourcePolicy"}},
    {"ecr-repository", {"ecr:DeleteRepositoryPolicy", "ecr:SetRepositoryPolicy"}},
    {"s3-bucket", {"s3:DeleteBucketPolicy", "s3:PutBucketPolicy"}},
    {"secret", {"secretsmanager:DeleteResourcePolicy", "secretsmanager:PutResourcePolicy"}},
    {"sns-topic", {"sns:SetTopicAttributes", "sns:AddPermission"}},
    {"sqs-queue", {"sqs:SetQueueAttributes", "sqs:AddPermission"}},
});
static_assert(std::ranges::is_sorted(kPolicyActions, {}, &PolicyActions::type));

/// Adds the accounts that the entries name; whether they name everybody.
bool names_everybody(const PrincipalElement& element, std::set<std::string>& accounts) {
  for (const PrincipalEntry& entry : element.entries) {
    if (entry.type == PrincipalType::Aws) {
      const auto arn = parse_arn(entry.value);
      accounts.insert(arn ? std::string(arn->account) : entry.value);
    }
  }
  return element.negated ||
         std::ranges::count(element.entries, PrincipalType::Everyone, &PrincipalEntry::type) != 0;
}

/// The accounts whose principals the policies let in, besides their own; everybody: nothing.
std::optional<std::set<std::string>> named_accounts(
    const std::vector<const PolicyDocument*>& policies) {
  std::set<std::string> result;
  for (const PolicyDocument* policy : policies) {
    for (const Statement& statement : policy->statements) {
      if (statement.effect == Effect::Allow && statement.principal &&
          names_everybody(*statement.principal, result)) {
        return std::nullopt;
      }
    }
  }
  return result;
}

class StoreQuestion {
 public:
  StoreQuestion(const Fallen& fallen, Index<Resource> index, const StoreActions& actions)
      : fallen_(fallen),
        index_(index),
        store_((*fallen.organization().tables().resources)[index]),
        actions_(actions),
        content_(store_.arn + std::string(actions.content)),
        candidates_(candidates()) {}

  ReachedStore reached() const {
    ReachedStore result{.resource = index_};
    for (const StoreAccess access : kAccesses) {
      if (auto found = of(access)) {
        result.accesses.push_back(*std::move(found));
      }
    }
    if (!result.accesses.empty()) {
      result.ciphertext_only =
          result.accesses.front().access == StoreAccess::Read && nobody_decrypts();
    }
    return result;
  }

 private:
  /// Who may have access at all, the nearest first: those of the store's account, and those of
  /// accounts that its policy names.
  std::vector<Index<Principal>> candidates() const {
    const Organization& organization = fallen_.organization();
    std::vector<Index<Principal>> result = fallen_.of(store_.account);
    const auto named = store_.policy || store_.policy_collected
                           ? named_accounts(fallen_.authorizer().policies_of(index_))
                           : std::optional<std::set<std::string>>();
    for (const auto account : organization.accounts().indexes()) {
      if (account != store_.account &&
          (!named || named->contains(organization.accounts()[account].id.text()))) {
        const auto& more = fallen_.of(account);
        result.insert(result.end(), more.begin(), more.end());
      }
    }
    std::ranges::stable_sort(result, {},
                             [&](auto principal) { return fallen_.closure().hops(principal); });
    return result;
  }

  std::optional<ReachedStore::Access> of(StoreAccess access) const {
    const std::string_view action = action_of(actions_, access);
    if (action.empty() || (access == StoreAccess::Delete && is_compliance_locked(store_))) {
      return std::nullopt;
    }
    if (auto doer = fallen_.nearest(candidates_, store_.account, [&](const Standing& standing) {
          return standing.may(action, content_);
        })) {
      return ReachedStore::Access{.access = access,
                                  .principal = doer->principal,
                                  .needs = std::move(doer->needs),
                                  .hops = doer->hops};
    }
    return after_unlocking(access, action);
  }

  /// Somebody rewrites the policy, and then somebody of the account has access by its own
  /// permissions.
  std::optional<ReachedStore::Access> after_unlocking(StoreAccess access,
                                                      std::string_view action) const {
    const auto row =
        std::ranges::lower_bound(kPolicyActions, store_.type, {}, &PolicyActions::type);
    if (!store_.policy || row == kPolicyActions.end() || row->type != store_.type) {
      return std::nullopt;
    }
    auto doer = fallen_.nearest_of(store_.account, [&](const Standing& standing) {
      AccessRequest request = standing.request(action, content_);
      const std::array left_out = {Layer::Resource, Layer::Boundary};
      const bool unbounded = !standing.actor().boundary();
      request.without = std::span(left_out).first(unbounded ? 2 : 1);
      return holds(fallen_.authorizer().decide(request));
    });
    for (std::size_t i = 0; doer && i < row->actions.size(); ++i) {
      const auto unlocker = fallen_.nearest_of(store_.account, [&](const Standing& standing) {
        return standing.may(row->actions.at(i), store_.arn);
      });
      if (unlocker) {
        for (const Fact& need : unlocker->needs) {
          if (std::ranges::find(doer->needs, need) == doer->needs.end()) {
            doer->needs.push_back(need);
          }
        }
        return ReachedStore::Access{.access = access,
                                    .principal = doer->principal,
                                    .needs = doer->needs,
                                    .hops = std::max(doer->hops, unlocker->hops) + 1,
                                    .unlocked_by = row->actions.at(i)};
      }
    }
    return std::nullopt;
  }

  /// Neither now nor after somebody rewrites the key's policy.
  bool nobody_decrypts() const {
    const std::string& key = store_.encryption_key;
    if (key.find(":key/") == std::string::npos) {
      return false;
    }
    const std::string_view read = action_of(actions_, StoreAccess::Read);
    const bool reads = fallen_
                           .nearest(candidates_, store_.account,
                                    [&](const Standing& standing) {
                                      const Truth allowed = standing.may(read, content_);
                                      return allowed == Truth::No
                                                 ? allowed
                                                 : both(allowed, standing.may("kms:Decrypt", key));
                                    })
                           .has_value();
    return !reads && !rewrites_key(key);
  }

  bool rewrites_key(const std::string& key) const {
    const auto found = fallen_.organization().find_resource(key);
    return found && fallen_
                        .nearest_of((*fallen_.organization().tables().resources)[*found].account,
                                    [&](const Standing& standing) {
                                      return standing.may("kms:PutKeyPolicy", key);
                                    })
                        .has_value();
  }

  const Fallen& fallen_;
  Index<Resource> index_;
  const Resource& store_;
  const StoreActions& actions_;
  std::string content_;
  std::vector<Index<Principal>> candidates_;
};

}  // namespace

std::vector<ReachedStore> reached_stores(const Fallen& fallen) {
  const Table<Resource>& resources = *fallen.organization().tables().resources;
  std::vector<ReachedStore> result;
  for (const auto index : resources.indexes()) {
    const Resource& resource = resources[index];
    const StoreActions* actions = store_actions(resource.type);
    if (resource.presence != Presence::Present || !resource.data_classes || actions == nullptr) {
      continue;
    }
    if (ReachedStore store = StoreQuestion(fallen, index, *actions).reached();
        !store.accesses.empty()) {
      result.push_back(std::move(store));
    }
  }
  return result;
}

}  // namespace orgsim::sim
