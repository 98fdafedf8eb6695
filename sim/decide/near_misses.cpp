#include "sim/decide/near_misses.h"

#include "sim/decide/match.h"

namespace orgsim::sim {
namespace {

class NearMissSearch {
 public:
  NearMissSearch(const LayeredPolicies& policies, const Request& request)
      : policies_(policies), request_(request) {}

  void layer(Layer layer) {
    switch (layer) {
      case Layer::Identity:
        return flat(layer, policies_.identity);
      case Layer::Boundary:
        return flat(layer, policies_.boundary);
      case Layer::Session:
        return flat(layer, policies_.session);
      case Layer::Resource:
        return flat(layer, policies_.resource);
      case Layer::Endpoint:
        return flat(layer, policies_.endpoint);
      case Layer::Scp:
        return levels(layer, policies_.scp_levels);
      case Layer::Rcp:
        return levels(layer, policies_.rcp_levels);
      case Layer::Service:
        return;
    }
  }

  std::vector<NearMiss> found;

 private:
  using Policies = std::span<const PolicyRef>;

  void flat(Layer layer, const std::optional<Policies>& policies) {
    ask({layer, 0, 0, 0}, policies.value_or(Policies{}));
  }

  void levels(Layer layer, std::span<const Level> levels) {
    for (std::size_t level = 0; level < levels.size(); ++level) {
      ask({layer, level, 0, 0}, levels[level].policies);
    }
  }

  void ask(StatementRef ref, Policies policies) {
    for (ref.policy = 0; ref.policy < policies.size(); ++ref.policy) {
      const CompiledPolicy& policy = *policies[ref.policy];
      for (ref.statement = 0; ref.statement < policy.statements().size(); ++ref.statement) {
        ask(ref, policy);
      }
    }
  }

  void ask(const StatementRef& ref, const CompiledPolicy& policy) {
    const CompiledStatement& statement = policy.statements()[ref.statement];
    if (!covers(statement, ref.layer)) {
      return;
    }
    NearMiss miss{.statement = ref, .effect = statement.effect, .failing = {}};
    for (std::size_t i = 0; i < statement.conditions.size(); ++i) {
      if (holds(statement.conditions[i], request_.context) == Truth::No) {
        miss.failing.push_back(policy.document().statements[ref.statement].conditions[i]);
      }
    }
    if (!miss.failing.empty()) {
      found.push_back(std::move(miss));
    }
  }

  bool covers(const CompiledStatement& statement, Layer layer) const {
    return action_applies(statement, request_.action) &&
           principal_applies(statement, layer, request_.caller, policies_.boundary.has_value()) !=
               Truth::No &&
           resource_applies(statement, layer, request_.resource, request_.context) != Truth::No;
  }

  const LayeredPolicies& policies_;
  const Request& request_;
};

}  // namespace

std::vector<NearMiss> near_misses(const LayeredPolicies& policies, const Request& request,
                                  const Decision& decision) {
  NearMissSearch search(policies, request);
  for (const Stage& stage : decision.stages) {
    search.layer(stage.layer);
  }
  return std::move(search.found);
}

}  // namespace orgsim::sim
