#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "io/write/paint.h"

namespace orgsim::io {

/// A node of a tree in the order of drawing: its children follow it, one level deeper.
struct TreeLine {
  std::size_t depth = 0;  // 0: a root.
  Line label;
};

/// Draws the nodes with branches, one a line. Any depth: nothing is recursive. With a `width`, a
/// label that is too long goes on below itself, broken between its pieces where that is possible.
std::string text_tree(const std::vector<TreeLine>& lines, const Paint& paint,
                      std::optional<std::size_t> width = std::nullopt);

}  // namespace orgsim::io
