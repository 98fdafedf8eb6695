#include <array>

#include "cli/commands.h"

namespace orgsim::cli {

std::span<const Command* const> commands() {
  static constexpr std::array kCommands = {
      &kRun,         &kCan,    &kWhoCan,     &kPaths,   &kBlastRadius, &kChokePoints,
      &kEscalations, &kComply, &kEvaluate,   &kShow,    &kGraph,       &kValidate,
      &kInit,        &kSchema, &kCompletion, &kVersion, &kHelp};
  return kCommands;
}

}  // namespace orgsim::cli
