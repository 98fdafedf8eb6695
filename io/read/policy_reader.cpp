#include "io/read/policy_reader.h"

#include "io/read/statement_reader.h"

namespace orgsim::io {
namespace {

class PolicyReader {
 public:
  PolicyReader(PolicyKind kind, PolicyMode mode, Diagnostics& diagnostics)
      : statements_(kind, mode, diagnostics), diagnostics_(diagnostics) {}

  PolicyDocument document(const JsonValue& json) {
    PolicyDocument result;
    result.where = json.where;
    if (json.kind != JsonKind::Object) {
      wrong_kind(json, "a policy document", "an object");
      return result;
    }
    if (const JsonValue* stated = json.find("Version")) {
      result.version = version(*stated);
    }
    statements_.set_variables(result.version == PolicyVersion::Of2012);
    for (const JsonMember& member : json.members) {
      if (member.key == "Version") {
        continue;
      }
      if (member.key == "Statement") {
        statements(member.value, result);
      } else if (member.key != "Id") {
        error("E1102", "unknown policy element `" + member.key + "`", member.where);
      } else if (member.value.kind != JsonKind::String) {
        wrong_kind(member.value, "`Id`", "a string");
      }
    }
    if (json.find("Statement") == nullptr) {
      error("E1103", "a policy document without `Statement`", json.where);
    }
    return result;
  }

 private:
  void error(std::string code, std::string message, SourceLocation where, std::string hint = "") {
    diagnostics_.push_back({.code = std::move(code),
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

  void statement(const JsonValue& json, PolicyDocument& result) {
    if (json.kind != JsonKind::Object) {
      wrong_kind(json, "a statement", "an object");
    } else if (auto read = statements_.read(json)) {
      result.statements.push_back(std::move(*read));
    }
  }

  void statements(const JsonValue& json, PolicyDocument& result) {
    if (json.kind == JsonKind::Object) {
      statement(json, result);
    } else if (json.kind == JsonKind::Array) {
      if (json.items.empty()) {
        diagnostics_.push_back({.level = DiagnosticLevel::Warning,
                                .code = "W5102",
                                .message = "a policy without statements",
                                .hint = "it allows nothing and denies nothing",
                                .where = json.where});
      }
      result.statements.reserve(json.items.size());
      for (const JsonValue& item : json.items) {
        statement(item, result);
      }
    } else {
      wrong_kind(json, "`Statement`", "an object or an array");
    }
  }

  StatementReader statements_;
  Diagnostics& diagnostics_;
};

}  // namespace

PolicyDocument read_policy(const JsonValue& json, PolicyKind kind, PolicyMode mode,
                           Diagnostics& diagnostics) {
  return PolicyReader(kind, mode, diagnostics).document(json);
}

Result<PolicyDocument> read_policy(const JsonValue& json, PolicyKind kind) {
  Diagnostics diagnostics;
  PolicyDocument document = read_policy(json, kind, PolicyMode::Strict, diagnostics);
  if (has_errors(diagnostics)) {
    std::erase_if(diagnostics, [](const Diagnostic& diagnostic) {
      return diagnostic.level == DiagnosticLevel::Warning;
    });
    return std::unexpected(std::move(diagnostics));
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
