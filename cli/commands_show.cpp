#include "cli/commands.h"
#include "cli/load.h"
#include "cli/output.h"
#include "io/write/tree_json.h"
#include "io/write/tree_text.h"

namespace orgsim::cli {
namespace {

ExitCode run(const Invocation& invocation) {
  const auto loaded = load(invocation);
  if (!loaded) {
    return ExitCode::Unusable;
  }
  const ExitCode written = write_reports(invocation, [&](const ReportStyle& style) {
    return style.format == "json" ? io::tree_json(loaded->organization)
                                  : io::tree_text(loaded->organization, style.paint, style.width);
  });
  return worse(written, loaded->code);
}

}  // namespace

constinit const Command kShow = {
    .name = "show",
    .group = Group::Files,
    .summary = "draw the organization with what is attached where",
    .help =
        "Draws OUs and accounts as a tree: SCPs and RCPs where they attach, the "
        "management account, delegated administrators, accounts that are not active. "
        "FullAWSAccess is left out; a level without any SCP is marked, since it "
        "allows nothing.",
    .examples = "orgsim show\norgsim show --org organization.json --format json",
    .shared = Shared::Organization | Shared::Output,
    .formats = "text|json",
    .run = run};

}  // namespace orgsim::cli
