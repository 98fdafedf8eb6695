#include <algorithm>
#include <catch2/catch.hpp>

#include "compliance/assess.h"
#include "compliance/catalog.h"
#include "mutation.h"
#include "sim/graph/access_graph.h"

namespace orgsim::compliance {
namespace {

std::string explained(const CheckResult& result) {
  std::string text(name_of(result.verdict));
  for (const Finding& subject : result.subjects) {
    text += "\n" + std::string(code_of(subject.reason)) + " " + subject.subject;
    for (const Fact& fact : subject.facts) {
      text += " " + std::string(fact.name) + "=" + fact.value;
    }
  }
  return text;
}

/// Whether a finding says enough for somebody to act on it: of what, and where or by which facts.
/// What is not there at all has neither.
bool is_explained(const Finding& finding) {
  const bool absent =
      finding.reason == Reason::NoOrganizationTrail || finding.reason == Reason::AlertMissing ||
      finding.reason == Reason::AggregatorPartial || finding.reason == Reason::UnknownAttachment;
  return !finding.subject.empty() &&
         (absent || finding.where.known() || !finding.facts.empty() || !finding.witness.empty());
}

void check(const Mutation& mutation) {
  const Organization organization = mutated(mutation.edits);
  const sim::Authorizer authorizer(organization);
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  const Premises premises(authorizer, graph, *organization.tables().as_of);
  for (const std::string& id : mutation.fails) {
    const CheckResult result = assess(premises, *find_check(id));
    INFO(mutation.name << ": " << id << " " << explained(result));
    CHECK(result.verdict == Verdict::Fail);
    CHECK(std::ranges::all_of(result.subjects, is_explained));
  }
  for (const std::string& id : mutation.holds) {
    const CheckResult result = assess(premises, *find_check(id));
    INFO(mutation.name << ": " << id << " " << explained(result));
    CHECK(result.verdict == Verdict::Pass);
  }
  for (const std::string& id : mutation.cannot_tell) {
    const CheckResult result = assess(premises, *find_check(id));
    INFO(mutation.name << ": " << id << " " << explained(result));
    CHECK(result.verdict == Verdict::CannotTell);
  }
}

}  // namespace

TEST_CASE("ways to weaken guardrails, accounts and logging are seen", "[violations]") {
  for (const Mutation& mutation : read_mutations("violations_of_guardrails.json")) {
    DYNAMIC_SECTION(mutation.name) { check(mutation); }
  }
}

TEST_CASE("what the client declares is held against what is", "[violations][declared]") {
  for (const Mutation& mutation : read_mutations("violations_of_declarations.json")) {
    DYNAMIC_SECTION(mutation.name) { check(mutation); }
  }
}

TEST_CASE("ways across accounts by puppets, names and silence are seen", "[violations]") {
  for (const Mutation& mutation : read_mutations("violations_of_borders.json")) {
    DYNAMIC_SECTION(mutation.name) { check(mutation); }
  }
}

TEST_CASE("ways to break identities, networks and isolation are seen", "[violations]") {
  for (const Mutation& mutation : read_mutations("violations_of_isolation.json")) {
    DYNAMIC_SECTION(mutation.name) { check(mutation); }
  }
}

TEST_CASE("what is not said decides nothing, and a grant of a part is a grant", "[violations]") {
  for (const Mutation& mutation : read_mutations("violations_of_evidence.json")) {
    DYNAMIC_SECTION(mutation.name) { check(mutation); }
  }
}

TEST_CASE("what a source leaves out stands for no value", "[violations]") {
  for (const Mutation& mutation : read_mutations("violations_of_silence.json")) {
    DYNAMIC_SECTION(mutation.name) { check(mutation); }
  }
}

}  // namespace orgsim::compliance
