#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/coverage.h"
#include "model/cow.h"
#include "model/declared.h"
#include "model/delivery.h"
#include "model/dns.h"
#include "model/evidence.h"
#include "model/identity_center.h"
#include "model/inventory.h"
#include "model/logging.h"
#include "model/lookup_table.h"
#include "model/network.h"
#include "model/organization_tree.h"
#include "model/principal.h"
#include "model/resource.h"
#include "model/table.h"
#include "model/time.h"
#include "model/waiver.h"

namespace orgsim {

/// An id in a table of attachments that is of no policy, or of no root, OU or account.
struct UnknownAttachment {
  std::string id;
  Index<OrganizationRecord> organization{0};
  SourceLocation where;
};

/// A construct of the input that was read and that this model cannot hold.
struct Unmodelled {
  SourceLocation where;
  std::string construct;  // As the input spells it.
};

/// A snapshot: every table shared with the snapshots it came from until edited.
struct OrganizationTables {
  std::string partition = "aws";
  std::optional<Date> as_of;                      // Nothing: the input does not say.
  std::optional<Index<OrganizationRecord>> home;  // Nothing: no organization was read.
  Cow<Table<OrganizationRecord>> organizations;
  Cow<Table<OrganizationalUnit>> ous;
  Cow<Table<Account>> accounts;
  Cow<Table<OrganizationPolicy>> policies;
  Cow<Table<PolicyDocument>> documents;
  Cow<Table<ManagedPolicy>> managed_policies;
  Cow<Table<Role>> roles;
  Cow<Table<User>> users;
  Cow<Table<Group>> groups;
  Cow<Table<IdentityUser>> identity_users;
  Cow<Table<IdentityGroup>> identity_groups;
  Cow<Table<PermissionSet>> permission_sets;
  Cow<Table<Assignment>> assignments;
  Cow<std::vector<IdentityCenterInstance>> identity_centers;
  Cow<std::map<Index<Account>, AccountIdentity>> account_identities;
  Cow<Table<Resource>> resources;
  bool resources_listed = false;  // Whether the input has a list of them, be it an empty one.
  Cow<std::map<Index<Account>, Inventory>> inventories;  // An account without: not known.
  // Nothing, here and below: the input has no such section, so it is not collected.
  std::optional<Cow<std::vector<ManagementAccountResource>>> management_account_resources;
  std::optional<Cow<Table<ResourceShare>>> resource_shares;
  std::optional<Cow<Delivery>> delivery;
  std::optional<Cow<Network>> network;
  std::optional<Cow<Dns>> dns;
  std::optional<Cow<Logging>> logging;
  Cow<Coverage> coverage;
  Cow<Declared> declared;  // Nothing in it when the input has no such section.
  Cow<std::vector<Waiver>> waivers;
  std::optional<Cow<Evidence>> evidence;
  Cow<std::vector<UnknownAttachment>> unknown_attachments;
  Cow<std::vector<Unmodelled>> unmodelled;
};

/// The records by their identities: ids, names and ARNs, which no edit changes.
struct OrganizationLookup {
  Cow<LookupTable> account_ids;
  Cow<LookupTable> account_names;
  Cow<LookupTable> roles;
  Cow<LookupTable> users;
  Cow<LookupTable> groups;
  Cow<LookupTable> managed_policies;
  Cow<LookupTable> resources;
};

/// Immutable; made and changed only by `OrganizationBuilder`. Copies are cheap.
class Organization {
 public:
  const OrganizationTables& tables() const { return tables_; }
  const Table<OrganizationalUnit>& ous() const { return *tables_.ous; }
  const Table<Account>& accounts() const { return *tables_.accounts; }
  const Table<OrganizationPolicy>& policies() const { return *tables_.policies; }
  const PolicyDocument& document(Index<PolicyDocument> index) const {
    return (*tables_.documents)[index];
  }

  /// From the root down to `ou`, both included. Never empty.
  std::vector<Index<OrganizationalUnit>> path_to(Index<OrganizationalUnit> ou) const;

  /// The organization of an account; nothing for one that stands alone.
  std::optional<Index<OrganizationRecord>> organization_of(Index<Account> account) const;

  /// SCPs and RCPs never bind the management account.
  bool is_management_account(Index<Account> account) const;

  /// `o-.../r-.../ou-.../`, the value of `aws:PrincipalOrgPaths`. Nothing for one that stands
  /// alone. Source: IAM User Guide, "AWS global condition context keys".
  std::optional<std::string> organization_path(Index<Account> account) const;

  /// The organization whose compliance and perimeter is asked about; nothing when there is none.
  std::optional<Index<OrganizationRecord>> home() const { return tables_.home; }

  /// Records by identity, in constant time. A name that several accounts have finds the first.
  std::optional<Index<Account>> find_account(std::string_view id_or_name) const;

  /// By ARN, of those that are present; compared exactly.
  std::optional<Index<Role>> find_role(std::string_view arn) const;
  std::optional<Index<User>> find_user(std::string_view arn) const;
  std::optional<Index<Group>> find_group(std::string_view arn) const;
  std::optional<Index<ManagedPolicy>> find_managed_policy(std::string_view arn) const;
  std::optional<Index<Resource>> find_resource(std::string_view arn) const;

  /// What the input said and this model cannot hold. Every report shows it.
  std::span<const Unmodelled> unmodelled() const { return *tables_.unmodelled; }

 private:
  friend class OrganizationBuilder;
  Organization(OrganizationTables tables, OrganizationLookup lookup)
      : tables_(std::move(tables)), lookup_(std::move(lookup)) {}

  OrganizationTables tables_;
  OrganizationLookup lookup_;
};

}  // namespace orgsim
