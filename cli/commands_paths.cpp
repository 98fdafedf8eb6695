#include <array>

#include "cli/commands.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/principal_argument.h"
#include "io/write/paths.h"

namespace orgsim::cli {
namespace {

constexpr std::array kOptions = {
    Option{.name = "from",
           .argument = "PRINCIPAL",
           .help = "where the paths start",
           .repeatable = true},
    Option{.name = "to", .argument = "PRINCIPAL", .help = "where they end", .repeatable = true}};

std::optional<std::vector<Index<sim::Principal>>> ends(const Invocation& invocation,
                                                       const sim::Authorizer& authorizer,
                                                       std::string_view option) {
  std::vector<Index<sim::Principal>> result;
  for (const std::string& text : invocation.values(option)) {
    const auto named = principals_argument(invocation, authorizer, text);
    if (!named) {
      return std::nullopt;
    }
    result.insert(result.end(), named->begin(), named->end());
  }
  return result;
}

ExitCode run(const Invocation& invocation) {
  if (!invocation.has("from") || !invocation.has("to")) {
    return invocation.refuse(
        {.message = "a path needs two ends", .hint = "write `--from PRINCIPAL --to PRINCIPAL`"});
  }
  const auto loaded = load(invocation);
  if (!loaded) {
    return ExitCode::Unusable;
  }
  const sim::Authorizer authorizer(loaded->organization);
  const auto sources = ends(invocation, authorizer, "from");
  const auto targets = sources ? ends(invocation, authorizer, "to") : std::nullopt;
  if (!targets) {
    return ExitCode::Unusable;
  }
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  const io::PathsAnswer answer = io::find_paths(graph, *sources, *targets);
  const ExitCode written = write_reports(invocation, [&](const ReportStyle& style) {
    return style.format == "json"
               ? io::paths_json(authorizer, loaded->files, answer)
               : io::paths_text(authorizer, loaded->files, answer, style.paint, style.width);
  });
  return worse(written, loaded->code);
}

}  // namespace

constinit const Command kPaths = {
    .name = "paths",
    .group = Group::Questions,
    .summary = "the shortest ways from one principal to another",
    .help =
        "Shows the shortest way that surely works, and where a shorter one hangs on a\n"
        "condition that the input does not settle, that one as well; and how many ways\n"
        "there are that share no step.",
    .examples =
        "orgsim paths --from alice --to account:app-prod\n"
        "orgsim paths --from account:sandbox-alice --to account:payments-cde "
        "--format json",
    .options = kOptions,
    .shared = Shared::Organization | Shared::Output,
    .formats = "text|json",
    .run = run};

}  // namespace orgsim::cli
