#include "tests/support/reference_services.h"

#include <algorithm>
#include <set>

#include "model/text.h"
#include "tests/support/reference_statement.h"
#include "tests/support/reference_text.h"
#include "tests/support/reference_values.h"

namespace orgsim::reference {
namespace {

const std::set<std::string> kRcpServices = {"appconfig",
                                            "appstream",
                                            "aoss",
                                            "autoscaling",
                                            "autoscaling-plans",
                                            "budgets",
                                            "clouddirectory",
                                            "cloudfront",
                                            "cloudsearch",
                                            "cloudtrail-data",
                                            "codeartifact",
                                            "codebuild",
                                            "codecommit",
                                            "codepipeline",
                                            "cognito-identity",
                                            "cognito-idp",
                                            "comprehend",
                                            "comprehendmedical",
                                            "compute-optimizer",
                                            "cost-optimization-hub",
                                            "dax",
                                            "dsql",
                                            "dynamodb",
                                            "ecr",
                                            "ecr-public",
                                            "events",
                                            "firehose",
                                            "fis",
                                            "fms",
                                            "gamelift",
                                            "health",
                                            "inspector-scan",
                                            "kendra",
                                            "kinesisvideo",
                                            "kms",
                                            "logs",
                                            "memorydb",
                                            "networkmonitor",
                                            "notifications",
                                            "opensearch",
                                            "pca-connector-ad",
                                            "personalize",
                                            "polly",
                                            "pricing",
                                            "resource-groups",
                                            "rolesanywhere",
                                            "s3",
                                            "secretsmanager",
                                            "servicediscovery",
                                            "signin",
                                            "sqs",
                                            "sts",
                                            "support",
                                            "swf",
                                            "textract",
                                            "timestream-influxdb",
                                            "transcribe",
                                            "transfer",
                                            "translate",
                                            "wafv2",
                                            "workspaces",
                                            "xray"};

const std::set<std::string> kRoleChanges = {
    "iam:attachrolepolicy",       "iam:deleterole",       "iam:deleterolepermissionsboundary",
    "iam:deleterolepolicy",       "iam:detachrolepolicy", "iam:putrolepermissionsboundary",
    "iam:putrolepolicy",          "iam:tagrole",          "iam:untagrole",
    "iam:updateassumerolepolicy", "iam:updaterole",       "iam:updateroledescription"};

const std::set<std::string> kRolePermissionChanges = {
    "iam:attachrolepolicy",      "iam:deleterolepermissionsboundary", "iam:deleterolepolicy",
    "iam:detachrolepolicy",      "iam:putrolepermissionsboundary",    "iam:putrolepolicy",
    "iam:updateassumerolepolicy"};

const std::set<std::string> kPolicyChanges = {
    "iam:createpolicy",        "iam:createpolicyversion",     "iam:deletepolicy",
    "iam:deletepolicyversion", "iam:setdefaultpolicyversion", "iam:tagpolicy",
    "iam:untagpolicy"};

const std::set<std::string> kManagementCalls = {
    "organizations:closeaccount", "organizations:createaccount", "organizations:deleteorganization",
    "organizations:registerdelegatedadministrator", "organizations:removeaccountfromorganization"};

const std::set<std::string> kTrustActions = {
    "sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity",
    "sts:setcontext", "sts:setsourceidentity",  "sts:tagsession"};

/// The sixth part of an IAM ARN.
std::string iam_resource(std::string_view arn) {
  const std::vector<std::string> parts = arn_fields(arn, false);
  return parts.size() == 6 && parts[2] == "iam" ? parts[5] : "";
}

std::string iam_account(std::string_view arn) {
  const std::vector<std::string> parts = arn_fields(arn, false);
  return parts.size() == 6 && parts[2] == "iam" ? parts[4] : "";
}

/// AWS itself writes these objects, through services and their roles.
bool is_protected(const Case& request, const std::string& action) {
  if (request.caller.kind == CallerKind::Service || is_service_linked_role(request.caller)) {
    return false;
  }
  const std::string object = iam_resource(request.resource);
  const bool managed = iam_account(request.resource) == "aws" && object.starts_with("policy/");
  return (managed && kPolicyChanges.contains(action)) ||
         (object.starts_with("role/aws-reserved/") &&
          (kRoleChanges.contains(action) || action == "iam:passrole")) ||
         (object.starts_with("role/aws-service-role/") && kRolePermissionChanges.contains(action));
}

/// Keys that belong to AWS have aliases that nobody else changes.
bool is_reserved_alias(const Case& request, const std::string& action) {
  const std::vector<std::string> parts = arn_fields(request.resource, false);
  return parts.size() == 6 && parts[5].starts_with("alias/aws/") &&
         (action == "kms:createalias" || action == "kms:updatealias" ||
          action == "kms:deletealias");
}

/// Only the management account and the administrator it delegated to act as members' root users;
/// a member, which SCPs bind, does not manage the organization, and the management account does not
/// leave it.
bool is_kept_from_members(const Case& request, const std::string& action) {
  const Caller& caller = request.caller;
  const bool manages = caller.in_management_account || caller.delegated_administrator;
  if (action == "sts:assumeroot") {
    return !manages || caller.kind == CallerKind::RootUser;
  }
  if (action == "organizations:leaveorganization") {
    return caller.in_management_account;
  }
  return kManagementCalls.contains(action) && !manages && !request.scps.empty();
}

/// With public access restricted, a public bucket policy serves only services and the owner's own
/// account; even its narrow grants to others are suspended.
bool blocked_as_public(const Case& request, const std::string& action) {
  const Caller& caller = request.caller;
  const bool own = is_iam_principal(caller) &&
                   (request.resource_account.empty() || request.resource_account == caller.account);
  if (!request.block_public_access || !action.starts_with("s3:") || !request.resource_policy ||
      own || caller.kind == CallerKind::Service) {
    return false;
  }
  return std::ranges::any_of(*request.resource_policy, is_public);
}

/// Of an access point only the account need be fixed.
bool has_fixed_account(const std::string& arn) {
  const std::vector<std::string> parts = arn_fields(arn, false);
  return parts.size() == 6 && !parts[4].empty() &&
         parts[4].find_first_of("*?") == std::string::npos && !has_variable(arn);
}

bool is_fixed(const std::string& value) { return value.find_first_of("*?$") == std::string::npos; }

bool is_private_version4(const AddressRange& range) {
  const auto inside = [&](std::string_view text) {
    const AddressRange outer = *parse_range(text);
    return range.prefix.size() >= outer.prefix.size() &&
           std::equal(outer.prefix.begin(), outer.prefix.end(), range.prefix.begin());
  };
  return inside("10.0.0.0/8") || inside("172.16.0.0/12") || inside("192.168.0.0/16");
}

/// A range broader than /8 (IPv6: /32) is open to the public, except for private addresses.
bool is_narrow(const std::string& value) {
  const std::optional<AddressRange> range = parse_range(value);
  if (!range) {
    return false;
  }
  return range->version6 ? range->prefix.size() >= 32
                         : range->prefix.size() >= 8 || is_private_version4(*range);
}

const std::set<std::string> kLimitingKeys = {"aws:principalaccount",
                                             "aws:principalarn",
                                             "aws:principalorgid",
                                             "aws:principalorgpaths",
                                             "aws:sourceaccount",
                                             "aws:sourcearn",
                                             "aws:sourceowner",
                                             "aws:sourcevpc",
                                             "aws:sourcevpce",
                                             "aws:userid",
                                             "aws:vpceaccount",
                                             "aws:vpceorgid",
                                             "aws:vpceorgpaths",
                                             "s3:dataaccesspointaccount",
                                             "s3:x-amz-server-side-encryption-aws-kms-key-id"};

bool compares_whole_value(Comparison comparison) {
  return comparison == Comparison::StringEquals ||
         comparison == Comparison::StringEqualsIgnoreCase || comparison == Comparison::StringLike ||
         comparison == Comparison::ArnLike;
}

bool limits(const Condition& condition) {
  if (condition.op.if_exists || condition.op.quantifier == Quantifier::ForAllValues) {
    return false;  // True without the key.
  }
  const std::string key = to_lower(condition.key);
  if (key == "aws:sourceip") {
    return condition.op.comparison == Comparison::IpAddress &&
           std::ranges::all_of(condition.values, is_narrow);
  }
  if (key == "s3:dataaccesspointarn") {
    return compares_whole_value(condition.op.comparison) &&
           std::ranges::all_of(condition.values, has_fixed_account);
  }
  return kLimitingKeys.contains(key) && compares_whole_value(condition.op.comparison) &&
         std::ranges::all_of(condition.values, is_fixed);
}

bool names_fixed_principals(const Statement& statement) {
  if (statement.principal->negated) {
    return false;
  }
  return std::ranges::all_of(statement.principal->entries, [](const PrincipalEntry& entry) {
    return entry.type != PrincipalType::Everyone && entry.type != PrincipalType::Federated;
  });
}

}  // namespace

bool rcps_cover(std::string_view action) {
  const std::string lower = to_lower(action);
  return lower != "kms:retiregrant" && kRcpServices.contains(lower.substr(0, lower.find(':')));
}

bool needs_explicit_trust(const Case& request) {
  const std::string action = to_lower(request.action);
  const std::vector<std::string> parts = arn_fields(request.resource, false);
  const bool key = parts.size() == 6 && parts[5].starts_with("key/");
  return kTrustActions.contains(action) || (action.starts_with("kms:") && key);
}

bool ignores_resource_policy(const Case& request) {
  const std::string action = to_lower(request.action);
  return action == "iam:passrole" || action == "sts:assumeroot";
}

bool mends_bucket_policy(const Case& request) {
  const std::string action = to_lower(request.action);
  const bool own =
      request.resource_account.empty() || request.resource_account == request.caller.account;
  const bool bucket = action == "s3:getbucketpolicy" || action == "s3:putbucketpolicy" ||
                      action == "s3:deletebucketpolicy";
  const bool queue = action == "sqs:getqueueattributes" || action == "sqs:setqueueattributes";
  return request.caller.kind == CallerKind::RootUser && own &&
         (bucket || (queue && request.session.has_value()));
}

bool key_grant_applies(const KeyGrant& grant, const Case& request, const Context& context) {
  const std::string action = to_lower(request.action);
  const auto value = [&](const std::string& key) {
    const auto found = context.find(to_lower(key));
    return found == context.end() ? std::vector<std::string>() : found->second.values;
  };
  bool every = std::ranges::any_of(grant.operations, [&](const std::string& operation) {
    return "kms:" + to_lower(operation) == action;
  });
  std::set<std::string> names;
  for (const auto& [name, text] : grant.encryption_context) {
    names.insert(name);
    every = every && value("kms:EncryptionContext:" + name) == std::vector<std::string>{text};
  }
  // A grant that demands an exact context has one.
  const bool exactly = grant.exactly_this_context && !names.empty();
  for (const std::string& name : value("kms:EncryptionContextKeys")) {
    every = every && (!exactly || names.contains(name));
  }
  return every;
}

bool refused_by_service(const Case& request) {
  const std::string action = to_lower(request.action);
  const bool root_assumes =
      request.caller.kind == CallerKind::RootUser && action == "sts:assumerole";
  return root_assumes || is_kept_from_members(request, action) ||
         is_reserved_alias(request, action) || is_protected(request, action) ||
         blocked_as_public(request, action);
}

bool is_public(const PolicyDocument& bucket_policy) {
  return std::ranges::any_of(bucket_policy.statements, [](const Statement& statement) {
    return statement.effect == Effect::Allow && statement.principal.has_value() &&
           !names_fixed_principals(statement) && std::ranges::none_of(statement.conditions, limits);
  });
}

}  // namespace orgsim::reference
