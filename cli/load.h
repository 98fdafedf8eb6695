#pragma once

#include <optional>

#include "cli/command.h"
#include "io/load_organization.h"
#include "io/source_files.h"
#include "model/organization.h"

namespace orgsim::cli {

/// The organization that a command asks about, and the texts it was read from.
struct Loaded {
  io::SourceFiles files;
  Organization organization;
  /// The day to judge at: `--now`, else the organization's, else today.
  Date now;
  /// What loading alone ends with: `Unusable` with `--strict` when something is not modelled.
  ExitCode code = ExitCode::Answered;
};

/// How `--org-format` and `--allow-partial` ask to read.
io::LoadOptions load_options(const Invocation& invocation);

/// Reads what `--org` names. Nothing after it said on `err` why the input cannot be used.
std::optional<Loaded> load(const Invocation& invocation);
std::optional<Loaded> load(const Invocation& invocation, const io::LoadOptions& options);

}  // namespace orgsim::cli
