#pragma once

#include <string>
#include <vector>

#include "io/scenario_run.h"
#include "io/source_files.h"

namespace orgsim::io {

/// The runs as JSON, `orgsim-run/1`: scenarios in order of their files, each with its steps, their
/// events and expectations, the evidence of each and where it is written. No clock.
std::string run_json(const std::vector<ScenarioRun>& runs, const SourceFiles& files);

}  // namespace orgsim::io
