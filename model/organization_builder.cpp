#include "model/organization_builder.h"

#include <algorithm>

namespace orgsim {
namespace {

constexpr std::size_t kDeepestOu = 5;

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

/// Adds the records that the lookup does not hold yet. A record whose text an earlier one has, both
/// of them `counts`, is reported.
template <class Record, class KeyOf, class Counts, class Report>
void extend(Cow<LookupTable>& lookup, const Table<Record>& table, KeyOf key_of, Counts counts,
            Report report) {
  if (lookup->size() == table.size()) {
    return;
  }
  LookupTable& target = lookup.edit();
  for (std::size_t i = target.size(); i < table.size(); ++i) {
    const Record& record = table[Index<Record>(i)];
    const std::string_view key = key_of(record);
    if (counts(record)) {
      const auto earlier = target.find(
          key, [&](std::size_t at) -> std::string_view { return key_of(table[Index<Record>(at)]); },
          [&](std::size_t at) { return counts(table[Index<Record>(at)]); });
      if (earlier) {
        report(record, table[Index<Record>(*earlier)]);
      }
    }
    target.append(key);
  }
}

/// By ARN. Present records need different ones.
template <class Record>
void extend_by_arn(Cow<LookupTable>& lookup, const Table<Record>& table, const std::string& kind,
                   Diagnostics& diagnostics) {
  extend(
      lookup, table, [](const Record& record) -> std::string_view { return record.arn; },
      [](const Record& record) {
        return record.presence == Presence::Present && !record.arn.empty();
      },
      [&](const Record& record, const Record& earlier) {
        diagnostics.push_back({.code = "E3007",
                               .message = "second " + kind + " with ARN `" + record.arn + "`",
                               .hint = "ARNs are unique; remove or rename one of the two",
                               .where = record.where,
                               .other = earlier.where});
      });
}

void extend_accounts(OrganizationLookup& lookup, const Table<Account>& accounts,
                     Diagnostics& diagnostics) {
  extend(
      lookup.account_ids, accounts,
      [](const Account& account) -> std::string_view { return account.id.text(); },
      [](const Account&) { return true; },
      [&](const Account& account, const Account& earlier) {
        diagnostics.push_back({.code = "E3005",
                               .message = "second account with id `" + account.id.text() + "`",
                               .hint = "account ids are unique across all organizations",
                               .where = account.where,
                               .other = earlier.where});
      });
  extend(
      lookup.account_names, accounts,
      [](const Account& account) -> std::string_view { return account.name; },
      [](const Account&) { return false; }, [](const Account&, const Account&) {});
}

void extend_lookup(OrganizationLookup& lookup, const OrganizationTables& tables,
                   Diagnostics& diagnostics) {
  extend_accounts(lookup, *tables.accounts, diagnostics);
  extend_by_arn(lookup.roles, *tables.roles, "role", diagnostics);
  extend_by_arn(lookup.users, *tables.users, "user", diagnostics);
  extend_by_arn(lookup.groups, *tables.groups, "group", diagnostics);
  // Every account's listing holds the AWS managed policies it uses, so that these may repeat.
  extend(
      lookup.managed_policies, *tables.managed_policies,
      [](const ManagedPolicy& policy) -> std::string_view { return policy.arn; },
      [](const ManagedPolicy&) { return false; },
      [](const ManagedPolicy&, const ManagedPolicy&) {});
  extend_by_arn(lookup.resources, *tables.resources, "resource", diagnostics);
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
  extend_lookup(lookup_, tables_, diagnostics);
  if (has_errors(diagnostics)) {
    return std::unexpected(std::move(diagnostics));
  }
  if (!tables_.home && !tables_.organizations->empty()) {
    tables_.home = Index<OrganizationRecord>(0);
  }
  return Organization(std::move(tables_), std::move(lookup_));
}

}  // namespace orgsim
