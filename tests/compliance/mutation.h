#pragma once

#include <functional>
#include <string>
#include <vector>

#include "io/read/json_value.h"
#include "model/organization.h"

namespace orgsim::compliance {

/// One change of an organization file: the value at a path is replaced, deleted, gets an item, or
/// loses one. A segment `key=value` picks the item of a list whose member `key` has that value.
struct Edit {
  enum class Kind { Set, Remove, Append, Without };

  std::vector<std::string> path;
  Kind kind = Kind::Set;
  io::JsonValue value;
};

/// A change with exactly the verdicts that it turns.
struct Mutation {
  std::string name;
  std::vector<Edit> edits;
  std::vector<std::string> fails;
  std::vector<std::string> cannot_tell;
  std::vector<std::string> not_applicable;
  std::vector<std::string> holds;  // Checks that must pass all the same.
};

/// The mutations of a file beside the tests.
std::vector<Mutation> read_mutations(const std::string& file);

/// The built-in organization after `rewrite` changed its text.
Organization rewritten(const std::function<void(io::JsonValue&)>& rewrite);

/// Makes the change in the text of an organization.
void apply(io::JsonValue& root, const Edit& edit);

/// The built-in organization with the changes.
Organization mutated(const std::vector<Edit>& edits);

}  // namespace orgsim::compliance
