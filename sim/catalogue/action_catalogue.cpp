#include "sim/catalogue/action_catalogue.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "model/sort_distinct.h"
#include "model/text.h"

namespace orgsim::sim {
namespace {

std::string_view text_of(const std::string& texts, Slice slice) {
  return std::string_view(texts).substr(slice.begin, slice.end - slice.begin);
}

/// The text before the first placeholder or wildcard.
std::string_view literal_prefix(std::string_view pattern) {
  return pattern.substr(0, pattern.find_first_of("*?"));
}

/// Actions whose requests hold none of `aws:ResourceAccount`, `aws:ResourceOrgID` and
/// `aws:ResourceOrgPaths`. `events:PutEvents` is left out: only targets configured before March
/// 2023 lack the keys. Source: IAM User Guide, "AWS global condition context keys"
/// ("aws:ResourceAccount").
constexpr auto kWithoutResourceAccount = std::to_array<std::string_view>(
    {"auditmanager:updateassessmentframeworkshare", "detective:acceptinvitation",
     "ds:acceptshareddirectory", "ec2:accepttransitgatewaypeeringattachment",
     "ec2:acceptvpcendpointconnections", "ec2:acceptvpcpeeringconnection",
     "ec2:createtransitgatewaypeeringattachment", "ec2:createvpcendpoint",
     "ec2:createvpcpeeringconnection", "es:acceptinboundconnection",
     "guardduty:acceptadministratorinvitation", "macie2:acceptinvitation",
     "route53:associatevpcwithhostedzone", "route53:createvpcassociationauthorization",
     "securityhub:acceptadministratorinvitation"});
static_assert(std::ranges::is_sorted(kWithoutResourceAccount));

bool about_resource_account(std::string_view lower_key) {
  return lower_key == "aws:resourceaccount" || lower_key == "aws:resourceorgid" ||
         lower_key == "aws:resourceorgpaths";
}

bool about_request_tags(std::string_view lower_key) {
  return lower_key == "aws:tagkeys" || lower_key == "aws:requesttag/*";
}

}  // namespace

const ActionCatalogue& ActionCatalogue::builtin() {
  static const ActionCatalogue kCatalogue(parse_action_tables(action_catalogue_texts()));
  return kCatalogue;
}

ActionCatalogue::ActionCatalogue(ActionTables tables)
    : tables_(std::move(tables)), formats_(tables_) {
  for (std::size_t i = 0; i < tables_.keys.size(); ++i) {
    const auto key = static_cast<ConditionKeyId>(i);
    sorted_keys_.push_back(key);
    if (tables_.keys[i].lower.contains('*')) {
      templates_.push_back(key);
    }
  }
  std::ranges::sort(sorted_keys_, {},
                    [&](ConditionKeyId key) -> std::string_view { return row(key).lower; });
  std::ranges::sort(templates_, [&](ConditionKeyId left, ConditionKeyId right) {
    const std::string& a = row(left).lower;
    const std::string& b = row(right).lower;
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
}

const ActionRow& ActionCatalogue::row(ActionId action) const {
  return tables_.actions[std::to_underlying(action)];
}

const TypeRow& ActionCatalogue::row(ResourceTypeId type) const {
  return tables_.types[std::to_underlying(type)];
}

const KeyRow& ActionCatalogue::row(ConditionKeyId key) const {
  return tables_.keys[std::to_underlying(key)];
}

ActionRange ActionCatalogue::actions() const {
  return {0, static_cast<std::uint16_t>(tables_.actions.size())};
}

ActionRange ActionCatalogue::actions_of_service(std::string_view prefix) const {
  const auto found = std::ranges::find_if(tables_.services, [&](const ServiceRow& service) {
    return equals_ignoring_case(service.prefix, prefix);
  });
  return found == tables_.services.end() ? ActionRange{} : found->actions;
}

std::string_view ActionCatalogue::lower_name(const ActionRow& action) const {
  return text_of(tables_.lower_names, action.name);
}

ActionRange ActionCatalogue::starting_with(std::string_view lower_prefix) const {
  const auto& rows = tables_.actions;
  const auto begin = std::ranges::lower_bound(
      rows, lower_prefix, {}, [&](const ActionRow& action) { return lower_name(action); });
  const auto end = std::partition_point(begin, rows.end(), [&](const ActionRow& action) {
    return lower_name(action).starts_with(lower_prefix);
  });
  return {static_cast<std::uint16_t>(begin - rows.begin()),
          static_cast<std::uint16_t>(end - rows.begin())};
}

std::optional<ActionId> ActionCatalogue::find(std::string_view service_colon_action) const {
  const std::string lower = to_lower(service_colon_action);
  const auto& rows = tables_.actions;
  const auto found =
      std::ranges::lower_bound(rows, std::string_view(lower), {},
                               [&](const ActionRow& action) { return lower_name(action); });
  if (found == rows.end() || lower_name(*found) != lower) {
    return std::nullopt;
  }
  return static_cast<ActionId>(found - rows.begin());
}

ActionSet ActionCatalogue::matching(std::string_view pattern) const {
  const std::string lower = to_lower(pattern);
  if (lower == "*" || lower == "*:*") {
    return ActionSet({actions()});
  }
  const std::string_view prefix = literal_prefix(lower);
  if (!prefix.contains(':')) {
    return {};  // The service of a pattern is literal.
  }
  const ActionRange candidates = starting_with(prefix);
  if (lower.substr(prefix.size()) == "*") {
    return ActionSet({candidates});
  }
  std::vector<ActionRange> ranges;
  for (std::uint16_t i = candidates.begin; i < candidates.end; ++i) {
    if (matches_wildcard(lower, lower_name(tables_.actions[i]))) {
      ranges.push_back({i, static_cast<std::uint16_t>(i + 1)});
    }
  }
  return ActionSet(std::move(ranges));
}

std::string_view ActionCatalogue::name(ActionId action) const {
  return text_of(tables_.names, row(action).name);
}

std::string_view ActionCatalogue::service(ActionId action) const {
  return tables_.services[row(action).service].prefix;
}

AccessLevel ActionCatalogue::access_level(ActionId action) const { return row(action).level; }

bool ActionCatalogue::is_wildcard_only(ActionId action) const {
  return slice_of(tables_.uses, row(action).uses).empty();
}

std::vector<ActionResource> ActionCatalogue::resource_types(ActionId action) const {
  std::vector<ActionResource> types;
  for (const UseRow& use : slice_of(tables_.uses, row(action).uses)) {
    types.push_back({.type = use.type, .required = use.required});
  }
  return types;
}

std::vector<std::string_view> ActionCatalogue::condition_keys(ActionId action) const {
  std::vector<std::string_view> names;
  const auto add = [&](Slice keys) {
    for (const ConditionKeyId key : slice_of(tables_.key_lists, keys)) {
      names.push_back(row(key).name);
    }
  };
  add(row(action).keys);
  for (const UseRow& use : slice_of(tables_.uses, row(action).uses)) {
    add(use.lists_keys ? use.keys : row(use.type).keys);
  }
  sort_distinct(names);
  return names;
}

std::optional<ConditionKeyId> ActionCatalogue::find_key(std::string_view key) const {
  const std::string lower = to_lower(key);
  const auto exact =
      std::ranges::lower_bound(sorted_keys_, std::string_view(lower), {},
                               [&](ConditionKeyId k) -> std::string_view { return row(k).lower; });
  if (exact != sorted_keys_.end() && row(*exact).lower == lower) {
    return *exact;
  }
  const auto found = std::ranges::find_if(templates_, [&](ConditionKeyId k) {
    const std::string& shape = row(k).lower;
    return lower.size() >= shape.size() && lower.starts_with(literal_prefix(shape)) &&
           matches_wildcard(shape, lower);
  });
  return found == templates_.end() ? std::nullopt : std::optional(*found);
}

bool ActionCatalogue::lists(Slice keys, ConditionKeyId key) const {
  return std::ranges::find(slice_of(tables_.key_lists, keys), key) !=
         slice_of(tables_.key_lists, keys).end();
}

Truth ActionCatalogue::use_lists(const UseRow& use, ConditionKeyId key) const {
  if (lists(use.keys, key)) {
    return Truth::Yes;
  }
  if (!lists(row(use.type).keys, key)) {
    return Truth::No;
  }
  // The type has the key, but AWS does not say so for this action. Where it lists other keys for
  // the action and the type, it left this one out: on purpose if it is about tags of the request.
  const bool request_tags = about_request_tags(row(key).lower);
  if (use.lists_keys) {
    return request_tags ? Truth::No : Truth::Unknown;
  }
  return request_tags ? Truth::Unknown : Truth::Yes;
}

Truth ActionCatalogue::may_have_key(ActionId action, ConditionKeyId key,
                                    std::optional<ResourceTypeId> only) const {
  const ActionRow& listing = row(action);
  Truth result = truth(lists(listing.keys, key));
  for (const UseRow& use : slice_of(tables_.uses, listing.uses)) {
    if (!only || use.type == *only) {
      result = either(result, use_lists(use, key));
    }
  }
  switch (row(key).presence) {
    case KeyPresence::AnyAction:
      return truth(!about_resource_account(row(key).lower) ||
                   has_resource_account(lower_name(row(action))));
    case KeyPresence::SomeServices:
    case KeyPresence::Unlisted:
    case KeyPresence::Foreign:
      return either(result, Truth::Unknown);
    case KeyPresence::Tags:
    case KeyPresence::Listed:
      return result;
  }
  return Truth::Unknown;
}

bool ActionCatalogue::has_resource_account(std::string_view lower_action) {
  return !lower_action.starts_with("ebs:") &&
         !std::ranges::binary_search(kWithoutResourceAccount, lower_action);
}

Truth ActionCatalogue::may_have_key(ActionId action, std::string_view key,
                                    std::optional<ResourceTypeId> only) const {
  const auto id = find_key(key);
  return id ? may_have_key(action, *id, only) : Truth::Unknown;
}

Truth ActionCatalogue::is_multivalued(std::string_view key) const {
  const auto id = find_key(key);
  return id ? truth(row(*id).multivalued) : Truth::Unknown;
}

std::optional<KeyType> ActionCatalogue::key_type(std::string_view key) const {
  const auto id = find_key(key);
  return id ? std::optional(row(*id).type) : std::nullopt;
}

ResourceType ActionCatalogue::resource_type(ResourceTypeId type) const {
  return {.service = tables_.services[row(type).service].prefix, .name = row(type).name};
}

std::vector<ResourceTypeId> ActionCatalogue::resource_types_of(std::string_view arn) const {
  return formats_.best(arn);
}

std::optional<ResourceTypeId> ActionCatalogue::resource_type_of(std::string_view arn) const {
  const auto types = formats_.best(arn);
  return types.size() == 1 ? std::optional(types.front()) : std::nullopt;
}

std::optional<ResourceTypeId> ActionCatalogue::resource_type_of(ActionId action,
                                                                std::string_view arn) const {
  std::optional<ResourceTypeId> best;
  std::size_t best_fit = 0;
  for (const UseRow& use : slice_of(tables_.uses, row(action).uses)) {
    const auto fit = formats_.fit(use.type, arn);
    if (fit && (!best || *fit > best_fit)) {
      best = use.type;
      best_fit = *fit;
    }
  }
  return best;
}

}  // namespace orgsim::sim
