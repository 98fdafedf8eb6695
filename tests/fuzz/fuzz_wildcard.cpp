#include "model/text.h"
#include "tests/fuzz/expect.h"
#include "tests/support/engine_case.h"
#include "tests/support/reference_text.h"

namespace orgsim::fuzz {
namespace {

using namespace orgsim::reference;

constexpr std::size_t kLongest = 200;

/// A user's request for the resource under a policy with this one resource pattern.
Case asking(const std::string& pattern, const std::string& resource, PolicyVersion version) {
  Case request{.caller = {.kind = CallerKind::User,
                          .arn = "arn:aws:iam::111111111111:user/ada",
                          .account = "111111111111"},
               .action = "s3:GetObject",
               .resource = resource};
  request.context["aws:username"] = {.kind = KeyState::Kind::Present, .values = {"ada"}};
  request.identity = {{.version = version,
                       .statements = {{.effect = Effect::Allow,
                                       .action = {.patterns = {"*"}},
                                       .resource = {.patterns = {pattern}}}}}};
  return request;
}

}  // namespace
}  // namespace orgsim::fuzz

/// A line of pattern, then the text to match: every matcher of ours agrees with the plain one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace orgsim;
  using namespace orgsim::fuzz;
  std::string text = ascii_of(data, size < kLongest ? size : kLongest);
  const std::string pattern = next_line(text);
  const std::optional<Glob> glob = expand(pattern, {.wildcards = true}, {});
  expect(matches_wildcard(pattern, text) == glob_matches(*glob, text), "wildcards");
  for (const PolicyVersion version : {PolicyVersion::Of2008, PolicyVersion::Of2012}) {
    const Case request = asking(pattern, text, version);
    expect(engine_outcome(request) == evaluate(request), "resource patterns");
  }
  return 0;
}
