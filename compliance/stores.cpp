#include "compliance/stores.h"

#include <algorithm>
#include <array>

#include "sim/decide/statement_query.h"

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

namespace {

/// The objects of the bucket that a policy names by a prefix of its own.
void add_named_objects(const PolicyDocument& document, std::string_view action,
                       const Resource& store, std::vector<std::string>& result) {
  const std::string inside = store.arn + "/";
  for (const Statement& statement : document.statements) {
    if (statement.effect != Effect::Allow || statement.resource.negated ||
        !sim::covers_action(statement, action)) {
      continue;
    }
    for (const std::string& pattern : statement.resource.patterns) {
      if (pattern.starts_with(inside) && pattern != inside + "*") {
        result.push_back(example_of(pattern));
      }
    }
  }
}

/// The policies that may open the store to the asker: the store's and the asker's own.
std::vector<const PolicyDocument*> policies_on(const Premises& premises, const sim::Asker& asker,
                                               const Resource& store) {
  std::vector<const PolicyDocument*> result;
  if (store.policy) {
    result.push_back(&premises.organization().document(*store.policy));
  }
  const auto* index = std::get_if<Index<sim::Principal>>(&asker);
  if (index == nullptr) {
    return result;
  }
  for (const sim::PolicyRef policy : premises.principals()[*index].identity) {
    if (const auto document = premises.authorizer().documents().document_of(policy)) {
      result.push_back(&premises.organization().document(*document));
    }
  }
  return result;
}

/// Further ways to read something of a bucket: a version of an object, and the objects that the
/// asker's policies or the bucket's name by a prefix of their own.
std::vector<Attempt> further_readings(const Premises& premises, const sim::Asker& asker,
                                      const Resource& store) {
  std::vector<Attempt> result;
  if (store.type != "s3-bucket") {
    return result;
  }
  const auto documents = policies_on(premises, asker, store);
  for (const std::string_view action : {"s3:GetObject", "s3:GetObjectVersion"}) {
    std::vector<std::string> objects;
    bool granted = false;
    for (const PolicyDocument* document : documents) {
      granted = granted || sim::may_grant(*document, action);
      add_named_objects(*document, action, store, objects);
    }
    if (granted && action != "s3:GetObject") {
      objects.push_back(store.arn + "/orgsim-probe");
    }
    for (const std::string& object : objects) {
      result.push_back({.asker = asker,
                        .action = std::string(action),
                        .resource = object,
                        .resource_account = {},
                        .context = {}});
    }
  }
  return result;
}

/// How the asker may read something of the store; the ordinary way when it may not.
Attempt likeliest_reading(const Premises& premises, const sim::Asker& asker,
                          const Resource& store) {
  Attempt ordinary = reading_attempt(asker, store);
  if (ordinary.action.empty() || may(premises, ordinary)) {
    return ordinary;
  }
  for (Attempt& attempt : further_readings(premises, asker, store)) {
    if (may(premises, attempt)) {
      return std::move(attempt);
    }
  }
  return ordinary;
}

}  // namespace

StoreReading reading_of(const Premises& premises, const sim::Asker& asker, const Resource& store) {
  StoreReading reading;
  const Attempt read = likeliest_reading(premises, asker, store);
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
