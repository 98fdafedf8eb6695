#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string_view>

#include "bench/scale.h"
#include "sim/closure/closure.h"
#include "sim/graph/assume_callers.h"
#include "sim/graph/become_radii.h"
#include "sim/graph/edge_rules.h"
#include "tests/support/random.h"

namespace orgsim::bench {
namespace {

/// Shows what was measured as a ratio, with the bar that it is to stay under.
void report(benchmark::State& state, double ours, double reference, double bar) {
  state.SetIterationTime(ours);
  state.counters["ours_s"] = ours;
  state.counters["reference_s"] = reference;
  state.counters["ratio"] = ours / reference;
  state.counters["bar"] = bar;
}

/// Seconds to parse every file of the folder into a document of nlohmann::json.
double parse_seconds(const Scale& of) {
  double seconds = 0;
  std::size_t n_bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(of.folder())) {
    if (entry.is_regular_file()) {
      const double start = processor_seconds();
      std::ifstream file(entry.path(), std::ios::binary);
      std::ostringstream text;
      text << file.rdbuf();
      const nlohmann::json json = nlohmann::json::parse(text.view());
      seconds += processor_seconds() - start;
      demand(json.is_object(), "a file is no JSON object");
      n_bytes += text.view().size();
    }
  }
  demand(n_bytes == of.n_bytes(), "files are missing");
  return seconds;
}

void load_against_parse(benchmark::State& state) {
  const Scale& large = large_scale();
  for (auto _ : state) {
    report(state, large.load_seconds(), parse_seconds(large), 1.0);
  }
  state.counters["mb"] = static_cast<double>(large.n_bytes()) / 1e6;
  state.counters["principals"] = static_cast<double>(large.graph().n_principals());
}

/// The authorizer's answers to some of all pairs are the graph's edges.
void check_edges(const Scale& of) {
  const auto& all = of.authorizer().principals().all();
  reference::Random random(1U);
  constexpr std::size_t kPairs = 20000;
  for (std::size_t i = 0; i < kPairs; ++i) {
    const Index<sim::Principal> caller(random.below(all.size()));
    const Index<sim::Principal> role(random.below(all.size()));
    if (caller == role || !all[role].trust || !sim::can_assume(all[caller])) {
      continue;
    }
    const sim::Truth allowed = sim::holds(of.authorizer().decide(
        {.asker = caller, .action = "sts:AssumeRole", .resource = all[role].arn}));
    const auto edges = of.graph().edges_from(caller);
    const bool found = std::ranges::any_of(edges, [&](const sim::BecomeEdge& edge) {
      return edge.target == role && edge.technique == sim::Technique::AssumeRole &&
             edge.holds == allowed;
    });
    demand(found == (allowed != sim::Truth::No), "an edge is not what the authorizer says");
  }
}

void graph_against_load(benchmark::State& state) {
  const Scale& large = large_scale();
  check_edges(large);
  for (auto _ : state) {
    report(state, large.graph_seconds(), large.load_seconds(), 1.0);
  }
  state.counters["edges"] = static_cast<double>(large.graph().edges().size());
}

double seconds_of(const auto& act) {
  const double start = processor_seconds();
  act();
  return processor_seconds() - start;
}

void all_radii_against_graph(benchmark::State& state) {
  const Scale& large = large_scale();
  for (auto _ : state) {
    std::optional<sim::BecomeRadii> radii;
    const double seconds =
        seconds_of([&] { radii.emplace(large.graph(), sim::Reading::Possible); });
    report(state, seconds, large.graph_seconds(), 0.25);
    constexpr std::size_t kStep = 997;
    for (std::size_t i = 0; i < radii->n_principals(); i += kStep) {
      const std::vector sources = {Index<sim::Principal>(i)};
      const sim::Reach reach(large.graph(), sources, sim::Reading::Possible);
      demand(radii->size(sources.front()) == reach.reached().size() - 1,
             "a radius is not what a search finds");
    }
  }
}

/// Everybody, by how many fall with them, the fewest first.
std::vector<Index<sim::Principal>> by_radius(const sim::BecomeRadii& radii) {
  std::vector<Index<sim::Principal>> result;
  for (std::size_t i = 0; i < radii.n_principals(); ++i) {
    result.emplace_back(i);
  }
  std::ranges::stable_sort(result, {}, [&](auto principal) { return radii.size(principal); });
  return result;
}

void typical_against_largest_radius(benchmark::State& state) {
  const Scale& large = large_scale();
  const sim::BecomeRadii radii(large.graph(), sim::Reading::Possible);
  const auto order = by_radius(radii);
  const auto typical = order[order.size() / 2];
  const auto largest = order.back();
  constexpr int kTimes = 2000;
  for (auto _ : state) {
    const double one = seconds_of([&] {
      for (int i = 0; i < kTimes; ++i) {
        benchmark::DoNotOptimize(radii.reached(typical));
      }
    });
    const double other = seconds_of([&] {
      for (int i = 0; i < kTimes; ++i) {
        benchmark::DoNotOptimize(radii.reached(largest));
      }
    });
    report(state, one / kTimes, other / kTimes, 0.01);
  }
  demand(radii.reached(largest).size() == radii.size(largest) + 1, "a radius has another size");
  state.counters["typical"] = static_cast<double>(radii.size(typical));
  state.counters["largest"] = static_cast<double>(radii.size(largest));
}

void closure_against_graph(benchmark::State& state) {
  const Scale& large = large_scale();
  const sim::BecomeRadii radii(large.graph(), sim::Reading::Possible);
  const auto order = by_radius(radii);
  const auto first =
      std::ranges::find_if(order, [&](auto principal) { return radii.size(principal) > 0; });
  demand(first != order.end(), "nobody becomes anybody");
  const std::vector foothold = {*(first + (order.end() - first) / 2)};
  for (auto _ : state) {
    std::optional<sim::EscalationGround> ground;
    std::optional<sim::PowerTable> powers;
    std::optional<sim::Closure> closure;
    const double seconds = seconds_of([&] {
      ground.emplace(large.authorizer(), large.graph());
      powers.emplace(*ground);
      closure.emplace(*powers, foothold, sim::ClosureOptions{.asks_anew = true});
    });
    const std::size_t n_held = closure->held().size();
    report(state, seconds, large.graph_seconds(), 0.5);
    demand(n_held > radii.size(foothold.front()), "the closure lacks what become-edges reach");
    state.counters["held"] = static_cast<double>(n_held);
  }
}

void memory_against_input(benchmark::State& state) {
  const Scale& large = large_scale();
  for (auto _ : state) {
    const auto peak = static_cast<double>(peak_bytes(large.folder()));
    state.SetIterationTime(0);
    state.counters["peak_mb"] = peak / 1e6;
    state.counters["input_mb"] = static_cast<double>(large.n_bytes()) / 1e6;
    state.counters["ratio"] = peak / static_cast<double>(large.n_bytes());
    state.counters["bar"] = 1.0;
  }
}

/// How fast something grows with the principals: 1 is linearly, 2 with their square.
double exponent(double small, double large) {
  const double growth = static_cast<double>(large_scale().graph().n_principals()) /
                        static_cast<double>(small_scale().graph().n_principals());
  return std::log(large / small) / std::log(growth);
}

void growth_exponents(benchmark::State& state) {
  const Scale& small = small_scale();
  const Scale& large = large_scale();
  for (auto _ : state) {
    state.SetIterationTime(large.load_seconds());
    state.counters["load"] = exponent(small.load_seconds(), large.load_seconds());
    state.counters["load_bar"] = 1.15;
    state.counters["graph"] = exponent(small.graph_seconds(), large.graph_seconds());
    state.counters["graph_bar"] = 1.25;
    state.counters["memory"] = exponent(static_cast<double>(peak_bytes(small.folder())),
                                        static_cast<double>(peak_bytes(large.folder())));
    state.counters["memory_bar"] = 1.1;
  }
}

void once(benchmark::internal::Benchmark* bench) {
  bench->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);
}

BENCHMARK(memory_against_input)->Apply(once);
BENCHMARK(load_against_parse)->Apply(once);
BENCHMARK(graph_against_load)->Apply(once);
BENCHMARK(all_radii_against_graph)->Apply(once);
BENCHMARK(typical_against_largest_radius)->Apply(once);
BENCHMARK(closure_against_graph)->Apply(once);
BENCHMARK(growth_exponents)->Apply(once);

}  // namespace
}  // namespace orgsim::bench

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--peak") {
    std::cout << orgsim::bench::peak_of_building(argv[2]) << '\n';
    return 0;
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return 2;
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
