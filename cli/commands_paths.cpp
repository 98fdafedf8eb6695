#include <array>

#include "cli/commands.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/principal_argument.h"
#include "io/write/exposure.h"
#include "io/write/paths.h"

namespace orgsim::cli {
namespace {

constexpr std::array kOptions = {
    Option{.name = "from",
           .argument = "PRINCIPAL",
           .help = "where the paths start; none: everybody who comes to the end",
           .repeatable = true},
    Option{.name = "to", .argument = "PRINCIPAL", .help = "where they end", .repeatable = true}};

ExitCode run(const Invocation& invocation) {
  if (!invocation.has("to")) {
    return invocation.refuse(
        {.message = "a path needs an end",
         .hint = "write `--from PRINCIPAL --to PRINCIPAL`, or `--to PRINCIPAL` for everybody"});
  }
  const auto loaded = load(invocation);
  if (!loaded) {
    return ExitCode::Unusable;
  }
  const sim::Authorizer authorizer(loaded->organization);
  const auto sources = principals_arguments(invocation, authorizer, "from");
  const auto targets = sources ? principals_arguments(invocation, authorizer, "to") : std::nullopt;
  if (!targets) {
    return ExitCode::Unusable;
  }
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  if (sources->empty()) {
    const auto exposures = sim::exposure_of(authorizer, graph, *targets);
    return worse(
        write_reports(invocation,
                      [&](const ReportStyle& style) {
                        return style.format == "json"
                                   ? io::exposure_json(authorizer, loaded->files, exposures)
                                   : io::exposure_text(authorizer, loaded->files, exposures,
                                                       style.paint, style.width);
                      }),
        loaded->code);
  }
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
        "Shows the shortest way that surely works, and where a shorter one hangs on a "
        "condition that the input does not settle, that one as well; and how many ways "
        "there are that share no step: whom one becomes, with nothing rewritten and no "
        "ceiling lifted. With `--to` alone, everybody who comes there by any means, with the "
        "nearest way of each.",
    .examples =
        "orgsim paths --from alice --to account:app-prod\n"
        "orgsim paths --to role:payments-cde/Deploy\n"
        "orgsim paths --from account:sandbox-alice --to account:payments-cde "
        "--format json",
    .options = kOptions,
    .shared = Shared::Organization | Shared::Output,
    .formats = "text|json",
    .run = run};

}  // namespace orgsim::cli
