#pragma once

#include <vector>

#include "sim/decide/open_keys.h"

namespace orgsim::sim {

/// One value of a key for every kind of value that its conditions tell apart, absence included; no
/// values when they are too many to try, or cannot be told.
struct KeyCells {
  KeyName key;
  std::vector<KeyValue> values;
};

KeyCells key_cells(const OpenKey& key, const Context& context);

}  // namespace orgsim::sim
