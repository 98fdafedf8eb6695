#include "sim/context.h"

#include "model/text.h"

namespace orgsim::sim {

void Context::set(std::string_view key, KeyValue value) {
  const Present* present = std::get_if<Present>(&value);
  if (present != nullptr && present->values.empty()) {
    value = Absent{};
  }
  values_.insert_or_assign(to_lower(key), std::move(value));
}

KeyValue Context::at(std::string_view key) const {
  const std::string name = to_lower(key);
  const auto found = values_.find(name);
  if (found != values_.end()) {
    return found->second;
  }
  if (resolver_ != nullptr) {
    return resolver_->resolve(name);
  }
  return complete_ ? KeyValue(Absent{}) : KeyValue(NotKnown{});
}

KeyValue Context::variable(std::string_view key) const {
  KeyValue value = at(key);
  const Present* present = std::get_if<Present>(&value);
  if (present != nullptr && (present->multivalued || present->values.size() > 1)) {
    return Absent{};
  }
  return value;
}

}  // namespace orgsim::sim
