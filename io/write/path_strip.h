#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/write/paint.h"

namespace orgsim::io {

/// One step of a path, in words.
struct Hop {
  std::string who;
  std::string verb;  // `assumes`, `updates the code of`.
  std::string whom;
  std::string why;     // What allows it; empty when the verb says it all.
  std::string source;  // `file:line`; empty when the input has no place for it.
};

/// A path, one row per hop: who, verb, whom, why, source. A table where it fits into `width`
/// (nothing: any width), else each hop on lines of its own.
std::string path_strip(const std::vector<Hop>& hops, const Paint& paint,
                       std::optional<std::size_t> width);

}  // namespace orgsim::io
