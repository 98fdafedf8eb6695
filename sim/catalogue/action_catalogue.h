#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/catalogue/arn_formats.h"
#include "sim/decide/action_set.h"
#include "sim/decide/action_tables.h"
#include "sim/decide/truth.h"

namespace orgsim::sim {

/// A resource type of a service, e.g. `bucket` of `s3`.
struct ResourceType {
  std::string_view service;
  std::string_view name;
};

/// A resource type that an action works on.
struct ActionResource {
  ResourceTypeId type{};
  bool required = false;  // Of the types that are not required a request has some, or none.
};

/// What AWS lists about the actions of its services, as of `date()`. It only ever adds knowledge:
/// an action, key or ARN that it does not list is newer or misspelt, and the answer is nothing or
/// `Unknown`, never an error. Policies are matched as text, without the catalogue.
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS
/// services".
class ActionCatalogue {
 public:
  /// The catalogue that the program holds; read when first asked for, by one thread only.
  static const ActionCatalogue& builtin();

  explicit ActionCatalogue(ActionTables tables);

  /// The day of the facts, e.g. `2026-09-26`.
  std::string_view date() const { return tables_.date; }
  /// Where the facts come from: the package and its version.
  std::string_view source() const { return tables_.source; }

  /// All actions.
  ActionRange actions() const;
  /// The actions of one service by its prefix, e.g. `s3`; empty if there is no such service.
  ActionRange actions_of_service(std::string_view prefix) const;
  /// The services, sorted by prefix with a colon behind it, as their actions are.
  std::span<const ServiceRow> services() const { return tables_.services; }

  /// The action with this name, e.g. `s3:GetObject`, whatever the case.
  std::optional<ActionId> find(std::string_view service_colon_action) const;

  /// The actions that a pattern of an `Action` element names. `*` and `*:*` name all, a text
  /// without colon none.
  ActionSet matching(std::string_view pattern) const;

  /// The name as AWS spells it, e.g. `s3:GetObject`.
  std::string_view name(ActionId action) const;
  std::string_view service(ActionId action) const;
  AccessLevel access_level(ActionId action) const;

  /// Whether the action has no resource types, so that its requests have the resource `*`.
  bool is_wildcard_only(ActionId action) const;
  std::vector<ActionResource> resource_types(ActionId action) const;

  /// The condition keys that AWS lists for the action or for its resource types, sorted by name;
  /// `*` stands for a tag key and the like. Keys that are there whatever the action are not among
  /// them.
  std::vector<std::string_view> condition_keys(ActionId action) const;

  /// The row of a condition key, whatever the case, `aws:RequestTag/env` being one of
  /// `aws:RequestTag/*`; nothing for a key that the catalogue does not list.
  std::optional<ConditionKeyId> find_key(std::string_view key) const;

  /// Whether a request for the action can hold a condition key at all; with `only`, whether it can
  /// where this one of the action's resources is evaluated, as AWS does each on its own. `Unknown`
  /// where AWS's lists of the action and of its resource types disagree, and for keys that sessions
  /// or some services have without AWS listing it. Tags of the request are only where AWS lists
  /// them for the action.
  /// Source: IAM User Guide, "AWS global condition context keys"; Service Authorization Reference,
  /// "The actions table" ("Condition keys").
  Truth may_have_key(ActionId action, ConditionKeyId key,
                     std::optional<ResourceTypeId> only = std::nullopt) const;

  /// The same by name; `Unknown` for a key that the catalogue does not list.
  Truth may_have_key(ActionId action, std::string_view key,
                     std::optional<ResourceTypeId> only = std::nullopt) const;

  /// Whether requests for the action, named in lower case, hold `aws:ResourceAccount`,
  /// `aws:ResourceOrgID` and `aws:ResourceOrgPaths`; yes for actions that AWS does not list.
  /// Source: IAM User Guide, "AWS global condition context keys" ("aws:ResourceAccount").
  static bool has_resource_account(std::string_view lower_action);

  /// Whether the key can have several values; `Unknown` for a key that the catalogue does not list.
  Truth is_multivalued(std::string_view key) const;
  /// Nothing for a key that the catalogue does not list.
  std::optional<KeyType> key_type(std::string_view key) const;

  ResourceType resource_type(ResourceTypeId type) const;

  /// The resource types whose ARN format fits best, which is the one with the most literal text,
  /// and among equals that of the service in the ARN. Several if AWS's formats do not tell them
  /// apart.
  std::vector<ResourceTypeId> resource_types_of(std::string_view arn) const;

  /// The one resource type of an ARN; nothing if none or several fit.
  std::optional<ResourceTypeId> resource_type_of(std::string_view arn) const;

  /// Which of the action's own resource types the ARN has; the first of several that fit equally.
  /// Nothing if the action does not work on such a resource.
  std::optional<ResourceTypeId> resource_type_of(ActionId action, std::string_view arn) const;

  /// Whether ARNs of the type name a Region.
  bool has_region(ResourceTypeId type) const { return formats_.has_region(type); }

 private:
  const ActionRow& row(ActionId action) const;
  const TypeRow& row(ResourceTypeId type) const;
  const KeyRow& row(ConditionKeyId key) const;
  std::string_view lower_name(const ActionRow& action) const;
  ActionRange starting_with(std::string_view lower_prefix) const;
  Truth use_lists(const UseRow& use, ConditionKeyId key) const;
  bool lists(Slice keys, ConditionKeyId key) const;

  ActionTables tables_;
  std::vector<ConditionKeyId> sorted_keys_;  // By lower-case name.
  std::vector<ConditionKeyId> templates_;    // Keys with a placeholder, the most literal first.
  ArnFormats formats_;
};

}  // namespace orgsim::sim
