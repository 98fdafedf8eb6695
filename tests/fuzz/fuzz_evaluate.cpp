#include "tests/fuzz/expect.h"
#include "tests/support/case_json.h"
#include "tests/support/engine_case.h"
#include "tests/support/random_case.h"

/// The bytes choose a case, as the seeds of the differential test do: the engine decides as the
/// reference, and its estimate is not wrong.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace orgsim::reference;
  using orgsim::fuzz::expect;
  Random random(std::span(data, size));
  RandomCaseOptions options{.unknown = random.below(2), .unknown_resource_policies = true};
  options.policies.uncertain_denies = true;
  if (options.unknown > 0) {
    options.policies.conditions = {.malformed = false, .foreign_comparisons = false};
  }
  const Case request = random_case(random, options);
  if (relates_unknown_keys(request)) {
    return 0;
  }
  const Outcome truth = evaluate(request);
  expect(engine_outcome(request) == truth, to_json(request, "explain"));
  expect(engine_decision(request) == truth, to_json(request, "decide"));
  const Outcome estimate = engine_estimate(request);
  const bool sound = estimate == truth || estimate == Outcome::Conditional ||
                     (estimate == Outcome::ImplicitDeny && truth == Outcome::ExplicitDeny);
  expect(sound, to_json(request, "estimate"));
  return 0;
}
