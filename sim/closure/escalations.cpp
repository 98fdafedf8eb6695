#include "sim/closure/escalations.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>

#include "model/given.h"
#include "sim/organization/administrator.h"

namespace orgsim::sim {
namespace {

/// The least that has to be rewritten of the principal to make it an administrator, of what was;
/// nothing when all of it does not.
std::optional<Rewritten> least_rewrite(const Authorizer& authorizer, const Closure& closure,
                                       Index<Principal> principal, Reading reading) {
  const Rewritten all = closure.rewritten(principal);
  std::vector<Rewritten> parts;
  for (Rewritten part = all;; part = (part - 1) & all) {
    parts.push_back(part);
    if (part == 0) {
      break;
    }
  }
  std::ranges::sort(parts, {}, [](Rewritten part) { return std::pair(std::popcount(part), part); });
  const auto found = std::ranges::find_if(parts, [&](Rewritten part) {
    const Truth admin = is_administrator(authorizer, principal, part);
    return admin == Truth::Yes || (reading == Reading::Possible && admin == Truth::Unknown);
  });
  return found == parts.end() ? std::nullopt : std::optional(*found);
}

std::vector<Fact> facts_of(Index<Principal> principal, Rewritten rewritten) {
  std::vector<Fact> result = {};
  for (const FactKind kind : {FactKind::Widened, FactKind::Undenied, FactKind::Unbounded}) {
    if ((rewritten & bit(kind)) != 0) {
      result.push_back(Fact::of(principal, kind));
    }
  }
  result.push_back(Fact::of(principal, FactKind::Held));
  return result;
}

/// The shortest witness to an administrator of the account among what the closure has.
std::optional<std::vector<Step>> to_administrator(const Authorizer& authorizer,
                                                  const Closure& closure, Index<Account> account,
                                                  Reading reading) {
  std::optional<std::vector<Step>> best;
  const auto rank = [](const std::vector<Step>& steps) {
    return std::tuple(steps.size(), technique_ids(steps));
  };
  for (const auto principal : closure.held()) {
    if (authorizer.principals()[principal].account != account) {
      continue;
    }
    if (const auto rewrite = least_rewrite(authorizer, closure, principal, reading)) {
      std::vector<Step> steps = closure.witness(facts_of(principal, *rewrite));
      if (!best || rank(steps) < rank(*best)) {
        best = std::move(steps);
      }
    }
  }
  return best;
}

std::optional<std::vector<Step>> escalate(PowerTable& powers, Index<Principal> principal,
                                          Reading reading) {
  const Authorizer& authorizer = powers.ground().authorizer();
  const Index<Account> account = given(authorizer.principals()[principal].account);
  std::optional<std::vector<Step>> found;
  const std::array footholds = {principal};
  const Closure closure(powers, footholds, {.reading = reading}, [&](const Closure& so_far) {
    found = to_administrator(authorizer, so_far, account, reading);
    return found.has_value();
  });
  return found;
}

Escalation of(PowerTable& powers, Index<Principal> principal) {
  const Authorizer& authorizer = powers.ground().authorizer();
  Escalation result{.principal = principal};
  result.already_admin =
      is_administrator(authorizer, authorizer.principals()[principal]) == Truth::Yes;
  if (result.already_admin) {
    return result;
  }
  auto witness = escalate(powers, principal, Reading::Certain);
  result.escalates = witness ? Truth::Yes : Truth::No;
  if (!witness) {
    witness = escalate(powers, principal, Reading::Possible);
    result.escalates = witness ? Truth::Unknown : Truth::No;
  }
  if (witness) {
    result.techniques = technique_ids(*witness);
    result.witness = *std::move(witness);
  }
  return result;
}

}  // namespace

std::vector<std::string_view> technique_ids(const std::vector<Step>& steps) {
  std::vector<std::string_view> result;
  std::vector<bool> used(steps.size(), false);
  const auto add = [&](std::string_view id) {
    if (std::ranges::find(result, id) == result.end()) {
      result.push_back(id);
    }
  };
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (used[i]) {
      continue;
    }
    std::string_view id = steps[i].technique;
    for (std::size_t j = i + 1; j < steps.size() && steps[i].relation != Relation::Raise; ++j) {
      const bool pair = steps[i].to.index == steps[j].to.index && steps[i].from == steps[j].from &&
                        steps[i].relation == Relation::Rewrite;
      const std::string_view both =
          pair ? composite_id(steps[i].technique, steps[j].technique) : std::string_view();
      if (!both.empty()) {
        id = both;
        used[j] = true;
        break;
      }
    }
    add(id);
  }
  return result;
}

std::vector<Escalation> escalations(const Authorizer& authorizer, const AccessGraph& graph) {
  EscalationGround ground(authorizer, graph);
  PowerTable powers(ground);
  std::vector<Escalation> result;
  for (const auto index : authorizer.principals().all().indexes()) {
    const PrincipalKind kind = authorizer.principals()[index].kind;
    if (kind == PrincipalKind::User || kind == PrincipalKind::Role) {
      result.push_back(of(powers, index));
    }
  }
  std::ranges::sort(result, {}, [&](const Escalation& escalation) {
    return std::string_view(authorizer.principals()[escalation.principal].arn);
  });
  return result;
}

}  // namespace orgsim::sim
