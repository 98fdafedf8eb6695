#include "io/write/markdown.h"

#include "io/write/escape.h"

namespace orgsim::io {

std::string markdown_row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) {
    line += " " + for_markdown_cell(cell) + " |";
  }
  return line + "\n";
}

std::string markdown_head(const std::vector<std::string>& titles) {
  std::string rule = "|";
  for (std::size_t i = 0; i < titles.size(); ++i) {
    rule += "---|";
  }
  return markdown_row(titles) + rule + "\n";
}

}  // namespace orgsim::io
