#include <algorithm>
#include <array>
#include <utility>

#include "io/read/statement_reader.h"

namespace orgsim::io {

void StatementReader::principal(const JsonValue& json, Statement& result) {
  const JsonValue* positive = json.find("Principal");
  const JsonValue* negative = json.find("NotPrincipal");
  if (positive != nullptr && negative != nullptr) {
    refused("E1106", "both `Principal` and `NotPrincipal`", negative->where,
            "a statement has one of the two");
  }
  const JsonValue* value = positive != nullptr ? positive : negative;
  if (value == nullptr) {
    return;
  }
  result.principal = PrincipalElement{.negated = positive == nullptr, .entries = {}};
  const bool denies = result.effect == Effect::Deny;
  lost_ = denies == result.principal->negated ? Effect::Allow : Effect::Deny;
  principal_entries(*value, result.principal->entries);
}

void StatementReader::principal_entries(const JsonValue& json,
                                        std::vector<PrincipalEntry>& entries) {
  constexpr std::array kTypes = {std::pair{"AWS", PrincipalType::Aws},
                                 std::pair{"CanonicalUser", PrincipalType::CanonicalUser},
                                 std::pair{"Federated", PrincipalType::Federated},
                                 std::pair{"Service", PrincipalType::Service}};
  if (json.kind == JsonKind::String && json.text == "*") {
    entries.push_back({});
    return;
  }
  if (json.kind != JsonKind::Object) {
    wrong_kind(json, "`Principal`", "`*` or an object");
    return;
  }
  if (json.members.empty()) {
    refused("E1103", "an empty `Principal`", json.where);
  }
  for (const JsonMember& member : json.members) {
    const auto type = std::ranges::find(kTypes, member.key, &decltype(kTypes)::value_type::first);
    if (type == kTypes.end()) {
      refused("E1107", "unknown kind of principal `" + member.key + "`", member.where,
              "`AWS`, `Service`, `Federated` or `CanonicalUser`");
    } else {
      principal_entry(member.value, type->second, entries);
    }
  }
}

void StatementReader::principal_entry(const JsonValue& json, PrincipalType type,
                                      std::vector<PrincipalEntry>& entries) {
  if (json.kind == JsonKind::Array && json.items.empty()) {
    refused("E1103", "an empty list in `Principal`", json.where);
  }
  for (std::string& value : strings(json, "Principal")) {
    if (type == PrincipalType::Aws && value == "*") {
      entries.push_back({});
      continue;
    }
    if (type == PrincipalType::Aws && mode_ == PolicyMode::Tolerant && is_all_digits(value)) {
      entries.push_back({.type = type, .value = std::move(value)});
      continue;
    }
    if (type == PrincipalType::Aws && !is_aws_principal(value)) {
      dead("E1111", "`" + value + "` is no principal", lost_, json.where,
           "an account id, or the ARN of a user, a role or a session without wildcards");
    }
    if (type == PrincipalType::Service && value == "*") {
      dead("E1111", "`*` is no service principal", lost_, json.where, "name the service");
    }
    entries.push_back({.type = type, .value = std::move(value)});
  }
}

void StatementReader::principal_rules(const JsonValue& json, Statement& result) {
  const std::string kind(grammar_.name);
  if (!result.principal) {
    if (grammar_.principal == Presence::Required) {
      sloppy("E1103", "a statement of " + kind + " without `Principal`", json.where,
             "it covers nobody");
    }
    if (mode_ == PolicyMode::Tolerant &&
        (grammar_.kind == PolicyKind::VpcEndpoint || grammar_.kind == PolicyKind::Rcp)) {
      result.principal = PrincipalElement{.negated = false, .entries = {PrincipalEntry{}}};
    }
    return;
  }
  if (grammar_.principal == Presence::Forbidden) {
    sloppy("E1108", "a principal in " + kind, json.where, "use `aws:PrincipalArn` in a condition");
  }
  if (result.principal->negated && !grammar_.not_principal) {
    refused("E1108", "`NotPrincipal` in " + kind, json.where);
  }
  if (result.principal->negated && result.effect == Effect::Allow) {
    sloppy("E1108", "`NotPrincipal` with `Allow`", json.where,
           "it would allow everybody else, strangers included");
  }
  const bool everyone = std::ranges::all_of(
      result.principal->entries,
      [](const PrincipalEntry& entry) { return entry.type == PrincipalType::Everyone; });
  if (grammar_.kind == PolicyKind::Rcp && (!everyone || result.principal->entries.empty())) {
    refused("E1108", "a principal other than `*` in an RCP", json.where,
            "use `aws:PrincipalArn` in a condition");
  }
}

}  // namespace orgsim::io
