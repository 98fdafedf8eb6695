#pragma once

#include <string>
#include <string_view>

#include "sim/decide/truth.h"
#include "sim/organization/authorizer.h"

namespace orgsim::sim {

enum class StoreAccess { Read, Write, Delete };

/// The requests that reading, writing or deleting the content of a resource makes, by its type as
/// in the organization file. An empty action: the type has no such access.
struct StoreActions {
  std::string_view type;
  std::string_view read;
  std::string_view write;
  std::string_view erase;
  std::string_view content;  // What follows the resource's ARN in the ARN of its content.
};

/// Nothing for a type that holds no data.
const StoreActions* store_actions(std::string_view type);

/// Whether nobody deletes the content before its time.
/// Source: Amazon S3 User Guide, "Locking objects with Object Lock"; AWS Backup Developer Guide,
/// "AWS Backup Vault Lock".
bool is_compliance_locked(const Resource& store);

/// What the access is called of; empty: the type has no such access.
std::string_view action_of(const StoreActions& actions, StoreAccess access);

/// Whether the principal may do it now. Content under a compliance-mode lock cannot be deleted by
/// anybody. Source: Amazon S3 User Guide, "Locking objects with Object Lock"; AWS Backup Developer
/// Guide, "AWS Backup Vault Lock".
Truth may_access(const Authorizer& authorizer, Index<Principal> principal, Index<Resource> store,
                 StoreAccess access);

/// Whether the principal may decrypt what the store holds: yes without a customer managed key.
/// Source: AWS KMS Developer Guide, "Key policies in AWS KMS".
Truth may_decrypt(const Authorizer& authorizer, Index<Principal> principal, Index<Resource> store);

}  // namespace orgsim::sim
