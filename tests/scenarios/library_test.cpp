#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "io/load_scenario.h"
#include "io/write/run_json.h"
#include "io/write/run_text.h"

namespace orgsim::io {
namespace {

namespace fs = std::filesystem;

/// Compares with the file; with UPDATE_GOLDEN=1 writes it first.
void check_golden(const fs::path& path, const std::string& found) {
  const char* update = std::getenv("UPDATE_GOLDEN");
  if (update != nullptr && std::string_view(update) == "1") {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << found;
  }
  std::ifstream input(path, std::ios::binary);
  CAPTURE(path);
  REQUIRE(input.is_open());
  const std::string expected((std::istreambuf_iterator<char>(input)),
                             std::istreambuf_iterator<char>());
  CHECK(found == expected);
}

TEST_CASE("the stories of the library end as their reports say", "[library]") {
  const auto places = builtin_scenarios();
  REQUIRE(places.size() >= 3);
  for (const ScenarioPlace& place : places) {
    CAPTURE(place.path);
    SourceFiles files;
    const auto input = load_scenario(place, {}, files);
    if (!input) {
      FAIL(render(files, input.error().front()));
    }
    CHECK(input->organization.unmodelled().empty());
    const std::vector<ScenarioRun> runs = {play(*input, false)};
    const RunCounts counts = counts_of(runs, scenarios::Severity::Informational);
    CHECK(counts.of(scenarios::State::Pass) == counts.total());
    const fs::path folder =
        fs::path(ORGSIM_SOURCE_DIR "/scenarios") / fs::path(place.path).parent_path() / "expected";
    check_golden(folder / "report.txt", run_text(runs, files, Paint(false), std::nullopt));
    check_golden(folder / "report.json", run_json(runs, files));
    CHECK(fs::exists(folder.parent_path() / "README.md"));
  }
}

}  // namespace
}  // namespace orgsim::io
