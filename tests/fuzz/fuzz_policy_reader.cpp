#include <array>

#include "io/read/policy_reader.h"
#include "tests/fuzz/expect.h"
#include "tests/support/case_json.h"

namespace orgsim::fuzz {
namespace {

constexpr std::array kKinds = {io::PolicyKind::Identity,   io::PolicyKind::Resource,
                               io::PolicyKind::Trust,      io::PolicyKind::Scp,
                               io::PolicyKind::Rcp,        io::PolicyKind::KmsKey,
                               io::PolicyKind::VpcEndpoint};

/// What the strict reader accepts means the same after writing and reading it once more.
void check_round_trip(std::string_view text, io::PolicyKind kind) {
  const Result<PolicyDocument> document = io::read_policy(text, 0, kind);
  if (!document) {
    expect(!document.error().empty(), "a refusal has a reason");
    return;
  }
  const std::string written = reference::to_json(*document);
  const Result<PolicyDocument> again = io::read_policy(written, 0, kind);
  expect(again.has_value(), "a written policy can be read");
  expect(reference::to_json(*again) == written, "a policy means the same after a round trip");
}

void check_modes(std::string_view text, io::PolicyKind kind) {
  const Result<io::JsonValue> json = io::parse_json(text, 0);
  if (!json) {
    return;
  }
  for (const io::PolicyMode mode :
       {io::PolicyMode::Strict, io::PolicyMode::Lenient, io::PolicyMode::Tolerant}) {
    Diagnostics diagnostics;
    io::read_policy(*json, kind, mode, diagnostics);
    for (const Diagnostic& diagnostic : diagnostics) {
      expect(diagnostic.where.offset <= text.size(), "a diagnostic points into its text");
    }
  }
}

}  // namespace
}  // namespace orgsim::fuzz

/// The first byte chooses the kind of policy, the rest is its text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace orgsim::fuzz;
  if (size > 0) {
    const auto kind = kKinds.at(data[0] % kKinds.size());
    const std::string text = text_of(data + 1, size - 1);
    check_round_trip(text, kind);
    check_modes(text, kind);
  }
  return 0;
}
