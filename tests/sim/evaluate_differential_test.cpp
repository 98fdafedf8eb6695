#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <functional>
#include <string>

#include "tests/support/case_json.h"
#include "tests/support/engine_case.h"
#include "tests/support/random_case.h"
#include "tests/support/shrink.h"

namespace orgsim::reference {
namespace {

/// ORGSIM_DIFFERENTIAL_CASES sets how many cases are compared, ORGSIM_DIFFERENTIAL_SEED the first.
unsigned from_environment(const char* name, unsigned otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::stoul(text));
}

unsigned n_cases() { return from_environment("ORGSIM_DIFFERENTIAL_CASES", 5000); }

/// Whether a certain answer is a right one. An estimate may call a deny implicit that is explicit
/// in every context, and so may an answer about unknown keys that are compared with each other.
bool is_sound(Outcome answer, Outcome truth) {
  return answer == truth || answer == Outcome::Conditional ||
         (answer == Outcome::ImplicitDeny && truth == Outcome::ExplicitDeny);
}

/// The engine's answers must be the reference's; where it only estimates, and where unknown keys
/// are compared with each other, they must not be wrong.
bool disagree(const Case& request) {
  const Outcome truth = evaluate(request);
  const Outcome answer = engine_outcome(request);
  const bool right = relates_unknown_keys(request) ? is_sound(answer, truth) : answer == truth;
  return !right || engine_decision(request) != answer || !is_sound(engine_estimate(request), truth);
}

void check_cases(const RandomCaseOptions& options, unsigned n) {
  const unsigned first = from_environment("ORGSIM_DIFFERENTIAL_SEED", 0);
  for (unsigned seed = first; seed < first + n; ++seed) {
    const Case request = random_case_of(seed, options);
    if (disagree(request)) {
      const Case smallest = shrunk(request, disagree);
      CAPTURE(seed, to_json(smallest, "seed-" + std::to_string(seed)),
              to_text(engine_outcome(smallest)), to_text(engine_decision(smallest)),
              to_text(engine_estimate(smallest)), to_text(evaluate(smallest)));
      CHECK_FALSE(disagree(smallest));
    }
  }
  SUCCEED("compared " << n << " cases");
}

/// Values that policies tell apart must all be among those that the reference tries.
RandomCaseOptions with_unknown_keys(std::size_t n) {
  RandomCaseOptions options{.unknown = n, .unknown_resource_policies = true};
  options.policies.uncertain_denies = true;
  options.policies.conditions = {
      .malformed = false, .foreign_comparisons = false, .only_free_keys = false};
  return options;
}

/// Whether the engine found the very statements that apply, in the layers it asked.
bool same_matches(const Case& request) {
  std::vector<Match> expected = decide(request, request.context, Doubt::Spares).matches;
  std::vector<Match> actual = engine_matches(request);
  std::ranges::sort(expected);
  std::ranges::sort(actual);
  return expected == actual;
}

}  // namespace

TEST_CASE("the engine decides as the reference when everything is known", "[differential]") {
  check_cases({}, n_cases());
}

TEST_CASE("the engine decides as the reference when keys are unknown", "[differential]") {
  check_cases(with_unknown_keys(1), n_cases());
  check_cases(with_unknown_keys(2), n_cases() / 20);
}

TEST_CASE("the engine explains by the statements that apply", "[differential]") {
  for (unsigned seed = 0; seed < n_cases() / 5; ++seed) {
    const Case request = random_case_of(seed, {});
    if (!same_matches(request)) {
      const Case smallest = shrunk(request, [](const Case& each) { return !same_matches(each); });
      CAPTURE(seed, to_json(smallest, "seed-" + std::to_string(seed)));
      CHECK(same_matches(smallest));
    }
  }
}

}  // namespace orgsim::reference
