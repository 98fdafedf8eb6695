#include "compliance/access.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "compliance/evidence.h"
#include "compliance/puppet.h"
#include "model/overload.h"
#include "model/text.h"
#include "sim/decide/statement_query.h"
#include "sim/graph/edge_rules.h"

namespace orgsim::compliance {
namespace {

/// In an order in which whatever is left out together stands side by side.
constexpr std::array kLeftOut = {sim::Layer::Boundary, sim::Layer::Identity, sim::Layer::Resource};

bool is_held(const Premises& premises, std::string_view resource) {
  return premises.principals().find(resource) || premises.authorizer().resources().find(resource);
}

/// What of the layers does not count: the policies that somebody rewrote, and the policy of a
/// resource that the snapshot does not hold.
std::span<const sim::Layer> left_out(const Attempt& attempt, bool bare) {
  const std::size_t first = attempt.unbounded ? 0 : attempt.rewritten ? 1 : 2;
  const std::size_t end = bare ? 3 : 2;
  return std::span<const sim::Layer>(kLeftOut).subspan(first, end - first);
}

sim::AccessRequest request_of(const Premises& premises, const Attempt& attempt) {
  sim::AccessRequest request{.asker = attempt.asker,
                             .action = attempt.action,
                             .resource = attempt.resource,
                             .resource_account = attempt.resource_account,
                             .context = attempt.context,
                             .any_policy = attempt.inviting};
  request.without = left_out(attempt, !attempt.inviting && !is_held(premises, attempt.resource));
  return request;
}

std::string_view name_of(sim::Layer layer) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"identity", "boundary", "session", "scp", "rcp", "resource", "endpoint", "service"});
  return kNames[static_cast<std::size_t>(layer)];
}

/// Nothing for a policy whose text was not collected.
const Statement* statement_of(const Premises& premises, const sim::Explanation& explanation,
                              const sim::StatementMatch& match) {
  return match.statement.statement == sim::StatementRef::kWholePolicy
             ? nullptr
             : premises.authorizer().statement(explanation, match.statement);
}

/// Whether some policy of the asker's own may grant the action, or something else can: asked first,
/// since most principals hold few actions.
bool may_be_granted(const Premises& premises, const Attempt& attempt) {
  const auto* index = std::get_if<Index<sim::Principal>>(&attempt.asker);
  if (index == nullptr || !takes_own_grant(premises, attempt)) {
    return true;
  }
  const sim::Principal& principal = premises.principals()[*index];
  if (principal.kind != sim::PrincipalKind::Role && principal.kind != sim::PrincipalKind::User) {
    return true;
  }
  return premises.may_grant(principal.identity, attempt.action);
}

void add_examples(const PatternElement& resources, std::vector<std::string>& result) {
  if (resources.negated) {
    return;
  }
  for (const std::string& pattern : resources.patterns) {
    if (pattern != "*") {
      result.push_back(example_of(pattern));
    }
  }
}

}  // namespace

std::string example_of(std::string_view pattern) {
  std::string result;
  for (const char character : pattern) {
    if (character == '*') {
      result += "orgsim-probe";
    } else {
      result += character == '?' ? 'x' : character;
    }
  }
  return result;
}

std::vector<std::string> granted_resources(const Premises& premises, Index<sim::Principal> index,
                                           std::string_view action) {
  std::vector<std::string> result = {"*"};
  for (const sim::PolicyRef policy : premises.principals()[index].identity) {
    const auto document = premises.authorizer().documents().document_of(policy);
    if (!document) {
      continue;  // Its text was not collected: it may grant anything.
    }
    for (const Statement& statement : premises.organization().document(*document).statements) {
      if (statement.effect == Effect::Allow && sim::covers_action(statement, action)) {
        add_examples(statement.resource, result);
      }
    }
  }
  return result;
}

namespace {

sim::Truth decided(const Premises& premises, const Attempt& attempt) {
  return sim::holds(premises.authorizer().decide(request_of(premises, attempt)));
}

/// The attempt as somebody who has taken over its account makes it through a puppet that the policy
/// of another account's resource names; nothing where it has none.
std::optional<Attempt> by_puppet(const Premises& premises, const Attempt& attempt) {
  const auto* index = std::get_if<Index<sim::Principal>>(&attempt.asker);
  const auto held = index == nullptr || premises.principals()[*index].kind !=
                                            sim::PrincipalKind::HypotheticalAdministrator
                        ? std::nullopt
                        : premises.authorizer().resources().find(attempt.resource);
  if (!held) {
    return std::nullopt;
  }
  const auto account = premises.principals()[*index].account;
  if ((*premises.tables().resources)[*held].account == account) {
    return std::nullopt;
  }
  for (const PolicyDocument* policy : premises.authorizer().policies_of(*held)) {
    for (const auto named : named_principals(premises, *policy)) {
      const auto puppet = premises.principals()[named].account == account
                              ? puppet_of(premises, premises.steps(), named)
                              : std::nullopt;
      if (puppet && decided(premises, through(*puppet, attempt)) != sim::Truth::No) {
        return through(*puppet, attempt);
      }
    }
  }
  return std::nullopt;
}

}  // namespace

