#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/index.h"
#include "model/principal.h"

namespace orgsim {

/// S3 Object Lock. Source: Amazon S3 User Guide, "Locking objects with Object Lock".
struct ObjectLock {
  enum class Mode { Governance, Compliance };
  Mode mode = Mode::Governance;
  int days = 0;
};

/// A grant on a KMS key. Source: AWS KMS Developer Guide, "Grants in AWS KMS".
struct KeyGrant {
  std::string id;
  std::string grantee;   // A principal ARN.
  std::string retiring;  // A principal ARN or empty.
  std::vector<std::string> operations;
  std::map<std::string, std::string> encryption_context_equals;
  std::map<std::string, std::string> encryption_context_subset;
  Presence presence = Presence::Present;
  SourceLocation where;
};

/// A resource of an account. Optional members are nothing when the input does not say.
struct Resource {
  std::string type;  // As in the organization file: `s3-bucket`, `kms-key`, `secret`, ...
  std::string arn;
  Index<Account> account;
  std::string region;
  std::optional<std::vector<std::string>> data_classes;  // Declared sensitivity.
  std::string encryption_key;                            // ARN; empty: none or not collected.
  std::optional<Index<PolicyDocument>> policy;
  bool policy_collected = true;  // False: whether it has a policy is unknown.
  std::optional<ObjectLock> object_lock;
  std::optional<bool> versioning;
  std::optional<bool> public_access_block;  // Whether all four switches are on.
  std::optional<PublicAccessBlock> public_access_block_switches;
  std::optional<bool> data_events_logged;
  std::optional<bool> access_logging;
  std::optional<bool> rotation;
  std::optional<bool> immutable_tags;
  std::optional<int> retention_days;
  std::optional<int> hot_days;
  std::string vault_lock;              // `COMPLIANCE`, `GOVERNANCE` or empty.
  std::vector<Index<Account>> covers;  // Accounts whose backups a vault holds.
  std::optional<std::string> role;     // ARN of the role it acts as; empty: it has none.
  std::optional<std::vector<KeyGrant>> grants;
  std::map<std::string, std::string> tags;
  std::vector<std::string> unsaid;  // Members that the source could say and does not.
  Presence presence = Presence::Present;
  SourceLocation where;
};

/// A resource share of AWS RAM. `principals` are account ids, OU or organization ids, as written.
struct ResourceShare {
  std::string name;
  Index<Account> owner;
  std::vector<std::string> resources;  // ARNs or ids.
  std::vector<std::string> principals;
  std::optional<bool> allow_external_principals;
  std::optional<bool> retain_on_account_leave;
  Presence presence = Presence::Present;
  SourceLocation where;
};

/// A resource of the management account by type and declared purpose; an empty purpose is
/// unclassified.
struct ManagementAccountResource {
  std::string type;
  std::string purpose;
  SourceLocation where;
};

}  // namespace orgsim
