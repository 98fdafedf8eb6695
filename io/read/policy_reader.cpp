#include "io/read/policy_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/text.h"

namespace orgsim::io {
namespace {

struct KindRow {
  PolicyKind kind;
  std::string_view name;
  bool principal;      // Whether Principal is required; without, it is forbidden.
  bool resource;       // Whether Resource is required; without, it is forbidden.
  bool not_principal;  // With Deny only.
  bool allow;
  bool not_action;
};

constexpr std::array kKinds = {
    KindRow{PolicyKind::Identity, "an identity-based policy", false, true, false, true, true},
    KindRow{PolicyKind::Resource, "a resource-based policy", true, true, true, true, true},
    KindRow{PolicyKind::Trust, "a role trust policy", true, false, false, true, true},
    KindRow{PolicyKind::Scp, "an SCP", false, true, false, true, true},
    KindRow{PolicyKind::Rcp, "an RCP", true, true, false, false, false}};

const KindRow& row_of(PolicyKind kind) { return *std::ranges::find(kKinds, kind, &KindRow::kind); }

constexpr std::array<std::string_view, 9> kStatementElements = {
    "Action",      "Condition", "Effect",   "NotAction", "NotPrincipal",
    "NotResource", "Principal", "Resource", "Sid"};

class PolicyReader {
 public:
  explicit PolicyReader(PolicyKind kind) : row_(row_of(kind)) {}

  PolicyDocument document(const JsonValue& json) {
    PolicyDocument result;
    result.where = json.where;
    if (json.kind != JsonKind::Object) {
      wrong_kind(json, "a policy document", "an object");
      return result;
    }
    for (const JsonMember& member : json.members) {
      if (member.key == "Version") {
        result.version = version(member.value);
      } else if (member.key == "Statement") {
        statements(member.value, result);
      } else if (member.key != "Id") {
        error("E1102", "unknown policy element `" + member.key + "`", member.where);
      }
    }
    if (json.find("Statement") == nullptr) {
      error("E1103", "a policy document without `Statement`", json.where);
    }
    return result;
  }

  Diagnostics diagnostics;

 private:
  void error(std::string code, std::string message, SourceLocation where, std::string hint = "") {
    diagnostics.push_back({.code = std::move(code),
                           .message = std::move(message),
                           .hint = std::move(hint),
                           .where = where});
  }

  void wrong_kind(const JsonValue& json, std::string_view what, std::string_view expected) {
    error("E1101",
          std::string(what) + " must be " + std::string(expected) + ", not " +
              std::string(name_of(json.kind)),
          json.where);
  }

  PolicyVersion version(const JsonValue& json) {
    if (json.kind == JsonKind::String && json.text == "2012-10-17") {
      return PolicyVersion::Of2012;
    }
    if (json.kind != JsonKind::String || json.text != "2008-10-17") {
      error("E1104", "unknown policy version `" + json.text + "`", json.where,
            "`2012-10-17` or `2008-10-17`");
    }
    return PolicyVersion::Of2008;
  }

  void statements(const JsonValue& json, PolicyDocument& result) {
    if (json.kind == JsonKind::Object) {
      result.statements.push_back(statement(json));
      return;
    }
    if (json.kind != JsonKind::Array) {
      wrong_kind(json, "`Statement`", "an object or an array");
      return;
    }
    for (const JsonValue& item : json.items) {
      if (item.kind == JsonKind::Object) {
        result.statements.push_back(statement(item));
      } else {
        wrong_kind(item, "a statement", "an object");
      }
    }
  }

  Statement statement(const JsonValue& json) {
    Statement result;
    result.where = json.where;
    for (const JsonMember& member : json.members) {
      if (!std::ranges::binary_search(kStatementElements, std::string_view(member.key))) {
        const std::vector<std::string> known(kStatementElements.begin(), kStatementElements.end());
        const auto near = nearest(member.key, known);
        error("E1102", "unknown statement element `" + member.key + "`", member.where,
              near ? "did you mean `" + *near + "`?" : "");
      }
    }
    if (const JsonValue* sid = json.find("Sid")) {
      result.sid = sid->text;
    }
    result.effect = effect(json);
    result.action = patterns(json, "Action", "NotAction", true);
    result.resource = patterns(json, "Resource", "NotResource", row_.resource);
    principal_element(json, result);
    check_kind(json, result);
    if (const JsonValue* condition = json.find("Condition")) {
      conditions(*condition, result);
    }
    return result;
  }

  Effect effect(const JsonValue& json) {
    const JsonValue* value = json.find("Effect");
    if (value == nullptr) {
      error("E1103", "a statement without `Effect`", json.where);
    } else if (value->kind == JsonKind::String && value->text == "Allow") {
      return Effect::Allow;
    } else if (value->kind != JsonKind::String || value->text != "Deny") {
      error("E1105", "unknown effect `" + value->text + "`", value->where, "`Allow` or `Deny`");
    }
    return Effect::Deny;
  }

  PatternElement patterns(const JsonValue& json, std::string_view plain, std::string_view negated,
                          bool required) {
    const JsonValue* positive = json.find(plain);
    const JsonValue* negative = json.find(negated);
    if (positive != nullptr && negative != nullptr) {
      error("E1106", "both `" + std::string(plain) + "` and `" + std::string(negated) + "`",
            negative->where, "a statement has one of the two");
    }
    const JsonValue* value = positive != nullptr ? positive : negative;
    if (value == nullptr) {
      if (required) {
        error("E1103", "a statement without `" + std::string(plain) + "`", json.where);
      }
      return {};
    }
    return {.negated = positive == nullptr, .patterns = strings(*value, plain)};
  }

