#include <nlohmann/json.hpp>

#include "io/read/organization_reader.h"
#include "io/write/tree_json.h"
#include "io/write/tree_text.h"
#include "tests/fuzz/expect.h"

namespace orgsim::fuzz {
namespace {

/// Our JSON reader accepts nothing that nlohmann's refuses.
void check_json(const std::string& text, bool accepted) {
  if (accepted) {
    expect(nlohmann::json::accept(text, true), "accepted text is JSON with comments");
  }
}

void check_places(const Diagnostics& diagnostics, const std::string& text) {
  expect(!diagnostics.empty(), "a refusal has a reason");
  for (const Diagnostic& diagnostic : diagnostics) {
    expect(!diagnostic.where.known() || diagnostic.where.offset <= text.size(),
           "a diagnostic points into its text");
  }
}

}  // namespace
}  // namespace orgsim::fuzz

/// The text of an organization file: reading never crashes, refuses with a place, and an accepted
/// organization can be shown, the same way each time.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace orgsim;
  using namespace orgsim::fuzz;
  const std::string text = text_of(data, size);
  const Result<io::JsonValue> json = io::parse_json(text, 0);
  check_json(text, json.has_value());
  if (!json) {
    check_places(json.error(), text);
    return 0;
  }
  const Result<Organization> organization = io::read_organization(*json);
  if (!organization) {
    check_places(organization.error(), text);
    return 0;
  }
  const Result<Organization> again = io::read_organization(*json);
  expect(again.has_value(), "reading is deterministic");
  expect(io::tree_text(*organization) == io::tree_text(*again), "showing is deterministic");
  expect(nlohmann::json::accept(io::tree_json(*organization)), "a tree is written as JSON");
  return 0;
}
