#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/graph/granting.h"
#include "sim/organization/authorizer.h"

namespace orgsim::sim {

/// Whether the principal can call `sts:AssumeRole` at all: users and roles can, an account's root
/// user cannot. Source: AWS STS API Reference, "AssumeRole".
bool can_assume(const Principal& principal);

/// Finds whom a trust policy may let in without trying everybody: by the names in its `Principal`
/// elements, by account, and by what its conditions ask of the caller.
class AssumeCallers {
 public:
  explicit AssumeCallers(const Authorizer& authorizer);

  /// Everybody whom the trust policy may let into the role, each once, in order of the table. No
  /// caller that the authorizer would let in is left out.
  std::vector<Index<Principal>> candidates(Index<Principal> role);

  /// Whether the role that was asked about last lets in the caller as it does everybody of its
  /// class, see `CallerClasses`.
  bool treated_as_class(Index<Principal> caller) const;

 private:
  using Callers = std::vector<Index<Principal>>;

  void index_names(Index<Principal> index, const Principal& principal);
  void add_statement(const CompiledPolicy& trust, std::size_t statement);
  void add_everybody(const CompiledPolicy& trust, std::size_t statement);
  void add_account(std::string_view id);
  void add_named(const std::string& value);
  void add_role_of_session(std::string_view account, std::string_view resource);
  bool ceilings_are_plain(Index<Account> account);
  void add_permitted(const Callers& callers);
  bool permits(Granting::Class granted);
  const Callers& audience_of(const CompiledPolicy& trust, std::size_t statement);

  const Authorizer& authorizer_;
  const Principals& principals_;
  ActionName action_;
  Granting granting_;
  Callers permitted_;                         // Who may have the permission for some role.
  std::vector<Callers> permitted_in_;         // The same by account.
  std::vector<Granting::Class> classes_;      // By principal.
  std::map<std::string, Callers> audiences_;  // Of `permitted_`, by conditions on the caller.
  std::unordered_map<std::string_view, Index<Principal>> by_unique_id_;
  std::unordered_map<PolicyRef, bool> plain_policies_;  // Of RCPs.

  // Of the role that is being asked about.
  Index<Principal> role_;
  Callers found_;
  Callers named_;  // Those that a statement names one by one.
  bool plain_ = false;
  std::vector<Truth> covers_;  // By class; `Unknown`: not compared yet.
};

}  // namespace orgsim::sim
