#include "cli/assume.h"

#include <algorithm>

namespace orgsim::cli {
namespace {

std::string_view name_of(std::string_view text) { return text.substr(0, text.find('=')); }

std::string_view setting_of(std::string_view text) {
  const std::size_t equals = text.find('=');
  return equals == std::string_view::npos ? "" : text.substr(equals + 1);
}

std::string every_name() {
  std::string names;
  for (const sim::AssumptionRow& row : sim::assumption_table()) {
    names += (names.empty() ? "" : ", ") + std::string(row.name);
  }
  return names;
}

}  // namespace

std::string assume_problem(std::string_view text) {
  if (!sim::find_assumption(name_of(text))) {
    return "no such assumption; there are " + every_name();
  }
  const std::string_view setting = setting_of(text);
  return setting == "yes" || setting == "no" ? "" : "write NAME=yes or NAME=no";
}

sim::Assumptions assumptions(const Invocation& invocation) {
  sim::Assumptions result;
  for (const std::string& text : invocation.values("assume")) {
    if (const auto row = sim::find_assumption(name_of(text))) {
      result.*row->value = setting_of(text) == "yes";
    }
  }
  return result;
}

}  // namespace orgsim::cli
