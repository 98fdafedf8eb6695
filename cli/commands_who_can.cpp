#include <array>

#include "cli/commands.h"
#include "cli/load.h"
#include "cli/output.h"
#include "io/write/who_can.h"

namespace orgsim::cli {
namespace {

constexpr std::array kOptions = {
    Option{.name = "transitive",
           .argument = "",
           .help = "also who comes to be able to: by becoming, rewriting or lifting"}};

ExitCode run(const Invocation& invocation) {
  const auto loaded = load(invocation);
  if (!loaded) {
    return ExitCode::Unusable;
  }
  const sim::Authorizer authorizer(loaded->organization);
  io::WhoCanAnswer answer{
      .action = invocation.positionals()[0],
      .resource = invocation.positionals().size() > 1 ? invocation.positionals()[1] : "*"};
  answer.permitted = sim::who_can(authorizer, answer.action, answer.resource);
  if (invocation.has("transitive")) {
    const sim::AccessGraph graph = sim::build_access_graph(authorizer);
    answer.transitive = sim::exposure_of(authorizer, graph, answer.action, answer.resource);
    std::erase_if(*answer.transitive, [](const auto& exposure) { return exposure.hops == 0; });
  }
  const ExitCode written = write_reports(invocation, [&](const ReportStyle& style) {
    return style.format == "json"
               ? io::who_can_json(authorizer, loaded->files, answer)
               : io::who_can_text(authorizer, loaded->files, answer, style.paint, style.width);
  });
  return worse(written, loaded->code);
}

}  // namespace

constinit const Command kWhoCan = {
    .name = "who-can",
    .group = Group::Questions,
    .summary = "everybody who may make a request",
    .arguments = "ACTION [RESOURCE]",
    .help =
        "Asks for every root user, user and role, and for the accounts and services that "
        "the resource's policy names. Who may only under a condition that the input does "
        "not settle is marked. With `--transitive` also everybody who becomes, rewrites or "
        "lifts what it takes, with the nearest way of each.",
    .examples =
        "orgsim who-can s3:GetObject arn:aws:s3:::example-cde-vault/x\n"
        "orgsim who-can s3:DeleteBucketPolicy arn:aws:s3:::example-org-trail --transitive\n"
        "orgsim who-can organizations:LeaveOrganization --format json",
    .options = kOptions,
    .shared = Shared::Organization | Shared::Output,
    .formats = "text|json",
    .min_positionals = 1,
    .max_positionals = 2,
    .run = run};

}  // namespace orgsim::cli
