#include <algorithm>
#include <set>

#include "model/given.h"
#include "model/text.h"
#include "sim/closure/escalation_powers.h"
#include "sim/closure/zone_reach.h"
#include "sim/decide/statement_query.h"
#include "sim/organization/administered_services.h"

namespace orgsim::sim {
namespace {

constexpr std::string_view kChangeRecords = "route53:ChangeResourceRecordSets";

/// Whether who reads the root user's mail gets in. An MFA device is recovered by mail and telephone
/// together; without credentials the recovery has to be allowed again first.
/// Source: AWS Sign-In User Guide, "I forgot my root user password"; IAM User Guide, "Recover an
/// MFA protected identity", "Centrally manage root access for member accounts".
Truth recovers_by_mail(const Organization& organization, Index<Account> account) {
  const auto& all = *organization.tables().account_identities;
  const auto found = all.find(account);
  if (found == all.end() || found->second.root_credentials.empty()) {
    return Truth::Unknown;
  }
  const AccountIdentity& identity = found->second;
  if (identity.root_credentials.starts_with("none")) {
    return Truth::Unknown;
  }
  if (identity.root_mfa == "none") {
    return Truth::Yes;
  }
  return identity.root_mfa.empty() ? Truth::Unknown : Truth::No;
}

bool has_no_credentials(const Organization& organization, Index<Account> account) {
  const auto& all = *organization.tables().account_identities;
  const auto found = all.find(account);
  return found != all.end() && found->second.root_credentials.starts_with("none");
}

class RecoveredRoots {
 public:
  RecoveredRoots(PowerQuestion& question, Powers& powers)
      : question_(question),
        authorizer_(question.ground().authorizer()),
        organization_(authorizer_.organization()),
        powers_(powers) {}

  /// By writing the zone that its mail domain is in.
  void by_zones() {
    const auto& dns = organization_.tables().dns;
    if (!dns || !question_.may_be_granted(kChangeRecords)) {
      return;
    }
    for (const HostedZone& zone : (*dns)->zones) {
      if (zone.removed || zone.private_zone || zone.account != question_.principal().account) {
        continue;
      }
      const std::string arn = zone_arn(organization_, zone);
      for (const auto account : accounts_by_mail(organization_, zone.name)) {
        if (!has_no_credentials(organization_, account)) {
          add(account, {.technique = "dns-03",
                        .certain = recovers_by_mail(organization_, account),
                        .requires_ = {{kChangeRecords, arn}},
                        .where = zone.where});
        }
      }
    }
  }

  /// By changing the address itself, from the management account or for it.
  /// Source: AWS Account Management Reference Guide, "Update the root user email address for any
  /// AWS account in your organization".
  void by_address() {
    const auto home = organization_.organization_of(given(question_.principal().account));
    if (!home) {
      return;
    }
    const OrganizationRecord& record = (*organization_.tables().organizations)[*home];
    const Truth open = record.trusted_access
                           ? truth(record.trusted_access->contains(std::string(kAccountManagement)))
                           : Truth::Unknown;
    if (!administers(organization_, given(question_.principal().account), kAccountManagement) ||
        open == Truth::No || !question_.may_be_granted("account:StartPrimaryEmailUpdate") ||
        !question_.may_be_granted("account:AcceptPrimaryEmailUpdate")) {
      return;
    }
    for (const auto account : organization_.accounts().indexes()) {
      if (account != record.management_account && is_wanted(account) &&
          organization_.organization_of(account) == home) {
        const std::string arn = "arn:" + organization_.tables().partition +
                                ":account::" + id(record.management_account) + ":account/" +
                                record.id + "/" + id(account);
        add(account, {.technique = "org-19",
                      .certain = both(open, recovers_by_mail(organization_, account)),
                      .requires_ = {{"account:StartPrimaryEmailUpdate", arn},
                                    {"account:AcceptPrimaryEmailUpdate", arn}},
                      .where = organization_.accounts()[account].where});
      }
    }
  }

 private:
  const std::string& id(Index<Account> account) const {
    return organization_.accounts()[account].id.text();
  }

  bool is_wanted(Index<Account> account) const {
    const auto root = authorizer_.principals().root_user(account);
    return root && *root != question_.index() && question_.wants(*root);
  }

  void add(Index<Account> account, Gain gain) {
    const auto root = authorizer_.principals().root_user(account);
    if (!root || !is_wanted(account)) {
      return;
    }
    for (const Requirement& requirement : gain.requires_) {
      if (gain.certain != Truth::No) {
        gain.certain = both(gain.certain, question_.may(requirement.action, requirement.resource));
      }
    }
    if (gain.certain != Truth::No) {
      gain.target = *root;
      powers_.gains.push_back(std::move(gain));
    }
  }

