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

const KeyValue& Context::at(std::string_view key) const {
  static const KeyValue kAbsent = Absent{};
  static const KeyValue kNotKnown = NotKnown{};
  const auto found = values_.find(to_lower(key));
  if (found != values_.end()) {
    return found->second;
  }
  return complete_ ? kAbsent : kNotKnown;
}

KeyValue Context::variable(std::string_view key) const {
  const KeyValue& value = at(key);
  const Present* present = std::get_if<Present>(&value);
  if (present != nullptr && (present->multivalued || present->values.size() > 1)) {
    return Absent{};
  }
  return value;
}

}  // namespace orgsim::sim
