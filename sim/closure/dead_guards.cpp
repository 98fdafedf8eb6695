#include "sim/closure/dead_guards.h"

#include <algorithm>

#include "model/given.h"
#include "model/text.h"

namespace orgsim::sim {
namespace {

/// Whether whatever matches a pattern of `inner` matches one of `outer`.
bool covers(const PatternElement& outer, const PatternElement& inner) {
  if (outer.negated || inner.negated) {
    return outer.negated == inner.negated && outer.patterns == inner.patterns;
  }
  return std::ranges::all_of(inner.patterns, [&](const std::string& narrow) {
    return std::ranges::any_of(outer.patterns, [&](const std::string& wide) {
      return wide == "*" || matches_wildcard(to_lower(wide), to_lower(narrow));
    });
  });
}

/// Whether the condition of `outer` holds wherever that of `inner` does.
bool follows(const Statement& outer, const Statement& inner) {
  return std::ranges::all_of(outer.conditions, [&](const Condition& condition) {
    return std::ranges::find(inner.conditions, condition) != inner.conditions.end();
  });
}

bool covers(const Statement& outer, const Statement& inner) {
  const bool everybody =
      !outer.principal || (inner.principal && *outer.principal == *inner.principal) ||
      (!outer.principal->negated &&
       std::ranges::any_of(outer.principal->entries, [](const PrincipalEntry& entry) {
         return entry.type == PrincipalType::Everyone;
       }));
  return outer.effect == Effect::Deny && everybody && covers(outer.action, inner.action) &&
         covers(outer.resource, inner.resource) && follows(outer, inner);
}

/// Where policies attach, from the root of an organization down to one target.
struct Level {
  std::string id;
  const std::vector<Index<OrganizationPolicy>>* attached = nullptr;
};

class DeadGuards {
 public:
  explicit DeadGuards(const Organization& organization) : organization_(organization) {}

  std::vector<DeadGuard> all() {
    for (const auto index : organization_.policies().indexes()) {
      const OrganizationPolicy& policy = organization_.policies()[index];
      if (policy.document && !policy.aws_managed && policy.type != OrganizationPolicyType::Other) {
        of_policy(index, policy);
      }
    }
    return std::move(result_);
  }

 private:
  const std::vector<Statement>& statements(Index<OrganizationPolicy> index) const {
    return organization_.document(given(organization_.policies()[index].document)).statements;
  }

  void of_policy(Index<OrganizationPolicy> index, const OrganizationPolicy& policy) {
    const OrganizationRecord& record = (*organization_.tables().organizations)[policy.organization];
    const bool enabled = record.enabled_policy_types.contains(policy.type);
    bool attached = false;
    for (const auto ou : organization_.ous().indexes()) {
      if (is_attached(organization_.ous()[ou].attached, index)) {
        attached = true;
        on_target(index, enabled, levels_to(ou), has_members(ou));
      }
    }
    for (const auto account : organization_.accounts().indexes()) {
      const Account& here = organization_.accounts()[account];
      if (is_attached(here.attached, index) && here.parent) {
        attached = true;
        auto levels = levels_to(*here.parent);
        levels.push_back({here.id.text(), &here.attached});
        on_target(index, enabled, levels, !organization_.is_management_account(account));
      }
    }
    if (!attached) {
      each_deny(index, [&](std::size_t i) {
        result_.push_back({.guard = {index, i, ""}, .reason = DeadReason::NotAttached});
      });
    }
  }

  template <class Visit>
  void each_deny(Index<OrganizationPolicy> index, Visit visit) {
    for (std::size_t i = 0; i < statements(index).size(); ++i) {
      if (statements(index)[i].effect == Effect::Deny) {
        visit(i);
      }
    }
  }

  static bool is_attached(const std::vector<Index<OrganizationPolicy>>& attached,
                          Index<OrganizationPolicy> index) {
    return std::ranges::find(attached, index) != attached.end();
  }

  std::vector<Level> levels_to(Index<OrganizationalUnit> ou) const {
    std::vector<Level> result;
    for (const auto above : organization_.path_to(ou)) {
      result.push_back({organization_.ous()[above].id, &organization_.ous()[above].attached});
    }
    return result;
  }

  bool has_members(Index<OrganizationalUnit> ou) const {
    return std::ranges::any_of(organization_.accounts().indexes(), [&](auto account) {
      const auto& parent = organization_.accounts()[account].parent;
      if (!parent || organization_.is_management_account(account)) {
        return false;
      }
      const auto path = organization_.path_to(*parent);
      return std::ranges::find(path, ou) != path.end();
    });
  }

  void on_target(Index<OrganizationPolicy> index, bool enabled, const std::vector<Level>& levels,
                 bool binds) {
    each_deny(index, [&](std::size_t i) {
      const GuardPlace guard{index, i, levels.back().id};
      if (!enabled) {
        result_.push_back({.guard = guard, .reason = DeadReason::TypeNotEnabled});
      } else if (!binds) {
        result_.push_back({.guard = guard, .reason = DeadReason::NoMembersBelow});
      } else if (auto by = shadow_of(guard, levels)) {
        result_.push_back({.guard = guard, .reason = DeadReason::Shadowed, .by = std::move(by)});
      }
    });
  }

  /// Of two at one level that cover one another, the later is shadowed.
  std::optional<GuardPlace> shadow_of(const GuardPlace& guard,
                                      const std::vector<Level>& levels) const {
    for (const Level& level : levels) {
      for (const auto other : *level.attached) {
        if (auto place = shadow_in(guard, other, level)) {
          return place;
        }
      }
    }
    return std::nullopt;
  }

  std::optional<GuardPlace> shadow_in(const GuardPlace& guard, Index<OrganizationPolicy> other,
                                      const Level& level) const {
    const OrganizationPolicy& policy = organization_.policies()[other];
    if (!policy.document || policy.type != organization_.policies()[guard.policy].type) {
      return std::nullopt;
    }
    const Statement& inner = statements(guard.policy)[guard.statement];
    for (std::size_t i = 0; i < statements(other).size(); ++i) {
      GuardPlace place{other, i, level.id};
      const bool before = level.id != guard.target || place < guard;
      if (place != guard && before && covers(statements(other)[i], inner)) {
        return place;
      }
    }
    return std::nullopt;
  }

  const Organization& organization_;
  std::vector<DeadGuard> result_;
};

}  // namespace

std::vector<DeadGuard> dead_guards(const Organization& organization) {
  return DeadGuards(organization).all();
}

}  // namespace orgsim::sim
