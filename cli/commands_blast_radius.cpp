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
           .help = "who is taken over; several fall together",
           .repeatable = true},
    Option{.name = "all", .argument = "", .help = "list every principal that falls as well"},
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

ExitCode run(const Invocation& invocation) {
  if (invocation.has("largest") && !invocation.has("from")) {
    return run_largest(invocation);
  }
  if (invocation.has("largest")) {
    return invocation.refuse({.message = "`--largest` and `--from` at once",
                              .hint = "`--largest` asks about everybody"});
  }
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
        "them is marked `possible`. With `--largest` it counts for every principal who falls\n"
        "with it, and lists the worst: where to look first.",
    .examples =
        "orgsim blast-radius --from role:management/BreakGlass\n"
        "orgsim blast-radius --from account:app-dev --format json\n"
        "orgsim blast-radius --largest 20",
    .options = kOptions,
    .shared = Shared::Organization | Shared::Output,
    .formats = "text|json",
    .run = run};

}  // namespace orgsim::cli
