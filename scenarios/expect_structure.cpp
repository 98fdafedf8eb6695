#include <algorithm>

#include "model/text.h"
#include "scenarios/expectations.h"

namespace orgsim::scenarios {
namespace {

/// Where the account is: `Workloads/Prod`.
std::string ou_path(const Organization& organization, Index<Account> account) {
  std::string text;
  const auto& parent = organization.accounts()[account].parent;
  if (!parent) {
    return text;
  }
  for (const auto ou : organization.path_to(*parent)) {
    if (organization.ous()[ou].parent) {
      text += (text.empty() ? "" : "/") + organization.ous()[ou].name;
    }
  }
  return text;
}

bool is_below(const Organization& organization, Index<Account> account,
              Index<OrganizationalUnit> ou) {
  const auto& parent = organization.accounts()[account].parent;
  if (!parent) {
    return false;
  }
  const auto path = organization.path_to(*parent);
  return std::ranges::find(path, ou) != path.end();
}

const HostedZone* zone_with_id(const Dns& dns, std::string_view id) {
  const auto found = std::ranges::find(dns.zones, id, &HostedZone::id);
  return found == dns.zones.end() || found->removed ? nullptr : &*found;
}

/// What becomes of a query for the name at its parent. `absent`: the parent has no NS records for
/// it. `dangling`: the zone they lead to does not exist, so whoever creates one may answer.
/// `lame`: the name servers are not those of the zone. `foreign`: the zone's account is not of the
/// organization that holds the parent. Source: RFC 1034 §4.2.2; RFC 9499, "lame delegation".
DelegationEvidence delegation_state(const Organization& organization, const std::string& parent,
                                    std::string_view name) {
  const auto& snapshot_dns = organization.tables().dns;
  if (!snapshot_dns) {
    return {.state = "absent"};
  }
  const Dns& dns = **snapshot_dns;
  const auto found = std::ranges::find_if(dns.delegations, [&](const Delegation& delegation) {
    return !delegation.removed && delegation.parent == parent &&
           equals_ignoring_case(delegation.child, name);
  });
  if (found == dns.delegations.end()) {
    return {.state = "absent"};
  }
  const HostedZone* child = zone_with_id(dns, found->child_zone);
  if (child == nullptr) {
    return {.state = "dangling"};
  }
  const HostedZone* from = zone_with_id(dns, parent);
  const bool foreign = from != nullptr && organization.organization_of(child->account) !=
                                              organization.organization_of(from->account);
  std::string state = "ok";
  if (!found->ns_match) {
    state = "lame";
  } else if (foreign) {
    state = "foreign";
  }
  return {.state = std::move(state),
          .zone = child->id,
          .account = organization.accounts()[child->account].name};
}

}  // namespace

ExpectationResult answer_delegation(const Question& question) {
  const Arguments& arguments = question.asked.arguments;
  const auto parent = zone_of(question.world(), arguments.reference("parent"));
  if (!parent) {
    return failed_to_ask(parent.error());
  }
  auto evidence = delegation_state(question.now.organization(), *parent, arguments.text("name"));
  const bool fits = evidence.state == arguments.text("state");
  return {.state = fits ? State::Pass : State::Fail, .evidence = std::move(evidence)};
}

ExpectationResult answer_membership(const Question& question) {
  const Arguments& arguments = question.asked.arguments;
  const World world = question.world();
  const Organization& organization = question.now.organization();
  const auto account = account_of(world, arguments.reference("account"));
  if (!account) {
    return failed_to_ask(account.error());
  }
  const auto owner = organization.organization_of(*account);
  bool fits = true;
  if (const auto* reference = arguments.find<Reference>("org")) {
    const auto wanted = organization_of(world, *reference);
    if (!wanted) {
      return failed_to_ask(wanted.error());
    }
    fits = owner == *wanted;
  }
  if (const auto* reference = arguments.find<Reference>("ou")) {
    const auto wanted = ou_of(world, *reference);
    if (!wanted) {
      return failed_to_ask(wanted.error());
    }
    fits = fits && is_below(organization, *account, *wanted);
  }
  return {.state = fits ? State::Pass : State::Fail,
          .evidence = MembershipEvidence{
              .organization =
                  owner ? (*organization.tables().organizations)[*owner].name : std::string(),
              .ou = ou_path(organization, *account)}};
}

}  // namespace orgsim::scenarios
