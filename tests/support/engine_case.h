#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "sim/decide/evaluate.h"
#include "tests/support/reference_evaluate.h"

namespace orgsim::reference {

/// Documents made ready once, however many cases have them.
class CompiledDocuments {
 public:
  sim::PolicyRef of(const PolicyDocument& document);

 private:
  std::map<std::string, sim::CompiledPolicy> policies_;  // By their text.
};

/// A case in the terms of the engine, the only place that knows both. Owns what the engine's
/// layers refer to.
class EngineCase {
 public:
  explicit EngineCase(const Case& request) : EngineCase(request, nullptr) {}

  /// Takes its policies from `documents`, which must outlive it.
  EngineCase(const Case& request, CompiledDocuments& documents) : EngineCase(request, &documents) {}

  EngineCase(const EngineCase&) = delete;
  EngineCase& operator=(const EngineCase&) = delete;

  const sim::LayeredPolicies& layers() const { return layers_; }
  const sim::Request& request() const { return request_; }

  sim::Decision explain() const { return sim::explain(layers_, request_); }

 private:
  EngineCase(const Case& request, CompiledDocuments* documents);

  sim::PolicyRef compiled(const PolicyDocument& document);
  std::span<const sim::PolicyRef> compiled(const Documents& documents);
  std::optional<std::span<const sim::PolicyRef>> compiled(
      const std::optional<Documents>& documents);
  std::span<const sim::Level> compiled(const std::vector<Level>& levels);

  CompiledDocuments* shared_;
  std::deque<sim::CompiledPolicy> policies_;
  std::deque<std::vector<sim::PolicyRef>> lists_;
  std::deque<std::vector<sim::Level>> levels_;
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
