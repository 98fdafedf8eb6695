#include "io/read/framework_reader.h"

#include <algorithm>
#include <cassert>

#include "compliance/catalog.h"
#include "io/builtin.h"
#include "io/read/json_cursor.h"

namespace orgsim::io {
namespace {

void refuse_unknown_checks(const compliance::Control& control, SourceLocation where,
                           Diagnostics& diagnostics) {
  for (const std::string& check : control.checks) {
    if (compliance::find_check(check) == nullptr) {
      diagnostics.push_back(
          {.code = "E3008",
           .message = "unknown check `" + check + "` of control `" + control.id + "`",
           .hint = "`orgsim comply --format json` lists every check",
           .where = where});
    }
  }
}

compliance::Control read_control(const JsonValue& json, Diagnostics& diagnostics) {
  JsonCursor cursor(json, "control", diagnostics);
  compliance::Control control{.id = cursor.required_text("id"),
                              .title = cursor.required_text("title"),
                              .citation = cursor.text("citation"),
                              .baseline = cursor.text("baseline"),
                              .checks = {}};
  if (auto checks = cursor.strings("checks")) {
    control.checks = std::move(*checks);
  }
  std::ranges::sort(control.checks);
  refuse_unknown_checks(control, json.where, diagnostics);
  return control;
}

}  // namespace

Result<compliance::Framework> read_framework(const JsonValue& json) {
  Diagnostics diagnostics;
  JsonCursor cursor(json, "framework", diagnostics);
  compliance::Framework framework{.id = cursor.required_text("id"),
                                  .name = cursor.required_text("name"),
                                  .version = cursor.text("version"),
                                  .controls = {}};
  cursor.each_item("controls", [&](const JsonValue& item) {
    compliance::Control control = read_control(item, diagnostics);
    if (std::ranges::count(framework.controls, control.id, &compliance::Control::id) != 0) {
      diagnostics.push_back({.code = "E3009",
                             .message = "second control with id `" + control.id + "`",
                             .hint = {},
                             .where = item.where});
    }
    framework.controls.push_back(std::move(control));
  });
  if (has_errors(diagnostics)) {
    return std::unexpected(std::move(diagnostics));
  }
  return framework;
}

std::vector<compliance::Framework> builtin_frameworks() {
  std::vector<compliance::Framework> result;
  for (const BuiltinFile& file : builtin_files()) {
    if (!file.path.starts_with("compliance/frameworks/")) {
      continue;
    }
    const auto json = parse_json(file.text, 0);
    auto framework = json ? read_framework(*json) : std::unexpected(json.error());
    assert(framework.has_value());
    if (framework) {
      result.push_back(std::move(*framework));
    }
  }
  return result;
}

}  // namespace orgsim::io
