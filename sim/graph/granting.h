#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/organization/principals.h"

namespace orgsim::sim {

/// Which principals may be granted one action by their own policies: a sieve before asking the
/// authorizer, that lets through everybody whom it could allow. Denies, boundaries and conditions
/// are not looked at. Principals whose policies grant the action by the same statements are one
/// class, so that a resource is compared with each class once.
class Granting {
 public:
  using Class = std::uint32_t;
  static constexpr Class kNobody = 0;

  explicit Granting(std::string_view action);

  /// `kNobody` when no policy of the principal can grant the action.
  Class class_of(const Principal& principal);
  bool may_grant_to(const Principal& principal) { return class_of(principal) != kNobody; }

  /// Whether the class may be granted the action on the resource.
  bool covers(Class granted, std::string_view resource) const;
  std::size_t n_classes() const { return classes_.size(); }

 private:
  using Statements = std::vector<const CompiledStatement*>;  // Null: may be anything.

  const Statements& granting_statements(PolicyRef policy);
  Class intern(Statements statements);

  ActionName action_;
  std::unordered_map<PolicyRef, Statements> by_policy_;
  std::map<Statements, Class> ids_;
  std::vector<const Statements*> classes_;  // By class; the keys of `ids_`.
};

}  // namespace orgsim::sim
