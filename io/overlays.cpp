#include "io/overlays.h"

#include <cassert>
#include <filesystem>

#include "io/read/inventory_reader.h"
#include "io/read/json_value.h"
#include "io/read/policy_reader.h"
#include "model/aws_managed.h"
#include "model/organization_builder.h"

namespace orgsim::io {
namespace {

/// Of the management account that an organization made up here needs: no real account has it.
constexpr std::string_view kStandInAccount = "000000000000";

Result<JsonValue> read_json(const std::string& path, SourceFiles& sources) {
  std::string text;
  if (!read_file(path, 0, text)) {
    return std::unexpected(Diagnostics{{.code = "E1005", .message = "cannot read `" + path + "`"}});
  }
  const std::uint32_t file = sources.add(path, std::move(text));
  return parse_json(sources.text(file), file);
}

void lay_over(const JsonValue& json, OrganizationTables& tables, Diagnostics& diagnostics) {
  InventoryPart part = read_inventory(json, diagnostics);
  for (const auto account : tables.accounts->indexes()) {
    if ((*tables.accounts)[account].id.text() == part.account) {
      merge(tables.inventories.edit()[account], std::move(part));
      return;
    }
  }
  diagnostics.push_back({.code = "E1303",
                         .message = "no account `" + part.account + "`",
                         .hint = "an inventory is of an account of the organization",
                         .where = part.where});
}

Index<OrganizationPolicy> add_scp(const std::string& path, PolicyDocument document,
                                  Index<OrganizationRecord> organization,
                                  OrganizationTables& tables) {
  const SourceLocation where = document.where;
  const std::string name = std::filesystem::path(path).stem().string();
  return tables.policies.edit().append(
      {.id = "p-" + name,
       .name = name,
       .organization = organization,
       .document = tables.documents.edit().append(std::move(document)),
       .where = where});
}

/// An organization of a root, the account, and a management account that nothing is known of.
struct StandIn {
  Index<OrganizationRecord> organization;
  Index<OrganizationPolicy> full;
  Index<OrganizationalUnit> lowest;  // Where the next SCP goes.
};

constexpr std::size_t kMostAttached = 10;

/// Beyond the quota of one target an OU below takes the rest: where every level allows everything,
/// it makes no difference at which of them something is denied.
/// Source: AWS Organizations User Guide, "Quotas and service limits for AWS Organizations".
void attach(Index<OrganizationPolicy> policy, Index<Account> account, StandIn& stand_in,
            OrganizationTables& tables) {
  if ((*tables.ous)[stand_in.lowest].attached.size() >= kMostAttached) {
    const std::string number = std::to_string(tables.ous->size());
    stand_in.lowest = tables.ous.edit().append({.id = "ou-standin-" + number,
                                                .name = "Level" + number,
                                                .parent = stand_in.lowest,
                                                .organization = stand_in.organization,
                                                .attached = {stand_in.full}});
    tables.accounts.edit()[account].parent = stand_in.lowest;
  }
  tables.ous.edit()[stand_in.lowest].attached.push_back(policy);
}

StandIn put_below_root(Index<Account> account, const AccountId& management_id,
                       OrganizationTables& tables) {
  const Index<OrganizationRecord> organization(tables.organizations->size());
  const Index<OrganizationalUnit> root(tables.ous->size());
  const auto management =
      tables.accounts.edit().append({.id = management_id, .name = "management", .parent = root});
  tables.organizations.edit().append(
      {.id = "o-standin",
       .name = "o-standin",
       .root = root,
       .management_account = management,
       .enabled_policy_types = {OrganizationPolicyType::ServiceControlPolicy},
       .trusted_access = std::set<std::string>(),
       .delegated_administrators = std::map<std::string, std::set<Index<Account>>>(),
       .root_access_management = RootAccessManagement()});
  tables.ous.edit().append({.id = "r-standin", .name = "Root", .organization = organization});
  tables.accounts.edit()[account].parent = root;
  tables.home = organization;
  const auto full = full_access(tables, organization, OrganizationPolicyType::ServiceControlPolicy);
  tables.ous.edit()[root].attached.push_back(full);
  tables.accounts.edit()[account].attached.push_back(full);
  tables.accounts.edit()[management].attached.push_back(full);
  return {.organization = organization, .full = full, .lowest = root};
}

}  // namespace

Result<Organization> with_inventories(const Organization& organization,
                                      std::span<const std::string> files, SourceFiles& sources) {
  OrganizationBuilder builder(organization);
  Diagnostics diagnostics;
  for (const std::string& path : files) {
    const Result<JsonValue> json = read_json(path, sources);
    if (!json) {
      return std::unexpected(json.error());
    }
    lay_over(*json, builder.tables(), diagnostics);
  }
  if (!diagnostics.empty()) {
    return std::unexpected(std::move(diagnostics));
  }
  return std::move(builder).build();
}

Result<Organization> with_scps(const Organization& organization, std::span<const std::string> files,
                               SourceFiles& sources) {
  if (organization.accounts().size() != 1 || organization.home()) {
    return std::unexpected(
        Diagnostics{{.code = "E2001",
                     .message = "`--scp` wants a single account that is in no organization",
                     .hint = "name the output of `get-account-authorization-details`"}});
  }
  OrganizationBuilder builder(organization);
  const auto management = AccountId::parse(kStandInAccount);
  assert(management.has_value());
  if (!management) {
    return organization;
  }
  StandIn stand_in = put_below_root(Index<Account>(0), *management, builder.tables());
  for (const std::string& path : files) {
    const Result<JsonValue> json = read_json(path, sources);
    if (!json) {
      return std::unexpected(json.error());
    }
    Result<PolicyDocument> document = read_policy(*json, PolicyKind::Scp);
    if (!document) {
      return std::unexpected(document.error());
    }
    const auto policy =
        add_scp(path, *std::move(document), stand_in.organization, builder.tables());
    attach(policy, Index<Account>(0), stand_in, builder.tables());
  }
  return std::move(builder).build();
}

}  // namespace orgsim::io
