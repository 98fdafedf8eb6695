#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/index.h"
#include "model/organization_tree.h"

namespace orgsim {

/// A mailbox that root e-mail addresses end in, by its base address (without `+suffix`).
struct MonitoredMailbox {
  std::string kind;  // `ticket-queue`, `group`, `personal`, ...
  std::string owner;
  std::optional<Date> last_test;
};

/// A party outside the organization that some role may trust.
struct ThirdParty {
  std::string account;  // Its account id; need not be an account of the model.
  std::string name;
  std::optional<bool> external_id_required;
  std::string agreement;
  std::optional<Date> review;
  std::vector<Index<Account>> may_reach;
  SourceLocation where;
};

/// A principal, as an ARN pattern, that may cross a border of a restricted zone, and why.
struct TrustedPrincipal {
  std::string principal;
  std::string reason;
  std::string owner;
};

/// A permitted flow between two VPC ids, `internet` or CIDRs. No ports: all of them.
struct NetworkFlow {
  std::string from;
  std::string to;
  std::vector<int> ports;
  SourceLocation where;
};

/// How far a full takeover of an account may reach.
struct BlastBudget {
  enum class Extent { Listed, Members, Everything };
  Extent extent = Extent::Listed;
  std::vector<Index<Account>> accounts;  // With `Listed` only.
  SourceLocation where;
};

/// Two permission sets, or role names, that no person may hold together.
struct ToxicPair {
  std::string first;
  std::string second;
};

/// An IAM user that may exist. `user` is an ARN pattern, or a name pattern for every account.
struct RegisteredUser {
  std::string user;
  std::string purpose;
  std::string owner;
  std::optional<Date> expires;
  SourceLocation where;
};

struct SegmentationTest {
  std::optional<Date> date;
  std::string tester;
  std::string entity;  // `merchant` or `service-provider`.
};

/// An account that lives on its own terms inside an authorization boundary, and the recorded edges
/// across that boundary.
struct Interconnection {
  Index<Account> inside;
  std::string outside;  // An account id.
  std::string record;
  SourceLocation where;
};

struct AuthorizationBoundary {
  std::vector<Index<Account>> accounts;
  std::vector<Interconnection> interconnections;
};

/// What the client says about its organization, to be compared with what is. A member of nothing
/// was not declared: it never means that nothing, or that everything, is approved. Principals are
/// ARN patterns with `*` and `?`.
struct Declared {
  std::optional<std::vector<std::string>> approved_regions;
  std::optional<std::vector<std::string>> region_exempt_actions;
  std::optional<std::vector<std::string>> root_email_domains;
  std::optional<std::map<std::string, MonitoredMailbox>> monitored_mailboxes;
  std::optional<int> sandbox_max_days;
  std::optional<int> log_retention_min_days;
  std::optional<int> log_hot_min_days;
  std::optional<int> privileged_session_max_seconds;
  std::optional<int> unused_role_max_days;
  std::optional<std::vector<std::string>> trusted_services;
  /// Service principal to the risk profiles its delegated administrator may live in.
  std::optional<std::map<std::string, std::vector<std::string>>> delegation_homes;
  std::optional<std::string> baseline_version_min;
  std::optional<std::vector<std::string>> admins;
  std::optional<std::vector<std::string>> org_policy_admins;
  std::optional<std::vector<std::string>> identity_admins;
  std::optional<std::vector<std::string>> log_readers;
  std::optional<std::vector<std::string>> dns_writers;
  std::optional<std::vector<std::string>> guardrail_exemptions;
  /// An exempt principal to those who may become it.
  std::optional<std::map<std::string, std::vector<std::string>>> exemption_holders;
  std::optional<std::vector<RegisteredUser>> registered_users;
  std::optional<std::vector<ThirdParty>> third_parties;
  std::optional<std::vector<TrustedPrincipal>> cde_trusted;
  std::optional<std::vector<TrustedPrincipal>> ephi_trusted;
  std::optional<std::vector<NetworkFlow>> network_flows;
  std::optional<std::map<Index<Account>, BlastBudget>> blast_radius;
  std::optional<std::vector<ToxicPair>> separation_of_duties;
  std::optional<SegmentationTest> segmentation_test;
  std::optional<Date> pci_scope_confirmed;
  std::optional<AuthorizationBoundary> fedramp_boundary;
  std::optional<std::map<std::string, std::vector<Index<Account>>>> tenants;
  std::optional<std::vector<std::string>> tenant_shared_roles;
  std::optional<std::vector<std::string>> governance_types;  // Of the management account.
  std::optional<std::vector<std::string>> root_task_exceptions;
  std::optional<std::vector<std::string>> sharing_roles;
  std::optional<std::vector<std::string>> external_dns_targets;
  SourceLocation where;
};

}  // namespace orgsim
