#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/finding.h"
#include "model/organization.h"
#include "sim/decide/truth.h"
#include "sim/organization/principals.h"

namespace orgsim::compliance {

class Premises;

/// One way to come to act as another principal, beyond the edges of the access graph: by passing a
/// role to compute, or by changing what a pipeline delivers.
struct Step {
  Index<sim::Principal> source;
  Index<sim::Principal> target;
  std::string_view relation;
  std::string action;
  std::string resource;
  sim::Truth holds = sim::Truth::Yes;
  SourceLocation where;
  std::string_view missing = {};  // A member of the input that would settle it; empty: none.
};

/// Everything that principals come to act as: the edges of the access graph and the further steps,
/// read in favour of the actor. What is not reached is certainly not reached. Ways without a step
/// in doubt go before the others.
class Closure {
 public:
  using IsTarget = std::function<bool(Index<sim::Principal>)>;

  /// Ends with the first besides the sources that is a target; nothing: goes on to the last.
  Closure(const Premises& premises, std::span<const Index<sim::Principal>> sources,
          const IsTarget& until = {});

  bool reaches(Index<sim::Principal> principal) const {
    return came_by_[principal.value()] != kNever;
  }

  /// In order of hops; the sources first.
  const std::vector<Index<sim::Principal>>& reached() const { return reached_; }

  /// The shortest way there; empty for a source.
  std::vector<Hop> witness(Index<sim::Principal> principal) const;

 private:
  /// Follows the steps from everybody reached so far.
  void extend(bool by_doubtful, const IsTarget& until);

  static constexpr std::uint32_t kNever = static_cast<std::uint32_t>(-1);
  static constexpr std::uint32_t kSource = static_cast<std::uint32_t>(-2);

  const Premises& premises_;
  std::vector<std::uint32_t>
      came_by_;  // The step that first led there, by its index in the premises.
  std::vector<Index<sim::Principal>> reached_;
  bool ended_ = false;  // At a target.
};

/// Everybody, by position, from whom a target is reached, the targets included.
std::vector<bool> reaching(const Premises& premises, const Closure::IsTarget& is_target);

/// Every step of the snapshot, sorted by source: those of the access graph that count, and the
/// further ones. Writing a group counts into the management account only from itself where an
/// external identity source provisions the groups; where nobody says so, the step is in doubt.
std::vector<Step> all_steps(const Premises& premises);

/// The changes to pipelines that lead to acting in the accounts they deploy to.
void add_delivery_steps(const Premises& premises, std::vector<Step>& steps);

/// People who can change what a repository's pipelines deliver without a second person.
void add_push_steps(const Premises& premises, std::vector<Step>& steps);

/// Roles that a principal may hand to compute it starts.
/// Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service".
void add_pass_role_steps(const Premises& premises, std::vector<Step>& steps);

/// Who can change something or read content, by position: who can only look at configuration, or
/// stop things, does not act. By what its policies may grant on any resource.
std::vector<bool> all_who_do_harm(const Premises& premises);

/// Principals of the account to start from when it may be taken over: those that exist, without
/// the roles by which the organization manages it, and its hypothetical administrator.
std::vector<Index<sim::Principal>> takeover_sources(const Premises& premises,
                                                    Index<Account> account);

}  // namespace orgsim::compliance
