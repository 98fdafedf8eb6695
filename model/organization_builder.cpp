#include "model/organization_builder.h"

#include <algorithm>
#include <map>

namespace orgsim {
namespace {

constexpr std::size_t kDeepestOu = 5;
constexpr int kMostScps = 10;
constexpr int kMostRcps = 5;

void attach_to(std::vector<Index<OrganizationPolicy>>& attached, Index<OrganizationPolicy> policy) {
  if (std::ranges::find(attached, policy) == attached.end()) {
    attached.push_back(policy);
  }
}

/// Levels below the root; nothing when the OU is its own ancestor.
std::optional<std::size_t> depth_of(const Table<OrganizationalUnit>& ous,
                                    Index<OrganizationalUnit> ou) {
  std::size_t depth = 0;
  for (auto parent = ous[ou].parent; parent; parent = ous[*parent].parent) {
    if (++depth > ous.size()) {
      return std::nullopt;
    }
  }
  return depth;
}

void check_depths(const OrganizationTables& tables, Diagnostics& diagnostics) {
  for (const auto index : tables.ous->indexes()) {
    const OrganizationalUnit& ou = (*tables.ous)[index];
    const auto depth = depth_of(*tables.ous, index);
    if (!depth) {
      diagnostics.push_back({.code = "E3002",
                             .message = "OU `" + ou.id + "` is its own ancestor",
                             .hint = "correct `parent` of one OU of the loop",
                             .where = ou.where});
    } else if (*depth > kDeepestOu) {
      diagnostics.push_back({.code = "E3003",
                             .message = "OU `" + ou.id + "` is deeper than five levels",
                             .hint = "AWS nests OUs five levels below the root",
                             .where = ou.where});
    }
  }
}

void check_attachments(const OrganizationTables& tables, const std::string& target,
                       const std::vector<Index<OrganizationPolicy>>& attached, SourceLocation where,
                       Diagnostics& diagnostics) {
  const auto count = [&](OrganizationPolicyType type) {
    return std::ranges::count(attached, type, [&](Index<OrganizationPolicy> policy) {
      return (*tables.policies)[policy].type;
    });
  };
  if (count(OrganizationPolicyType::ServiceControlPolicy) > kMostScps ||
      count(OrganizationPolicyType::ResourceControlPolicy) > kMostRcps) {
    diagnostics.push_back({.code = "E3004",
                           .message = "too many policies attached to `" + target + "`",
                           .hint = "AWS allows 10 SCPs and 5 RCPs",
                           .where = where});
  }
}

void check_accounts(const OrganizationTables& tables, Diagnostics& diagnostics) {
  std::map<std::string_view, SourceLocation> seen;
  for (const Account& account : *tables.accounts) {
    if (!seen.emplace(account.id.text(), account.where).second) {
      diagnostics.push_back({.code = "E3005",
                             .message = "second account with id `" + account.id.text() + "`",
                             .hint = "",
                             .where = account.where});
    }
    check_attachments(tables, account.id.text(), account.attached, account.where, diagnostics);
  }
}

}  // namespace

void OrganizationBuilder::move(Index<Account> account, Index<OrganizationalUnit> target) {
  tables_.accounts.edit()[account].parent = target;
}

void OrganizationBuilder::attach(Index<OrganizationPolicy> policy,
                                 Index<OrganizationalUnit> target) {
  attach_to(tables_.ous.edit()[target].attached, policy);
}

void OrganizationBuilder::attach(Index<OrganizationPolicy> policy, Index<Account> target) {
  attach_to(tables_.accounts.edit()[target].attached, policy);
}

Result<Organization> OrganizationBuilder::build() && {
  Diagnostics diagnostics;
  check_depths(tables_, diagnostics);
  check_accounts(tables_, diagnostics);
  for (const OrganizationalUnit& ou : *tables_.ous) {
    check_attachments(tables_, ou.id, ou.attached, ou.where, diagnostics);
  }
  if (has_errors(diagnostics)) {
    return std::unexpected(std::move(diagnostics));
  }
  return Organization(std::move(tables_));
}

}  // namespace orgsim
