#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/scenario_run.h"
#include "io/source_files.h"
#include "io/write/paint.h"

namespace orgsim::io {

/// The runs as stories: the steps as a tree, then each with what happens and what must hold, and
/// the way where there is one to see. `files` are those the scenarios were read from.
std::string run_text(const std::vector<ScenarioRun>& runs, const SourceFiles& files,
                     const Paint& paint, std::optional<std::size_t> width);

}  // namespace orgsim::io
