#include "compliance/stores.h"

#include <algorithm>
#include <array>

namespace orgsim::compliance {
namespace {

struct StoreType {
  std::string_view type;
  std::string_view read;
  std::string_view write;
  std::string_view remove;
  std::string_view suffix;  // After the ARN of the store: its contents.
};

constexpr auto kStoreTypes = std::to_array<StoreType>(
    {{"dynamodb-table", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteTable", ""},
     {"ecr-repository", "ecr:BatchGetImage", "ecr:PutImage", "ecr:BatchDeleteImage", ""},
     {"efs-file-system", "elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite",
      "elasticfilesystem:DeleteFileSystem", ""},
     {"rds-instance", "rds:CreateDBSnapshot", "rds:ModifyDBInstance", "rds:DeleteDBInstance", ""},
     {"s3-bucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "/orgsim-probe"},
     {"secret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue",
      "secretsmanager:DeleteSecret", ""},
     {"sqs-queue", "sqs:ReceiveMessage", "sqs:SendMessage", "sqs:DeleteQueue", ""}});
static_assert(std::ranges::is_sorted(kStoreTypes, {}, &StoreType::type));

const StoreType* type_of(const Resource& store) {
  const auto found = std::ranges::lower_bound(kStoreTypes, store.type, {}, &StoreType::type);
  return found != kStoreTypes.end() && found->type == store.type ? &*found : nullptr;
}

Attempt attempt_on(const sim::Asker& asker, const Resource& store, std::string_view action,
                   std::string_view suffix) {
  return {.asker = asker,
          .action = std::string(action),
          .resource = store.arn + std::string(suffix),
          .resource_account = {},
          .context = {}};
}

}  // namespace

Attempt reading_attempt(const sim::Asker& asker, const Resource& store) {
  const StoreType* type = type_of(store);
  return type == nullptr
             ? Attempt{.asker = asker, .action = {}, .resource_account = {}, .context = {}}
             : attempt_on(asker, store, type->read, type->suffix);
}

std::vector<Attempt> altering_attempts(const sim::Asker& asker, const Resource& store) {
  const StoreType* type = type_of(store);
  if (type == nullptr) {
    return {};
  }
  return {attempt_on(asker, store, type->write, type->suffix),
          attempt_on(asker, store, type->remove, type->suffix)};
}

StoreReading reading_of(const Premises& premises, const sim::Asker& asker, const Resource& store) {
  StoreReading reading;
  const Attempt read = reading_attempt(asker, store);
  reading.storage = read.action.empty() ? sim::Truth::Unknown : can(premises, read);
  reading.key = sim::Truth::Yes;
  const Attempt decrypt{.asker = asker,
                        .action = "kms:Decrypt",
                        .resource = store.encryption_key,
                        .resource_account = {},
                        .context = {}};
  if (!store.encryption_key.empty()) {
    reading.key = can(premises, decrypt);
  }
  if (reading.storage != sim::Truth::No && !read.action.empty()) {
    reading.hops.push_back(hop_of(premises, read));
    if (!store.encryption_key.empty() && reading.key != sim::Truth::No) {
      reading.hops.push_back(hop_of(premises, decrypt));
    }
  }
  return reading;
}

}  // namespace orgsim::compliance
