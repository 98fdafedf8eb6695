#include "sim/authorizer.h"

#include <set>

#include "model/text.h"
#include "sim/evaluate.h"
#include "sim/policy_sources.h"
#include "sim/request_assembly.h"
#include "sim/request_context.h"

namespace orgsim::sim {
namespace {

/// The request with its context, which refers to the resolver.
Request in_context(const RequestAssembly& assembly, const RequestContext& resolver,
                   const AccessRequest& asked) {
  Request request = assembly.request();
  request.context = Context(resolver);
  for (const StatedKey& stated : asked.context) {
    request.context.set(stated.key, stated.value);
  }
  return request;
}

/// What the request has for every key that the statements worth showing ask for.
std::vector<ContextValue> asked_keys(const LayeredPolicies& layers, const Request& request,
                                     const Decision& decision,
                                     std::span<const NearMiss> near_misses) {
  std::set<std::string> keys;
  for (const Stage& stage : decision.stages) {
    for (const StatementMatch& match : stage.matches) {
      if (match.statement.statement != StatementRef::kWholePolicy) {
        for (const CompiledCondition& condition :
             layers.policy_at(match.statement).statements()[match.statement.statement].conditions) {
          keys.insert(condition.key.text());
        }
      }
    }
  }
  for (const NearMiss& miss : near_misses) {
    for (const Condition& condition : miss.failing) {
      keys.insert(to_lower(condition.key));
    }
  }
  std::vector<ContextValue> result;
  for (const std::string& key : keys) {
    result.push_back({key, request.context.at(key)});
  }
  return result;
}

std::vector<std::string> names(std::span<const Level> levels) {
  std::vector<std::string> result;
  for (const Level& level : levels) {
    result.push_back(level.name);
  }
  return result;
}

}  // namespace

Authorizer::Authorizer(const Organization& organization, const Assumptions& assumptions)
    : organization_(organization),
      assumptions_(assumptions),
      documents_(organization, assumptions),
      principals_(organization, documents_),
      resources_(organization),
      ceilings_(organization, documents_, {}) {}

Outcome Authorizer::decide(const AccessRequest& request) const {
  const RequestAssembly assembly(*this, request);
  const RequestContext resolver(assembly.facts());
  return sim::permission(assembly.layers(), in_context(assembly, resolver, request));
}

Decision Authorizer::reasons(const AccessRequest& request) const {
  const RequestAssembly assembly(*this, request);
  const RequestContext resolver(assembly.facts());
  return sim::explain(assembly.layers(), in_context(assembly, resolver, request));
}

Explanation Authorizer::explain(const AccessRequest& request) const {
  const RequestAssembly assembly(*this, request);
  const RequestContext resolver(assembly.facts());
  const LayeredPolicies& layers = assembly.layers();
  const Request asked = in_context(assembly, resolver, request);
  Explanation result{.decision = sim::explain(layers, asked),
                     .scp_levels = names(layers.scp_levels),
                     .rcp_levels = names(layers.rcp_levels),
                     .resource_account = assembly.resource_account(),
                     .resource_known = assembly.resource_known()};
  result.near_misses = near_misses(layers, asked, result.decision);
  result.context = asked_keys(layers, asked, result.decision, result.near_misses);
  result.contradictions = broken_axioms(asked.context);
  name_sources(*this, layers,
               {.asker = assembly.facts().principal, .resource = std::string(request.resource)},
               result);
  return result;
}

const Statement* Authorizer::statement(const Explanation& explanation,
                                       const StatementRef& reference) const {
  const auto& document = explanation.source(reference).document;
  return document ? &organization_.document(*document).statements[reference.statement] : nullptr;
}

}  // namespace orgsim::sim
