#include "compliance/new_account.h"

#include "model/organization_builder.h"
#include "sim/change/event.h"

namespace orgsim::compliance {
namespace {

constexpr std::string_view kNewAccount = "999999999998";

/// What is known of the account from its first minute.
void declare(OrganizationBuilder& next, Index<Account> index, Index<OrganizationalUnit> target,
             Date now) {
  OrganizationTables& tables = next.tables();
  tables.accounts.edit()[index].risk_profile = (*tables.ous)[target].risk_profile;
  tables.account_identities.edit().try_emplace(index);
  if (tables.evidence) {
    tables.evidence->edit().accounts[index] = {
        .collected = now,
        .domains = {EvidenceDomain::Iam, EvidenceDomain::Network, EvidenceDomain::Logging,
                    EvidenceDomain::Dns, EvidenceDomain::Resources},
        .hashes_match = true,
        .where = {}};
  }
}

}  // namespace

std::string_view new_account_id() { return kNewAccount; }

Result<Organization> with_new_account(const Organization& before, Index<OrganizationalUnit> target,
                                      Date now) {
  const auto id = AccountId::parse(kNewAccount);
  if (!id) {
    return std::unexpected(Diagnostics());
  }
  auto created =
      sim::apply(before, sim::CreateAccount{.organization = before.ous()[target].organization,
                                            .id = *id,
                                            .name = "new account",
                                            .email = {}});
  const auto index = created ? created->find_account(kNewAccount) : std::nullopt;
  if (!index) {
    return created ? std::unexpected(Diagnostics()) : created;
  }
  auto moved = created->accounts()[*index].parent == target
                   ? std::move(created)
                   : sim::apply(*created, sim::MoveAccount{.account = *index, .target = target});
  if (!moved) {
    return moved;
  }
  OrganizationBuilder next(*moved);
  declare(next, *index, target, now);
  return std::move(next).build();
}

}  // namespace orgsim::compliance
