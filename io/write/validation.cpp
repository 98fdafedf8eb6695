#include "io/write/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string entry_text(const Validation::Entry& entry, const Paint& paint) {
  const std::string input = paint(Tone::Plain, entry.input);
  if (entry.errors > 0) {
    return fmt::format("{}: {}: {}\n", input, paint(Tone::Bad, "invalid"),
                       counted(entry.errors, "error", "errors"));
  }
  const std::string open =
      fmt::format("{} not modelled", counted(entry.not_modelled, "construct", "constructs"));
  return fmt::format("{}: {}: {}, {}, {}, {}, {}, {}\n", input, paint(Tone::Good, "valid"),
                     counted(entry.accounts, "account", "accounts"),
                     counted(entry.units, "OU", "OUs"),
                     counted(entry.policies, "organization policy", "organization policies"),
                     counted(entry.principals, "principal", "principals"),
                     counted(entry.resources, "resource", "resources"),
                     paint(entry.not_modelled == 0 ? Tone::Plain : Tone::Warning, open));
}

}  // namespace

void Validation::add(std::string input, const Result<Organization>& organization) {
  Entry entry{.input = std::move(input)};
  if (!organization) {
    entry.errors = static_cast<std::size_t>(
        std::ranges::count(organization.error(), DiagnosticLevel::Error, &Diagnostic::level));
  } else {
    const OrganizationTables& tables = organization->tables();
    const auto is_unit = [](const OrganizationalUnit& ou) { return ou.parent.has_value(); };
    entry.accounts = tables.accounts->size();
    entry.units = static_cast<std::size_t>(std::ranges::count_if(*tables.ous, is_unit));
    entry.policies = tables.policies->size();
    entry.principals = tables.roles->size() + tables.users->size();
    entry.resources = tables.resources->size();
    entry.not_modelled = tables.unmodelled->size();
  }
  entries.push_back(std::move(entry));
}

bool Validation::valid() const {
  return std::ranges::all_of(entries, [](const Entry& entry) { return entry.errors == 0; });
}

bool Validation::incomplete() const {
  return std::ranges::any_of(entries, [](const Entry& entry) { return entry.not_modelled > 0; });
}

std::string validation_text(const Validation& validation, const Paint& paint) {
  std::string text;
  for (const Validation::Entry& entry : validation.entries) {
    text += entry_text(entry, paint);
  }
  return text;
}

std::string validation_json(const Validation& validation) {
  Json inputs = Json::array();
  for (const Validation::Entry& entry : validation.entries) {
    Json json = {{"input", entry.input}, {"valid", entry.errors == 0}, {"errors", entry.errors}};
    if (entry.errors == 0) {
      json.update({{"accounts", entry.accounts},
                   {"organizational_units", entry.units},
                   {"organization_policies", entry.policies},
                   {"principals", entry.principals},
                   {"resources", entry.resources},
                   {"not_modelled", entry.not_modelled}});
    }
    inputs.push_back(std::move(json));
  }
  const Json document = {{"format", "orgsim-validation/1"},
                         {"valid", validation.valid()},
                         {"inputs", std::move(inputs)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io
