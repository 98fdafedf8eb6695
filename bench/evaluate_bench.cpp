#include <benchmark/benchmark.h>

#include <cstdlib>
#include <ctime>
#include <iostream>
#include <memory>

#include "bench/generate_organization.h"
#include "tests/support/engine_case.h"

namespace orgsim::bench {
namespace {

using namespace reference;
/// Processor time: a ratio must not depend on what else the machine does.
double seconds_since(std::clock_t start) {
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// The requests of an organization for the reference and, made ready, for the engine.
struct Prepared {
  explicit Prepared(std::size_t n_principals)
      : cases(generate_requests({.n_principals = n_principals})) {
    for (const Case& request : cases) {
      engine.push_back(std::make_unique<EngineCase>(request, policies));
    }
  }

  std::vector<Case> cases;
  CompiledPolicies policies;
  std::vector<std::unique_ptr<EngineCase>> engine;
};

/// Seconds that the reference takes for a decision, over all requests; ends the program where it
/// and the engine differ, or where almost everything is allowed or almost nothing.
double reference_seconds(const Prepared& prepared) {
  std::vector<Outcome> outcomes;
  const std::clock_t start = std::clock();
  for (const Case& request : prepared.cases) {
    outcomes.push_back(evaluate(request));
  }
  const double seconds = seconds_since(start) / static_cast<double>(outcomes.size());
  std::size_t n_allowed = 0;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const EngineCase& engine = *prepared.engine[i];
    n_allowed += outcomes[i] == Outcome::Allow ? 1U : 0U;
    if (outcome_of(sim::decide(engine.layers(), engine.request())) != outcomes[i]) {
      std::cerr << "the engine and the reference differ on request " << i << '\n';
      std::exit(1);
    }
  }
  if (n_allowed * 10 < outcomes.size() || n_allowed * 10 > outcomes.size() * 9) {
    std::cerr << n_allowed << " of " << outcomes.size() << " requests are allowed\n";
    std::exit(1);
  }
  return seconds;
}

template <class Answer>
void measure(benchmark::State& state, const Answer& answer) {
  const Prepared prepared(static_cast<std::size_t>(state.range(0)));
  const double reference = reference_seconds(prepared);
  const std::clock_t start = std::clock();
  for (auto _ : state) {
    for (const auto& engine : prepared.engine) {
      benchmark::DoNotOptimize(answer(*engine));
    }
  }
  const double n_answers =
      static_cast<double>(state.iterations()) * static_cast<double>(prepared.engine.size());
  const double engine = seconds_since(start) / n_answers;
  constexpr double kNanoseconds = 1e9;
  state.counters["ns_per_decision"] = engine * kNanoseconds;
  state.counters["reference_ns"] = reference * kNanoseconds;
  state.counters["ratio"] = engine / reference;
  state.SetItemsProcessed(static_cast<std::int64_t>(n_answers));
}

/// Bar: a twentieth of the reference.
void decide_requests(benchmark::State& state) {
  measure(state,
          [](const EngineCase& engine) { return sim::decide(engine.layers(), engine.request()); });
}
BENCHMARK(decide_requests)->Arg(500)->Arg(5000)->Unit(benchmark::kMillisecond);

void explain_requests(benchmark::State& state) {
  measure(state, [](const EngineCase& engine) { return engine.explain().outcome; });
}
BENCHMARK(explain_requests)->Arg(5000)->Unit(benchmark::kMillisecond);

void compile_policies(benchmark::State& state) {
  const std::vector<Case> cases =
      generate_requests({.n_principals = static_cast<std::size_t>(state.range(0))});
  std::size_t n_policies = 0;
  for (auto _ : state) {
    for (const Case& request : cases) {
      for (const PolicyDocument& document : *request.identity) {
        const sim::CompiledPolicy policy(document);
        benchmark::DoNotOptimize(policy.services());
        ++n_policies;
      }
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(n_policies));
}
BENCHMARK(compile_policies)->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace orgsim::bench

BENCHMARK_MAIN();
