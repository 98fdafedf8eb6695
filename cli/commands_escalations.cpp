#include <array>

#include "cli/commands.h"
#include "cli/load.h"
#include "cli/output.h"
#include "io/write/escalations.h"

namespace orgsim::cli {
namespace {

constexpr std::array kOptions = {
    Option{.name = "all", .argument = "", .help = "list those who cannot escalate as well"}};

ExitCode run(const Invocation& invocation) {
  const auto loaded = load(invocation);
  if (!loaded) {
    return ExitCode::Unusable;
  }
  const sim::Authorizer authorizer(loaded->organization);
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  const auto rows = sim::escalations(authorizer, graph);
  const ExitCode written = write_reports(invocation, [&](const ReportStyle& style) {
    return style.format == "json"
               ? io::escalations_json(authorizer, loaded->files, rows)
               : io::escalations_text(authorizer, loaded->files, rows, invocation.has("all"),
                                      style.paint, style.width);
  });
  return worse(written, loaded->code);
}

}  // namespace

constinit const Command kEscalations = {
    .name = "escalations",
    .group = Group::Questions,
    .summary = "who can become an administrator of their account, and how",
    .help =
        "Asks for every user and role whether it can end as an administrator of its "
        "account, starting with its own credentials: by rewriting permissions, taking "
        "credentials of others, passing roles to services, and taking over resources that "
        "run with a role. What runs in an account is its inventory: `--inventory`, or the "
        "organization file's. Without one, ways that need it are `conditional`.",
    .examples =
        "orgsim escalations\n"
        "orgsim escalations --org details.json --inventory inventory.json --format json",
    .options = kOptions,
    .shared = Shared::Organization | Shared::Output,
    .formats = "text|json",
    .run = run};

}  // namespace orgsim::cli
