#pragma once

#include <iosfwd>

#include "io/read/policy_reader.h"
#include "sim/decide/assumptions.h"

namespace orgsim::io {

/// Decides each line of `cases` and writes one answer a line, in order. Blank lines are skipped. An
/// unreadable line is answered with its `error`; `mode` says what of policies is unreadable.
/// Returns whether every line could be read.
bool evaluate_cases(std::istream& cases, std::ostream& answers,
                    const sim::Assumptions& assumptions = {},
                    PolicyMode mode = PolicyMode::Tolerant);

}  // namespace orgsim::io
