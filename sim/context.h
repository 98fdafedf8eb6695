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

/// Gives values to keys that nobody stated, when a condition asks for them.
class KeyResolver {
 public:
  virtual ~KeyResolver() = default;

  /// `key` in lower case.
  virtual KeyValue resolve(std::string_view key) const = 0;
};

/// The request context. Key names compare without regard to case.
/// Source: IAM JSON policy elements: Condition ("The request context").
class Context {
 public:
  /// What a key is that nobody set: absent when the context is complete, else not known.
  explicit Context(bool complete) : complete_(complete) {}

  /// Such a key is what `resolver` says; it must outlive the context.
  explicit Context(const KeyResolver& resolver) : resolver_(&resolver) {}

  void set(std::string_view key, KeyValue value);

  KeyValue at(std::string_view key) const;

  /// The value of a policy variable: nothing if the key is absent or multivalued; `NotKnown` as is.
  KeyValue variable(std::string_view key) const;

 private:
  std::map<std::string, KeyValue, std::less<>> values_;  // By lower-case name.
  bool complete_ = false;
  const KeyResolver* resolver_ = nullptr;
};

}  // namespace orgsim::sim
