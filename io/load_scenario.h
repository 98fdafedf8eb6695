#pragma once

#include <span>
#include <string>
#include <vector>

#include "io/scenario_run.h"
#include "io/source_files.h"
#include "model/organization.h"
#include "model/result.h"

namespace orgsim::io {

/// Where a scenario is: a file, or one that is part of the program.
struct ScenarioPlace {
  std::string path;
  bool builtin = false;
};

/// A scenario with the organization that it starts from.
struct ScenarioInput {
  ScenarioPlace place;
  scenarios::Scenario scenario;
  Organization organization;
  std::string organization_name;
};

/// The scenario files below a folder (`scenario.jsonc`, `*.scenario.jsonc`), sorted by path, or the
/// one file; an error when there is no such file or folder.
Result<std::vector<ScenarioPlace>> find_scenarios(const std::string& path);

/// The stories of the program, sorted by path.
std::vector<ScenarioPlace> builtin_scenarios();

/// Reads a scenario and its organization; a scenario that names none starts from what `layers`
/// name. Every problem of both is returned.
Result<ScenarioInput> load_scenario(const ScenarioPlace& place, std::span<const std::string> layers,
                                    SourceFiles& files);

/// Plays it. Views are compared with the files beside the scenario, or with `update` written there;
/// those of a built-in scenario are skipped, as it has no files beside it.
ScenarioRun play(const ScenarioInput& input, bool update);

}  // namespace orgsim::io
