#pragma once

#include <vector>

#include "io/scenario_run.h"
#include "io/source_files.h"
#include "io/write/junit.h"

namespace orgsim::io {

/// A suite for each scenario, a case for each expectation and for each event that did not come out
/// as declared. What is undecided is an error of type `unknown`; what is waived is skipped.
JunitReport run_junit(const std::vector<ScenarioRun>& runs, const SourceFiles& files);

}  // namespace orgsim::io
