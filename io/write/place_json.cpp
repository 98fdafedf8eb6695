#include "io/write/place_json.h"

#include <nlohmann/json.hpp>

namespace orgsim::io {

nlohmann::ordered_json PlaceJson::operator()(SourceLocation where) {
  if (!where.known()) {
    return nullptr;
  }
  return {{"file", files_.name(where.file)},
          {"pointer", pointer(where)},
          {"line", files_.line_column(where).line}};
}

std::string PlaceJson::pointer(SourceLocation where) {
  const auto [found, added] = roots_.try_emplace(where.file);
  if (added) {
    if (auto root = parse_json(files_.text(where.file), where.file)) {
      found->second = std::move(*root);
    }
  }
  return found->second ? pointer_to(*found->second, where) : "";
}

}  // namespace orgsim::io
