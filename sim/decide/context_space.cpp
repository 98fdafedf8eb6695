#include "sim/decide/context_space.h"

#include <utility>

#include "sim/decide/open_keys.h"

namespace orgsim::sim {
namespace {

/// More contexts than these are not tried.
constexpr std::size_t kMostContexts = 4096;

}  // namespace

ContextSpace::ContextSpace(std::span<const OpenStatement> open, const Request& request) {
  for (const OpenKey& key : open_keys(open, request)) {
    KeyCells cells = key_cells(key, request.context);
    if (!cells.values.empty() && size_ * cells.values.size() <= kMostContexts) {
      size_ *= cells.values.size();
      keys_.push_back(std::move(cells));
    }
  }
}

void ContextSpace::assume(std::size_t index, Context& context) const {
  for (const KeyCells& key : keys_) {
    context.set(key.key.text(), key.values[index % key.values.size()]);
    index /= key.values.size();
  }
}

std::vector<ContextValue> ContextSpace::at(std::size_t index) const {
  std::vector<ContextValue> result;
  result.reserve(keys_.size());
  for (const KeyCells& key : keys_) {
    result.push_back({key.key.text(), key.values[index % key.values.size()]});
    index /= key.values.size();
  }
  return result;
}

}  // namespace orgsim::sim
