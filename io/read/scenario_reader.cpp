#include "io/read/scenario_reader.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "io/read/scenario_parts.h"
#include "io/read/scenario_variables.h"
#include "model/text.h"

namespace orgsim::io {
namespace {

using scenarios::Scenario;
using scenarios::Step;

const std::vector<std::string> kMembers = {"$schema", "version",     "id",   "title",
                                           "tags",    "description", "vars", "organization",
                                           "context", "unknown",     "steps"};
const std::vector<std::string> kStepMembers = {"name", "description", "from", "do", "expect"};

class ScenarioReader {
 public:
  explicit ScenarioReader(const JsonValue& json) : json_(json) {}

  Result<Scenario> read() {
    JsonCursor file(json_, "scenario", diagnostics_);
    head(file);
    for (const JsonMember& member : json_.members) {
      if (std::ranges::find(kMembers, member.key) == kMembers.end()) {
        report_unknown(member, "the scenario", kMembers, diagnostics_);
      }
    }
    if (const JsonValue* steps = file.member("steps", JsonKind::Array)) {
      const JsonValue substituted = with_variables(*steps, variables_, diagnostics_);
      for (const JsonValue& step : substituted.items) {
        scenario_.steps.push_back(this->step(step));
      }
    }
    if (scenario_.steps.empty() && json_.kind == JsonKind::Object) {
      error("E1103", "a scenario without steps", json_.where);
    }
    if (has_errors(diagnostics_)) {
      std::ranges::stable_sort(diagnostics_, {}, &Diagnostic::where);
      return std::unexpected(std::move(diagnostics_));
    }
    return std::move(scenario_);
  }

 private:
  void head(JsonCursor& file) {
    scenario_.where = json_.where;
    if (const JsonValue* version = file.member("version");
        version == nullptr || version->text != "1") {
      error("E1103", "a scenario states its version",
            version == nullptr ? json_.where : version->where, "write `\"version\": 1`");
    }
    scenario_.id = file.required_text("id");
    scenario_.title = file.required_text("title");
    scenario_.description = file.text("description");
    scenario_.tags = file.strings("tags").value_or(std::vector<std::string>());
    variables_ = file.texts("vars");
    if (const JsonValue* organization = file.member("organization", JsonKind::Object)) {
      JsonCursor cursor(*organization, "organization", diagnostics_);
      scenario_.organization = cursor.required_text("from");
      for (const JsonMember* member : cursor.not_read()) {
        report_unknown(*member, "`organization`", {"from"}, diagnostics_);
      }
    }
    if (const JsonValue* context = file.member("context", JsonKind::Object)) {
      scenario_.context =
          read_context(with_variables(*context, variables_, diagnostics_), diagnostics_);
    }
    if (const JsonValue* unknown = file.member("unknown", JsonKind::String)) {
      scenario_.unknown =
          read_unknown_policy(*unknown, diagnostics_).value_or(scenarios::UnknownPolicy::Report);
    }
  }

  Step step(const JsonValue& json) {
    Step step{.where = json.where};
    JsonCursor cursor(json, "step", diagnostics_);
    step.name = cursor.required_text("name");
    step.description = cursor.text("description");
    start(cursor, step);
    cursor.each_item("do", [&](const JsonValue& event) {
      if (auto read = read_event(event, diagnostics_)) {
        step.events.push_back(std::move(*read));
      }
    });
    cursor.each_item("expect", [&](const JsonValue& expectation) {
      if (auto read = read_expectation(expectation, diagnostics_)) {
        unique_id(*read);
        check_steps_of(*read);
        step.expectations.push_back(std::move(*read));
      }
    });
    for (const JsonMember* member : cursor.not_read()) {
      report_unknown(*member, "a step", kStepMembers, diagnostics_);
    }
    return step;
  }

  void start(JsonCursor& cursor, Step& step) {
    const JsonValue* from = cursor.member("from", JsonKind::String);
    if (from == nullptr) {
      if (!scenario_.steps.empty()) {
        step.from = scenario_.steps.size() - 1;
      }
    } else if (from->text != "start") {
      step.from = earlier_step(from->text, from->where);
    }
    const bool taken = step.name == "start" || step_named(step.name).has_value();
    if (taken) {
      error("E1126", "second step `" + step.name + "`", step.where,
            step.name == "start" ? "`start` is the untouched organization" : "");
    }
  }

  std::optional<std::size_t> step_named(const std::string& name) const {
    const auto found = std::ranges::find(scenario_.steps, name, &Step::name);
    return found == scenario_.steps.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - scenario_.steps.begin()));
  }

  std::optional<std::size_t> earlier_step(const std::string& name, SourceLocation where) {
    const auto found = step_named(name);
    if (!found) {
      std::vector<std::string> names = {"start"};
      names.reserve(scenario_.steps.size() + 1);
      for (const Step& step : scenario_.steps) {
        names.push_back(step.name);
      }
      const auto near = nearest(name, names);
      error("E1125", "no earlier step `" + name + "`", where,
            near ? "did you mean `" + *near + "`?" : "");
    }
    return found;
  }

  /// Comparisons name a step, which must come before.
  void check_steps_of(const scenarios::Expectation& expectation) {
    for (const std::string_view member : {"since", "as"}) {
      const auto* name = expectation.arguments.find<std::string>(member);
      if (name != nullptr && *name != "start") {
        earlier_step(*name, expectation.where);
      }
    }
  }

  void unique_id(const scenarios::Expectation& expectation) {
    if (!expectation.id.empty() && !ids_.insert(expectation.id).second) {
      error("E1126", "second expectation with id `" + expectation.id + "`", expectation.where);
    }
  }

  void error(std::string code, std::string message, SourceLocation where, std::string hint = "") {
    diagnostics_.push_back({.code = std::move(code),
                            .message = std::move(message),
                            .hint = std::move(hint),
                            .where = where});
  }

  const JsonValue& json_;
  Scenario scenario_;
  std::map<std::string, std::string> variables_;
  std::set<std::string> ids_;
  Diagnostics diagnostics_;
};

}  // namespace

Result<Scenario> read_scenario(const JsonValue& json) { return ScenarioReader(json).read(); }

}  // namespace orgsim::io
