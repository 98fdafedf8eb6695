#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/decide/action_set.h"

namespace orgsim::sim {

/// AWS's classes of actions. What AWS lists as "Permissions management, Write" or "Tagging, Write"
/// has the first name, the more telling one.
/// Source: Service Authorization Reference, "Access levels in policy summaries".
enum class AccessLevel : std::uint8_t { List, Read, Write, PermissionsManagement, Tagging };

/// The data type of a condition key's values.
enum class KeyType : std::uint8_t { String, Arn, Bool, Numeric, Date, IpAddress };

enum class ResourceTypeId : std::uint16_t {};
enum class ConditionKeyId : std::uint16_t {};

/// When a request can hold a key.
enum class KeyPresence : std::uint8_t {
  AnyAction,     // A property of the caller, the network or the request, whatever the action.
  SomeServices,  // The same, but of services that the catalogue does not list.
  Tags,          // Tags of the request or the resource: where an action or a type lists it.
  Listed,        // A service's own key: where an action or a type lists it.
  Unlisted,      // A service documents the key, but no action of the catalogue lists it.
  Foreign,  // Not named after a service: claims of identity providers, which sessions may keep.
};

/// Some neighbouring elements of a table.
struct Slice {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

template <class T>
std::span<const T> slice_of(const std::vector<T>& table, Slice slice) {
  return std::span(table).subspan(slice.begin, slice.end - slice.begin);
}

struct ServiceRow {
  std::string_view prefix;
  std::string_view name;
  ActionRange actions;
  Slice types;  // Of `ActionTables::types`.
};

struct KeyRow {
  std::string name;   // As AWS spells it, `*` for a placeholder.
  std::string lower;  // The same in lower case.
  KeyType type = KeyType::String;
  bool multivalued = false;
  KeyPresence presence = KeyPresence::Listed;
};

struct TypeRow {
  std::string_view name;
  std::uint16_t service = 0;
  std::string_view formats;  // ARNs without `arn:PARTITION:`, with `*`, separated by commas.
  Slice keys;                // Of `ActionTables::key_lists`.
};

/// A resource type of an action.
struct UseRow {
  ResourceTypeId type{};
  bool required = false;
  bool lists_keys = false;  // Whether AWS names the keys for this action and type.
  Slice keys;               // Those keys; of `ActionTables::key_lists`.
};

struct ActionRow {
  Slice name;  // Of `ActionTables::names`.
  std::uint16_t service = 0;
  AccessLevel level = AccessLevel::List;
  Slice uses;  // Of `ActionTables::uses`.
  Slice keys;  // Of `ActionTables::key_lists`: those of the action, whatever the resource.
};

/// The action catalogue as it is written, in tables that refer to each other by position.
struct ActionTables {
  std::string_view date;
  std::string_view source;
  std::vector<ServiceRow> services;
  std::vector<KeyRow> keys;
  std::vector<TypeRow> types;
  std::vector<UseRow> uses;
  std::vector<ActionRow> actions;
  std::vector<ConditionKeyId> key_lists;
  std::string names;        // All `service:action`, one after the other.
  std::string lower_names;  // The same in lower case.
};

/// Reads the format that `script/update-action-catalogue` writes and describes. The texts must
/// outlive the tables. A line that is not of the format is a fault of the program, not of its
/// input.
ActionTables parse_action_tables(std::span<const std::string_view> texts);

/// The texts of `sim/catalogue/data/action_catalogue.*.txt`.
std::span<const std::string_view> action_catalogue_texts();

}  // namespace orgsim::sim
