#pragma once

#include "cli/command.h"
#include "sim/decide/assumptions.h"

namespace orgsim::cli {

/// Why a value of `--assume` is wrong; empty: it is not.
std::string assume_problem(std::string_view text);

/// `--assume NAME=yes` or `NAME=no`: takes otherwise what AWS's documentation does not settle.
inline constexpr Option kAssume = {
    .name = "assume",
    .argument = "NAME=ANSWER",
    .help = "take otherwise what AWS does not document, `yes` or `no`; docs/SEMANTICS.md has names",
    .repeatable = true,
    .problem = assume_problem};

/// How the command line takes what is not settled.
sim::Assumptions assumptions(const Invocation& invocation);

}  // namespace orgsim::cli
