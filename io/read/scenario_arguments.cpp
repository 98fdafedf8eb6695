#include "io/read/scenario_arguments.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "io/read/policy_reader.h"
#include "model/text.h"
#include "scenarios/reference_syntax.h"

namespace orgsim::io {
namespace {

using scenarios::Kind;
using scenarios::Member;
using scenarios::MemberType;
using scenarios::Value;

JsonValue statements_as_document(const JsonValue& statements) {
  JsonValue version{.kind = JsonKind::String, .text = "2012-10-17", .where = statements.where};
  JsonValue document{.kind = JsonKind::Object, .where = statements.where};
  document.members = {{"Version", statements.where, std::move(version)},
                      {"Statement", statements.where, statements}};
  return document;
}

class ArgumentReader {
 public:
  ArgumentReader(const JsonValue& json, const std::string& verb, Diagnostics& diagnostics)
      : json_(json), verb_(verb), diagnostics_(diagnostics) {}

  scenarios::Arguments read(std::span<const Member> members) {
    for (const Member& member : members) {
      const JsonValue* value = json_.find(member.name);
      if (value == nullptr || value->kind == JsonKind::Null) {
        if (member.required) {
          error("E1103", "`" + verb_ + "` without `" + std::string(member.name) + "`", json_.where);
        }
      } else if (auto argument = this->value(member, *value)) {
        arguments_.set(member.name, std::move(*argument));
      }
    }
    report_others(members);
    return std::move(arguments_);
  }

 private:
  std::optional<Value> value(const Member& member, const JsonValue& json) {
    switch (member.type) {
      case MemberType::Reference: {
        auto reference = read_reference(json, member.kinds, diagnostics_);
        return reference ? std::optional<Value>(std::move(*reference)) : std::nullopt;
      }
      case MemberType::References:
        return references(member, json);
      case MemberType::Text:
        return text(member, json);
      case MemberType::Texts:
        return texts(member, json);
      case MemberType::Count:
        return count(member, json);
      case MemberType::Boolean:
        return is(member, json, JsonKind::Boolean) ? std::optional<Value>(json.text == "true")
                                                   : std::nullopt;
      case MemberType::Date:
        return date(member, json);
      case MemberType::Trust:
        return statements(member, json, PolicyKind::Trust);
      case MemberType::Resource:
        return statements(member, json, PolicyKind::Resource);
      case MemberType::Identity:
        return document(json, PolicyKind::Identity);
      case MemberType::Document:
        return document(json, replaced_kind());
      case MemberType::Context:
        return is(member, json, JsonKind::Object)
                   ? std::optional<Value>(read_context(json, diagnostics_))
                   : std::nullopt;
    }
    return std::nullopt;
  }

  std::optional<Value> references(const Member& member, const JsonValue& json) {
    if (!is(member, json, JsonKind::Array)) {
      return std::nullopt;
    }
    std::vector<scenarios::Reference> result;
    for (const JsonValue& item : json.items) {
      if (auto reference = read_reference(item, member.kinds, diagnostics_)) {
        result.push_back(std::move(*reference));
      }
    }
    return result;
  }

  std::optional<Value> text(const Member& member, const JsonValue& json) {
    if (!is(member, json, JsonKind::String)) {
      return std::nullopt;
    }
    const auto allowed = split(member.one_of, ' ');
    if (!member.one_of.empty() && std::ranges::find(allowed, json.text) == allowed.end()) {
      const std::vector<std::string> names(allowed.begin(), allowed.end());
      const auto near = nearest(json.text, names);
      error("E1124", "`" + json.text + "` is no value of `" + std::string(member.name) + "`",
            json.where,
            near ? "did you mean `" + *near + "`?" : "it is one of " + std::string(member.one_of));
      return std::nullopt;
    }
    return json.text;
  }

  std::optional<Value> texts(const Member& member, const JsonValue& json) {
    std::vector<std::string> result;
    if (json.kind == JsonKind::String) {
      return std::vector{json.text};
    }
    if (!is(member, json, JsonKind::Array)) {
      return std::nullopt;
    }
    for (const JsonValue& item : json.items) {
      if (is(member, item, JsonKind::String)) {
        result.push_back(item.text);
      }
    }
    return result;
  }

  std::optional<Value> count(const Member& member, const JsonValue& json) {
    int result = 0;
    const char* end = json.text.data() + json.text.size();
    const auto [stop, problem] = std::from_chars(json.text.data(), end, result);
    if (json.kind != JsonKind::Number || problem != std::errc() || stop != end || result < 0) {
      error("E1101", "`" + std::string(member.name) + "` must be a whole number, not negative",
            json.where);
      return std::nullopt;
    }
    return result;
  }

  std::optional<Value> date(const Member& member, const JsonValue& json) {
    if (!is(member, json, JsonKind::String)) {
      return std::nullopt;
    }
    const auto result = parse_date(json.text);
    if (!result) {
      error("E1105", "`" + json.text + "` is no date", json.where, "write it as 2026-01-31");
      return std::nullopt;
    }
    return *result;
  }

