#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace orgsim {

/// Finds records of a table by a text of theirs that never changes, in constant time. Holds hashes
/// and positions, no text, so that it stays right when a snapshot clones the table; whoever asks
/// passes `key_of`, which gives the text at a position. A text may belong to several positions.
class LookupTable {
 public:
  /// How many records were added; the next one has this position.
  std::size_t size() const { return hashes_.size(); }

  /// Adds the record at position `size()`.
  void append(std::string_view key) {
    hashes_.push_back(hash(key));
    if (slots_.size() < 2 * hashes_.size()) {
      grow();
    } else {
      place(hashes_.size() - 1);
    }
  }

  /// The first position in table order whose text is `key` and which `accept` takes.
  template <class KeyOf, class Accept>
  std::optional<std::size_t> find(std::string_view key, KeyOf key_of, Accept accept) const {
    if (slots_.empty()) {
      return std::nullopt;
    }
    const std::uint32_t wanted = hash(key);
    for (std::size_t slot = first_slot(wanted); slots_[slot] != 0; slot = next(slot)) {
      const std::size_t position = slots_[slot] - 1;
      if (hashes_[position] == wanted && key_of(position) == key && accept(position)) {
        return position;
      }
    }
    return std::nullopt;
  }

 private:
  static std::uint32_t hash(std::string_view key) {
    const std::size_t full = std::hash<std::string_view>()(key);
    return static_cast<std::uint32_t>(full ^ (full >> 32));
  }
  std::size_t first_slot(std::uint32_t hashed) const { return hashed & (slots_.size() - 1); }
  std::size_t next(std::size_t slot) const { return (slot + 1) & (slots_.size() - 1); }

  void place(std::size_t position) {
    std::size_t slot = first_slot(hashes_[position]);
    while (slots_[slot] != 0) {
      slot = next(slot);
    }
    slots_[slot] = static_cast<std::uint32_t>(position + 1);
  }

  void grow() {
    slots_.assign(slots_.empty() ? 16 : 4 * slots_.size(), 0);
    for (std::size_t position = 0; position < hashes_.size(); ++position) {
      place(position);  // In table order, so that equal texts stay in it.
    }
  }

  std::vector<std::uint32_t> hashes_;
  std::vector<std::uint32_t> slots_;  // Position plus one; 0 is free. A power of two, half empty.
};

}  // namespace orgsim
