#include "io/read/scenario_variables.h"

#include <optional>
#include <utility>

#include "model/text.h"

namespace orgsim::io {
namespace {

class Substitution {
 public:
  Substitution(const std::map<std::string, std::string>& variables, Diagnostics& diagnostics)
      : variables_(variables), diagnostics_(diagnostics) {}

  std::string text(const std::string& text, SourceLocation where) {
    std::string result;
    std::size_t begin = 0;
    for (std::size_t open = text.find("${"); open != std::string::npos;
         open = text.find("${", begin)) {
      const std::size_t close = text.find('}', open);
      if (close == std::string::npos) {
        break;
      }
      result += text.substr(begin, open - begin);
      result += value(text.substr(open + 2, close - open - 2), where);
      begin = close + 1;
    }
    return result + text.substr(begin);
  }

 private:
  std::string value(const std::string& name, SourceLocation where) {
    const auto found = variables_.find(name);
    if (found != variables_.end()) {
      return found->second;
    }
    const bool of_policy = name.find(':') != std::string::npos || name == "*" || name == "?" ||
                           name == "$" || name.find(',') != std::string::npos;
    if (!of_policy && name != "each") {
      undefined(name, where);
    }
    return "${" + name + "}";
  }

  void undefined(const std::string& name, SourceLocation where) {
    std::vector<std::string> names;
    names.reserve(variables_.size());
    for (const auto& [known, value] : variables_) {
      names.push_back(known);
    }
    const auto near = nearest(name, names);
    diagnostics_.push_back({.code = "E1120",
                            .message = "undefined variable `${" + name + "}`",
                            .hint = near ? "did you mean `${" + *near + "}`?"
                                         : "`vars` at the top of the file defines variables",
                            .where = where});
  }

  const std::map<std::string, std::string>& variables_;
  Diagnostics& diagnostics_;
};

void substitute(JsonValue& json, Substitution& substitution) {
  if (json.kind == JsonKind::String) {
    json.text = substitution.text(json.text, json.where);
  }
  for (JsonValue& item : json.items) {
    substitute(item, substitution);
  }
  for (JsonMember& member : json.members) {
    substitute(member.value, substitution);
  }
}

}  // namespace

JsonValue with_variables(const JsonValue& json, const std::map<std::string, std::string>& variables,
                         Diagnostics& diagnostics) {
  JsonValue result = json;
  Substitution substitution(variables, diagnostics);
  substitute(result, substitution);
  return result;
}

}  // namespace orgsim::io
