#include <array>

#include "io/read/aws_cli/calls.h"
#include "model/arn.h"

namespace orgsim::io {
namespace {

/// A resource of the account of the place, its policy not collected until an output holds it.
Resource* resource_of(Call& call, std::string_view type, const std::string& arn,
                      DumpReading& reading) {
  const auto account = account_of(call, reading);
  if (!account) {
    return nullptr;
  }
  const auto parts = parse_arn(arn);
  if (parts && !parts->account.empty() && parts->account != call.context.account) {
    reading.error("E2002", "`" + arn + "` is not of account `" + call.context.account + "`",
                  call.output.where(), "put it into the folder of its account");
  }
  return &reading.resource(arn, [&] {
    return Resource{.type = std::string(type),
                    .arn = arn,
                    .account = *account,
                    .region = parts ? std::string(parts->region) : std::string(),
                    .policy_collected = false,
                    .where = call.output.where()};
  });
}

Resource* bucket_of(Call& call, const std::string& name, DumpReading& reading) {
  return name.empty() ? nullptr
                      : resource_of(call, "s3-bucket",
                                    "arn:" + reading.tables().partition + ":s3:::" + name, reading);
}

/// The bucket that the name of the file says.
Resource* named_bucket(Call& call, DumpReading& reading) {
  return bucket_of(call, required_key(call.context.key, "bucket", call, reading), reading);
}

void set_policy(Resource* resource, std::optional<Index<PolicyDocument>> document) {
  if (resource != nullptr) {
    resource->policy = document;
    resource->policy_collected = true;
  }
}

/// Keys are known by id or ARN, and only the ARN says the Region. A key of unknown Region waits for
/// the other outputs.
Resource* key_of(Call& call, DumpReading& reading) {
  const std::string id = required_key(call.context.key, "KMS key", call, reading);
  const auto account = account_of(call, reading);
  if (id.empty() || !account) {
    return nullptr;
  }
  if (id.starts_with("arn:") || !call.context.region.empty()) {
    const std::string arn = id.starts_with("arn:") ? id
                                                   : "arn:" + reading.tables().partition +
                                                         ":kms:" + call.context.region + ":" +
                                                         call.context.account + ":key/" + id;
    return resource_of(call, "kms-key", arn, reading);
  }
  const auto key = reading.resource_facts.keys_without_region
                       .try_emplace(std::pair(*account, id), Resource{.type = "kms-key",
                                                                      .account = *account,
                                                                      .policy_collected = false,
                                                                      .where = call.output.where()})
                       .first;
  return &key->second;
}

/// A function's policy names the function itself.
std::string function_arn(Index<PolicyDocument> document, Call& call, DumpReading& reading) {
  for (const Statement& statement : (*reading.tables().documents)[document].statements) {
    for (const std::string& pattern : statement.resource.patterns) {
      const auto parts = parse_arn(pattern);
      if (parts && parts->service == "lambda") {
        return pattern;
      }
    }
  }
  return "arn:" + reading.tables().partition + ":lambda:" + call.context.region + ":" +
         call.context.account + ":function:" + call.context.key;
}

/// `get-bucket-policy`, KMS's `get-key-policy` and Lambda's `get-policy` print the same member.
bool read_policy_text(Call& call, DumpReading& reading) {
  const JsonValue* policy = call.output.member("Policy");
  if (policy == nullptr || policy->kind != JsonKind::String) {
    return false;
  }
  const bool key = call.output.member("PolicyName") != nullptr;
  const bool function = call.output.member("RevisionId") != nullptr;
  if (!key && !function && call.context.operation != "get-bucket-policy" &&
      call.context.operation != "get-key-policy") {
    return false;
  }
  const bool of_key = key || call.context.operation == "get-key-policy";
  const auto document = document_of(call, call.output, "Policy",
                                    of_key ? PolicyKind::KmsKey : PolicyKind::Resource, reading);
  if (of_key) {
    set_policy(key_of(call, reading), document);
  } else if (function && document) {
    set_policy(
        resource_of(call, "lambda-function", function_arn(*document, call, reading), reading),
        document);
  } else {
    set_policy(named_bucket(call, reading), document);
  }
  return true;
}

/// `get-queue-attributes` and `get-topic-attributes`.
bool read_attributes(Call& call, DumpReading& reading) {
  with_object(call.output, "Attributes", "attributes", {}, reading, [&](JsonCursor& cursor) {
    const bool topic = cursor.member("TopicArn") != nullptr;
    const std::string arn = cursor.text(topic ? "TopicArn" : "QueueArn");
    if (arn.empty()) {
      reading.error("E1103", "attributes without `QueueArn` or `TopicArn`", cursor.where(),
                    "collect all attributes");
      return;
    }
    const auto document = document_of(call, cursor, "Policy", PolicyKind::Resource, reading);
    Resource* resource = resource_of(call, topic ? "sns-topic" : "sqs-queue", arn, reading);
    set_policy(resource, document);
    if (resource != nullptr) {
      resource->encryption_key = cursor.text("KmsMasterKeyId");
    }
    for (const JsonMember* member : cursor.not_read()) {
      cursor.member(member->key);  // Settings of delivery, of no weight for access.
    }
  });
  return true;
}

/// `get-resource-policy` or `describe-secret` of Secrets Manager.
bool read_secret(Call& call, DumpReading& reading) {
  const std::string arn = call.output.text("ARN");
  const auto parts = parse_arn(arn);
  if (!parts || parts->service != "secretsmanager") {
    return false;
  }
  const auto document =
      document_of(call, call.output, "ResourcePolicy", PolicyKind::Resource, reading);
  Resource* secret = resource_of(call, "secret", arn, reading);
  if (document || call.context.operation == "get-resource-policy") {
    set_policy(secret, document);
  }
  if (secret != nullptr && call.output.member("KmsKeyId") != nullptr) {
    secret->encryption_key = call.output.text("KmsKeyId");
  }
  ignore(call.output,
         {"Name", "Description", "LastChangedDate", "LastAccessedDate", "CreatedDate",
          "VersionIdsToStages", "RotationEnabled", "RotationLambdaARN", "RotationRules", "Tags"});
  return true;
}

bool read_buckets(Call& call, DumpReading& reading) {
  each_object(call.output, "Buckets", "bucket", {"BucketArn"}, reading, [&](JsonCursor& cursor) {
    reading.date(cursor, "CreationDate");
    const std::string region = cursor.text("BucketRegion");
    if (Resource* bucket = bucket_of(call, cursor.required_text("Name"), reading)) {
      bucket->region = region;
    }
  });
  ignore(call.output, {"Owner", "Prefix"});
  return true;
}

/// Of a bucket or, by `s3control`, of the whole account.
bool read_public_access_block(Call& call, DumpReading& reading) {
  const JsonValue* json = call.output.member("PublicAccessBlockConfiguration", JsonKind::Object);
  if (json == nullptr) {
    return true;
  }
  JsonCursor cursor(*json, "public access block", reading.diagnostics);
  const PublicAccessBlock block{
      .block_public_acls = cursor.boolean("BlockPublicAcls").value_or(false),
      .ignore_public_acls = cursor.boolean("IgnorePublicAcls").value_or(false),
      .block_public_policy = cursor.boolean("BlockPublicPolicy").value_or(false),
      .restrict_public_buckets = cursor.boolean("RestrictPublicBuckets").value_or(false)};
  reading.unmodelled(cursor, "public access block");
  if (call.context.service == "s3control") {
    if (const auto account = account_of(call, reading)) {
      reading.resource_facts.account_blocks[*account] = block;
    }
  } else if (Resource* bucket = named_bucket(call, reading)) {
    bucket->public_access_block = block.all();
    bucket->public_access_block_switches = block;
  }
  return true;
}

bool read_object_lock(Call& call, DumpReading& reading) {
  Resource* bucket = named_bucket(call, reading);
  with_object(call.output, "ObjectLockConfiguration", "object lock", {"ObjectLockEnabled"}, reading,
              [&](JsonCursor& lock) {
                with_object(lock, "Rule", "object lock rule", {}, reading, [&](JsonCursor& rule) {
                  with_object(
                      rule, "DefaultRetention", "retention", {}, reading,
                      [&](JsonCursor& retention) {
                        constexpr int kDaysOfYear = 365;
                        const int days = retention.integer("Days").value_or(0) +
                                         kDaysOfYear * retention.integer("Years").value_or(0);
                        const bool compliance = retention.required_text("Mode") == "COMPLIANCE";
                        if (bucket != nullptr) {
                          bucket->object_lock =
                              ObjectLock{.mode = compliance ? ObjectLock::Mode::Compliance
                                                            : ObjectLock::Mode::Governance,
                                         .days = days};
                        }
                      });
                });
              });
  return true;
}

bool read_bucket_encryption(Call& call, DumpReading& reading) {
  Resource* bucket = named_bucket(call, reading);
  with_object(call.output, "ServerSideEncryptionConfiguration", "encryption", {}, reading,
              [&](JsonCursor& cursor) {
                each_object(
                    cursor, "Rules", "encryption rule",
                    {"BucketKeyEnabled", "BlockedEncryptionTypes"}, reading, [&](JsonCursor& rule) {
                      with_object(rule, "ApplyServerSideEncryptionByDefault", "encryption",
                                  {"SSEAlgorithm"}, reading, [&](JsonCursor& by_default) {
                                    if (bucket != nullptr) {
                                      bucket->encryption_key = by_default.text("KMSMasterKeyID");
                                    }
                                  });
                    });
              });
  return true;
}

/// `get-bucket-versioning`; many outputs have a `Status`.
bool read_versioning(Call& call, DumpReading& reading) {
  if (call.context.operation != "get-bucket-versioning") {
    return false;
  }
  const bool on = call.output.text("Status") == "Enabled";
  ignore(call.output, {"MFADelete"});
  if (Resource* bucket = named_bucket(call, reading)) {
    bucket->versioning = on;
  }
  return true;
}

bool read_bucket_logging(Call& call, DumpReading& reading) {
  ignore(call.output, {"LoggingEnabled"});
  if (Resource* bucket = named_bucket(call, reading)) {
    bucket->access_logging = true;
  }
  return true;
}

bool read_bucket_tags(Call& call, DumpReading& reading) {
  Resource* bucket = named_bucket(call, reading);
  each_object(call.output, "TagSet", "tag", {}, reading, [&](JsonCursor& tag) {
    const std::string key = tag.required_text("Key");
    const std::string value = tag.text("Value");
    if (bucket != nullptr) {
      bucket->tags[key] = value;
    }
  });
  return true;
}

bool read_key(Call& call, DumpReading& reading) {
  with_object(call.output, "KeyMetadata", "KMS key", {}, reading, [&](JsonCursor& cursor) {
    const auto account = reading.account(cursor, "AWSAccountId");
    const std::string arn = cursor.required_text("Arn");
    reading.date(cursor, "CreationDate");
    if (account && !arn.empty()) {
      reading.resource(arn, [&] {
        const auto parts = parse_arn(arn);
        return Resource{.type = "kms-key",
                        .arn = arn,
                        .account = *account,
                        .region = parts ? std::string(parts->region) : std::string(),
                        .policy_collected = false,
                        .where = cursor.where()};
      });
    }
    for (const JsonMember* member : cursor.not_read()) {
      cursor.member(member->key);  // How the key is made, of no weight for access.
    }
  });
  return true;
}

bool read_key_rotation(Call& call, DumpReading& reading) {
  const auto on = call.output.boolean("KeyRotationEnabled");
  ignore(call.output,
         {"KeyId", "RotationPeriodInDays", "NextRotationDate", "OnDemandRotationStartDate"});
  if (Resource* key = key_of(call, reading)) {
    key->rotation = on;
  }
  return true;
}

/// The encryption contexts a grant is bound to.
void read_constraints(JsonCursor& cursor, KeyGrant& grant, DumpReading& reading) {
  with_object(cursor, "Constraints", "grant constraint", {}, reading, [&](JsonCursor& constraints) {
    grant.encryption_context_equals = constraints.texts("EncryptionContextEquals");
    grant.encryption_context_subset = constraints.texts("EncryptionContextSubset");
  });
}

/// Principals that may use a key beside its policy.
bool read_grants(Call& call, DumpReading& reading) {
  Resource* key = key_of(call, reading);
  std::vector<KeyGrant> grants;
  each_object(call.output, "Grants", "KMS grant",
              {"KeyId", "Name", "CreationDate", "IssuingAccount"}, reading,
              [&](JsonCursor& cursor) {
                KeyGrant grant{
                    .id = cursor.required_text("GrantId"),
                    .grantee = cursor.required_text("GranteePrincipal"),
                    .retiring = cursor.text("RetiringPrincipal"),
                    .operations = cursor.strings("Operations").value_or(std::vector<std::string>()),
                    .where = cursor.where()};
                read_constraints(cursor, grant, reading);
                grants.push_back(std::move(grant));
              });
  if (key != nullptr) {
    key->grants = std::move(grants);
  }
  return true;
}

constexpr std::array kRows = {
    CallRow{"Policy", &read_policy_text},
    CallRow{"Attributes", &read_attributes},
    CallRow{"ARN", &read_secret},
    CallRow{"Buckets", &read_buckets},
    CallRow{"PublicAccessBlockConfiguration", &read_public_access_block},
    CallRow{"ObjectLockConfiguration", &read_object_lock},
    CallRow{"ServerSideEncryptionConfiguration", &read_bucket_encryption},
    CallRow{"Status", &read_versioning},
    CallRow{"LoggingEnabled", &read_bucket_logging},
    CallRow{"TagSet", &read_bucket_tags},
    CallRow{"KeyMetadata", &read_key},
    CallRow{"KeyRotationEnabled", &read_key_rotation},
    CallRow{"Grants", &read_grants},
};

}  // namespace

std::span<const CallRow> resource_calls() { return kRows; }

}  // namespace orgsim::io
