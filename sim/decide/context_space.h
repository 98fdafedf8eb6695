#pragma once

#include <span>
#include <vector>

#include "sim/decide/key_cells.h"
#include "sim/decide/recorder.h"

namespace orgsim::sim {

/// Every context that open statements can tell apart: each key that is not known takes a value of
/// every kind, together with the others. Keys with too many kinds stay unknown. There is at least
/// one context.
class ContextSpace {
 public:
  ContextSpace(std::span<const OpenStatement> open, const Request& request);

  std::size_t size() const { return size_; }

  /// Sets the keys to their values in one of the contexts.
  void assume(std::size_t index, Context& context) const;

  /// The keys with their values in one of the contexts.
  std::vector<ContextValue> at(std::size_t index) const;

 private:
  std::vector<KeyCells> keys_;
  std::size_t size_ = 1;
};

}  // namespace orgsim::sim
