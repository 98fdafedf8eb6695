#pragma once

#include <map>
#include <string>

#include "io/read/json_cursor.h"
#include "io/read/organization_reader.h"
#include "io/read/policy_reader.h"
#include "model/organization_builder.h"

namespace orgsim::io {

/// What the readers of the parts of an organization file share: the builder, the problems so far,
/// and the records read before, by the names the file gives them.
class OrganizationReading {
 public:
  OrganizationTables& tables() { return builder.tables(); }

  void error(std::string code, std::string message, SourceLocation where, std::string hint = "");

  /// The record a name refers to. A name of nothing is an error with the nearest name as a hint.
  std::optional<Index<OrganizationalUnit>> ou(const std::string& id, SourceLocation where);
  std::optional<Index<Account>> account(const std::string& id, SourceLocation where);

  /// The same where AWS takes accounts of others as well, or where a check asks whether the account
  /// is one's own: an id that the file does not hold is an account outside, of which nothing was
  /// collected, and is listed as not modelled.
  std::optional<Index<Account>> account_or_outside(const std::string& id, SourceLocation where);
  std::optional<Index<Account>> account_or_outside(JsonCursor& cursor, std::string_view key);

  /// The account a member names; nothing when absent or unknown, which is reported.
  std::optional<Index<Account>> account(JsonCursor& cursor, std::string_view key);
  std::vector<Index<Account>> accounts_of(JsonCursor& cursor, std::string_view key);

  /// The account that owns a record; a record without one is an error.
  Index<Account> owner(JsonCursor& cursor, std::string_view key);
  Index<Account> owner_or_outside(JsonCursor& cursor, std::string_view key);

  /// The entries of a list of names; anything else is reported and left out.
  std::vector<const JsonValue*> names(std::string_view key, const JsonValue& list);

  /// A policy document; one that is wrong is reported and is then empty.
  Index<PolicyDocument> document(const JsonValue& json, PolicyKind kind);

  /// Lists the members that nobody read.
  void unmodelled(const JsonCursor& cursor, const std::string& where_in_file);

  /// The record of a name in a table of one part of the file.
  template <class Record>
  std::optional<Index<Record>> named(const std::map<std::string, Index<Record>>& known,
                                     const JsonValue& name, std::string_view kind) {
    const auto found = known.find(name.text);
    if (found != known.end()) {
      return found->second;
    }
    std::vector<std::string> names;
    names.reserve(known.size());
    for (const auto& [key, index] : known) {
      names.push_back(key);
    }
    unknown(name.text, names, kind, name.where);
    return std::nullopt;
  }

  /// Reports a name of nothing; the hint is the nearest of `names`, or what there is.
  void unknown(const std::string& id, const std::vector<std::string>& names, std::string_view kind,
               SourceLocation where);

  OrganizationBuilder builder;
  Diagnostics diagnostics;
  MemberLog* log = nullptr;
  bool records_unknown_attachments = false;                      // Instead of refusing them.
  Index<OrganizationRecord> organization;                        // The one being read.
  std::map<std::string, Index<OrganizationalUnit>> ous;          // Of that organization.
  std::map<std::string, Index<Account>> accounts;                // Of the whole file.
  std::map<std::string, Index<Account>> outside;                 // Named, but not held by it.
  std::map<std::string, Index<ManagedPolicy>> managed_policies;  // By ARN, of the whole file.
};

/// `iam`: managed policies, groups, users and roles by account.
void read_iam(JsonCursor& file, OrganizationReading& reading);

/// The same of one account.
void read_account_iam(const JsonValue& json, const std::string& id, Index<Account> account,
                      OrganizationReading& reading);

/// `identity_center`: groups with their members, permission sets, assignments.
void read_identity_center(JsonCursor& file, OrganizationReading& reading);

/// `resources`, `shares` and `inventory`.
void read_resources(JsonCursor& file, OrganizationReading& reading);

/// `management_account_resources`, of the home organization.
void read_management_account_resources(JsonCursor& file, OrganizationReading& reading);

/// One resource; `owner` is its account where it names none.
void read_resource(const JsonValue& json, std::optional<Index<Account>> owner,
                   OrganizationReading& reading);

/// `cicd`: pipelines and repositories.
void read_delivery(JsonCursor& file, OrganizationReading& reading);

/// `network`: VPCs, the transit gateway, peerings, shared subnets.
void read_network(JsonCursor& file, OrganizationReading& reading);

/// `dns`: domains, hosted zones, delegations, records, and the resolver of the VPCs.
void read_dns(JsonCursor& file, OrganizationReading& reading);

/// `logging`: trails, configuration recording, detection services, analyzers, alerts.
void read_logging(JsonCursor& file, OrganizationReading& reading);

/// `declared`: what the client says about its organization.
void read_declared(JsonCursor& file, OrganizationReading& reading);

/// `evidence`: what was collected of which account, and when.
void read_evidence(JsonCursor& file, OrganizationReading& reading);

}  // namespace orgsim::io
