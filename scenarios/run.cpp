#include "scenarios/run.h"

#include <algorithm>
#include <cassert>

#include "scenarios/expectations.h"
#include "scenarios/happening.h"

namespace orgsim::scenarios {
namespace {

class Runner {
 public:
  Runner(const Organization& start, const Scenario& scenario)
      : scenario_(scenario), start_(std::make_shared<const Moment>(start)) {}

  RunResult run() {
    for (const Step& step : scenario_.steps) {
      results_.push_back(play(step));
    }
    return {.scenario = scenario_, .steps = std::move(results_), .account_names = names()};
  }

 private:
  StepResult play(const Step& step) {
    const auto& before = step.from ? after_[*step.from] : start_;
    auto now = before;
    bool going = !step.from || went_well_[*step.from];
    StepResult result;
    for (const EventSpec& event : step.events) {
      if (!going) {
        result.events.emplace_back();
        continue;
      }
      Happening happening = happen(now, event, scenario_.context);
      now = std::move(happening.after);
      going = happening.result.state == State::Pass;
      result.events.push_back(std::move(happening.result));
    }
    for (const Expectation& expectation : step.expectations) {
      result.expectations.push_back(going ? ask(expectation, *now, *before)
                                          : ExpectationResult{.state = State::Skipped});
    }
    after_.push_back(std::move(now));
    went_well_.push_back(going);
    return result;
  }

  /// Tables only grow, so that the last step of each branch knows every account of it.
  std::map<std::string, std::string> names() const {
    std::map<std::string, std::string> result;
    for (const auto& moment : after_) {
      for (const Account& account : moment->organization().accounts()) {
        result.emplace(account.id.text(), account.name);
      }
    }
    return result;
  }

  ExpectationResult ask(const Expectation& expectation, const Moment& now,
                        const Moment& before) const {
    return answer({.scenario = scenario_,
                   .asked = expectation,
                   .now = now,
                   .before = before,
                   .moment_after = [this](std::string_view name) -> const Moment& {
                     const auto step = std::ranges::find(scenario_.steps, name, &Step::name);
                     return step == scenario_.steps.end()
                                ? *start_
                                : *after_[static_cast<std::size_t>(step - scenario_.steps.begin())];
                   }});
  }

  const Scenario& scenario_;
  std::shared_ptr<const Moment> start_;
  std::vector<std::shared_ptr<const Moment>> after_;  // By step.
  std::vector<bool> went_well_;
  std::vector<StepResult> results_;
};

}  // namespace

RunResult run(const Organization& start, const Scenario& scenario) {
  return Runner(start, scenario).run();
}

}  // namespace orgsim::scenarios
