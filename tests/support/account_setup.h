#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace orgsim {

/// A small account as the output of `get-account-authorization-details` and its inventory: an actor
/// with some actions and a target that may be an administrator.
struct AccountSetup {
  bool actor_is_role = false;
  std::vector<std::string> actions;   // Of the actor, allowed on `resource`.
  std::string resource = "*";         // Of its Allow.
  std::string condition;              // Of its Allow; empty: none.
  std::string denied;                 // An action that its policy denies; empty: none.
  std::vector<std::string> boundary;  // Actions; empty: no boundary.
  std::string actor_policy;           // A customer managed policy attached to it.
  std::string actor_group;            // A group it is in.
  std::string target_trust;           // `Principal` of the target role; empty: no role.
  bool target_admin = true;
  std::string target_policy;           // A customer managed policy attached to the role.
  std::string user_facts;              // Of the user `target`; empty: no such user.
  std::string execution_trust;         // Of an administrator role `Execution`.
  std::string target_actions;          // What the role `Target` may do, if no administrator.
  bool admin_group = false;            // Whether a group `admins` exists.
  bool stronger_version = false;       // Of `actor_policy`.
  std::string power;                   // Action of a customer managed policy `Power`, of `admins`
                                       // and of the stronger version; empty: they allow everything.
  std::vector<std::string> inventory;  // Resources; with `has_inventory`.
  bool has_inventory = true;
};

/// The JSON texts of the account 111122223333.
std::string details_of(const AccountSetup& setup);
std::string inventory_of(const AccountSetup& setup);

}  // namespace orgsim
