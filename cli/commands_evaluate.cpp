#include <fmt/format.h>

#include <array>
#include <fstream>

#include "cli/assume.h"
#include "cli/commands.h"
#include "io/evaluate_cases.h"

namespace orgsim::cli {
namespace {

constexpr std::array kOptions = {Option{.name = "cases",
                                        .argument = "FILE",
                                        .help = "the cases, one a line; `-` is standard input"},
                                 Option{.name = "policies",
                                        .argument = "strict|tolerant|lenient",
                                        .help = "refuse what AWS would not store; or take what is "
                                                "plainly meant; or drop such an Allow and doubt "
                                                "such a Deny",
                                        .fallback = "tolerant"},
                                 kAssume};

ExitCode code_of(bool all_readable) {
  return all_readable ? ExitCode::Answered : ExitCode::Unusable;
}

io::PolicyMode mode_of(std::string_view word) {
  if (word == "strict") {
    return io::PolicyMode::Strict;
  }
  return word == "lenient" ? io::PolicyMode::Lenient : io::PolicyMode::Tolerant;
}

ExitCode run(const Invocation& invocation) {
  const std::string path = invocation.value("cases");
  const Console& console = invocation.console();
  if (path.empty()) {
    return invocation.refuse(
        {.message = "`evaluate` needs `--cases`", .hint = "usage: orgsim evaluate --cases FILE"});
  }
  const sim::Assumptions assumed = assumptions(invocation);
  const io::PolicyMode mode = mode_of(invocation.value("policies"));
  if (path == "-") {
    return code_of(io::evaluate_cases(console.in, console.out, assumed, mode));
  }
  std::ifstream cases(path);
  // A folder opens, and fails only when it is read.
  if (!cases || (cases.peek() == std::ifstream::traits_type::eof() && !cases.eof())) {
    return invocation.refuse({.message = fmt::format("cannot read `{}`", path), .hint = ""});
  }
  return code_of(io::evaluate_cases(cases, console.out, assumed, mode));
}

}  // namespace

constinit const Command kEvaluate = {
    .name = "evaluate",
    .group = Group::Questions,
    .summary = "decide requests in bulk, one case a line, without an organization",
    .help =
        "Each line of FILE is a JSON object with a request and the policies that bear on "
        "it; each answer is a line with the decision, the statements or layers that "
        "decided, and the open conditions. Answers come in the order of the cases. A line "
        "that cannot be read is answered with its error, and the run ends with 2.",
    .examples = "orgsim evaluate --cases cases.jsonl\norgsim evaluate --cases -",
    .options = kOptions,
    .run = run};

}  // namespace orgsim::cli
