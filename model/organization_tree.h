#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/account_id.h"
#include "model/index.h"
#include "model/policy.h"
#include "model/time.h"

namespace orgsim {

struct Account;
struct OrganizationalUnit;
struct OrganizationRecord;

/// The policy types whose statements bear on authorization, and `Other` for every further type,
/// which is held but not evaluated. Source: AWS Organizations User Guide, "Managing policies".
enum class OrganizationPolicyType { ServiceControlPolicy, ResourceControlPolicy, Other };

/// What an S3 policy of Organizations makes of Block Public Access in the accounts below it, whose
/// own setting then does not count: all four switches on, or all four off.
/// Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage"; AWS
/// Organizations User Guide, "Amazon S3 policies".
struct S3PublicAccess {
  bool blocked = false;
  bool final = false;  // Policies further down may not say otherwise.
};

/// An SCP, an RCP, or a policy of a type we only list.
struct OrganizationPolicy {
  std::string id;
  std::string name;
  OrganizationPolicyType type = OrganizationPolicyType::ServiceControlPolicy;
  Index<OrganizationRecord> organization;
  std::optional<Index<PolicyDocument>> document;  // Nothing: not collected, or not of the language.
  bool aws_managed = false;
  std::optional<S3PublicAccess> s3_public_access;  // Of an S3 policy; nothing: assigns nothing.
  SourceLocation where;
};

/// A root or an OU: a level at which policies attach.
struct OrganizationalUnit {
  std::string id;
  std::string name;
  std::optional<Index<OrganizationalUnit>> parent;  // Nothing for a root.
  Index<OrganizationRecord> organization;
  std::string risk_profile;                         // Declared; empty when not.
  std::vector<Index<OrganizationPolicy>> attached;  // SCPs and RCPs, in order of attachment.
  SourceLocation where;
};

/// Source: AWS Organizations API Reference, "Account" (member `State`).
enum class AccountState { Active, PendingActivation, Suspended, PendingClosure, Closed };

/// How an account came into its organization. Source: AWS Organizations API Reference, "Account".
enum class JoinedMethod { Created, Invited };

/// The four switches of S3 Block Public Access.
/// Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage".
struct PublicAccessBlock {
  bool block_public_acls = false;
  bool ignore_public_acls = false;
  bool block_public_policy = false;
  bool restrict_public_buckets = false;

  bool all() const {
    return block_public_acls && ignore_public_acls && block_public_policy &&
           restrict_public_buckets;
  }
};

/// The time limit of a sandbox account. Declared by the client.
struct SandboxTerms {
  std::optional<Date> created;
  std::optional<Date> expires;
  std::string owner;
  std::optional<bool> auto_clean;
};

struct Account {
  AccountId id;
  std::string name;
  std::optional<Index<OrganizationalUnit>> parent;  // Nothing: in no organization.
  AccountState state = AccountState::Active;
  std::string root_email;  // Empty: not collected.
  std::optional<JoinedMethod> joined_method;
  std::optional<PublicAccessBlock> public_access_block;  // Of the account, for all its buckets.
  std::vector<Index<OrganizationPolicy>> attached;
  // What the client declares. Empty or absent: not declared.
  std::string environment;
  std::string risk_profile;
  std::string owner;
  std::string cost_center;
  std::optional<double> monthly_budget_usd;
  std::optional<std::vector<std::string>> data_classes;
  std::string pci_declared;
  std::map<std::string, std::string> alternate_contacts;
  std::string origin;
  std::string baseline_version;
  std::optional<Date> joined;
  std::optional<SandboxTerms> sandbox;
  std::map<std::string, std::string> tags;
  SourceLocation where;
};

enum class FeatureSet { All, ConsolidatedBilling };

/// Source: IAM User Guide, "Centrally manage root access for member accounts".
struct RootAccessManagement {
  bool credentials = false;
  bool sessions = false;
};

/// An AWS Organization as `DescribeOrganization` knows it. Optional members are nothing when the
/// input did not collect them.
struct OrganizationRecord {
  std::string id;
  std::string name;  // Ours, for `org:NAME` references; the id when the input gives none.
  Index<OrganizationalUnit> root;
  Index<Account> management_account;
  FeatureSet feature_set = FeatureSet::All;
  std::set<OrganizationPolicyType> enabled_policy_types;  // Of those we evaluate.
  std::vector<std::string> other_policy_types;            // As AWS spells them.
  std::optional<std::set<std::string>> trusted_access;    // Service principals.
  std::optional<std::map<std::string, std::set<Index<Account>>>> delegated_administrators;
  std::optional<RootAccessManagement> root_access_management;
  std::optional<Index<PolicyDocument>> delegation_policy;
  bool delegation_policy_collected = false;  // True without a policy: there is none.
  SourceLocation where;
};

}  // namespace orgsim
