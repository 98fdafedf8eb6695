#pragma once

#include <string>
#include <vector>

namespace orgsim::io {

/// A row of a Markdown table; every cell is made safe for one.
std::string markdown_row(const std::vector<std::string>& cells);

/// The titles and the line below them.
std::string markdown_head(const std::vector<std::string>& titles);

}  // namespace orgsim::io
