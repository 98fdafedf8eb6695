#include "compliance/assess.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "compliance/catalog.h"
#include "mutation.h"
#include "sim/graph/access_graph.h"

namespace orgsim::compliance {
namespace {

/// The verdicts of one organization, by check.
struct Verdicts {
  std::vector<std::string> fails;
  std::vector<std::string> cannot_tell;
  std::vector<std::string> not_applicable;
  std::string explanation;
};

Verdicts verdicts_of(const Organization& organization) {
  const sim::Authorizer authorizer(organization);
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  const Premises premises(authorizer, graph, *organization.tables().as_of);
  Verdicts verdicts;
  for (const CheckResult& result : assess(premises, every_check())) {
    const std::string id(result.check->id);
    if (result.verdict == Verdict::Pass) {
      continue;
    }
    if (result.verdict == Verdict::NotApplicable) {
      verdicts.not_applicable.push_back(id);
      continue;
    }
    (result.verdict == Verdict::Fail ? verdicts.fails : verdicts.cannot_tell).push_back(id);
    for (const Finding& subject : result.subjects) {
      verdicts.explanation +=
          id + " " + std::string(code_of(subject.reason)) + " " + subject.subject;
      for (const Fact& fact : subject.facts) {
        verdicts.explanation += " " + std::string(fact.name) + "=" + fact.value;
      }
      verdicts.explanation += "\n";
    }
  }
  return verdicts;
}

const std::vector<std::string> kNotApplicable = {"EVD-002", "IAM-007", "ISO-009", "ISO-010",
                                                 "ISO-011"};

}  // namespace

TEST_CASE("the reference organization passes every check that applies", "[assess]") {
  const Verdicts verdicts = verdicts_of(mutated({}));
  INFO(verdicts.explanation);
  CHECK(verdicts.fails == std::vector<std::string>());
  CHECK(verdicts.cannot_tell == std::vector<std::string>());
  CHECK(verdicts.not_applicable == kNotApplicable);
  CHECK(catalog().size() == 90);
}

TEST_CASE("a single change turns exactly the verdicts it must", "[assess]") {
  for (const Mutation& mutation : read_mutations("mutations.json")) {
    DYNAMIC_SECTION(mutation.name) {
      const Verdicts verdicts = verdicts_of(mutated(mutation.edits));
      INFO(verdicts.explanation);
      CHECK(verdicts.fails == mutation.fails);
      CHECK(verdicts.cannot_tell == mutation.cannot_tell);
      CHECK(verdicts.not_applicable == kNotApplicable);
    }
  }
}

TEST_CASE("every check has a change that fails it", "[assess]") {
  std::set<std::string> failing;
  for (const Mutation& mutation : read_mutations("mutations.json")) {
    failing.insert(mutation.fails.begin(), mutation.fails.end());
  }
  for (const Mutation& mutation : read_mutations("more_mutations.json")) {
    failing.insert(mutation.fails.begin(), mutation.fails.end());
    DYNAMIC_SECTION(mutation.fails.front() << ": " << mutation.name) {
      const Organization organization = mutated(mutation.edits);
      const sim::Authorizer authorizer(organization);
      const sim::AccessGraph graph = sim::build_access_graph(authorizer);
      const Premises premises(authorizer, graph, *organization.tables().as_of);
      for (const std::string& id : mutation.fails) {
        const CheckResult result = assess(premises, *find_check(id));
        CHECK(result.verdict == Verdict::Fail);
        CHECK(!result.subjects.empty());
      }
    }
  }
  for (const Check& check : catalog()) {
    CAPTURE(check.id);
    CHECK(failing.contains(std::string(check.id)));
  }
}

}  // namespace orgsim::compliance
