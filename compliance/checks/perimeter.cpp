#include <algorithm>
#include <array>
#include <set>

#include "compliance/access.h"
#include "compliance/checks/checks.h"
#include "compliance/exempt_roles.h"
#include "compliance/guardrail.h"
#include "compliance/judging.h"
#include "compliance/outsiders.h"
#include "compliance/regions.h"
#include "model/arn.h"
#include "model/given.h"
#include "sim/decide/rcp_services.h"

namespace orgsim::compliance {
namespace {

constexpr std::string_view kOutsideAccount = "999999999999";
constexpr std::string_view kOutside = "o-orgsimprobe";  // Its organization.

/// Where a probe is asked: everywhere, or only where the organization holds such a resource.
enum class Asked { Always, WhereHeld };

/// A made-up resource of an account that nobody collected, so that its policy may invite everybody.
struct Inviting {
  std::string_view service;
  std::string_view action;
  std::string_view resource;
  Asked asked = Asked::Always;
  bool deputies = true;  // AWS services act on it for somebody else.
};

constexpr std::string_view kKey = "arn:{partition}:kms:{region}:{account}:key/orgsim-probe";
constexpr std::string_view kObject = "arn:{partition}:s3:::orgsim-probe-{account}/key";
constexpr std::string_view kQueue = "arn:{partition}:sqs:{region}:{account}:orgsim-probe";
constexpr std::string_view kSecret =
    "arn:{partition}:secretsmanager:{region}:{account}:secret:orgsim-probe";
constexpr std::string_view kTable =
    "arn:{partition}:dynamodb:{region}:{account}:table/orgsim-probe";
constexpr std::string_view kImages =
    "arn:{partition}:ecr:{region}:{account}:repository/orgsim-probe";

/// Reading and writing of each service: a perimeter that binds one of them alone is none.
constexpr auto kInviting = std::to_array<Inviting>(
    {{"s3", "s3:GetObject", kObject},
     {"s3", "s3:PutObject", kObject},
     {"s3", "s3:DeleteObject", kObject},
     {"s3", "s3:ListBucket", "arn:{partition}:s3:::orgsim-probe-{account}"},
     {"sts", "sts:AssumeRole", "arn:{partition}:iam::{account}:role/orgsim-probe"},
     {"kms", "kms:Decrypt", kKey},
     {"kms", "kms:Encrypt", kKey},
     {"kms", "kms:GenerateDataKey", kKey},
     {"sqs", "sqs:ReceiveMessage", kQueue},
     {"sqs", "sqs:SendMessage", kQueue},
     {"secretsmanager", "secretsmanager:GetSecretValue", kSecret},
     {"secretsmanager", "secretsmanager:PutSecretValue", kSecret},
     {"dynamodb", "dynamodb:GetItem", kTable, Asked::Always, false},
     {"dynamodb", "dynamodb:PutItem", kTable, Asked::Always, false},
     {"ecr", "ecr:BatchGetImage", kImages, Asked::Always, false},
     {"ecr", "ecr:PutImage", kImages, Asked::Always, false},
     {"logs", "logs:PutLogEvents", "arn:{partition}:logs:{region}:{account}:log-group:orgsim-probe",
      Asked::Always, false},
     {"aoss", "aoss:APIAccessAll",
      "arn:{partition}:aoss:{region}:{account}:collection/orgsim-probe", Asked::WhereHeld, false}});

/// Whether the service takes requests that nobody signed.
/// Source: Amazon S3 User Guide, "Making requests"; Amazon SQS Developer Guide, "Example policies".
bool takes_unsigned(const Inviting& probe) {
  return probe.service == "s3" || probe.service == "sqs";
}

std::set<std::string> services_held(const Premises& premises) {
  std::set<std::string> result;
  for (const Resource& resource : *premises.tables().resources) {
    if (const auto arn = parse_arn(resource.arn); arn && premises.at_home(resource.account)) {
      result.emplace(arn->service);
    }
  }
  return result;
}

std::vector<Inviting> probes(const Premises& premises) {
  const auto held = services_held(premises);
  std::vector<Inviting> result;
  for (const Inviting& row : kInviting) {
    if (row.asked == Asked::Always || held.contains(std::string(row.service))) {
      result.push_back(row);
    }
  }
  return result;
}

Attempt attempt_on(const Premises& premises, const Inviting& probe, Index<Account> owner,
                   sim::Asker asker, std::vector<sim::StatedKey> context) {
  return {.asker = std::move(asker),
          .action = std::string(probe.action),
          .resource = filled(premises, probe.resource, owner),
          .resource_account = std::string(premises.id(owner)),
          .context = std::move(context),
          .inviting = true};
}

/// Attempts of one kind of caller on every probe in every member account.
template <class MakeAttempts>
Judgement judge_members(const Premises& premises, Reason reason, MakeAttempts make) {
  Judgement judgement;
  const auto rows = probes(premises);
  for (const auto account : premises.members()) {
    std::vector<std::string> open;
    std::vector<Hop> hops;
    for (const Inviting& probe : rows) {
      ++judgement.n_examined;
      for (const Attempt& attempt : make(probe, account)) {
        if (!may(premises, attempt)) {
          std::ranges::move(refusals(premises, attempt), std::back_inserter(judgement.support));
        } else if (!contains(open, attempt.action)) {
          open.push_back(attempt.action);
          hops.push_back(hop_of(premises, attempt));
        }
      }
    }
    if (!open.empty()) {
      Finding found = finding(premises.id(account), reason, premises.account(account).where,
                              {{"actions", joined(open, open.size())}});
      found.witness = {hops.front()};
      judgement.failures.push_back(std::move(found));
    }
  }
  return judgement;
}

/// Restricted data of a service that RCPs do not bind.
void report_uncovered(const Premises& premises, Judgement& judgement) {
  for (const Resource& resource : *premises.tables().resources) {
    const auto arn = parse_arn(resource.arn);
    if (arn && may_hold_data(resource) && resource.data_classes &&
        holds_restricted(*resource.data_classes) && premises.at_home(resource.account) &&
        !sim::supports_rcps(arn->service)) {
      judgement.undecided.push_back(finding(resource.arn, Reason::ServiceWithoutRcps,
                                            resource.where,
                                            {{"service", std::string(arn->service)}}));
    }
  }
}

}  // namespace

namespace {

/// A caller from outside with what AWS says of its organization.
struct Stranger {
  sim::Asker caller;
  std::string organization;  // Empty: of none.
};

bool signs(const Stranger& stranger) {
  return !std::holds_alternative<sim::AnonymousCaller>(stranger.caller);
}

/// Source: AWS global condition context keys ("aws:PrincipalIsAWSService": signed requests only).
std::vector<sim::StatedKey> context_of(const Stranger& stranger) {
  std::vector<sim::StatedKey> context = avoidable_context();
  if (!signs(stranger)) {
    state(context, "aws:PrincipalIsAWSService", sim::Absent{});
  }
  if (stranger.organization.empty()) {
    state(context, "aws:PrincipalOrgID", sim::Absent{});
    state(context, "aws:PrincipalOrgPaths", sim::Absent{});
  } else {
    state(context, "aws:PrincipalOrgID", one_value(stranger.organization));
    state(context, "aws:PrincipalOrgPaths",
          sim::Present{.values = {stranger.organization + "/r-probe/"}, .multivalued = true});
  }
  return context;
}

bool is_registered(const Premises& premises, std::string_view account) {
  const auto& parties = premises.declared().third_parties;
  return parties && std::ranges::count(*parties, account, &ThirdParty::account) != 0;
}

/// Somebody of no organization, somebody of another one, somebody who signs nothing, and whomever
/// the RCPs spare by name but the registered third parties.
std::vector<Stranger> strangers(const Premises& premises) {
  const sim::OutsideCaller anybody{
      .arn = iam_arn(premises.tables().partition, kOutsideAccount, "role/outsider"),
      .account = std::string(kOutsideAccount)};
  std::vector<Stranger> result = {{.caller = anybody, .organization = {}},
                                  {.caller = anybody, .organization = std::string(kOutside)},
                                  {.caller = sim::AnonymousCaller(), .organization = {}}};
  for (const Outsider& outsider : spared_outsiders(premises)) {
    if (!is_registered(premises, outsider.account)) {
      result.push_back({.caller = outsider.caller, .organization = std::string(kOutside)});
    }
  }
  for (const std::string& organization : spared_organizations(premises)) {
    result.push_back({.caller = anybody, .organization = organization});
  }
  return result;
}

}  // namespace

Judgement outsiders_are_kept_out(const Premises& premises) {
  const std::vector<Stranger> callers = strangers(premises);
  Judgement judgement = judge_members(
      premises, Reason::OutsiderMayEnter, [&](const Inviting& probe, Index<Account> account) {
        std::vector<Attempt> attempts;
        attempts.reserve(callers.size());
        for (const Stranger& stranger : callers) {
          if (takes_unsigned(probe) || signs(stranger)) {
            attempts.push_back(
                attempt_on(premises, probe, account, stranger.caller, context_of(stranger)));
          }
        }
        return attempts;
      });
  report_uncovered(premises, judgement);
  return judgement;
}

namespace {

/// A service that acts for somebody of another organization.
struct Deputy {
  std::string service = "cloudtrail.amazonaws.com";
  std::string account = std::string(kOutsideAccount);
  std::string organization = std::string(kOutside);
};

/// One of no special name, and whatever the RCPs spare by the name of the service or of the source.
std::vector<Deputy> deputies(const Premises& premises) {
  std::vector<Deputy> result(1);
  for (const std::string_view key : {"aws:PrincipalServiceName", "aws:PrincipalServiceNamesList"}) {
    for (std::string& service : spared_values(premises, key)) {
      result.push_back({.service = std::move(service)});
    }
  }
  for (std::string& account : spared_values(premises, "aws:SourceAccount")) {
    const auto held = premises.organization().find_account(account);
    if (!held || !premises.at_home(*held)) {
      result.push_back({.account = std::move(account)});
    }
  }
  for (std::string& organization : spared_values(premises, "aws:SourceOrgID")) {
    if (premises.home() == nullptr || organization != premises.home()->id) {
      result.push_back({.organization = std::move(organization)});
    }
  }
  return result;
}

Attempt deputy_attempt(const Premises& premises, const Inviting& probe, Index<Account> account,
                       const Deputy& deputy) {
  const sim::ServiceCaller caller{.name = deputy.service,
                                  .source_account = deputy.account,
                                  .source_arn = "arn:" + premises.tables().partition +
                                                ":cloudtrail:" + a_region(premises) + ":" +
                                                deputy.account + ":trail/outside"};
  std::vector<sim::StatedKey> context = avoidable_context();
  state(context, "aws:SourceOrgID", one_value(deputy.organization));
  state(context, "aws:SourceOrgPaths",
        sim::Present{.values = {deputy.organization + "/r-probe/"}, .multivalued = true});
  return attempt_on(premises, probe, account, caller, std::move(context));
}

}  // namespace

Judgement services_are_no_deputies(const Premises& premises) {
  const std::vector<Deputy> services = deputies(premises);
  return judge_members(premises, Reason::ServiceMayBeDeputy,
                       [&](const Inviting& probe, Index<Account> account) {
                         std::vector<Attempt> attempts;
                         for (const Deputy& deputy : services) {
                           if (probe.deputies) {
                             attempts.push_back(deputy_attempt(premises, probe, account, deputy));
                           }
                         }
                         return attempts;
                       });
}

std::set<Index<Account>> restricted_zone(const Premises& premises) {
  std::set<Index<Account>> zone;
  for (const auto index : premises.members()) {
    const Account& account = premises.account(index);
    if (is_declared_cde(account) ||
        (account.data_classes && contains(*account.data_classes, "ephi"))) {
      zone.insert(index);
    }
  }
  if (const auto& boundary = premises.declared().fedramp_boundary) {
    zone.insert(boundary->accounts.begin(), boundary->accounts.end());
  }
  return zone;
}

namespace {

/// A bucket, a key and a role inside the zone.
bool is_zone_probe(const Inviting& probe) {
  return probe.service == "kms" || probe.service == "s3" || probe.service == "sts";
}

/// An administrator of one account before everything inviting in another.
void judge_pair(const Premises& premises, Index<Account> outside, Index<Account> inside,
                Judgement& judgement) {
  const auto asker = premises.principals().hypothetical_administrator(outside);
  std::vector<std::string> open;
  std::optional<Hop> hop;
  for (const Inviting& probe : kInviting) {
    if (!asker || !is_zone_probe(probe)) {
      continue;
    }
    ++judgement.n_examined;
    const Attempt attempt = attempt_on(premises, probe, inside, *asker, avoidable_context());
    if (may(premises, attempt)) {
      open.push_back(attempt.action);
      hop = hop ? hop : hop_of(premises, attempt);
    } else {
      std::ranges::move(refusals(premises, attempt), std::back_inserter(judgement.support));
    }
  }
  if (hop) {
    judgement.failures.push_back(
        finding(premises.id(inside), Reason::ZoneOpenToAccount, premises.account(inside).where,
                {{"account", std::string(premises.id(outside))}, {"actions", joined(open)}}));
    judgement.failures.back().witness = {*hop};
  }
}

}  // namespace

namespace {

/// Names of roles that a Deny of the RCPs over the account spares in every account.
std::set<std::string> spared_names(const Premises& premises) {
  std::set<std::string> result;
  for (const std::string& pattern : spared_principals(premises)) {
    const auto arn = parse_arn(pattern);
    if (!arn || arn->account.find_first_of("*?") != std::string_view::npos) {
      result.insert(pattern);
    }
  }
  return result;
}

/// Whether a role of the name, in the account of the asker, would get at something in the zone.
bool enters_as(const Premises& premises, Index<sim::Principal> asker, const std::string& role,
               const std::set<Index<Account>>& zone) {
  return std::ranges::any_of(zone, [&](Index<Account> inside) {
    return std::ranges::any_of(kInviting, [&](const Inviting& probe) {
      if (!is_zone_probe(probe)) {
        return false;
      }
      Attempt attempt = attempt_on(premises, probe, inside, asker, avoidable_context());
      state(attempt.context, "aws:PrincipalArn", one_value(role));
      return may(premises, attempt);
    });
  });
}

/// A perimeter that spares a name in any account is open to whoever can create a role of the name.
void judge_forgery(const Premises& premises, Index<sim::Principal> asker,
                   const std::set<Index<Account>>& zone, const std::set<std::string>& names,
                   Judgement& judgement) {
  const auto outside = given(premises.principals()[asker].account);
  for (const std::string& name : names) {
    for (const std::string& role : creatable_roles(premises, name, outside)) {
      const Attempt create{.asker = asker,
                           .action = "iam:CreateRole",
                           .resource = role,
                           .resource_account = {},
                           .context = avoidable_context()};
      if (may(premises, create) && enters_as(premises, asker, role, zone)) {
        judgement.failures.push_back(finding(role, Reason::ExemptRoleCreatable,
                                             premises.account(outside).where,
                                             {{"exemption", name},
                                              {"principal", name_of(premises, asker)},
                                              {"actions", create.action}}));
        judgement.failures.back().witness = {hop_of(premises, create)};
        break;
      }
    }
  }
}

}  // namespace

Judgement zone_has_own_perimeter(const Premises& premises) {
  Judgement judgement;
  const auto zone = restricted_zone(premises);
  if (zone.empty()) {
    judgement.not_applicable = Reason::NoRestrictedZone;
    return judgement;
  }
  const auto names = spared_names(premises);
  for (const auto outside : premises.accounts()) {
    if (zone.contains(outside)) {
      continue;
    }
    for (const auto inside : zone) {
      judge_pair(premises, outside, inside, judgement);
    }
    if (const auto asker = premises.principals().hypothetical_administrator(outside)) {
      judge_forgery(premises, *asker, zone, names, judgement);
    }
  }
  return judgement;
}

}  // namespace orgsim::compliance
