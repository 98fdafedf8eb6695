#include "io/builtin.h"

#include <algorithm>

namespace orgsim::io {

std::optional<std::string_view> builtin_file(std::string_view path) {
  const auto files = builtin_files();
  const auto found = std::ranges::lower_bound(files, path, {}, &BuiltinFile::path);
  return found != files.end() && found->path == path ? std::optional(found->text) : std::nullopt;
}

}  // namespace orgsim::io