  PowerQuestion& question_;
  const Authorizer& authorizer_;
  const Organization& organization_;
  Powers& powers_;
};

/// Whether the trust lets in whom the provider vouches for, when all that the provider says is
/// chosen: no, only under keys that are not the provider's, or surely.
Truth trusts_provider(const PolicyDocument& trust, std::string_view provider) {
  Truth result = Truth::No;
  const std::string host = to_lower(issuer_host(provider));
  for (const Statement& statement : trust.statements) {
    const bool named =
        statement.effect == Effect::Allow && statement.principal &&
        std::ranges::any_of(statement.principal->entries, [&](const PrincipalEntry& entry) {
          return entry.type == PrincipalType::Federated && entry.value == provider;
        });
    if (named) {
      const bool chosen =
          std::ranges::all_of(statement.conditions, [&](const Condition& condition) {
            const std::string key = to_lower(condition.key);
            return key.starts_with("saml:") || (!host.empty() && key.starts_with(host));
          });
      result = either(result, chosen ? Truth::Yes : Truth::Unknown);
    }
  }
  return result;
}

/// The roles that trust a provider of an account, and how to speak for it.
class FederatedRoles {
 public:
  FederatedRoles(PowerQuestion& question, Powers& powers)
      : question_(question),
        organization_(question.ground().authorizer().organization()),
        powers_(powers) {}

  /// Source: IAM User Guide, "Create a SAML identity provider in IAM" (metadata document).
  void by_metadata() {
    const Index<Account> account = given(question_.principal().account);
    for (const auto& [provider, roles] : providers(account)) {
      if (!any_wanted(roles) || !provider.contains(":saml-provider/") ||
          !question_.may_be_granted("iam:UpdateSAMLProvider")) {
        continue;
      }
      const Truth allowed = question_.may("iam:UpdateSAMLProvider", provider);
      add(roles, provider,
          {.technique = "fed-05",
           .certain = allowed,
           .requires_ = {{"iam:UpdateSAMLProvider", provider}},
           .where = question_.principal().where});
    }
  }

  /// Source: IAM User Guide, "Obtain the thumbprint for an OpenID Connect identity provider" (the
  /// issuer's keys are read from its host).
  void by_issuer_zone() {
    const auto& dns = organization_.tables().dns;
    if (!dns || !question_.may_be_granted(kChangeRecords)) {
      return;
    }
    for (const HostedZone& zone : (*dns)->zones) {
      if (!zone.removed && !zone.private_zone && zone.account == question_.principal().account) {
        for (const auto account : organization_.accounts().indexes()) {
          by_issuer_zone(zone, account);
        }
      }
    }
  }

 private:
  using Roles = std::vector<Index<Principal>>;

  void by_issuer_zone(const HostedZone& zone, Index<Account> account) {
    for (const auto& [provider, roles] : providers(account)) {
      if (provider.contains(":oidc-provider/") && any_wanted(roles) &&
          answers_for(zone.name, issuer_host(provider))) {
        const std::string arn = zone_arn(organization_, zone);
        add(roles, provider,
            {.technique = "fed-08",
             .certain = question_.may(kChangeRecords, arn),
             .requires_ = {{kChangeRecords, arn}},
             .where = zone.where});
      }
    }
  }

  /// What nobody trusts gives nothing.
  const RoleTrusts::Providers& providers(Index<Account> account) const {
    return question_.ground().trusts().providers(account);
  }

  bool is_wanted(Index<Principal> role) const {
    return role != question_.index() && question_.wants(role);
  }

  bool any_wanted(const Roles& roles) const {
    return std::ranges::any_of(roles, [&](auto role) { return is_wanted(role); });
  }

  void add(const Roles& roles, const std::string& provider, const Gain& gain) {
    for (const auto role : roles) {
      if (gain.certain == Truth::No || !is_wanted(role)) {
        continue;
      }
      const PolicyDocument& trust =
          organization_.document(given(question_.ground().principal(role).trust));
      const Truth trusted = trusts_provider(trust, provider);
      if (trusted != Truth::No) {
        Gain found = gain;
        found.target = role;
        found.certain = both(gain.certain, trusted);
        powers_.gains.push_back(std::move(found));
      }
    }
  }

  PowerQuestion& question_;
  const Organization& organization_;
  Powers& powers_;
};

}  // namespace

void add_recovered_roots(PowerQuestion& question, Powers& powers) {
  RecoveredRoots(question, powers).by_zones();
}

void add_recovered_addresses(PowerQuestion& question, Powers& powers) {
  RecoveredRoots(question, powers).by_address();
}

void add_federated_roles(PowerQuestion& question, Powers& powers) {
  FederatedRoles roles(question, powers);
  roles.by_metadata();
  roles.by_issuer_zone();
}

}  // namespace orgsim::sim
