#pragma once

#include "cli/command.h"

namespace orgsim::cli {

// One file each, `cli/commands_<name>.cpp`; the rows are in `cli/command_table.cpp`.
extern constinit const Command kBlastRadius;
extern constinit const Command kCan;
extern constinit const Command kCompletion;
extern constinit const Command kComply;
extern constinit const Command kChokePoints;
extern constinit const Command kEscalations;
extern constinit const Command kEvaluate;
extern constinit const Command kGraph;
extern constinit const Command kHelp;
extern constinit const Command kInit;
extern constinit const Command kPaths;
extern constinit const Command kRun;
extern constinit const Command kSchema;
extern constinit const Command kShow;
extern constinit const Command kValidate;
extern constinit const Command kVersion;
extern constinit const Command kWhoCan;

}  // namespace orgsim::cli