  /// One string, or a list of them.
  std::vector<std::string> strings(const JsonValue& json, std::string_view what) {
    std::vector<std::string> result;
    if (json.kind == JsonKind::String) {
      result.push_back(json.text);
    } else if (json.kind == JsonKind::Array) {
      for (const JsonValue& item : json.items) {
        if (item.kind == JsonKind::String) {
          result.push_back(item.text);
        } else {
          wrong_kind(item, "an entry of `" + std::string(what) + "`", "a string");
        }
      }
    } else {
      wrong_kind(json, "`" + std::string(what) + "`", "a string or an array of strings");
    }
    return result;
  }

  void principal_element(const JsonValue& json, Statement& result) {
    const JsonValue* positive = json.find("Principal");
    const JsonValue* negative = json.find("NotPrincipal");
    if (positive != nullptr && negative != nullptr) {
      error("E1106", "both `Principal` and `NotPrincipal`", negative->where,
            "a statement has one of the two");
    }
    const JsonValue* value = positive != nullptr ? positive : negative;
    if (value != nullptr) {
      result.principal = PrincipalElement{.negated = positive == nullptr, .entries = {}};
      principal_entries(*value, result.principal->entries);
    }
  }

  void principal_entries(const JsonValue& json, std::vector<PrincipalEntry>& entries) {
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
    for (const JsonMember& member : json.members) {
      const auto type = std::ranges::find(kTypes, member.key, &decltype(kTypes)::value_type::first);
      if (type == kTypes.end()) {
        error("E1107", "unknown kind of principal `" + member.key + "`", member.where,
              "`AWS`, `Service`, `Federated` or `CanonicalUser`");
        continue;
      }
      for (std::string& value : strings(member.value, "Principal")) {
        const bool everyone = type->second == PrincipalType::Aws && value == "*";
        entries.push_back({.type = everyone ? PrincipalType::Everyone : type->second,
                           .value = everyone ? "" : std::move(value)});
      }
    }
  }

  /// The element matrix: what this kind of policy must and must not have.
  void check_kind(const JsonValue& json, const Statement& statement) {
    const std::string kind(row_.name);
    if (statement.principal && !row_.principal) {
      error("E1108", "a principal in " + kind, json.where, "use `aws:PrincipalArn` in a condition");
    }
    if (!statement.principal && row_.principal) {
      error("E1103", "a statement of " + kind + " without `Principal`", json.where);
    }
    if (statement.principal && statement.principal->negated &&
        (!row_.not_principal || statement.effect == Effect::Allow)) {
      error("E1108", "`NotPrincipal` in " + kind + " or with `Allow`", json.where);
    }
    if (!statement.resource.patterns.empty() && !row_.resource) {
      error("E1108", "a resource in " + kind, json.where, "its resource is the role itself");
    }
    if (statement.effect == Effect::Allow && !row_.allow && !full_access(statement)) {
      error("E1108", "`Allow` in " + kind, json.where, "customer RCPs only deny");
    }
    if (statement.action.negated && !row_.not_action) {
      error("E1108", "`NotAction` in " + kind, json.where);
    }
  }

  /// RCPFullAWSAccess, which AWS attaches itself, is the one RCP that allows.
  static bool full_access(const Statement& statement) {
    return !statement.action.negated &&
           statement.action.patterns == std::vector<std::string>{"*"} &&
           !statement.resource.negated &&
           statement.resource.patterns == std::vector<std::string>{"*"} &&
           statement.conditions.empty();
  }

  void conditions(const JsonValue& json, Statement& result) {
    if (json.kind != JsonKind::Object) {
      wrong_kind(json, "`Condition`", "an object");
      return;
    }
    for (const JsonMember& member : json.members) {
      const auto op = parse_condition_operator(member.key);
      if (!op) {
        error("E1109", "unknown condition operator `" + member.key + "`", member.where);
      } else if (member.value.kind != JsonKind::Object) {
        wrong_kind(member.value, "`" + member.key + "`", "an object");
      } else {
        for (const JsonMember& key : member.value.members) {
          result.conditions.push_back(
              {.op = *op, .key = key.key, .values = condition_values(key.value)});
        }
      }
    }
  }

  /// Strings, numbers and booleans, alone or in a list, in their canonical text.
  std::vector<std::string> condition_values(const JsonValue& json) {
    std::vector<std::string> result;
    const auto add = [&](const JsonValue& value) {
      if (value.kind == JsonKind::String || value.kind == JsonKind::Number ||
          value.kind == JsonKind::Boolean) {
        result.push_back(value.text);
      } else {
        wrong_kind(value, "a condition value", "a string, a number or a boolean");
      }
    };
    if (json.kind == JsonKind::Array) {
      std::ranges::for_each(json.items, add);
    } else {
      add(json);
    }
    return result;
  }

  const KindRow& row_;
};

}  // namespace

Result<PolicyDocument> read_policy(const JsonValue& json, PolicyKind kind) {
  PolicyReader reader(kind);
  PolicyDocument document = reader.document(json);
  if (has_errors(reader.diagnostics)) {
    return std::unexpected(std::move(reader.diagnostics));
  }
  return document;
}

Result<PolicyDocument> read_policy(std::string_view text, std::uint32_t file, PolicyKind kind) {
  const Result<JsonValue> json = parse_json(text, file);
  if (!json) {
    return std::unexpected(json.error());
  }
  Result<PolicyDocument> document = read_policy(*json, kind);
  if (document) {
    document->size = text.size();
  }
  return document;
}

}  // namespace orgsim::io
