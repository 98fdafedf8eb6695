#include "scenarios/expectations.h"

namespace orgsim::scenarios {
namespace {

/// How an undecided answer counts.
State settled(State state, UnknownPolicy policy) {
  if (state != State::Unknown) {
    return state;
  }
  switch (policy) {
    case UnknownPolicy::Report:
      return State::Unknown;
    case UnknownPolicy::Fail:
      return State::Fail;
    case UnknownPolicy::Pass:
      return State::Pass;
    case UnknownPolicy::Skip:
      return State::Skipped;
  }
  return state;
}

/// A failure is waived until the end of the day; without a date of the snapshot nobody can say
/// that it is over.
bool is_waived(const Expectation& expectation, const Organization& organization) {
  const auto& as_of = organization.tables().as_of;
  return expectation.waived && (!as_of || *as_of <= expectation.waived->until);
}

ExpectationResult asked(const Question& question) {
  switch (question.asked.verb) {
    case ExpectationVerb::Can:
    case ExpectationVerb::Cannot:
      return answer_decision(question);
    case ExpectationVerb::Reaches:
    case ExpectationVerb::NotReaches:
      return answer_reach(question);
    case ExpectationVerb::BlastRadius:
      return answer_blast_radius(question);
    case ExpectationVerb::Check:
      return answer_check(question);
    case ExpectationVerb::Delegation:
      return answer_delegation(question);
    case ExpectationVerb::NoNewAccess:
      return answer_no_new_access(question);
    case ExpectationVerb::SameAccess:
      return answer_same_access(question);
    case ExpectationVerb::MemberOf:
      return answer_membership(question);
    case ExpectationVerb::Golden:
      return answer_golden(question);
  }
  return {};
}

}  // namespace

ExpectationResult failed_to_ask(Diagnostics problems) {
  return {.state = State::Error, .problems = std::move(problems)};
}

ExpectationResult answer(const Question& question) {
  if (!question.asked.todo.empty()) {
    return {.state = State::Skipped};
  }
  ExpectationResult result = asked(question);
  result.state = settled(result.state, question.asked.unknown.value_or(question.scenario.unknown));
  if (result.state == State::Fail && is_waived(question.asked, question.now.organization())) {
    result.state = State::Waived;
  }
  return result;
}

}  // namespace orgsim::scenarios