  /// No statements at all are legal here though not in AWS: they stand for a policy that lets
  /// nobody in.
  std::optional<Value> statements(const Member& member, const JsonValue& json, PolicyKind kind) {
    if (!is(member, json, JsonKind::Array)) {
      return std::nullopt;
    }
    if (json.items.empty()) {
      return PolicyDocument{.version = PolicyVersion::Of2012, .where = json.where};
    }
    return document(statements_as_document(json), kind);
  }

  std::optional<Value> document(const JsonValue& json, PolicyKind kind) {
    auto result = read_policy(json, kind);
    if (!result) {
      diagnostics_.insert(diagnostics_.end(), result.error().begin(), result.error().end());
      return std::nullopt;
    }
    return std::move(*result);
  }

  PolicyKind replaced_kind() const {
    const auto* policy = arguments_.find<scenarios::Reference>("policy");
    if (policy != nullptr && policy->kind == Kind::Scp) {
      return PolicyKind::Scp;
    }
    return policy != nullptr && policy->kind == Kind::Rcp ? PolicyKind::Rcp : PolicyKind::Identity;
  }

  bool is(const Member& member, const JsonValue& json, JsonKind kind) {
    if (json.kind == kind) {
      return true;
    }
    error("E1101",
          "`" + std::string(member.name) + "` of `" + verb_ + "` must be " +
              std::string(name_of(kind)) + ", not " + std::string(name_of(json.kind)),
          json.where);
    return false;
  }

  void report_others(std::span<const Member> members) {
    std::vector<std::string> known;
    known.reserve(members.size() + 1);
    for (const Member& member : members) {
      known.emplace_back(member.name);
    }
    if (verb_ == "for_each") {
      known.emplace_back("do");
    }
    for (const JsonMember& member : json_.members) {
      if (std::ranges::find(known, member.key) == known.end()) {
        report_unknown(member, "`" + verb_ + "`", known, diagnostics_);
      }
    }
  }

  void error(std::string code, std::string message, SourceLocation where, std::string hint = "") {
    diagnostics_.push_back({.code = std::move(code),
                            .message = std::move(message),
                            .hint = std::move(hint),
                            .where = where});
  }

  const JsonValue& json_;
  const std::string& verb_;
  Diagnostics& diagnostics_;
  scenarios::Arguments arguments_;
};

}  // namespace

void report_unknown(const JsonMember& member, const std::string& what,
                    const std::vector<std::string>& known, Diagnostics& diagnostics) {
  const auto near = nearest(member.key, known);
  diagnostics.push_back({.code = "E1123",
                         .message = "unknown member `" + member.key + "` of " + what,
                         .hint = near ? "did you mean `" + *near + "`?" : "",
                         .where = member.where});
}

scenarios::Arguments read_arguments(const JsonValue& json, const std::string& verb,
                                    std::span<const Member> members, Diagnostics& diagnostics) {
  if (json.kind != JsonKind::Object) {
    diagnostics.push_back(
        {.code = "E1101",
         .message = "`" + verb + "` must be an object, not " + std::string(name_of(json.kind)),
         .where = json.where});
    return {};
  }
  return ArgumentReader(json, verb, diagnostics).read(members);
}

std::optional<scenarios::Reference> read_reference(const JsonValue& json, scenarios::Kinds kinds,
                                                   Diagnostics& diagnostics) {
  if (json.kind != JsonKind::String) {
    diagnostics.push_back(
        {.code = "E1101",
         .message = "a reference must be a string, not " + std::string(name_of(json.kind)),
         .where = json.where});
    return std::nullopt;
  }
  auto reference = scenarios::parse_reference(json.text, kinds, json.where);
  if (!reference) {
    diagnostics.insert(diagnostics.end(), reference.error().begin(), reference.error().end());
    return std::nullopt;
  }
  return std::move(*reference);
}

scenarios::ContextKeys read_context(const JsonValue& json, Diagnostics& diagnostics) {
  const auto is_scalar = [](const JsonValue& value) {
    return value.kind == JsonKind::String || value.kind == JsonKind::Number ||
           value.kind == JsonKind::Boolean;
  };
  scenarios::ContextKeys keys;
  for (const JsonMember& member : json.members) {
    std::vector<std::string>& values = keys[member.key];
    if (is_scalar(member.value)) {
      values.push_back(member.value.text);
    }
    for (const JsonValue& item : member.value.items) {
      if (is_scalar(item)) {
        values.push_back(item.text);
      }
    }
    if (values.empty() || values.size() < member.value.items.size()) {
      diagnostics.push_back({.code = "E1101",
                             .message = "`" + member.key + "` must be a string or a list of them",
                             .where = member.value.where});
    }
  }
  return keys;
}

}  // namespace orgsim::io
