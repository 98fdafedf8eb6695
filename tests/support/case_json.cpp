#include "tests/support/case_json.h"

#include <nlohmann/json.hpp>

namespace orgsim::reference {
namespace {

using Json = nlohmann::ordered_json;

std::string spelled(const ConditionOperator& op) {
  std::string name;
  if (op.quantifier != Quantifier::None) {
    name = op.quantifier == Quantifier::ForAllValues ? "ForAllValues:" : "ForAnyValue:";
  }
  name += name_of(op.comparison);
  return op.if_exists ? name + "IfExists" : name;
}

/// The conditions as a block. A statement of ours may ask the same operator and key twice, which a
/// block cannot: the second then spells the key in another letter case.
Json block_of(const std::vector<Condition>& conditions) {
  Json block = Json::object();
  for (const Condition& condition : conditions) {
    Json& keys = block[spelled(condition.op)];
    std::string key = condition.key;
    for (std::size_t i = 0; keys.contains(key) && i < key.size(); ++i) {
      key[i] = static_cast<char>(key[i] >= 'a' && key[i] <= 'z' ? key[i] - 'a' + 'A' : key[i]);
    }
    keys[key] = condition.values;
  }
  return block;
}

std::string type_name(PrincipalType type) {
  switch (type) {
    case PrincipalType::Service:
      return "Service";
    case PrincipalType::Federated:
      return "Federated";
    case PrincipalType::CanonicalUser:
      return "CanonicalUser";
    case PrincipalType::Everyone:
    case PrincipalType::Aws:
      break;
  }
  return "AWS";
}

Json principals_of(const PrincipalElement& element) {
  Json result = Json::object();
  for (const PrincipalEntry& entry : element.entries) {
    result[type_name(entry.type)].push_back(entry.type == PrincipalType::Everyone ? "*"
                                                                                  : entry.value);
  }
  return result;
}

Json json_of(const Statement& statement) {
  Json result = {{"Effect", statement.effect == Effect::Allow ? "Allow" : "Deny"}};
  if (!statement.sid.empty()) {
    result["Sid"] = statement.sid;
  }
  if (statement.principal) {
    result[statement.principal->negated ? "NotPrincipal" : "Principal"] =
        principals_of(*statement.principal);
  }
  result[statement.action.negated ? "NotAction" : "Action"] = statement.action.patterns;
  if (!statement.resource.patterns.empty()) {
    result[statement.resource.negated ? "NotResource" : "Resource"] = statement.resource.patterns;
  }
  if (!statement.conditions.empty()) {
    result["Condition"] = block_of(statement.conditions);
  }
  return result;
}

Json json_of(const PolicyDocument& document) {
  Json statements = Json::array();
  for (const Statement& statement : document.statements) {
    statements.push_back(json_of(statement));
  }
  return {{"Version", document.version == PolicyVersion::Of2012 ? "2012-10-17" : "2008-10-17"},
          {"Statement", std::move(statements)}};
}

Json json_of(const Documents& documents) {
  Json result = Json::array();
  for (const PolicyDocument& document : documents) {
    result.push_back(json_of(document));
  }
  return result;
}

Json json_of(const std::optional<Documents>& documents) {
  return documents ? json_of(*documents) : Json(nullptr);
}

Json json_of(const std::vector<Level>& levels) {
  Json result = Json::array();
  for (const Level& level : levels) {
    result.push_back({{"level", level.name}, {"policies", json_of(level.policies)}});
  }
  return result;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json json_of(const std::vector<KeyGrant>& grants) {
  Json result = Json::array();
  for (const KeyGrant& grant : grants) {
    Json pairs = Json::object();
    for (const auto& [name, value] : grant.encryption_context) {
      pairs[name] = value;
    }
    result.push_back({{"grantee", grant.grantee.value},
                      {"operations", grant.operations},
                      {"encryption_context", std::move(pairs)},
                      {"exactly", grant.exactly_this_context}});
  }
  return result;
}

void add_context(Json& json, const Context& context) {
  Json present = Json::object();
  Json multivalued = Json::array();
  Json unknown = Json::array();
  for (const auto& [key, state] : context) {
    if (state.kind == KeyState::Kind::Present) {
      present[key] = state.values;
    }
    if (state.kind == KeyState::Kind::Unknown) {
      unknown.push_back(key);
    }
    if (state.multivalued) {
      multivalued.push_back(key);
    }
  }
  json["context"] = std::move(present);
  json["context_multivalued"] = std::move(multivalued);
  json["context_unknown"] = std::move(unknown);
}

}  // namespace

std::string to_json(const PolicyDocument& document) { return json_of(document).dump(); }

std::string to_json(const Case& request, const std::string& id) {
  const Caller& caller = request.caller;
  Json json = {{"id", id},
               {"principal", caller.kind == CallerKind::Anonymous ? "*" : caller.arn},
               {"principal_account", text_or_null(caller.account)},
               {"principal_role_arn", text_or_null(caller.role_arn)},
               {"principal_unique_id", text_or_null(caller.unique_id)},
               {"canonical_user", text_or_null(caller.canonical_user)},
               {"in_management_account", caller.in_management_account},
               {"delegated_administrator", caller.delegated_administrator},
               {"action", request.action},
               {"resource", request.resource},
               {"resource_account", text_or_null(request.resource_account)},
               {"wildcard_only_action", request.resource == "*"},
               {"s3_block_public_access", request.block_public_access}};
  add_context(json, request.context);
  json["identity_policies"] = json_of(request.identity);
  json["permission_boundaries"] = json_of(request.boundary);
  json["session_policies"] = json_of(request.session);
  json["scps"] = json_of(request.scps);
  json["rcps"] = json_of(request.rcps);
  json["resource_policy"] = json_of(request.resource_policy);
  json["resource_policy_unknown"] = request.resource_policy_unknown;
  json["kms_grants"] = json_of(request.key_grants);
  json["endpoint_policies"] = json_of(request.endpoint);
  return json.dump();
}

std::string to_text(Outcome outcome) {
  switch (outcome) {
    case Outcome::Allow:
      return "allow";
    case Outcome::ExplicitDeny:
      return "explicit_deny";
    case Outcome::ImplicitDeny:
      return "implicit_deny";
    case Outcome::Conditional:
      break;
  }
  return "conditional";
}

}  // namespace orgsim::reference
