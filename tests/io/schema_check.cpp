#include "tests/io/schema_check.h"

#include <algorithm>
#include <regex>

namespace orgsim::io {
namespace {

using nlohmann::json;

/// A keyword of a schema; `null` when it has none.
const json& keyword(const json& schema, const char* name) {
  static const json none;
  const auto found = schema.find(name);
  return found == schema.end() ? none : *found;
}

/// A part of a schema with its `$ref` followed.
const json& resolved(const json& root, const json& part) {
  const auto ref = part.find("$ref");
  return ref == part.end() ? part : root.at(json::json_pointer(ref->get<std::string>().substr(1)));
}

class Checker {
 public:
  explicit Checker(const json& root) : root_(root) {}

  std::vector<std::string> check(const json& part, const json& value, const std::string& at) const {
    const json& schema = resolved(root_, part);
    std::vector<std::string> problems;
    const auto complain = [&](const std::string& what) { problems.push_back(at + ": " + what); };
    if (schema.contains("type") && !is_of(schema["type"], value)) {
      complain("wrong type");
    }
    if (schema.contains("const") && schema["const"] != value) {
      complain("not the constant");
    }
    if (schema.contains("enum") &&
        std::ranges::find(schema["enum"], value) == schema["enum"].end()) {
      complain("not of the list");
    }
    if (schema.contains("pattern") && value.is_string() &&
        !std::regex_search(value.get<std::string>(),
                           std::regex(schema["pattern"].get<std::string>()))) {
      complain("does not match");
    }
    choices(schema, value, at, problems);
    if (value.is_object()) {
      object(schema, value, at, problems);
    } else if (value.is_array()) {
      array(schema, value, at, problems);
    }
    return problems;
  }

 private:
  static bool is_of(const json& type, const json& value) {
    if (type.is_array()) {
      return std::ranges::any_of(type, [&](const json& one) { return is_of(one, value); });
    }
    const auto name = type.get<std::string>();
    return (name == "integer" && value.is_number_integer()) || name == value.type_name();
  }

  void choices(const json& schema, const json& value, const std::string& at,
               std::vector<std::string>& problems) const {
    for (const json& part : keyword(schema, "allOf")) {
      std::ranges::copy(check(part, value, at), std::back_inserter(problems));
    }
    if (schema.contains("oneOf")) {
      const auto fits = [&](const json& part) { return check(part, value, at).empty(); };
      if (std::ranges::count_if(schema["oneOf"], fits) != 1) {
        problems.push_back(at + ": not exactly one alternative");
      }
    }
  }

  void object(const json& schema, const json& value, const std::string& at,
              std::vector<std::string>& problems) const {
    for (const json& name : keyword(schema, "required")) {
      if (!value.contains(name)) {
        problems.push_back(at + ": without " + name.get<std::string>());
      }
    }
    if (value.size() > schema.value("maxProperties", value.size())) {
      problems.push_back(at + ": too many members");
    }
    const json& properties = keyword(schema, "properties");
    const json& further = keyword(schema, "additionalProperties");
    for (const auto& [key, member] : value.items()) {
      const std::string below = std::string(at).append("/").append(key);
      if (properties.contains(key)) {
        std::ranges::copy(check(properties[key], member, below), std::back_inserter(problems));
      } else if (further.is_object()) {
        std::ranges::copy(check(further, member, below), std::back_inserter(problems));
      } else if (further.is_boolean() && !further.get<bool>()) {
        problems.push_back(below + ": unknown member");
      }
      if (schema.contains("propertyNames")) {
        std::ranges::copy(check(schema["propertyNames"], key, below), std::back_inserter(problems));
      }
    }
  }

  void array(const json& schema, const json& value, const std::string& at,
             std::vector<std::string>& problems) const {
    if (value.size() < schema.value("minItems", std::size_t{0}) ||
        value.size() > schema.value("maxItems", value.size())) {
      problems.push_back(at + ": wrong length");
    }
    const json& items = keyword(schema, "items");
    for (std::size_t i = 0; i < value.size(); ++i) {
      const json& item = items.is_array() ? items.at(i) : items;
      if (item.is_object()) {
        std::ranges::copy(check(item, value[i], at + "/" + std::to_string(i)),
                          std::back_inserter(problems));
      }
    }
  }

  const json& root_;
};

class Widest {
 public:
  explicit Widest(const json& root) : root_(root) {}

  json of(const json& part) const {
    const json& schema = resolved(root_, part);
    if (schema.contains("const")) {
      return schema["const"];
    }
    if (schema.contains("enum")) {
      return schema["enum"].front();
    }
    if (schema.contains("allOf")) {
      return of(schema["allOf"].front());
    }
    if (schema.contains("oneOf") && !schema.contains("properties")) {
      return choice(schema["oneOf"]);
    }
    const json type = schema.value("type", json("object"));
    const auto name = (type.is_array() ? type.front() : type).get<std::string>();
    return name == "object"  ? object(schema)
           : name == "array" ? array(schema)
                             : plain(schema, name);
  }

 private:
  /// The last alternative with members; else the first.
  json choice(const json& alternatives) const {
    json best = of(alternatives.front());
    for (const json& alternative : alternatives) {
      json candidate = of(alternative);
      if (candidate.is_object() && !candidate.empty()) {
        best = std::move(candidate);
      }
    }
    return best;
  }

  json object(const json& schema) const {
    json result = json::object();
    const json properties = schema.value("properties", json::object());
    for (const auto& [key, property] : properties.items()) {
      result[key] = of(property);
    }
    const json further = schema.value("additionalProperties", json(true));
    if (further.is_object()) {
      const json names = schema.value("propertyNames", json());
      const json name = names.is_object() ? of(names) : json("text");
      result[name.get<std::string>()] = of(further);
    }
    return result;
  }

  json array(const json& schema) const {
    const json items = schema.value("items", json::object());
    json result = json::array();
    if (items.is_array()) {
      for (const json& item : items) {
        result.push_back(of(item));
      }
    } else {
      result.push_back(of(items));
      if (schema.value("minItems", 1) == 2) {
        result.push_back(of(items));
      }
    }
    return result;
  }

  static json plain(const json& schema, const std::string& type) {
    if (type == "boolean") {
      return true;
    }
    if (type == "integer" || type == "number") {
      return 1;
    }
    const auto pattern = schema.value("pattern", std::string());
    return pattern == "^[0-9]{12}$" ? "111111111111" : pattern.empty() ? "text" : "2026-04-08";
  }

  const json& root_;
};

}  // namespace

std::vector<std::string> schema_problems(const json& schema, const json& document) {
  return Checker(schema).check(schema, document, "");
}

json widest_document(const json& schema) { return Widest(schema).of(schema); }

}  // namespace orgsim::io
