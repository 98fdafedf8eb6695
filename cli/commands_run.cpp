#include <fmt/format.h>

#include <array>
#include <cstdlib>

#include "cli/commands.h"
#include "cli/diagnostics.h"
#include "cli/output.h"
#include "cli/shared_options.h"
#include "io/load_scenario.h"
#include "io/write/run_json.h"
#include "io/write/run_junit.h"
#include "io/write/run_text.h"
#include "model/organization_builder.h"

namespace orgsim::cli {
namespace {

using scenarios::Severity;
using scenarios::State;

/// Nothing after it said on `err` what cannot be read.
std::optional<std::vector<io::ScenarioPlace>> selected(const Invocation& invocation) {
  if (invocation.positionals().empty()) {
    return io::builtin_scenarios();
  }
  std::vector<io::ScenarioPlace> places;
  for (const std::string& path : invocation.positionals()) {
    auto found = io::find_scenarios(path);
    if (!found) {
      show(invocation, io::SourceFiles(), found.error());
      return std::nullopt;
    }
    places.insert(places.end(), found->begin(), found->end());
  }
  return places;
}

/// The least severity of a failure that fails the run.
Severity gate_of(const Invocation& invocation) {
  const std::string least = invocation.value("fail-on-severity");
  constexpr std::array kWords = {std::pair{std::string_view("low"), Severity::Low},
                                 std::pair{std::string_view("medium"), Severity::Medium},
                                 std::pair{std::string_view("high"), Severity::High},
                                 std::pair{std::string_view("critical"), Severity::Critical}};
  for (const auto& [word, severity] : kWords) {
    if (word == least) {
      return severity;
    }
  }
  return Severity::Informational;
}

ExitCode code_of(const Invocation& invocation, const std::vector<io::ScenarioRun>& runs) {
  const io::RunCounts counts = io::counts_of(runs, gate_of(invocation));
  ExitCode code = counts.total() == 0 ? ExitCode::Unusable : ExitCode::Answered;
  if (counts.of(State::Unknown) > 0) {
    code = worse(code, undecided_code(invocation));
  }
  if (counts.n_gating_failures > 0) {
    code = worse(code, ExitCode::GateFailed);
  }
  return counts.of(State::Error) > 0 ? ExitCode::Unusable : code;
}

Organization at_day(const Organization& organization, Date day) {
  OrganizationBuilder next(organization);
  next.tables().as_of = day;
  return *std::move(next).build();
}

bool updates_goldens() {
  const char* update = std::getenv("UPDATE_GOLDEN");
  return update != nullptr && std::string_view(update) == "1";
}

std::string rendered(const std::vector<io::ScenarioRun>& runs, const io::SourceFiles& files,
                     const ReportStyle& style) {
  if (style.format == "json") {
    return io::run_json(runs, files);
  }
  return style.format == "junit" ? io::junit_xml(io::run_junit(runs, files))
                                 : io::run_text(runs, files, style.paint, style.width);
}

ExitCode run(const Invocation& invocation) {
  const auto places = selected(invocation);
  if (!places) {
    return ExitCode::Unusable;
  }
  if (places->empty()) {
    return invocation.refuse({.message = "no scenario there",
                              .hint = "scenarios are named `scenario.jsonc` or end in "
                                      "`.scenario.jsonc`"});
  }
  const std::vector<std::string> layers = invocation.values("org");
  io::SourceFiles files;
  std::vector<io::ScenarioRun> runs;
  ExitCode code = ExitCode::Answered;
  for (const io::ScenarioPlace& place : *places) {
    auto input = io::load_scenario(place, layers, files);
    if (!input) {
      show(invocation, files, input.error());
      code = ExitCode::Unusable;
      continue;
    }
    if (const auto day = now(invocation)) {
      input->organization = at_day(input->organization, *day);
    }
    say(invocation, fmt::format("playing {}", place.path));
    runs.push_back(io::play(*input, updates_goldens()));
  }
  const ExitCode written = write_reports(
      invocation, [&](const ReportStyle& style) { return rendered(runs, files, style); });
  return worse(worse(code, written), code_of(invocation, runs));
}

}  // namespace

constinit const Command kRun = {
    .name = "run",
    .group = Group::Scenarios,
    .summary = "play scenarios and judge what they expect",
    .arguments = "[SCENARIO|FOLDER ...]",
    .help =
        "Plays each scenario: its steps change the organization, and after each step "
        "what it expects is asked. Folders are searched for `scenario.jsonc` and "
        "`*.scenario.jsonc`. Without arguments the built-in stories are played. A "
        "scenario starts from the organization it names, else from `--org`. "
        "With UPDATE_GOLDEN=1 in the environment the views that scenarios compare with "
        "files are written to them.",
    .examples =
        "orgsim run\n"
        "orgsim run scenarios --report junit:results.xml\n"
        "orgsim run what-if.scenario.jsonc --unknown fail",
    .shared = Shared::Organization | Shared::Output | Shared::Unknown | Shared::Gate,
    .formats = "text|json|junit",
    .max_positionals = 10000,
    .run = run};

}  // namespace orgsim::cli
