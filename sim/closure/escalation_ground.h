#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sim/closure/escalation_table.h"
#include "sim/closure/fresh_names.h"
#include "sim/closure/policy_actions.h"
#include "sim/closure/role_trusts.h"
#include "sim/graph/access_graph.h"
#include "sim/graph/fact.h"

namespace orgsim::sim {

/// A thing that a technique's needs share in one account: an ARN that a call may make, or what the
/// account's inventory lists. Without inventory, a stand-in whose being there is not known.
struct Binding {
  std::string arn;  // Empty: the technique has no shared thing.
  const InventoryResource* resource = nullptr;
  Truth exists = Truth::Yes;
};

/// What one step of a technique takes.
struct TechniqueStep {
  TechniqueActions actions;
  std::size_t first = 0;  // The position of one of them.
};

/// A role and how surely something is true of it.
struct LikelyRole {
  Index<Principal> role;
  Truth holds = Truth::Yes;
};

/// A managed policy that somebody of an account can attach, whose text may let its holder rewrite
/// itself.
struct PowerfulPolicy {
  std::string arn;
  PolicyRef policy;
  bool allows_everything = false;
};

/// What the techniques stand on in one snapshot, derived from it when first asked for: roles by the
/// service they trust, resources by type, names that policies leave open. Refers to the authorizer
/// and the graph, which must outlive it. For one thread.
class EscalationGround {
 public:
  EscalationGround(const Authorizer& authorizer, const AccessGraph& graph);
  EscalationGround(const EscalationGround&) = delete;
  EscalationGround& operator=(const EscalationGround&) = delete;

  const Authorizer& authorizer() const { return authorizer_; }
  const AccessGraph& graph() const { return graph_; }
  const Principal& principal(Index<Principal> index) const {
    return authorizer_.principals()[index];
  }

  /// Every technique of services, in order of the tables.
  const std::vector<const ServiceTechnique*>& techniques() const { return techniques_; }

  /// Their positions in order of their ids.
  const std::vector<std::size_t>& techniques_by_id() const { return techniques_by_id_; }

  /// Those of them that give principals of other accounts than the actor's.
  const std::vector<std::size_t>& spreading_techniques() const { return spreading_techniques_; }

  /// Whether a service is administered from the account by which others are acted in: account
  /// management, Identity Center, StackSets.
  bool governs(Index<Account> account);

  /// What the technique of IAM takes, in order of its table.
  const TechniqueStep& iam_step(std::size_t technique) const { return iam_steps_[technique]; }

  /// The actions of which somebody takes one at least who does something to a user or role by IAM.
  const TechniqueActions& iam_actions() const { return iam_actions_; }

  /// The steps of a technique.
  const std::vector<TechniqueStep>& steps(std::size_t technique) const { return steps_[technique]; }

  /// What policies say of the actions that the techniques take.
  PolicyActionTable& actions() { return actions_; }

  /// What somebody could rewrite of the principal to any effect.
  Rewritten rewritable(Index<Principal> index);

  /// Of the account and of AWS, as far as the snapshot holds them: those that allow everything
  /// first, then in order of the table.
  const std::vector<PowerfulPolicy>& powerful(Index<Account> account);

  /// The services that a technique's roles trust, by position among all that are trusted.
  const std::vector<std::size_t>& services(std::size_t technique) const {
    return services_of_[technique];
  }

  /// Roles of the account that let the service in and can be handed to it.
  const std::vector<LikelyRole>& trusting(Index<Account> account, std::size_t service);

  /// What the shared thing of a technique can be in the account; none: it does not exist.
  const std::vector<Binding>& bindings(Index<Account> account, std::size_t technique);

  /// Whether what else the technique needs exists in the account.
  Truth exists(Index<Account> account, const ExistingThing& thing) const;

  /// Whether the resource is of the account and known to have no policy of its own, so that the
  /// caller's policies decide.
  bool has_no_say(Index<Account> account, std::string_view resource) const;

  /// ARNs of the format that a call by somebody of the account may make.
  const std::vector<std::string>& fresh(Index<Account> account, std::string_view format);

  /// Nothing: the account's resources are not known.
  const Inventory* inventory(Index<Account> account) const;

  /// Whom trust policies name.
  RoleTrusts& trusts() { return trusts_; }

 private:
  std::vector<TechniqueStep> steps_of(const ServiceTechnique& row) const;
  std::vector<std::size_t> services_of(const ServiceTechnique& row);
  std::vector<LikelyRole> find_trusting(Index<Account> account, std::string_view service);
  std::optional<PowerfulPolicy> powerful(const ManagedPolicy& policy);
  void index_powerful();
  void add_regions();
  const OpenPatterns& patterns(Index<Account> account);

  const Authorizer& authorizer_;
  const AccessGraph& graph_;
  std::vector<const ServiceTechnique*> techniques_;
  std::vector<std::size_t> techniques_by_id_;
  std::vector<std::size_t> spreading_techniques_;  // By id.
  PolicyActionTable actions_;
  std::vector<std::vector<TechniqueStep>> steps_;  // By technique.
  std::vector<TechniqueStep> iam_steps_;           // By technique of IAM.
  TechniqueActions iam_actions_;
  RoleTrusts trusts_;
  std::vector<std::string> regions_;
  std::vector<std::string> iam_prefixes_;  // By account, what ARNs of IAM in it begin with.
  std::vector<std::optional<Rewritten>> rewritable_;                // By principal.
  std::vector<std::optional<bool>> governs_;                        // By account.
  std::map<Index<Account>, std::vector<PowerfulPolicy>> powerful_;  // Empty: not asked for yet.
  std::vector<std::string_view> services_;
  std::vector<std::vector<std::size_t>> services_of_;  // By technique.
  // By account, then by service; nothing: not asked yet.
  std::vector<std::vector<std::optional<std::vector<LikelyRole>>>> trusting_;
  std::map<std::pair<Index<Account>, std::size_t>, std::vector<Binding>> bindings_;
  std::map<std::pair<Index<Account>, std::string_view>, std::vector<std::string>> fresh_;
  std::map<Index<Account>, OpenPatterns> patterns_;
};

/// Whether those whom the technique gives need not be of the actor's account.
bool is_spreading(const ServiceTechnique& technique);

/// Whether the fact is true of the resource.
Truth is_true(ResourceFact fact, const InventoryResource& resource);

/// Service-linked roles and those of Identity Center: nobody of the account hands them over or
/// rewrites them. Source: IAM User Guide, "Create a service-linked role"; IAM Identity Center User
/// Guide, "Permission sets".
bool is_protected(const Principal& principal);

/// Whether the text of one of the policies denies something.
bool denies_something(std::span<const PolicyRef> policies);

}  // namespace orgsim::sim
