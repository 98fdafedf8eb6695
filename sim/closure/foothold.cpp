#include "sim/closure/foothold.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "model/text.h"
#include "sim/closure/zone_reach.h"

namespace orgsim::sim {
namespace {

constexpr auto kWords = std::to_array<std::pair<std::string_view, FootholdKind>>(
    {{"mailbox", FootholdKind::Mailbox},
     {"repository", FootholdKind::Repository},
     {"workload", FootholdKind::Workload},
     {"zone", FootholdKind::Zone}});

/// `root+app@example.com` is delivered to `root@example.com`.
/// Source: RFC 5233, "Sieve Email Filtering: Subaddress Extension".
std::string base_address(std::string_view address) {
  const std::size_t at = address.rfind('@');
  const std::size_t plus = address.find('+');
  return at == std::string_view::npos || plus >= at
             ? to_lower(address)
             : to_lower(std::string(address.substr(0, plus)) + std::string(address.substr(at)));
}

class Behind {
 public:
  Behind(const Organization& organization, const Principals& principals)
      : organization_(organization), tables_(organization.tables()), principals_(principals) {}

  void workload(std::string_view arn) {
    for (const auto& [account, inventory] : *tables_.inventories) {
      for (const InventoryResource& resource : inventory.resources) {
        if (resource.arn == arn && resource.role_arn) {
          add(*resource.role_arn);
        }
      }
    }
    for (const Resource& resource : *tables_.resources) {
      if (resource.arn == arn && resource.role) {
        add(*resource.role);
      }
    }
  }

  void repository(std::string_view name) {
    for (std::size_t i = 0; tables_.delivery && i < (*tables_.delivery)->pipelines.size(); ++i) {
      const Pipeline& pipeline = (*tables_.delivery)->pipelines[i];
      if (pipeline.repository == name) {
        add(pipeline.role);
        add(pipeline.build_role);
      }
    }
  }

  void mailbox(std::string_view address) {
    for (const auto account : organization_.accounts().indexes()) {
      const std::string& root = organization_.accounts()[account].root_email;
      if (!root.empty() &&
          (to_lower(root) == to_lower(address) || base_address(root) == base_address(address))) {
        add_root(account);
      }
    }
  }

  void zone(std::string_view name) {
    for (std::size_t i = 0; tables_.dns && i < (*tables_.dns)->zones.size(); ++i) {
      const HostedZone& zone = (*tables_.dns)->zones[i];
      if (zone.removed || zone.private_zone || (zone.id != name && zone.name != name)) {
        continue;
      }
      std::ranges::for_each(accounts_by_mail(organization_, zone.name),
                            [&](auto account) { add_root(account); });
      add_issued(zone.name);
    }
  }

  std::vector<Index<Principal>> all() const { return {found_.begin(), found_.end()}; }

 private:
  void add(const std::string& arn) {
    if (const auto principal = principals_.find(arn); principal && !arn.empty()) {
      found_.insert(*principal);
    }
  }

  void add_root(Index<Account> account) {
    if (const auto root = principals_.root_user(account)) {
      found_.insert(*root);
    }
  }

  void add_issued(std::string_view zone) {
    for (const auto role : principals_.all().indexes()) {
      const auto& trust = principals_[role].trust;
      if (trust && trusts_issuer_in(organization_.document(*trust), zone)) {
        found_.insert(role);
      }
    }
  }

  static bool trusts_issuer_in(const PolicyDocument& trust, std::string_view zone) {
    return std::ranges::any_of(trust.statements, [&](const Statement& statement) {
      return statement.effect == Effect::Allow && statement.principal &&
             std::ranges::any_of(statement.principal->entries, [&](const PrincipalEntry& entry) {
               return entry.type == PrincipalType::Federated &&
                      entry.value.contains(":oidc-provider/") &&
                      answers_for(zone, issuer_host(entry.value));
             });
    });
  }

  const Organization& organization_;
  const OrganizationTables& tables_;
  const Principals& principals_;
  std::set<Index<Principal>> found_;
};

}  // namespace

std::optional<FootholdKind> foothold_kind(std::string_view word) {
  const auto found = std::ranges::find(kWords, word, [](const auto& row) { return row.first; });
  return found == kWords.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Index<Principal>> principals_behind(const Organization& organization,
                                                const Principals& principals, FootholdKind kind,
                                                std::string_view name) {
  Behind behind(organization, principals);
  switch (kind) {
    case FootholdKind::Workload:
      behind.workload(name);
      break;
    case FootholdKind::Repository:
      behind.repository(name);
      break;
    case FootholdKind::Mailbox:
      behind.mailbox(name);
      break;
    case FootholdKind::Zone:
      behind.zone(name);
      break;
  }
  return behind.all();
}

}  // namespace orgsim::sim
