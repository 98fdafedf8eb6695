#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/decide/evaluate.h"
#include "tests/support/reference_evaluate.h"

namespace orgsim::reference {

/// Policies made ready for the engine, each distinct document, list and row of levels once, however
/// many cases have it, as an organization holds what its accounts have in common.
class CompiledPolicies {
 public:
  sim::PolicyRef of(const PolicyDocument& document);
  std::span<const sim::PolicyRef> of(const Documents& documents);
  std::optional<std::span<const sim::PolicyRef>> of(const std::optional<Documents>& documents);
  std::span<const sim::Level> of(const std::vector<Level>& levels);

 private:
  using Names = std::vector<std::pair<std::string, const sim::PolicyRef*>>;

  std::map<std::string, sim::CompiledPolicy> policies_;  // By their text.
  std::set<std::vector<sim::PolicyRef>> lists_;
  std::map<Names, std::vector<sim::Level>> levels_;  // By name and list of each level.
};

/// A case in the terms of the engine, the only place that knows both.
class EngineCase {
 public:
  explicit EngineCase(const Case& request) : EngineCase(request, own_) {}

  /// Takes its policies from `policies`, which must outlive it.
  EngineCase(const Case& request, CompiledPolicies& policies);

  EngineCase(const EngineCase&) = delete;
  EngineCase& operator=(const EngineCase&) = delete;

  const sim::LayeredPolicies& layers() const { return layers_; }
  const sim::Request& request() const { return request_; }

  sim::Decision explain() const { return sim::explain(layers_, request_); }

 private:
  CompiledPolicies own_;  // Empty when they are another's.
  sim::LayeredPolicies layers_;
  sim::Request request_;
};

Outcome outcome_of(sim::Outcome outcome);

/// What the engine answers, in the reference's terms: with reasons, without, and by estimate.
Outcome engine_outcome(const Case& request);
Outcome engine_decision(const Case& request);
Outcome engine_estimate(const Case& request);

/// The statements of which the engine's explanation says that they surely apply.
std::vector<Match> engine_matches(const Case& request);

}  // namespace orgsim::reference
