#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/read/aws_cli/json_slice.h"
#include "io/read/json_value.h"

namespace orgsim::io {

/// A member of the outermost object, its value not looked into.
struct TopLevelMember {
  std::string key;
  JsonSlice value;
};

/// Reads machine-written JSON several times faster than `parse_json`, with the same result. What it
/// cannot read it hands to `parse_json`, which says why. Keeps its buffers from text to text.
class FastJson {
 public:
  FastJson();
  FastJson(FastJson&&) noexcept;
  FastJson& operator=(FastJson&&) noexcept;
  ~FastJson();

  Result<JsonValue> parse(const JsonSlice& slice);

  /// Nothing unless the slice is an object and well formed as far as that shows from outside.
  std::optional<std::vector<TopLevelMember>> top_level(const JsonSlice& slice);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

/// The whole value, object or string, that begins at `offset` of the slice.
JsonSlice value_at(const JsonSlice& slice, std::size_t offset);

}  // namespace orgsim::io
