#include "io/load_scenario.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "io/builtin.h"
#include "io/golden_view.h"
#include "io/load_layers.h"
#include "io/load_organization.h"
#include "io/read/organization_reader.h"
#include "io/read/scenario_reader.h"
#include "scenarios/run.h"

namespace orgsim::io {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLibrary = "library/";
constexpr std::string_view kFile = "scenario.jsonc";
constexpr std::string_view kEnding = ".scenario.jsonc";

bool is_scenario(const std::string& name) { return name == kFile || name.ends_with(kEnding); }

std::unexpected<Diagnostics> cannot_read(const std::string& path) {
  return std::unexpected(Diagnostics{{.code = "E1005", .message = "cannot read `" + path + "`"}});
}

/// The name below `scenarios/` as it is shown.
std::string shown(const ScenarioPlace& place, const std::string& path) {
  return place.builtin ? "builtin:" + path : path;
}

Result<std::string> text_at(const ScenarioPlace& place, const std::string& path) {
  if (place.builtin) {
    const auto text = builtin_file(path);
    return text ? Result<std::string>(std::string(*text)) : cannot_read(shown(place, path));
  }
  std::ifstream input(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(input)), std::istreambuf_iterator<char>());
  return input.is_open() && !input.bad() ? Result<std::string>(std::move(text)) : cannot_read(path);
}

Result<JsonValue> json_at(const ScenarioPlace& place, const std::string& path, SourceFiles& files) {
  auto text = text_at(place, path);
  if (!text) {
    return std::unexpected(text.error());
  }
  const std::uint32_t file = files.add(shown(place, path), std::move(*text));
  return parse_json(files.text(file), file);
}

struct NamedOrganization {
  std::string name;
  Organization organization;
};

Result<NamedOrganization> organization_of(const ScenarioPlace& place, const std::string& named,
                                          std::span<const std::string> layers, SourceFiles& files) {
  if (named.empty() || named == kReference) {
    const std::vector<std::string> reference = {std::string(kReference)};
    const auto used = named.empty() ? layers : std::span<const std::string>(reference);
    auto organization = load_layers(used, files);
    if (!organization) {
      return std::unexpected(organization.error());
    }
    return NamedOrganization{used.empty() ? "" : used.front(), std::move(*organization)};
  }
  const std::string path =
      (fs::path(place.path).parent_path() / named).lexically_normal().generic_string();
  const auto json = json_at(place, path, files);
  if (!json) {
    return std::unexpected(json.error());
  }
  auto organization = read_organization(*json);
  if (!organization) {
    return std::unexpected(organization.error());
  }
  return NamedOrganization{named, std::move(*organization)};
}

}  // namespace

Result<std::vector<ScenarioPlace>> find_scenarios(const std::string& path) {
  std::error_code problem;
  std::vector<ScenarioPlace> places;
  if (!fs::is_directory(path, problem)) {
    return fs::exists(path, problem)
               ? Result<std::vector<ScenarioPlace>>(std::vector{ScenarioPlace{path}})
               : cannot_read(path);
  }
  for (const auto& entry : fs::recursive_directory_iterator(path, problem)) {
    if (entry.is_regular_file(problem) && is_scenario(entry.path().filename().string())) {
      places.push_back({entry.path().generic_string()});
    }
  }
  if (problem) {
    return cannot_read(path);
  }
  std::ranges::sort(places, {}, &ScenarioPlace::path);
  return places;
}

std::vector<ScenarioPlace> builtin_scenarios() {
  std::vector<ScenarioPlace> places;
  for (const BuiltinFile& file : builtin_files()) {
    if (file.path.starts_with(kLibrary) && is_scenario(fs::path(file.path).filename().string())) {
      places.push_back({.path = std::string(file.path), .builtin = true});
    }
  }
  return places;
}

Result<ScenarioInput> load_scenario(const ScenarioPlace& place, std::span<const std::string> layers,
                                    SourceFiles& files) {
  const auto json = json_at(place, place.path, files);
  if (!json) {
    return std::unexpected(json.error());
  }
  auto scenario = read_scenario(*json);
  if (!scenario) {
    return std::unexpected(scenario.error());
  }
  auto organization = organization_of(place, scenario->organization, layers, files);
  if (!organization) {
    return std::unexpected(organization.error());
  }
  return ScenarioInput{.place = place,
                       .scenario = std::move(*scenario),
                       .organization = std::move(organization->organization),
                       .organization_name = std::move(organization->name)};
}

ScenarioRun play(const ScenarioInput& input, bool update) {
  ScenarioRun run{.file = shown(input.place, input.place.path),
                  .organization = input.organization_name,
                  .result = scenarios::run(input.organization, input.scenario)};
  const std::string folder =
      input.place.builtin ? "" : fs::path(input.place.path).parent_path().generic_string();
  for (scenarios::StepResult& step : run.result.steps) {
    for (scenarios::ExpectationResult& result : step.expectations) {
      if (auto* golden = std::get_if<scenarios::GoldenEvidence>(&result.evidence)) {
        result.state = input.place.builtin ? scenarios::State::Skipped
                                           : compare_golden(folder, update, *golden);
      }
    }
  }
  return run;
}

}  // namespace orgsim::io
