#include <algorithm>
#include <array>
#include <set>

#include "compliance/access.h"
#include "compliance/checks.h"
#include "compliance/guardrail.h"
#include "compliance/judging.h"
#include "model/arn.h"
#include "sim/rcp_services.h"

namespace orgsim::compliance {
namespace {

constexpr std::string_view kOutsideAccount = "999999999999";
constexpr std::string_view kOutsideOrganization = "o-orgsimprobe";

/// A made-up resource of an account that nobody collected, so that its policy may invite everybody.
struct Inviting {
  std::string_view service;
  std::string_view action;
  std::string_view resource;
  bool always = true;  // Else only where the organization holds a resource of the service.
};

constexpr auto kInviting = std::to_array<Inviting>(
    {{"s3", "s3:GetObject", "arn:{partition}:s3:::orgsim-probe-{account}/key"},
     {"sts", "sts:AssumeRole", "arn:{partition}:iam::{account}:role/orgsim-probe"},
     {"kms", "kms:Decrypt", "arn:{partition}:kms:{region}:{account}:key/orgsim-probe"},
     {"sqs", "sqs:ReceiveMessage", "arn:{partition}:sqs:{region}:{account}:orgsim-probe"},
     {"secretsmanager", "secretsmanager:GetSecretValue",
      "arn:{partition}:secretsmanager:{region}:{account}:secret:orgsim-probe"},
     {"dynamodb", "dynamodb:GetItem",
      "arn:{partition}:dynamodb:{region}:{account}:table/orgsim-probe", false},
     {"ecr", "ecr:BatchGetImage", "arn:{partition}:ecr:{region}:{account}:repository/orgsim-probe",
      false},
     {"logs", "logs:PutLogEvents", "arn:{partition}:logs:{region}:{account}:log-group:orgsim-probe",
      false},
     {"aoss", "aoss:APIAccessAll",
      "arn:{partition}:aoss:{region}:{account}:collection/orgsim-probe", false}});

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
    if (row.always || held.contains(std::string(row.service))) {
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
    if (arn && is_data_store(resource) && resource.data_classes &&
        holds_restricted(*resource.data_classes) && premises.at_home(resource.account) &&
        !sim::supports_rcps(arn->service)) {
      judgement.undecided.push_back(finding(resource.arn, Reason::ServiceWithoutRcps,
                                            resource.where,
                                            {{"service", std::string(arn->service)}}));
    }
  }
}

}  // namespace

Judgement outsiders_are_kept_out(const Premises& premises) {
  const std::string outsider =
      iam_arn(premises.tables().partition, kOutsideAccount, "role/outsider");
  const std::string path = std::string(kOutsideOrganization) + "/r-probe/";
  Judgement judgement = judge_members(
      premises, Reason::OutsiderMayEnter, [&](const Inviting& probe, Index<Account> account) {
        const sim::OutsideCaller caller{.arn = outsider, .account = std::string(kOutsideAccount)};
        std::vector<sim::StatedKey> alone = avoidable_context();
        state(alone, "aws:PrincipalOrgID", sim::Absent{});
        state(alone, "aws:PrincipalOrgPaths", sim::Absent{});
        std::vector<sim::StatedKey> of_other = avoidable_context();
        state(of_other, "aws:PrincipalOrgID", one_value(kOutsideOrganization));
        state(of_other, "aws:PrincipalOrgPaths",
              sim::Present{.values = {path}, .multivalued = true});
        return std::vector{attempt_on(premises, probe, account, caller, std::move(alone)),
                           attempt_on(premises, probe, account, caller, std::move(of_other))};
      });
  report_uncovered(premises, judgement);
  return judgement;
}

Judgement services_are_no_deputies(const Premises& premises) {
  return judge_members(
      premises, Reason::ServiceMayBeDeputy, [&](const Inviting& probe, Index<Account> account) {
        const sim::ServiceCaller caller{.name = "cloudtrail.amazonaws.com",
                                        .source_account = std::string(kOutsideAccount),
                                        .source_arn = "arn:" + premises.tables().partition +
                                                      ":cloudtrail:" + a_region(premises) + ":" +
                                                      std::string(kOutsideAccount) +
                                                      ":trail/outside"};
        std::vector<sim::StatedKey> context = avoidable_context();
        state(context, "aws:SourceOrgID", one_value(kOutsideOrganization));
        state(context, "aws:SourceOrgPaths",
              sim::Present{.values = {std::string(kOutsideOrganization) + "/r-probe/"},
                           .multivalued = true});
        std::vector<Attempt> attempts;
        // The services that the perimeter of identities binds as well need no second one.
        if (probe.always) {
          attempts.push_back(attempt_on(premises, probe, account, caller, std::move(context)));
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

/// An administrator of one account before everything inviting in another.
void judge_pair(const Premises& premises, Index<Account> outside, Index<Account> inside,
                Judgement& judgement) {
  constexpr auto kProbes = std::to_array<std::string_view>({"kms", "s3", "sts"});
  const auto asker = premises.principals().hypothetical_administrator(outside);
  std::vector<std::string> open;
  std::optional<Hop> hop;
  for (const Inviting& probe : kInviting) {
    if (!asker || !std::ranges::binary_search(kProbes, probe.service)) {
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

Judgement zone_has_own_perimeter(const Premises& premises) {
  Judgement judgement;
  const auto zone = restricted_zone(premises);
  if (zone.empty()) {
    judgement.not_applicable = Reason::NoRestrictedZone;
    return judgement;
  }
  for (const auto outside : premises.accounts()) {
    for (const auto inside : zone) {
      if (!zone.contains(outside)) {
        judge_pair(premises, outside, inside, judgement);
      }
    }
  }
  return judgement;
}

}  // namespace orgsim::compliance
