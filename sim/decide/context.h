#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/decide/key_name.h"

namespace orgsim::sim {

/// The request has no such key; AWS gives that a meaning.
struct Absent {
  friend bool operator==(Absent, Absent) = default;
};
/// Whether a key is of the kind that holds one value, or of the kind that may hold several.
enum class Cardinality { Unsaid, One, Several };

/// We do not know whether the request has the key, or with which value.
struct NotKnown {
  /// What it is not: a text, all that begin with one that ends in `/`, or absent (an empty text).
  std::vector<std::string> never;
  Cardinality cardinality = Cardinality::Unsaid;

  bool excludes(std::string_view text) const;
  friend bool operator==(const NotKnown&, const NotKnown&) = default;
};
/// One value, or the values of a multivalued key; never empty.
struct Present {
  std::vector<std::string> values;
  bool multivalued = false;

  /// Whether the key holds several values, or is of the kind that may.
  bool many() const { return multivalued || values.size() > 1; }
  friend bool operator==(const Present&, const Present&) = default;
};
using KeyValue = std::variant<Absent, NotKnown, Present>;

/// Gives values to keys that nobody stated, when a condition asks for them.
class KeyResolver {
 public:
  virtual ~KeyResolver() = default;

  /// `key` in lower case. Asked at most once for a key by each context.
  virtual KeyValue resolve(std::string_view key) const = 0;
};

/// The request context. Key names compare without regard to case. Answers of a resolver are kept,
/// so one context serves one thread.
/// Source: IAM JSON policy elements: Condition ("The request context").
class Context {
 public:
  /// What a key is that nobody set: absent when the context is complete, else not known.
  explicit Context(bool complete) : complete_(complete) {}

  /// Such a key is what `resolver` says; it must outlive the context.
  explicit Context(const KeyResolver& resolver) : resolver_(&resolver) {}

  /// Replaces what was set before. A list without values makes the key absent.
  void set(std::string_view key, KeyValue value);

  /// The reference lives until the next `set`.
  const KeyValue& at(const KeyName& key) const {
    for (const Entry& entry : stated_) {
      if (entry.key == key) {
        return entry.value;
      }
    }
    return unstated(key);
  }
  const KeyValue& at(std::string_view key) const { return at(KeyName(key)); }

  /// The value of a policy variable: as the key, but absent if it is multivalued.
  /// Source: IAM User Guide, "IAM policy elements: Variables and tags".
  const KeyValue& variable(const KeyName& key) const;

 private:
  struct Entry {
    KeyName key;
    KeyValue value;
  };

  const KeyValue& unstated(const KeyName& key) const;

  std::vector<Entry> stated_;
  bool complete_ = false;
  const KeyResolver* resolver_ = nullptr;
  mutable std::vector<std::shared_ptr<const Entry>> resolved_;
};

}  // namespace orgsim::sim
