#include "sim/organization/authorizer.h"

#include <algorithm>
#include <map>

#include "model/text.h"
#include "sim/decide/evaluate.h"
#include "sim/organization/policy_sources.h"
#include "sim/organization/request_assembly.h"
#include "sim/organization/request_context.h"

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

/// The keys of conditions, each as it was spelled first.
class AskedKeys {
 public:
  void add(std::span<const Condition> conditions) {
    for (const Condition& condition : conditions) {
      keys_.emplace(to_lower(condition.key), condition.key);
    }
  }

  std::vector<ContextValue> values(const Context& context) const {
    std::vector<ContextValue> result;
    result.reserve(keys_.size());
    for (const auto& [lower, spelled] : keys_) {
      result.push_back({spelled, context.at(lower)});
    }
    return result;
  }

 private:
  std::map<std::string, std::string> keys_;
};

/// What the request has for every key that the statements worth showing ask for.
std::vector<ContextValue> asked_keys(const LayeredPolicies& layers, const Request& request,
                                     const Decision& decision,
                                     std::span<const NearMiss> near_misses) {
  AskedKeys keys;
  for (const Stage& stage : decision.stages) {
    for (const StatementMatch& match : stage.matches) {
      const StatementRef& ref = match.statement;
      if (ref.statement != StatementRef::kWholePolicy) {
        keys.add(layers.policy_at(ref).document().statements[ref.statement].conditions);
      }
    }
  }
  std::ranges::for_each(near_misses, [&](const NearMiss& miss) { keys.add(miss.failing); });
  return keys.values(request.context);
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

Explanation Authorizer::trace(const RequestAssembly& assembly, const Request& asked) const {
  const LayeredPolicies& layers = assembly.layers();
  Explanation result{.decision = sim::explain(layers, asked),
                     .scp_levels = names(layers.scp_levels),
                     .rcp_levels = names(layers.rcp_levels),
                     .resource_account = assembly.resource_account(),
                     .resource_known = assembly.resource_known()};
  name_sources(*this, layers, {.asker = assembly.facts().principal, .resource = asked.resource},
               result);
  return result;
}

Explanation Authorizer::trace(const AccessRequest& request) const {
  const RequestAssembly assembly(*this, request);
  const RequestContext resolver(assembly.facts());
  return trace(assembly, in_context(assembly, resolver, request));
}

Explanation Authorizer::explain(const AccessRequest& request) const {
  const RequestAssembly assembly(*this, request);
  const RequestContext resolver(assembly.facts());
  const LayeredPolicies& layers = assembly.layers();
  const Request asked = in_context(assembly, resolver, request);
  Explanation result = trace(assembly, asked);
  result.near_misses = near_misses(layers, asked, result.decision);
  result.context = asked_keys(layers, asked, result.decision, result.near_misses);
  result.contradictions = broken_axioms(asked.context);
  return result;
}

std::vector<const PolicyDocument*> Authorizer::policies_of(Index<Resource> resource) const {
  std::vector<const PolicyDocument*> result;
  if (const auto& policy = (*organization_.tables().resources)[resource].policy) {
    result.push_back(&organization_.document(*policy));
  }
  for (const CompiledGrant& grant : documents_.grants(resource)) {
    result.push_back(&grant.policy.document());
  }
  return result;
}

const Statement* Authorizer::statement(const Explanation& explanation,
                                       const StatementRef& reference) const {
  const PolicyDocument* document = explanation.source(reference).document;
  return document != nullptr ? &document->statements[reference.statement] : nullptr;
}

}  // namespace orgsim::sim
