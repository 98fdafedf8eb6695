#include "sim/decide/context.h"

#include <algorithm>

namespace orgsim::sim {
namespace {

const KeyValue kAbsent = Absent{};
const KeyValue kNotKnown = NotKnown{};

}  // namespace

bool NotKnown::excludes(std::string_view text) const {
  return std::ranges::any_of(never, [&](const std::string& each) {
    return each.ends_with('/') ? text.starts_with(each) : text == each;
  });
}

void Context::set(std::string_view key, KeyValue value) {
  const Present* present = std::get_if<Present>(&value);
  if (present != nullptr && present->values.empty()) {
    value = Absent{};
  }
  KeyName name(key);
  const auto found = std::ranges::find(stated_, name, &Entry::key);
  if (found != stated_.end()) {
    found->value = std::move(value);
  } else {
    stated_.push_back({std::move(name), std::move(value)});
  }
}

const KeyValue& Context::unstated(const KeyName& key) const {
  if (resolver_ == nullptr) {
    return complete_ ? kAbsent : kNotKnown;
  }
  for (const auto& entry : resolved_) {
    if (entry->key == key) {
      return entry->value;
    }
  }
  KeyValue value = resolver_->resolve(key.text());
  const Present* present = std::get_if<Present>(&value);
  if (present != nullptr && present->values.empty()) {
    value = Absent{};
  }
  resolved_.push_back(std::make_shared<const Entry>(key, std::move(value)));
  return resolved_.back()->value;
}

const KeyValue& Context::variable(const KeyName& key) const {
  const KeyValue& value = at(key);
  const Present* present = std::get_if<Present>(&value);
  const NotKnown* unknown = std::get_if<NotKnown>(&value);
  const bool many = (present != nullptr && present->many()) ||
                    (unknown != nullptr && unknown->cardinality == Cardinality::Several);
  return many ? kAbsent : value;
}

}  // namespace orgsim::sim
