#include <catch2/catch.hpp>
#include <cstdlib>
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

bool disagree(const Case& request) { return engine_outcome(request) != evaluate(request); }

void check_cases(const RandomCaseOptions& options, unsigned n) {
  const unsigned first = from_environment("ORGSIM_DIFFERENTIAL_SEED", 0);
  for (unsigned seed = first; seed < first + n; ++seed) {
    const Case request = random_case_of(seed, options);
    if (disagree(request)) {
      const Case smallest = shrunk(request, disagree);
      CAPTURE(seed, to_json(smallest, "seed-" + std::to_string(seed)));
      CHECK(to_text(engine_outcome(smallest)) == to_text(evaluate(smallest)));
    }
  }
  SUCCEED("compared " << n << " cases");
}

}  // namespace

TEST_CASE("the engine decides as the reference when everything is known", "[differential]") {
  check_cases({}, from_environment("ORGSIM_DIFFERENTIAL_CASES", 5000));
}

TEST_CASE("the engine decides as the reference when keys are unknown", "[differential]") {
  RandomCaseOptions options{.unknown = 1};
  options.policies.conditions = {
      .malformed = false, .foreign_comparisons = false, .only_free_keys = false};
  const unsigned n = from_environment("ORGSIM_DIFFERENTIAL_CASES", 5000);
  check_cases(options, n / 5);
  options.unknown = 2;
  check_cases(options, n / 100);
}

}  // namespace orgsim::reference
