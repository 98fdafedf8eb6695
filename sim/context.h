#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace orgsim::sim {

/// The request has no such key; AWS gives that a meaning.
struct Absent {};
/// We do not know whether the request has the key, or with which value.
struct NotKnown {};
/// One value, or the values of a multivalued key; never empty.
struct Present {
  std::vector<std::string> values;
  bool multivalued = false;
};
using KeyValue = std::variant<Absent, NotKnown, Present>;

/// The request context. Key names compare without regard to case.
/// Source: IAM JSON policy elements: Condition ("The request context").
class Context {
 public:
  /// What a key is that nobody set: absent when the context is complete, else not known.
  explicit Context(bool complete) : complete_(complete) {}

  void set(std::string_view key, KeyValue value);

  const KeyValue& at(std::string_view key) const;

  /// The value of a policy variable: nothing if the key is absent or multivalued; `NotKnown` as is.
  KeyValue variable(std::string_view key) const;

 private:
  std::map<std::string, KeyValue, std::less<>> values_;  // By lower-case name.
  bool complete_;
};

}  // namespace orgsim::sim
