#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "sim/closure/closure.h"

namespace orgsim::sim {

/// A principal that fell as it stands: rewritten, and under the ceilings that are left.
class Standing {
 public:
  Standing(const Authorizer& authorizer, Index<Principal> index, Rewritten rewritten,
           const Ceilings* ceilings)
      : authorizer_(authorizer), actor_(authorizer, index, rewritten), ceilings_(ceilings) {}

  Index<Principal> index() const { return actor_.index(); }
  const RewrittenPrincipal& actor() const { return actor_; }

  /// A request of its own. The texts must outlive the request.
  AccessRequest request(std::string_view action, std::string_view resource) const;
  Truth may(std::string_view action, std::string_view resource) const;

 private:
  const Authorizer& authorizer_;
  RewrittenPrincipal actor_;
  const Ceilings* ceilings_;
};

/// Somebody of the fallen who does something, and the facts that it takes.
struct Doer {
  Index<Principal> principal;
  std::vector<Fact> needs;  // That it is held comes first.
  std::size_t hops = 0;     // To the last of them.
};

/// What is done in several accounts, and who of all does it the nearest.
struct DoneInAccounts {
  std::vector<Index<Account>> accounts;  // In order of the table.
  Truth certain = Truth::Yes;
  Index<Principal> principal;
  std::vector<Fact> needs;
  std::size_t hops = 0;

  void add(Index<Account> account, Doer doer);
};

/// What somebody who fell can do next that leads into an account other than its own, whether or not
/// it is had already.
struct Exit {
  Index<Principal> from;
  Gain gain;
  bool after_raise = false;  // Only with the ceilings lifted.
};

/// The fallen of one closure, asked what they can do.
class Fallen {
 public:
  using Ask = std::function<Truth(const Standing&)>;

  explicit Fallen(const Closure& closure);

  const Closure& closure() const { return closure_; }
  const Authorizer& authorizer() const { return closure_.powers().ground().authorizer(); }
  const Organization& organization() const { return authorizer().organization(); }
  const AccessGraph& graph() const { return closure_.powers().ground().graph(); }

  /// Who fell of an account, the nearest first.
  const std::vector<Index<Principal>>& of(Index<Account> account) const {
    return of_account_[account.value()];
  }

  /// The nearest of the candidates, who come the nearest first, for whom the answer is yes, or may
  /// be in the reading that favours the attacker. At the same hops somebody who needs no ceiling
  /// lifted is preferred; `subject` is the account whose RCPs bear on it.
  std::optional<Doer> nearest(const std::vector<Index<Principal>>& candidates,
                              std::optional<Index<Account>> subject, const Ask& ask) const;

  /// The same of one account.
  std::optional<Doer> nearest_of(Index<Account> account, const Ask& ask) const {
    return nearest(of(account), account, ask);
  }

  /// Every exit, in order of the hops of who goes.
  const std::vector<Exit>& exits() const;

  /// The hops to the last of the facts.
  std::size_t hops(const std::vector<Fact>& facts) const;

 private:
  /// The ways of one who is held into accounts of others.
  std::vector<Exit> exits_of(Index<Principal> from) const;

  struct Candidate {
    std::size_t hops = 0;
    Index<Principal> principal;
    Rewritten rewritten = kUnchanged;
  };

  bool follows(Truth truth) const;
  Standing standing(const Candidate& candidate, const Raised& raised) const;
  std::vector<Candidate> variants(const std::vector<Index<Principal>>& candidates) const;
  std::optional<Doer> after_raises(const std::vector<Candidate>& candidates,
                                   std::optional<Index<Account>> subject, std::size_t below,
                                   const Ask& ask) const;
  const std::set<Index<Account>>& under(const Fact& raise) const;

  const Closure& closure_;
  std::vector<std::vector<Index<Principal>>> of_account_;
  mutable std::map<Fact, std::set<Index<Account>>> under_;
  mutable std::optional<std::vector<Exit>> exits_;
};

}  // namespace orgsim::sim
