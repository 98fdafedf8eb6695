#include "io/write/run_junit.h"

#include <fmt/format.h>

#include "io/write/run_words.h"
#include "model/overload.h"

namespace orgsim::io {
namespace {

using scenarios::State;

JunitOutcome outcome_of(State state) {
  switch (state) {
    case State::Pass:
      return JunitOutcome::Passed;
    case State::Fail:
      return JunitOutcome::Failure;
    case State::Unknown:
    case State::Error:
      return JunitOutcome::Error;
    case State::Skipped:
    case State::Waived:
      return JunitOutcome::Skipped;
  }
  return JunitOutcome::Error;
}

std::string lines_of(const std::vector<scenarios::Hop>& hops) {
  std::string text;
  for (const scenarios::Hop& hop : hops) {
    text += fmt::format("{} -- {} --> {}\n", hop.from, hop.technique, hop.to);
  }
  return text;
}

std::string lines_of(const std::vector<scenarios::Ruling>& rulings) {
  std::string text;
  for (const scenarios::Ruling& ruling : rulings) {
    text += fmt::format("{} {} on {}: {}\n", ruling.principal, ruling.action, ruling.resource,
                        sentence_of(ruling));
  }
  return text;
}

std::string lines_of(std::string_view what, const std::vector<scenarios::Access>& accesses) {
  std::string text;
  for (const scenarios::Access& access : accesses) {
    text += fmt::format("{} {} -> {}\n", what, access.from, access.to);
  }
  return text;
}

std::string details_of(const scenarios::Evidence& evidence) {
  return std::visit(
      Overload{[](std::monostate) { return std::string(); },
               [](const scenarios::DecisionEvidence& one) { return lines_of(one.rulings); },
               [](const scenarios::PathEvidence& one) {
                 return one.witness ? lines_of(*one.witness) + one.store
                                    : std::string("no such way");
               },
               [](const scenarios::RadiusEvidence& one) {
                 std::string text = fmt::format("{} fall: {}\n", one.now, joined(one.members));
                 for (const scenarios::Surprise& wrong : one.not_excluded) {
                   text += wrong.name + "\n" + lines_of(wrong.witness);
                 }
                 return text;
               },
               [](const scenarios::CheckEvidence& one) {
                 return fmt::format("{}: {}", one.verdict, joined(one.subjects));
               },
               [](const scenarios::DelegationEvidence& one) { return one.state; },
               [](const scenarios::ComparisonEvidence& one) {
                 return lines_of("gained", one.gained) + lines_of("lost", one.lost) +
                        lines_of("perhaps gained", one.undecided);
               },
               [](const scenarios::MembershipEvidence& one) {
                 return fmt::format("it is in org:{} ou:{}", one.organization, one.ou);
               },
               [](const scenarios::GoldenEvidence& one) { return one.difference; }},
      evidence);
}

std::string lines_of(const Diagnostics& problems) {
  std::string text;
  for (const Diagnostic& problem : problems) {
    text += fmt::format("{} [{}]\n", problem.message, problem.code);
  }
  return text;
}

class Suite {
 public:
  Suite(const ScenarioRun& run, const SourceFiles& files) : run_(run), files_(files) {}

  JunitSuite suite() {
    const scenarios::Scenario& scenario = run_.result.scenario;
    JunitSuite suite{.name = scenario.id,
                     .file = run_.file,
                     .properties = {{"organization", run_.organization}}};
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
      const scenarios::Step& step = scenario.steps[i];
      const scenarios::StepResult& result = run_.result.steps[i];
      for (std::size_t j = 0; j < step.events.size(); ++j) {
        if (result.events[j].state != State::Pass && result.events[j].state != State::Skipped) {
          suite.cases.push_back(case_of(step, step.events[j], result.events[j]));
        }
      }
      for (std::size_t j = 0; j < step.expectations.size(); ++j) {
        suite.cases.push_back(case_of(step, step.expectations[j], result.expectations[j]));
      }
    }
    return suite;
  }

 private:
  JunitCase begun(const scenarios::Step& step, SourceLocation where, State state) const {
    return {.classname = run_.result.scenario.id + "." + step.name,
            .file = run_.file,
            .line = where.known() ? files_.line_column(where).line : 0,
            .outcome = outcome_of(state)};
  }

  JunitCase case_of(const scenarios::Step& step, const scenarios::EventSpec& event,
                    const scenarios::EventResult& result) const {
    JunitCase test = begun(step, event.where, result.state);
    test.name = sentence_of(event);
    test.type = std::string(scenarios::row_of(event.verb).name);
    test.message = std::string(word_of(result.happened));
    test.details = lines_of(result.rulings) + lines_of(result.refusal) + lines_of(result.problems);
    return test;
  }

  JunitCase case_of(const scenarios::Step& step, const scenarios::Expectation& asked,
                    const scenarios::ExpectationResult& result) const {
    JunitCase test = begun(step, asked.where, result.state);
    test.name = asked.id + " " + sentence_of(asked);
    test.type = result.state == State::Unknown ? "unknown"
                                               : std::string(scenarios::row_of(asked.verb).name);
    test.message = message_of(asked, result.state);
    if (result.state != State::Pass) {
      test.details = details_of(result.evidence) + lines_of(result.problems);
    }
    return test;
  }

  static std::string message_of(const scenarios::Expectation& asked, State state) {
    if (asked.waived && state == State::Waived) {
      return fmt::format("waived until {}: {}", to_text(asked.waived->until),
                         asked.waived->justification);
    }
    if (state == State::Skipped) {
      return asked.todo.empty() ? "not asked" : asked.todo;
    }
    return asked.because;
  }

  const ScenarioRun& run_;
  const SourceFiles& files_;
};

}  // namespace

JunitReport run_junit(const std::vector<ScenarioRun>& runs, const SourceFiles& files) {
  JunitReport report;
  for (const ScenarioRun& run : runs) {
    report.suites.push_back(Suite(run, files).suite());
  }
  return report;
}

}  // namespace orgsim::io
