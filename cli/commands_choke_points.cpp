#include <array>

#include "cli/commands.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/principal_argument.h"
#include "io/write/choke_points.h"

namespace orgsim::cli {
namespace {

constexpr std::array kOptions = {Option{.name = "from",
                                        .argument = "PRINCIPAL",
                                        .help = "who is taken over; several fall together",
                                        .repeatable = true},
                                 Option{.name = "to",
                                        .argument = "PRINCIPAL",
                                        .help = "what is to be kept from them",
                                        .repeatable = true}};

ExitCode run(const Invocation& invocation) {
  if (!invocation.has("from") || !invocation.has("to")) {
    return invocation.refuse(
        {.message = "an attack needs two ends", .hint = "write `--from PRINCIPAL --to PRINCIPAL`"});
  }
  const auto loaded = load(invocation);
  if (!loaded) {
    return ExitCode::Unusable;
  }
  const sim::Authorizer authorizer(loaded->organization);
  const auto from = principals_arguments(invocation, authorizer, "from");
  const auto to = from ? principals_arguments(invocation, authorizer, "to") : std::nullopt;
  if (!to) {
    return ExitCode::Unusable;
  }
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  const sim::ChokePoints points = sim::choke_points(authorizer, graph, *from, *to);
  const auto dead = sim::dead_guards(loaded->organization);
  const ExitCode written = write_reports(invocation, [&](const ReportStyle& style) {
    return style.format == "json"
               ? io::choke_points_json(authorizer, points, dead)
               : io::choke_points_text(authorizer, points, dead, style.paint, style.width);
  });
  return worse(written, loaded->code);
}

}  // namespace

constinit const Command kChokePoints = {
    .name = "choke-points",
    .group = Group::Questions,
    .summary = "which change keeps an attacker from something, and what it costs",
    .help =
        "Follows the attacker, then tries changes of configuration that take a step out of "
        "its way: a trust statement, an assignment, a membership, a registration, a policy, "
        "an SCP or RCP with one more Deny. Each is run on a copy of the organization; the "
        "table ranks them by what is left of the attack and by who else loses something. "
        "Also whom every way leads through, the least cut, and guards that are dead.",
    .examples =
        "orgsim choke-points --from account:sandbox-alice --to account:app-prod\n"
        "orgsim choke-points --from alice --to role:payments-cde/Deploy --format json",
    .options = kOptions,
    .shared = Shared::Organization | Shared::Output,
    .formats = "text|json",
    .run = run};

}  // namespace orgsim::cli
