#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "cli/command.h"
#include "model/time.h"

namespace orgsim::cli {

/// The options of one subject, in the order of help.
std::span<const Option> shared_options(Shared one);

/// The subjects in the order of help, the options that every command takes last.
std::span<const Shared> shared_subjects();

/// The day that `--now` names.
std::optional<Date> now(const Invocation& invocation);

/// How many threads to use; at least one.
std::size_t jobs(const Invocation& invocation);

/// What an answer that stays open ends with: `--unknown report|fail|pass`.
ExitCode undecided_code(const Invocation& invocation);

}  // namespace orgsim::cli
