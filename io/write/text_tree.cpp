#include "io/write/text_tree.h"

namespace orgsim::io {
namespace {

/// For each line, whether no sibling follows it. Read from the end: a level is open while one of
/// its nodes was seen below and no shallower one since.
std::vector<bool> are_last(const std::vector<TreeLine>& lines) {
  std::vector<bool> last(lines.size());
  std::vector<bool> open;
  for (std::size_t i = lines.size(); i-- > 0;) {
    open.resize(lines[i].depth + 1, false);
    last[i] = !open[lines[i].depth];
    open[lines[i].depth] = true;
  }
  return last;
}

}  // namespace

std::string text_tree(const std::vector<TreeLine>& lines, const Paint& paint) {
  const std::vector<bool> last = are_last(lines);
  std::vector<bool> ended;  // By depth, of the ancestors of the current line.
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t depth = lines[i].depth;
    ended.resize(depth + 1);
    ended[depth] = last[i];
    for (std::size_t level = 1; level < depth; ++level) {
      text += ended[level] ? "   " : "│  ";
    }
    if (depth > 0) {
      text += last[i] ? "└─ " : "├─ ";
    }
    text += paint(lines[i].label) + "\n";
  }
  return text;
}

}  // namespace orgsim::io
