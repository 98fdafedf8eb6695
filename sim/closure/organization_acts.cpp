#include "sim/closure/organization_acts.h"

#include <algorithm>
#include <array>
#include <string>

#include "model/text.h"
#include "sim/organization/administered_services.h"

namespace orgsim::sim {
namespace {

constexpr std::string_view kMember = "arn:{p}:organizations::{m}:account/{o}/{a}";

constexpr auto kRows = std::to_array<OrganizationActRow>({
    {.id = "ctl-03",
     .action = "organizations:AcceptHandshake",
     .effect = "moves its account into an organization of the attacker's",
     .from = ActingAccount::Member,
     .is_established = false},
    {.id = "del-08",
     .action = "config:PutOrganizationConformancePack",
     .effect = "runs remediation in every account",
     .from = ActingAccount::Administrator,
     .service = "config-multiaccountsetup.amazonaws.com"},
    {.id = "del-10",
     .action = "fms:PutPolicy",
     .effect = "rewrites security groups and firewalls everywhere",
     .from = ActingAccount::Administrator,
     .service = "fms.amazonaws.com"},
    {.id = "dns-08",
     .action = "route53:CreateVPCAssociationAuthorization",
     .effect = "lets a network outside read its private names",
     .from = ActingAccount::Member},
    {.id = "net-01",
     .action = "route53resolver:PutResolverRulePolicy",
     .effect = "shares rules that answer names for other accounts",
     .from = ActingAccount::Member},
    {.id = "org-12",
     .action = "organizations:RegisterDelegatedAdministrator",
     .effect = "makes a member the administrator of a service",
     .resource = kMember},
    {.id = "org-13",
     .action = "organizations:PutResourcePolicy",
     .effect = "lets members manage SCPs and RCPs",
     .resource = "arn:{p}:organizations::{m}:resourcepolicy/{o}/rp-orgsim"},
    {.id = "org-16",
     .action = "organizations:CreateAccount",
     .effect = "makes an account that every trust in the organization lets in"},
    {.id = "org-17",
     .action = "organizations:InviteAccountToOrganization",
     .effect = "takes in an account that every trust in the organization lets in"},
    {.id = "org-18",
     .action = "organizations:CloseAccount",
     .effect = "suspends a member",
     .resource = kMember},
    {.id = "org-22",
     .action = "organizations:EnableAWSServiceAccess",
     .effect = "lets further services act in every account"},
    {.id = "org-23",
     .action = "organizations:AcceptHandshake",
     .effect = "takes over the bill of another organization"},
    {.id = "ram-01",
     .action = "ram:AssociateResourceShare",
     .effect = "shares subnets, certificate authorities and rules with others",
     .from = ActingAccount::Member},
});
static_assert(std::ranges::is_sorted(kRows, {}, &OrganizationActRow::id));

void replace(std::string& text, std::string_view what, std::string_view with) {
  if (const std::size_t at = text.find(what); at != std::string::npos) {
    text.replace(at, what.size(), with);
  }
}

class Acts {
 public:
  explicit Acts(const Fallen& fallen) : fallen_(fallen), organization_(fallen.organization()) {}

  std::vector<OrganizationAct> all() const {
    std::vector<OrganizationAct> result;
    for (const OrganizationActRow& row : kRows) {
      if (row.is_established || fallen_.closure().options().reading == Reading::Possible) {
        if (OrganizationAct act = of(row); !act.accounts.empty()) {
          result.push_back(std::move(act));
        }
      }
    }
    return result;
  }

 private:
  OrganizationAct of(const OrganizationActRow& row) const {
    OrganizationAct act;
    act.row = &row;
    for (const auto account : organization_.accounts().indexes()) {
      if (fallen_.of(account).empty() || !is_from(row, account)) {
        continue;
      }
      const std::string resource = resource_of(row, account);
      auto doer = fallen_.nearest_of(
          account, [&](const Standing& standing) { return standing.may(row.action, resource); });
      if (doer) {
        act.add(account, std::move(*doer));
      }
    }
    return act;
  }

  bool is_from(const OrganizationActRow& row, Index<Account> account) const {
    const bool management = organization_.is_management_account(account);
    switch (row.from) {
      case ActingAccount::Management:
        return management;
      case ActingAccount::Administrator:
        return administers(organization_, account, row.service);
      case ActingAccount::Member:
        return !management && organization_.organization_of(account).has_value();
    }
    return false;
  }

  std::string resource_of(const OrganizationActRow& row, Index<Account> management) const {
    std::string result(row.resource);
    const auto home = organization_.organization_of(management);
    if (!home || result == "*") {
      return result;
    }
    replace(result, "{p}", organization_.tables().partition);
    replace(result, "{m}", organization_.accounts()[management].id.text());
    replace(result, "{o}", (*organization_.tables().organizations)[*home].id);
    const auto accounts = organization_.accounts().indexes();
    const auto member = std::ranges::find_if(accounts, [&](Index<Account> account) {
      return account != management && organization_.organization_of(account) == home;
    });
    if (member != std::ranges::end(accounts)) {
      replace(result, "{a}", organization_.accounts()[*member].id.text());
    }
    return result;
  }

  const Fallen& fallen_;
  const Organization& organization_;
};

}  // namespace

std::span<const OrganizationActRow> organization_act_rows() { return kRows; }

std::vector<OrganizationAct> organization_acts(const Fallen& fallen) { return Acts(fallen).all(); }

}  // namespace orgsim::sim
