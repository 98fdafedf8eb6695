#include <array>

#include "cli/assume.h"
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/principal_argument.h"
#include "cli/shared_options.h"
#include "io/write/decision_names.h"
#include "io/write/decision_sentences.h"
#include "io/write/decision_text.h"
#include "model/arn.h"
#include "model/text.h"
#include "sim/decide/context_keys.h"

namespace orgsim::cli {
namespace {

constexpr std::array kOptions = {
    Option{.name = "in",
           .argument = "ACCOUNT",
           .help = "the account in which a person acts, by id or name"},
    Option{.name = "context",
           .argument = "KEY=VALUE",
           .help = "the value of a context key; `KEY=` makes it absent",
           .repeatable = true},
    Option{.name = "resource-account",
           .argument = "ACCOUNT",
           .help = "the owner of the resource, where neither ARN nor input say"},
    Option{.name = "session-name", .argument = "NAME", .help = "the name of the role session"},
    Option{.name = "without",
           .argument = "scp|rcp|boundary|session|identity|resource",
           .help = "leave a layer out, to see what it changes",
           .repeatable = true},
    kAssume};

/// `KEY=VALUE`, several values separated by commas.
std::optional<sim::StatedKey> stated_key(const Invocation& invocation, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    invocation.refuse({.message = "`--context " + text + "` has no value",
                       .hint = "write `--context aws:SourceIp=198.51.100.7`"});
    return std::nullopt;
  }
  const std::string value = text.substr(equals + 1);
  if (value.empty()) {
    return sim::StatedKey{.key = text.substr(0, equals), .value = sim::Absent()};
  }
  const auto key = sim::find_global_key(to_lower(text.substr(0, equals)));
  const bool multivalued = key && key->multivalued;
  sim::Present present{.multivalued = multivalued};
  if (multivalued) {
    for (const std::string_view item : split(value, ',')) {
      present.values.emplace_back(item);
    }
  } else {
    present.values.push_back(value);
  }
  return sim::StatedKey{.key = text.substr(0, equals), .value = std::move(present)};
}

std::optional<std::vector<sim::StatedKey>> stated_keys(const Invocation& invocation) {
  std::vector<sim::StatedKey> result;
  for (const std::string& text : invocation.values("context")) {
    auto key = stated_key(invocation, text);
    if (!key) {
      return std::nullopt;
    }
    result.push_back(std::move(*key));
  }
  return result;
}

std::vector<sim::Layer> left_out(const Invocation& invocation) {
  std::vector<sim::Layer> result;
  for (const std::string& name : invocation.values("without")) {
    if (const auto layer = io::parse_layer(name)) {
      result.push_back(*layer);
    }
  }
  return result;
}

/// A person acts through the role of a permission set in one account.
std::optional<sim::Asker> in_account(const Invocation& invocation,
                                     const sim::Authorizer& authorizer, const sim::Asker& asker) {
  const auto* principal = std::get_if<Index<sim::Principal>>(&asker);
  if (principal == nullptr ||
      authorizer.principals()[*principal].kind != sim::PrincipalKind::Person) {
    return asker;
  }
  const auto roles = roles_of_person(authorizer, *principal, invocation.value("in"));
  if (roles.size() == 1) {
    return roles.front();
  }
  std::string names;
  for (const auto role : roles) {
    names += (names.empty() ? "" : ", ") + authorizer.principals()[role].arn;
  }
  invocation.refuse({.message = roles.empty() ? "`" + authorizer.principals()[*principal].name +
                                                    "` has no permission set there"
                                              : "`" + authorizer.principals()[*principal].name +
                                                    "` has several roles: " + names,
                     .hint = "name the account with `--in`, or ask for one of the roles"});
  return std::nullopt;
}

/// The first value stated of a key; empty: none.
std::string stated(const std::vector<sim::StatedKey>& context, std::string_view key) {
  for (const sim::StatedKey& each : context) {
    const auto* present = std::get_if<sim::Present>(&each.value);
    if (present != nullptr && equals_ignoring_case(each.key, key)) {
      return present->values.front();
    }
  }
  return "";
}

/// A service acts for the resource and the account that the context names, from which more follows.
void act_for_source(const std::vector<sim::StatedKey>& context, sim::Asker& asker) {
  auto* service = std::get_if<sim::ServiceCaller>(&asker);
  if (service == nullptr) {
    return;
  }
  service->source_arn = stated(context, "aws:SourceArn");
  service->source_account = stated(context, "aws:SourceAccount");
  const auto arn = parse_arn(service->source_arn);
  if (service->source_account.empty() && arn) {
    service->source_account = arn->account;
  }
}

/// `--session-name`, else the end of a session's ARN.
std::string session_name(const Invocation& invocation) {
  const std::string& principal = invocation.positionals()[0];
  const bool session = principal.find(":assumed-role/") != std::string::npos;
  return invocation.has("session-name") || !session ? invocation.value("session-name")
                                                    : principal.substr(principal.rfind('/') + 1);
}

ExitCode run(const Invocation& invocation) {
  const auto loaded = load(invocation);
  if (!loaded) {
    return ExitCode::Unusable;
  }
  const sim::Authorizer authorizer(loaded->organization, assumptions(invocation));
  const auto named = asker_argument(invocation, authorizer, invocation.positionals()[0]);
  auto asker = named ? in_account(invocation, authorizer, *named) : std::nullopt;
  const auto context = stated_keys(invocation);
  if (!asker || !context) {
    return ExitCode::Unusable;
  }
  act_for_source(*context, *asker);
  const std::string resource =
      invocation.positionals().size() > 2 ? invocation.positionals()[2] : "*";
  const std::string owner = invocation.value("resource-account");
  const std::string session = session_name(invocation);
  const std::vector<sim::Layer> without = left_out(invocation);
  const sim::AccessRequest request{.asker = *asker,
                                   .action = invocation.positionals()[1],
                                   .resource = resource,
                                   .resource_account = owner,
                                   .context = *context,
                                   .session_name = session,
                                   .without = without};
  const sim::Explanation explanation = authorizer.explain(request);
  if (!explanation.contradictions.empty()) {
    return invocation.refuse(
        {.message = "no request is like this: " +
                    std::string(io::sentence_of(explanation.contradictions.front())),
         .hint = "leave out the `--context` that does not fit; what follows is derived"});
  }
  const ExitCode written = write_reports(invocation, [&](const ReportStyle& style) {
    return style.format == "json"
               ? io::decision_json(authorizer, loaded->files, request, explanation)
               : io::decision_text(authorizer, loaded->files, request, explanation, style.paint,
                                   style.width);
  });
  const bool undecided = explanation.decision.outcome == sim::Outcome::Conditional;
  return worse(worse(written, loaded->code),
               undecided ? undecided_code(invocation) : ExitCode::Answered);
}

}  // namespace

