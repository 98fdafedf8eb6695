#include <array>
#include <charconv>
#include <system_error>

#include "cli/commands.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/principal_argument.h"
#include "io/write/blast_radius_json.h"
#include "io/write/blast_radius_text.h"
#include "io/write/radii.h"

namespace orgsim::cli {
namespace {

constexpr std::array kOptions = {
    Option{.name = "from",
           .argument = "PRINCIPAL",
           .help = "who is taken over; several fall together; also workload:ARN, "
                   "repository:NAME, mailbox:ADDRESS, zone:NAME",
           .repeatable = true},
    Option{.name = "all", .argument = "", .help = "list every principal that falls as well"},
    Option{.name = "become-only",
           .argument = "",
           .help = "follow only who can become whom: nothing is rewritten or lifted"},
    Option{.name = "no-raise", .argument = "", .help = "lift no ceiling of the organization"},
    Option{.name = "routes",
           .argument = "",
           .help = "show the ways into each account; always where the management account falls"},
    Option{.name = "largest",
           .argument = "N",
           .help = "instead, the N principals with whom most others fall"}};

/// Nothing after it said on `err` what is wrong with `--largest`.
std::optional<std::size_t> n_largest(const Invocation& invocation) {
  const std::string text = invocation.value("largest");
  std::size_t result = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
  if (error != std::errc() || end != text.data() + text.size() || result == 0) {
    invocation.refuse(
        {.message = "`--largest " + text + "` is no count", .hint = "write `--largest 20`"});
    return std::nullopt;
  }
  return result;
}

ExitCode run_largest(const Invocation& invocation) {
  const auto n_rows = n_largest(invocation);
  const auto loaded = n_rows ? load(invocation) : std::nullopt;
  if (!loaded) {
    return ExitCode::Unusable;
  }
  const sim::Authorizer authorizer(loaded->organization);
  const auto rows = io::largest_radii(authorizer, sim::build_access_graph(authorizer), *n_rows);
  const ExitCode written = write_reports(invocation, [&](const ReportStyle& style) {
    return style.format == "json" ? io::radii_json(authorizer, rows)
                                  : io::radii_text(authorizer, rows, style.paint, style.width);
  });
  return worse(written, loaded->code);
}

/// The ways into each account: when asked for, and where the management account falls.
std::optional<sim::RouteMatrix> routes(const Invocation& invocation,
                                       const sim::Authorizer& authorizer,
                                       const sim::AccessGraph& graph,
                                       const sim::BlastRadius& radius) {
  const bool worth_it = radius.depths.management_account && !invocation.has("become-only");
  if (!invocation.has("routes") && !worth_it) {
    return std::nullopt;
  }
  return sim::route_matrix(authorizer, graph, radius.footholds);
}

ExitCode run_from(const Invocation& invocation) {
  const auto loaded = load(invocation);
  if (!loaded) {
    return ExitCode::Unusable;
  }
  const sim::Authorizer authorizer(loaded->organization);
  auto footholds = principals_arguments(invocation, authorizer, "from");
  if (!footholds) {
    return ExitCode::Unusable;
  }
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  const sim::BlastRadius radius = sim::blast_radius(
      authorizer, graph, *std::move(footholds),
      {.becomes_only = invocation.has("become-only"), .raises = !invocation.has("no-raise")});
  const auto matrix = routes(invocation, authorizer, graph, radius);
  const sim::RouteMatrix* shown = matrix ? &*matrix : nullptr;
  const ExitCode written = write_reports(invocation, [&](const ReportStyle& style) {
    return style.format == "json"
               ? io::blast_radius_json(authorizer, loaded->files, radius, shown)
               : io::blast_radius_text(authorizer, loaded->files, radius, shown, style.paint,
                                       style.width, invocation.has("all"));
  });
  return worse(written, loaded->code);
}

ExitCode run(const Invocation& invocation) {
  const bool from = invocation.has("from");
  if (invocation.has("largest")) {
    return from ? invocation.refuse({.message = "`--largest` and `--from` at once",
                                     .hint = "`--largest` asks about everybody"})
                : run_largest(invocation);
  }
  return from ? run_from(invocation)
              : invocation.refuse({.message = "nobody named with `--from`",
                                   .hint = "write `--from role:ACCOUNT/NAME`"});
}

}  // namespace

constinit const Command kBlastRadius = {
    .name = "blast-radius",
    .group = Group::Questions,
    .summary = "what falls when somebody falls",
    .help =
        "Follows every way from the footholds until nothing is added: whom they become, "
        "what they rewrite, and the ceilings of the organization that they lift. Shows who "
        "and what falls (principals, accounts with the level reached, data stores), what can "
        "be stopped, lifted, answered for and deleted, the boundaries crossed, and the ways "
        "to stay, each with its witness. Where the management account falls, also each way "
        "into each account and what closing one of them saves. Conditions that the input "
        "does not settle are read in the attacker's favour; what hangs on them is marked "
        "`possible`, and the conditions are listed. With `--largest` it counts for every "
        "principal who falls with it over become-edges, and lists the worst: where to look "
        "first.",
    .examples =
        "orgsim blast-radius --from role:management/BreakGlass\n"
        "orgsim blast-radius --from account:app-dev --become-only\n"
        "orgsim blast-radius --from account:app-dev --format json\n"
        "orgsim blast-radius --largest 20",
    .options = kOptions,
    .shared = Shared::Organization | Shared::Output,
    .formats = "text|json",
    .run = run};

}  // namespace orgsim::cli
