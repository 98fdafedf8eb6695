#include <algorithm>

#include "compliance/checks/checks.h"
#include "compliance/invitation.h"
#include "compliance/judging.h"

namespace orgsim::compliance {
namespace {

const ThirdParty* registered(const Premises& premises, std::string_view account) {
  const auto& parties = premises.declared().third_parties;
  if (!parties) {
    return nullptr;
  }
  const auto found = std::ranges::find(*parties, account, &ThirdParty::account);
  return found == parties->end() ? nullptr : &*found;
}

void judge_party(const Premises& premises, const Invitation& invitation, std::string_view account,
                 Judgement& judgement) {
  const SourceLocation where = invitation.statement->where;
  const std::vector<Fact> facts = {{"account", std::string(account)}};
  ++judgement.n_examined;
  const ThirdParty* party = registered(premises, account);
  if (party == nullptr) {
    if (!premises.declared().third_parties) {
      judgement.undeclared.emplace("third_parties");
    } else {
      judgement.failures.push_back(
          finding(invitation.subject, Reason::ThirdPartyNotRegistered, where, facts));
    }
    return;
  }
  if (party->agreement.empty() || !party->review) {
    judgement.failures.push_back(
        finding(invitation.subject, Reason::ThirdPartyWithoutAgreement, party->where, facts));
  }
  if (!std::ranges::count(party->may_reach, invitation.owner)) {
    judgement.failures.push_back(
        finding(invitation.subject, Reason::ThirdPartyNotAgreedHere, where, facts));
  }
  if (!party->external_id_required) {
    judgement.undecided.push_back(finding(invitation.subject, Reason::NotDeclared, party->where,
                                          {{"what", "need of an external id"}}));
  } else if (*party->external_id_required && !demands(*invitation.statement, {"sts:ExternalId"})) {
    judgement.failures.push_back(
        finding(invitation.subject, Reason::ExternalIdMissing, where, facts));
  }
}

bool outside(const Premises& premises, std::string_view account) {
  const auto index = premises.organization().find_account(account);
  return !index || !premises.at_home(*index);
}

}  // namespace

Judgement third_parties_are_bounded(const Premises& premises) {
  Judgement judgement;
  for (const Invitation& invitation : trust_invitations(premises)) {
    for (const std::string& account : accounts_admitted(*invitation.statement)) {
      if (outside(premises, account)) {
        judge_party(premises, invitation, account, judgement);
      }
    }
  }
  if (judgement.n_examined == 0) {
    judgement.not_applicable = Reason::NoThirdParty;
  }
  return judgement;
}

namespace {

constexpr std::string_view kProbeOutsider = "999999999999";

/// An action that the statement allows, for a question about its effect.
std::string sample_action(const Invitation& invitation) {
  if (invitation.trust) {
    return "sts:AssumeRole";
  }
  const PatternElement& action = invitation.statement->action;
  if (action.negated || action.patterns.empty() || action.patterns.front() == "*") {
    return "s3:GetObject";
  }
  std::string text = action.patterns.front();
  std::erase(text, '?');
  std::erase(text, '*');
  return text;
}

/// Whether another layer keeps outsiders out in spite of the invitation.
bool refused_elsewhere(const Premises& premises, const Invitation& invitation) {
  static const std::vector<sim::StatedKey> kOutside = {{"aws:PrincipalOrgID", sim::Absent{}},
                                                       {"aws:PrincipalOrgPaths", sim::Absent{}}};
  const std::string action = sample_action(invitation);
  const std::string arn = "arn:" + premises.tables().partition +
                          ":iam::" + std::string(kProbeOutsider) + ":role/outsider";
  const auto outcome = premises.authorizer().decide(
      {.asker = sim::OutsideCaller{.arn = arn, .account = std::string(kProbeOutsider)},
       .action = action,
       .resource = invitation.subject,
       .resource_account = premises.id(invitation.owner),
       .context = kOutside});
  return !sim::may_allow(outcome);
}

}  // namespace

Judgement nobody_invites_everyone(const Premises& premises) {
  Judgement judgement;
  for (const Resource& resource : *premises.tables().resources) {
    if (resource.presence == Presence::Present && premises.at_home(resource.account)) {
      demand_said(resource.unsaid, {"policy"}, resource.arn, resource.where, judgement);
    }
  }
  auto invitations = resource_invitations(premises);
  std::ranges::move(trust_invitations(premises), std::back_inserter(invitations));
  for (const Invitation& invitation : invitations) {
    ++judgement.n_examined;
    if (!admits_everyone(*invitation.statement) ||
        demands(*invitation.statement,
                {"aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount",
                 "aws:PrincipalArn", "aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID",
                 "aws:SourceOrgPaths", "kms:CallerAccount"})) {
      continue;
    }
    Finding found = finding(invitation.subject, Reason::InvitesEveryone,
                            invitation.statement->where, {{"sid", invitation.statement->sid}});
    found.lesser = refused_elsewhere(premises, invitation);
    judgement.failures.push_back(std::move(found));
  }
  return judgement;
}

}  // namespace orgsim::compliance