constinit const Command kCan = {
    .name = "can",
    .group = Group::Questions,
    .summary = "decide one request, with every reason",
    .arguments = "PRINCIPAL ACTION [RESOURCE]",
    .help =
        "Decides as AWS would, and shows what each layer says: SCPs, RCPs, resource, "
        "identity and session policies, the permissions boundary. What hangs on a "
        "condition that the input does not settle is said to depend on it. "
        "PRINCIPAL is an ARN, `role:ACCOUNT/NAME`, `user:ACCOUNT/NAME`, a person's "
        "name, `service:NAME` or `anonymous`; an ARN of an account that the input does "
        "not hold is a stranger whose account allows everything. Without RESOURCE it "
        "is `*`.",
    .examples =
        "orgsim can role:management/BreakGlass sts:AssumeRole "
        "arn:aws:iam::100000000011:role/OrgBreakGlass\n"
        "orgsim can alice s3:GetObject 'arn:aws:s3:::example-app-dev-data/x' "
        "--in app-dev\n"
        "orgsim can role:app-prod/AccountBaseline organizations:LeaveOrganization "
        "--without scp",
    .options = kOptions,
    .shared = Shared::Organization | Shared::Output | Shared::Unknown,
    .formats = "text|json",
    .min_positionals = 2,
    .max_positionals = 3,
    .run = run};

}  // namespace orgsim::cli
