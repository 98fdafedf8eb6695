#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/write/paint.h"

namespace orgsim::io {

/// A node of a tree in the order of drawing: its children follow it, one level deeper.
struct TreeLine {
  std::size_t depth = 0;  // 0: a root.
  Line label;
};

/// Draws the nodes with branches, one a line. Any depth: nothing is recursive.
std::string text_tree(const std::vector<TreeLine>& lines, const Paint& paint);

}  // namespace orgsim::io