bool takes_own_grant(const Premises& premises, const Attempt& attempt) {
  return !attempt.inviting && !attempt.rewritten && !is_held(premises, attempt.resource);
}

sim::Truth can(const Premises& premises, const Attempt& attempt) {
  if (!may_be_granted(premises, attempt)) {
    return sim::Truth::No;
  }
  const sim::Truth by_itself = decided(premises, attempt);
  const auto other = by_itself == sim::Truth::Yes ? std::nullopt : by_puppet(premises, attempt);
  return other ? decided(premises, *other) : by_itself;
}

bool may(const Premises& premises, const Attempt& attempt) {
  return can(premises, attempt) != sim::Truth::No;
}

std::string name_of(const Premises& premises, const sim::Asker& asker) {
  return std::visit(
      Overload{[&](Index<sim::Principal> index) { return premises.principals()[index].arn; },
               [](const sim::ServiceCaller& service) { return service.name; },
               [](const sim::AnonymousCaller&) { return std::string("anonymous"); },
               [](const sim::OutsideCaller& outsider) { return outsider.arn; }},
      asker);
}

namespace {

/// The evidence that would settle an open decision, when it hangs on a policy without text; empty:
/// none.
std::string missing_text(const sim::Decision& decision) {
  if (decision.outcome != sim::Outcome::Conditional) {
    return {};
  }
  for (const sim::Stage& stage : decision.stages) {
    for (const sim::StatementMatch& match : stage.matches) {
      if (match.statement.statement == sim::StatementRef::kWholePolicy) {
        return std::string(compliance::name_of(
            stage.layer == sim::Layer::Resource ? EvidenceDomain::Resources : EvidenceDomain::Iam));
      }
    }
  }
  return {};
}

}  // namespace

Hop hop_of(const Premises& premises, const Attempt& asked) {
  sim::Explanation explanation = premises.authorizer().trace(request_of(premises, asked));
  const auto other = explanation.decision.outcome == sim::Outcome::Allow
                         ? std::nullopt
                         : by_puppet(premises, asked);
  if (other) {
    explanation = premises.authorizer().trace(request_of(premises, *other));
  }
  const Attempt& attempt = other ? *other : asked;
  Hop hop{.relation = "access",
          .from = name_of(premises, attempt.asker),
          .to = attempt.resource,
          .needs = {{.action = attempt.action, .resource = attempt.resource}},
          .certain = explanation.decision.outcome == sim::Outcome::Allow,
          .where = {},
          .missing = attempt.inviting ? std::string() : missing_text(explanation.decision)};
  for (const sim::Stage& stage : explanation.decision.stages) {
    const bool grants = stage.layer == sim::Layer::Identity || stage.layer == sim::Layer::Resource;
    for (const sim::StatementMatch& match : stage.matches) {
      if (!grants || match.effect != Effect::Allow || hop.where.known()) {
        continue;
      }
      if (const Statement* statement = statement_of(premises, explanation, match)) {
        hop.where = statement->where;
      }
    }
  }
  return hop;
}

std::vector<Support> refusals(const Premises& premises, const Attempt& attempt) {
  const sim::Explanation explanation = premises.authorizer().trace(request_of(premises, attempt));
  std::vector<Support> result;
  for (const sim::Stage& stage : explanation.decision.stages) {
    for (const sim::StatementMatch& match : stage.matches) {
      const Statement* statement = statement_of(premises, explanation, match);
      if (match.effect == Effect::Deny && match.applies == sim::Truth::Yes &&
          statement != nullptr) {
        const sim::PolicySource& source = explanation.source(match.statement);
        result.push_back({.kind = std::string(name_of(stage.layer)) + "-statement",
                          .subject = source.name,
                          .detail = statement->sid,
                          .where = statement->where});
      }
    }
  }
  if (result.empty()) {
    for (const sim::Layer layer : explanation.decision.lacking) {
      result.push_back(
          {.kind = "no-allow", .subject = attempt.resource, .detail = std::string(name_of(layer))});
    }
  }
  return result;
}

void state(std::vector<sim::StatedKey>& context, std::string_view key, sim::KeyValue value) {
  const auto found = std::ranges::find_if(
      context, [&](const sim::StatedKey& stated) { return equals_ignoring_case(stated.key, key); });
  if (found == context.end()) {
    context.push_back({.key = std::string(key), .value = std::move(value)});
  } else {
    found->value = std::move(value);
  }
}

sim::KeyValue one_value(std::string_view value) {
  return sim::Present{.values = {std::string(value)}};
}

std::vector<sim::StatedKey> avoidable_context() {
  return {{.key = "aws:RequestedRegion", .value = sim::NotKnown{}},
          {.key = "aws:ViaAWSService", .value = sim::NotKnown{}},
          {.key = "aws:CalledVia", .value = sim::NotKnown{}},
          {.key = "aws:CalledViaFirst", .value = sim::NotKnown{}},
          {.key = "aws:CalledViaLast", .value = sim::NotKnown{}}};
}

}  // namespace orgsim::compliance
