#include "io/read/statement_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/text.h"

namespace orgsim::io {
namespace {

constexpr std::array<std::string_view, 9> kStatementElements = {
    "Action",      "Condition", "Effect",   "NotAction", "NotPrincipal",
    "NotResource", "Principal", "Resource", "Sid"};

bool is_alphanumeric(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

bool is_everything(const PatternElement& element) {
  return !element.negated && element.patterns == std::vector<std::string>{"*"};
}

/// RCPFullAWSAccess, which AWS attaches itself, is the one RCP that allows.
bool is_full_access(const Statement& statement) {
  return statement.effect == Effect::Allow && is_everything(statement.action) &&
         is_everything(statement.resource) && statement.conditions.empty();
}

}  // namespace

std::optional<Statement> StatementReader::read(const JsonValue& json) {
  const std::size_t before = diagnostics_.size();
  broken_.clear();
  Statement result = elements(json);
  if (broken_.empty() || mode_ != PolicyMode::Lenient) {
    return result;
  }
  for (std::size_t i = before; i < diagnostics_.size(); ++i) {
    diagnostics_[i].level = DiagnosticLevel::Warning;
  }
  if (result.effect == Effect::Allow) {
    return std::nullopt;
  }
  result.uncertain = true;
  widen(result);
  return result;
}

/// What could not be read may have been anything. Conditions that could not are not there.
void StatementReader::widen(Statement& statement) const {
  if (broken_.contains(Part::Action)) {
    statement.action = {.negated = false, .patterns = {"*"}};
  }
  if (broken_.contains(Part::Resource)) {
    statement.resource = {};
  }
  if (broken_.contains(Part::Principal)) {
    statement.principal.reset();
    if (grammar_.principal == Presence::Required) {
      statement.principal = PrincipalElement{.negated = false, .entries = {PrincipalEntry{}}};
    }
  }
}

Statement StatementReader::elements(const JsonValue& json) {
  Statement result;
  result.where = json.where;
  part_ = Part::Other;
  unknown_elements(json);
  sid(json, result);
  result.effect = effect(json);
  part_ = Part::Action;
  action(json, result);
  part_ = Part::Resource;
  resource(json, result);
  part_ = Part::Principal;
  principal(json, result);
  principal_rules(json, result);
  part_ = Part::Other;
  if (const JsonValue* condition = json.find("Condition")) {
    conditions(*condition, result);
  }
  effect_rules(json, result);
  if (grammar_.alphanumeric_sids && mode_ != PolicyMode::Tolerant) {
    characters(json);
  }
  return result;
}

void StatementReader::refused(std::string code, std::string message, SourceLocation where,
                              std::string hint) {
  broken_.insert(part_);
  diagnostics_.push_back({.code = std::move(code),
                          .message = std::move(message),
                          .hint = std::move(hint),
                          .where = where});
}

void StatementReader::sloppy(std::string code, std::string message, SourceLocation where,
                             std::string hint) {
  if (mode_ == PolicyMode::Tolerant) {
    doubtful("W5101", std::move(message), where, std::move(hint));
  } else {
    refused(std::move(code), std::move(message), where, std::move(hint));
  }
}

void StatementReader::dead(std::string code, std::string message, Effect lost, SourceLocation where,
                           std::string hint) {
  if (lost == Effect::Allow) {
    sloppy(std::move(code), std::move(message), where, std::move(hint));
  } else {
    refused(std::move(code), std::move(message), where, std::move(hint));
  }
}

void StatementReader::doubtful(std::string code, std::string message, SourceLocation where,
                               std::string hint) {
  diagnostics_.push_back({.level = DiagnosticLevel::Warning,
                          .code = std::move(code),
                          .message = std::move(message),
                          .hint = std::move(hint),
                          .where = where});
}

void StatementReader::wrong_kind(const JsonValue& json, std::string_view what,
                                 std::string_view expected) {
  refused("E1101",
          std::string(what) + " must be " + std::string(expected) + ", not " +
              std::string(name_of(json.kind)),
          json.where);
}

void StatementReader::unknown_elements(const JsonValue& json) {
  for (const JsonMember& member : json.members) {
    if (!std::ranges::binary_search(kStatementElements, std::string_view(member.key))) {
      const std::vector<std::string> known(kStatementElements.begin(), kStatementElements.end());
      const auto near = nearest(member.key, known);
      refused("E1102", "unknown statement element `" + member.key + "`", member.where,
              near ? "did you mean `" + *near + "`?" : "");
    }
  }
}

void StatementReader::sid(const JsonValue& json, Statement& result) {
  const JsonValue* value = json.find("Sid");
  if (value == nullptr) {
    return;
  }
  if (value->kind != JsonKind::String) {
    wrong_kind(*value, "`Sid`", "a string");
    return;
  }
  result.sid = value->text;
  const bool repeated = !result.sid.empty() && !sids_.insert(result.sid).second;
  if (grammar_.alphanumeric_sids && !is_alphanumeric(result.sid)) {
    sloppy("E1110", "`Sid` `" + result.sid + "` is not alphanumeric", value->where,
           "use letters and digits only");
  }
  if (grammar_.alphanumeric_sids && repeated) {
    sloppy("E1110", "`Sid` `" + result.sid + "` is there twice", value->where,
           "each `Sid` of a policy is its own");
  }
}

Effect StatementReader::effect(const JsonValue& json) {
  const JsonValue* value = json.find("Effect");
  if (value == nullptr) {
    refused("E1103", "a statement without `Effect`", json.where);
  } else if (value->kind == JsonKind::String && value->text == "Allow") {
    return Effect::Allow;
  } else if (value->kind != JsonKind::String || value->text != "Deny") {
    refused("E1105", "unknown effect `" + value->text + "`", value->where, "`Allow` or `Deny`");
  }
  return Effect::Deny;
}

PatternElement StatementReader::patterns(const JsonValue& json, std::string_view plain,
                                         std::string_view negated) {
  const JsonValue* positive = json.find(plain);
  const JsonValue* negative = json.find(negated);
  if (positive != nullptr && negative != nullptr) {
    refused("E1106", "both `" + std::string(plain) + "` and `" + std::string(negated) + "`",
            negative->where, "a statement has one of the two");
    return {};
  }
  const JsonValue* value = positive != nullptr ? positive : negative;
  if (value == nullptr) {
    return {};
  }
  PatternElement result{.negated = positive == nullptr, .patterns = strings(*value, plain)};
  if (value->kind == JsonKind::Array && value->items.empty()) {
    refused("E1103", "an empty list in `" + std::string(plain) + "`", value->where);
  }
  return result;
}

/// One string, or a list of them.
std::vector<std::string> StatementReader::strings(const JsonValue& json, std::string_view what) {
  std::vector<std::string> result;
  if (json.kind == JsonKind::String) {
    result.push_back(json.text);
  } else if (json.kind == JsonKind::Array) {
    result.reserve(json.items.size());
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

/// Such a pattern matches nothing: an Allow grants nothing by it, but a Deny would be lost.
void StatementReader::wildcard_service(const std::string& pattern, Effect effect,
                                       SourceLocation where) {
  constexpr std::string_view kHint = "name the service, or write `*`";
  if (mode_ == PolicyMode::Strict && effect == Effect::Allow) {
    doubtful("W5102", "a wildcard in the service of `" + pattern + "`, which matches nothing",
             where, std::string(kHint));
  } else {
    refused("E1113", "a wildcard in the service of `" + pattern + "`", where, std::string(kHint));
  }
}

void StatementReader::action(const JsonValue& json, Statement& result) {
  const bool there = json.find("Action") != nullptr || json.find("NotAction") != nullptr;
  if (!there) {
    refused("E1103", "a statement without `Action`", json.where);
    return;
  }
  result.action = patterns(json, "Action", "NotAction");
  const JsonValue* value = json.find(result.action.negated ? "NotAction" : "Action");
  for (const std::string& pattern : result.action.patterns) {
    // In NotAction it excludes nothing, so there it is an Allow that grows.
    const Effect lost = result.action.negated ? Effect::Deny : result.effect;
    if (has_wildcard_service(pattern)) {
      wildcard_service(pattern, lost, value->where);
    } else if (!is_action_pattern(pattern)) {
      sloppy("E1113", "`" + pattern + "` names no action", value->where,
             "write it as `service:Action`");
    }
  }
  if (result.action.negated && !grammar_.not_action) {
    refused("E1108", "`NotAction` in " + std::string(grammar_.name), json.where);
  }
}

void StatementReader::resource(const JsonValue& json, Statement& result) {
  const bool there = json.find("Resource") != nullptr || json.find("NotResource") != nullptr;
  if (!there && grammar_.resource == Presence::Required) {
    const std::string message = "a statement without `Resource`";
    if (grammar_.kind == PolicyKind::Identity || grammar_.kind == PolicyKind::Rcp) {
      refused("E1103", message, json.where);
    } else if (grammar_.kind != PolicyKind::Scp) {
      sloppy("E1103", message, json.where);
    }
    return;
  }
  result.resource = patterns(json, "Resource", "NotResource");
  resource_patterns(json, result);
  if (there && grammar_.resource == Presence::Forbidden) {
    sloppy("E1108", "a resource in " + std::string(grammar_.name), json.where,
           "its resource is the role itself");
  }
}

void StatementReader::resource_patterns(const JsonValue& json, const Statement& result) {
  const bool negated = result.resource.negated;
  // In NotResource it excludes nothing, so there it is an Allow that grows.
  const Effect lost = negated ? Effect::Deny : result.effect;
  for (const std::string& pattern : result.resource.patterns) {
    const SourceLocation where = json.find(negated ? "NotResource" : "Resource")->where;
    if (!is_resource_pattern(pattern)) {
      dead("E1114", "`" + pattern + "` names no resource", lost, where, "write an ARN, or `*`");
    } else if (variables_ && has_misplaced_variable(pattern)) {
      dead("E1114", "`" + pattern + "` has a variable before its sixth part", lost, where,
           "write `*` there, and compare the key in a condition");
    }
  }
}

void StatementReader::characters(const JsonValue& json) {
  if (!is_identity_text(json.text)) {
    refused("E1112", "a character beyond U+00FF, or a control character", json.where,
            "identity-based policies hold Latin-1 characters only");
  }
  std::ranges::for_each(json.items, [&](const JsonValue& item) { characters(item); });
  std::ranges::for_each(json.members, [&](const JsonMember& member) { characters(member.value); });
}

void StatementReader::effect_rules(const JsonValue& json, const Statement& result) {
  const std::string kind(grammar_.name);
  if (result.effect == Effect::Allow && !grammar_.customer_allow && !is_full_access(result)) {
    refused("E1108", "`Allow` in " + kind, json.where, "customer RCPs only deny");
  }
  if (result.effect == Effect::Deny && !grammar_.every_action &&
      std::ranges::find(result.action.patterns, "*") != result.action.patterns.end()) {
    refused("E1108", "the action `*` in " + kind, json.where, "name a service: `s3:*`");
  }
}

}  // namespace orgsim::io
