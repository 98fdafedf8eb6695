#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/decide/pattern.h"

namespace orgsim::sim {

/// A text for every satisfiable combination of patterns that match it and patterns that do not:
/// the product automaton of the patterns, searched breadth first. Nothing when that has too many
/// states. Patterns in `folded` are in lower case and matched without regard to case.
std::optional<std::vector<std::string>> text_cells(
    std::span<const std::vector<PatternToken>> patterns,
    std::span<const std::vector<PatternToken>> folded);

}  // namespace orgsim::sim
