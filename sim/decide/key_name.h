#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/text.h"

namespace orgsim::sim {

/// The name of a condition key, in lower case and with its hash, so that looking one up costs a
/// comparison of numbers. Names compare without regard to case, the part behind `/` included.
/// Source: IAM JSON policy elements: Condition.
class KeyName {
 public:
  KeyName() = default;
  explicit KeyName(std::string_view name) : text_(to_lower(name)), hash_(hash_of(text_)) {}

  const std::string& text() const { return text_; }
  std::uint64_t hash() const { return hash_; }

  friend bool operator==(const KeyName& left, const KeyName& right) {
    return left.hash_ == right.hash_ && left.text_ == right.text_;
  }

 private:
  static constexpr std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a.
    for (const char c : text) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
    return hash;
  }

  std::string text_;  // Invariant: in lower case, and `hash_` is its hash.
  std::uint64_t hash_ = hash_of("");
};

}  // namespace orgsim::sim
