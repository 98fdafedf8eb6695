#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>

#include "bench/scale.h"
#include "compliance/access.h"
#include "compliance/assess.h"
#include "compliance/catalog.h"

namespace orgsim::bench {
namespace {

/// The organization of the run: the folder that ORGSIM_BENCH_FOLDER names, else one made up with as
/// many accounts as ORGSIM_BENCH_ACCOUNTS says, by default such that it has 10,000 principals.
const Scale& assessed() {
  constexpr std::size_t kAccounts = 200;
  const char* folder = std::getenv("ORGSIM_BENCH_FOLDER");
  const char* accounts = std::getenv("ORGSIM_BENCH_ACCOUNTS");
  static const Scale scale =
      folder != nullptr
          ? Scale(std::filesystem::path(folder))
          : Scale(accounts != nullptr ? std::strtoul(accounts, nullptr, 10) : kAccounts);
  return scale;
}

const compliance::CheckResult& result_of(const std::vector<compliance::CheckResult>& results,
                                         std::string_view id) {
  const auto found = std::ranges::find_if(
      results, [&](const compliance::CheckResult& result) { return result.check->id == id; });
  demand(found != results.end(), "a check was not asked");
  return *found;
}

/// The member accounts below the root are the findings of ORG-003; and GRD-001 passes, or cannot be
/// told, only where nobody at all may leave.
void check_answers(const compliance::Premises& premises,
                   const std::vector<compliance::CheckResult>& results) {
  demand(results.size() == compliance::every_check().size(), "a check has no result");
  const auto n_below_root = std::ranges::count_if(premises.members(), [&](Index<Account> account) {
    return premises.account(account).parent == premises.home()->root;
  });
  demand(result_of(results, "ORG-003").subjects.size() == static_cast<std::size_t>(n_below_root),
         "accounts below the root were not counted");
  bool somebody_leaves = false;
  for (const auto account : premises.members()) {
    for (const auto principal : premises.existing(account)) {
      somebody_leaves =
          somebody_leaves || compliance::can(premises, {.asker = principal,
                                                        .action = "organizations:LeaveOrganization",
                                                        .resource_account = {},
                                                        .context = {}}) == sim::Truth::Yes;
    }
  }
  demand(!somebody_leaves || result_of(results, "GRD-001").verdict == compliance::Verdict::Fail,
         "somebody may leave, and the guardrail holds");
}

/// Everything that `orgsim comply` asks, the further ways to become others included, against
/// building the access graph. Bar: 3.
void all_checks_against_graph(benchmark::State& state) {
  const Scale& scale = assessed();
  for (auto _ : state) {
    const double start = processor_seconds();
    const Date now = scale.authorizer().organization().tables().as_of.value_or(Date());
    const compliance::Premises premises(scale.authorizer(), scale.graph(), now);
    const auto results = compliance::assess(premises, compliance::every_check());
    const double seconds = processor_seconds() - start;
    check_answers(premises, results);
    state.SetIterationTime(seconds);
    state.counters["ours_s"] = seconds;
    state.counters["reference_s"] = scale.graph_seconds();
    state.counters["ratio"] = seconds / scale.graph_seconds();
    state.counters["bar"] = 3.0;
    state.counters["principals"] = static_cast<double>(scale.graph().n_principals());
  }
}

BENCHMARK(all_checks_against_graph)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace orgsim::bench

BENCHMARK_MAIN();
