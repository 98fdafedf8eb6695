#include "io/write/run_json.h"

#include <nlohmann/json.hpp>

#include "io/write/place_json.h"
#include "io/write/run_words.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const std::vector<scenarios::Hop>& hops) {
  Json result = Json::array();
  for (const scenarios::Hop& hop : hops) {
    result.push_back({{"from", hop.from},
                      {"technique", hop.technique},
                      {"to", hop.to},
                      {"certain", hop.holds == sim::Truth::Yes}});
  }
  return result;
}

Json json_of(const std::vector<scenarios::Ruling>& rulings) {
  Json result = Json::array();
  for (const scenarios::Ruling& ruling : rulings) {
    result.push_back({{"principal", ruling.principal},
                      {"action", ruling.action},
                      {"resource", ruling.resource},
                      {"decision", word_of(ruling.outcome)},
                      {"reasons", ruling.reasons},
                      {"open", ruling.open}});
  }
  return result;
}

Json json_of(const std::vector<scenarios::Access>& accesses) {
  Json result = Json::array();
  for (const scenarios::Access& access : accesses) {
    result.push_back(
        {{"from", access.from}, {"to", access.to}, {"witness", json_of(access.witness)}});
  }
  return result;
}

Json json_of(const std::vector<scenarios::Surprise>& surprises) {
  Json result = Json::array();
  for (const scenarios::Surprise& surprise : surprises) {
    result.push_back({{"name", surprise.name}, {"witness", json_of(surprise.witness)}});
  }
  return result;
}

Json json_of(const std::optional<std::size_t>& count) {
  return count ? Json(*count) : Json(nullptr);
}

struct EvidenceJson {
  Json operator()(std::monostate) const { return nullptr; }
  Json operator()(const scenarios::DecisionEvidence& evidence) const {
    return {{"asked", evidence.n_asked}, {"rulings", json_of(evidence.rulings)}};
  }
  Json operator()(const scenarios::PathEvidence& evidence) const {
    return {{"witness", evidence.witness ? json_of(*evidence.witness) : Json(nullptr)},
            {"store", evidence.store.empty() ? Json(nullptr) : Json(evidence.store)},
            {"ways", json_of(evidence.n_ways)}};
  }
  Json operator()(const scenarios::RadiusEvidence& evidence) const {
    return {{"before", json_of(evidence.before)},
            {"now", evidence.now},
            {"certain", evidence.certain},
            {"members", evidence.members},
            {"not_included", json_of(evidence.not_included)},
            {"not_excluded", json_of(evidence.not_excluded)}};
  }
  Json operator()(const scenarios::CheckEvidence& evidence) const {
    return {{"verdict", evidence.verdict}, {"subjects", evidence.subjects}};
  }
  Json operator()(const scenarios::DelegationEvidence& evidence) const {
    return {{"state", evidence.state}, {"zone", evidence.zone}, {"account", evidence.account}};
  }
  Json operator()(const scenarios::ComparisonEvidence& evidence) const {
    return {{"gained", json_of(evidence.gained)},
            {"lost", json_of(evidence.lost)},
            {"undecided", json_of(evidence.undecided)}};
  }
  Json operator()(const scenarios::MembershipEvidence& evidence) const {
    return {{"organization", evidence.organization}, {"ou", evidence.ou}};
  }
  Json operator()(const scenarios::GoldenEvidence& evidence) const {
    return {{"view", evidence.view}, {"file", evidence.file}, {"difference", evidence.difference}};
  }
};

class RunJson {
 public:
  explicit RunJson(const SourceFiles& files) : places_(files) {}

  Json of(const ScenarioRun& run) {
    const scenarios::Scenario& scenario = run.result.scenario;
    Json steps = Json::array();
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
      steps.push_back(of(scenario, scenario.steps[i], run.result.steps[i]));
    }
    return {{"id", scenario.id}, {"title", scenario.title},          {"tags", scenario.tags},
            {"file", run.file},  {"organization", run.organization}, {"steps", std::move(steps)}};
  }

 private:
  Json of(const scenarios::Scenario& scenario, const scenarios::Step& step,
          const scenarios::StepResult& result) {
    Json events = Json::array();
    for (std::size_t i = 0; i < step.events.size(); ++i) {
      events.push_back(of(step.events[i], result.events[i]));
    }
    Json expectations = Json::array();
    for (std::size_t i = 0; i < step.expectations.size(); ++i) {
      expectations.push_back(of(step.expectations[i], result.expectations[i]));
    }
    return {{"name", step.name},
            {"from", step.from ? scenario.steps[*step.from].name : "start"},
            {"events", std::move(events)},
            {"expectations", std::move(expectations)}};
  }

  Json of(const scenarios::EventSpec& event, const scenarios::EventResult& result) {
    return {{"verb", scenarios::row_of(event.verb).name}, {"text", sentence_of(event)},
            {"state", lower_word_of(result.state)},       {"happened", word_of(result.happened)},
            {"rulings", json_of(result.rulings)},         {"refusal", messages(result.refusal)},
            {"problems", messages(result.problems)},      {"where", places_(event.where)}};
  }

  Json of(const scenarios::Expectation& asked, const scenarios::ExpectationResult& result) {
    return {{"id", asked.id},
            {"verb", scenarios::row_of(asked.verb).name},
            {"text", sentence_of(asked)},
            {"state", lower_word_of(result.state)},
            {"severity", word_of(asked.severity)},
            {"because", asked.because},
            {"controls", asked.controls},
            {"evidence", std::visit(EvidenceJson(), result.evidence)},
            {"problems", messages(result.problems)},
            {"where", places_(asked.where)}};
  }

  static Json messages(const Diagnostics& diagnostics) {
    Json result = Json::array();
    for (const Diagnostic& diagnostic : diagnostics) {
      result.push_back({{"code", diagnostic.code}, {"message", diagnostic.message}});
    }
    return result;
  }

  PlaceJson places_;
};

Json summary(const std::vector<ScenarioRun>& runs) {
  const RunCounts counts = counts_of(runs, scenarios::Severity::Informational);
  Json result = {{"total", counts.total()}};
  using scenarios::State;
  for (const State state :
       {State::Pass, State::Fail, State::Unknown, State::Error, State::Skipped, State::Waived}) {
    result[std::string(lower_word_of(state))] = counts.of(state);
  }
  return result;
}

}  // namespace

std::string run_json(const std::vector<ScenarioRun>& runs, const SourceFiles& files) {
  RunJson writer(files);
  Json all = Json::array();
  for (const ScenarioRun& run : runs) {
    all.push_back(writer.of(run));
  }
  const Json report = {
      {"format", "orgsim-run/1"}, {"summary", summary(runs)}, {"scenarios", std::move(all)}};
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io
