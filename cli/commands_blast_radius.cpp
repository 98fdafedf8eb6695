#include <array>

#include "cli/commands.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/principal_argument.h"
#include "io/write/blast_radius_json.h"
#include "io/write/blast_radius_text.h"

namespace orgsim::cli {
namespace {

constexpr std::array kOptions = {
    Option{.name = "from",
           .argument = "PRINCIPAL",
           .help = "who is taken over; several fall together",
           .repeatable = true},
    Option{.name = "all", .argument = "", .help = "list every principal that falls as well"}};

ExitCode run(const Invocation& invocation) {
  const auto loaded = load(invocation);
  if (!loaded) {
    return ExitCode::Unusable;
  }
  if (!invocation.has("from")) {
    return invocation.refuse(
        {.message = "nobody named with `--from`", .hint = "write `--from role:ACCOUNT/NAME`"});
  }
  const sim::Authorizer authorizer(loaded->organization);
  std::vector<Index<sim::Principal>> footholds;
  for (const std::string& text : invocation.values("from")) {
    const auto named = principals_argument(invocation, authorizer, text);
    if (!named) {
      return ExitCode::Unusable;
    }
    footholds.insert(footholds.end(), named->begin(), named->end());
  }
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  const sim::BlastRadius radius = sim::blast_radius(authorizer, graph, std::move(footholds));
  const ExitCode written = write_reports(invocation, [&](const ReportStyle& style) {
    return style.format == "json"
               ? io::blast_radius_json(authorizer, loaded->files, radius)
               : io::blast_radius_text(authorizer, loaded->files, radius, style.paint, style.width,
                                       invocation.has("all"));
  });
  return worse(written, loaded->code);
}

}  // namespace

constinit const Command kBlastRadius = {
    .name = "blast-radius",
    .group = Group::Questions,
    .summary = "what falls when somebody falls",
    .help =
        "Follows every way from the footholds: roles they may assume, permission sets,\n"
        "trust policies they may rewrite, and the powers of the management account.\n"
        "Shows principals, accounts with the level reached, data stores, SCPs and RCPs\n"
        "that can be lifted, and boundaries crossed, each with its witness. Conditions\n"
        "that the input does not settle are read in the attacker's favour; what hangs on\n"
        "them is marked `possible`.",
    .examples =
        "orgsim blast-radius --from role:management/BreakGlass\n"
        "orgsim blast-radius --from account:app-dev --format json",
    .options = kOptions,
    .shared = Shared::Organization | Shared::Output,
    .formats = "text|json",
    .run = run};

}  // namespace orgsim::cli
