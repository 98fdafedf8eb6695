#include "sim/graph/data_store.h"

#include <algorithm>
#include <array>

#include "sim/graph/edge_rules.h"

namespace orgsim::sim {
namespace {

constexpr auto kStores = std::to_array<StoreActions>({
    {"backup-vault", "backup:StartRestoreJob", "", "backup:DeleteRecoveryPoint", ""},
    {"dynamodb-table", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteTable", ""},
    {"ecr-repository", "ecr:BatchGetImage", "ecr:PutImage", "ecr:BatchDeleteImage", ""},
    {"log-group", "logs:GetLogEvents", "logs:PutLogEvents", "logs:DeleteLogGroup", ""},
    {"s3-bucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObjectVersion", "/*"},
    {"secret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue",
     "secretsmanager:DeleteSecret", ""},
    {"sns-topic", "sns:Subscribe", "sns:Publish", "sns:DeleteTopic", ""},
    {"sqs-queue", "sqs:ReceiveMessage", "sqs:SendMessage", "sqs:PurgeQueue", ""},
    {"ssm-parameter", "ssm:GetParameter", "ssm:PutParameter", "ssm:DeleteParameter", ""},
});
static_assert(std::ranges::is_sorted(kStores, {}, &StoreActions::type));

}  // namespace

std::string_view action_of(const StoreActions& actions, StoreAccess access) {
  switch (access) {
    case StoreAccess::Read:
      return actions.read;
    case StoreAccess::Write:
      return actions.write;
    case StoreAccess::Delete:
      return actions.erase;
  }
  return "";
}

bool is_compliance_locked(const Resource& store) {
  return store.vault_lock == "COMPLIANCE" ||
         (store.object_lock && store.object_lock->mode == ObjectLock::Mode::Compliance);
}

const StoreActions* store_actions(std::string_view type) {
  const auto row = std::ranges::lower_bound(kStores, type, {}, &StoreActions::type);
  return row != kStores.end() && row->type == type ? &*row : nullptr;
}

Truth may_access(const Authorizer& authorizer, Index<Principal> principal, Index<Resource> store,
                 StoreAccess access) {
  const Resource& resource = (*authorizer.organization().tables().resources)[store];
  const StoreActions* actions = store_actions(resource.type);
  if (actions == nullptr || action_of(*actions, access).empty() ||
      (access == StoreAccess::Delete && is_compliance_locked(resource))) {
    return Truth::No;
  }
  const std::string content = resource.arn + std::string(actions->content);
  return holds(authorizer.decide(
      {.asker = principal, .action = action_of(*actions, access), .resource = content}));
}

Truth may_decrypt(const Authorizer& authorizer, Index<Principal> principal, Index<Resource> store) {
  const Resource& resource = (*authorizer.organization().tables().resources)[store];
  if (resource.encryption_key.find(":key/") == std::string::npos) {
    return Truth::Yes;
  }
  return holds(authorizer.decide(
      {.asker = principal, .action = "kms:Decrypt", .resource = resource.encryption_key}));
}

}  // namespace orgsim::sim
