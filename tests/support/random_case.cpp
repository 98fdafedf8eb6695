#include "tests/support/random_case.h"

#include <algorithm>

#include "model/text.h"

namespace orgsim::reference {
namespace {

constexpr const char* kAccount = "111111111111";
constexpr const char* kCanonicalUser = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7c";

struct Call {
  std::string action;
  std::string resource;
};

const std::vector<Call>& ordinary_calls() {
  static const std::vector<Call> calls = {
      {"s3:GetObject", "arn:aws:s3:::b/a"},
      {"s3:PutObject", "arn:aws:s3:::b/a/b"},
      {"s3:ListBucket", "arn:aws:s3:::b"},
      {"sqs:SendMessage", "arn:aws:sqs:us-east-1:111111111111:a"},
      {"sns:Publish", "arn:aws:sns:us-east-1:111111111111:a:b"},
      {"kms:Decrypt", "arn:aws:kms:us-east-1:111111111111:key/a"},
      {"sts:AssumeRole", "arn:aws:iam::111111111111:role/a"},
      {"ec2:DescribeInstances", "*"},
      {"dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:111111111111:table/a"}};
  return calls;
}

const std::vector<Call>& special_calls() {
  static const std::vector<Call> calls = {
      {"sts:GetCallerIdentity", "*"},
      {"sts:TagSession", "arn:aws:iam::111111111111:role/a"},
      {"sts:AssumeRole", "arn:aws:iam::111111111111:role/aws-service-role/x/a"},
      {"sts:AssumeRoot", "arn:aws:iam::222222222222:root"},
      {"s3:PutBucketPolicy", "arn:aws:s3:::b"},
      {"s3:DeleteBucketPolicy", "arn:aws:s3:::b"},
      {"kms:RetireGrant", "arn:aws:kms:us-east-1:111111111111:key/a"},
      {"kms:CreateAlias", "arn:aws:kms:us-east-1:111111111111:alias/a"},
      {"kms:ListKeys", "*"},
      {"kms:DeleteAlias", "arn:aws:kms:us-east-1:111111111111:alias/aws/a"},
      {"sqs:SetQueueAttributes", "arn:aws:sqs:us-east-1:111111111111:a"},
      {"organizations:LeaveOrganization", "*"},
      {"organizations:CloseAccount",
       "arn:aws:organizations::222222222222:account/o-a/111111111111"},
      {"iam:PassRole", "arn:aws:iam::111111111111:role/a"},
      {"iam:PassRole", "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/a"},
      {"iam:AttachRolePolicy", "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/a"},
      {"iam:UpdateAssumeRolePolicy", "arn:aws:iam::111111111111:role/aws-service-role/x/a"},
      {"iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/a"},
      {"iam:GetRole", "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/a"}};
  return calls;
}

Caller user() {
  return {.kind = CallerKind::User,
          .arn = "arn:aws:iam::111111111111:user/ada",
          .account = kAccount,
          .unique_id = "AIDAADA"};
}

Caller session(Random& random) {
  Caller caller{.kind = CallerKind::RoleSession, .account = kAccount, .unique_id = "AROAAPP"};
  caller.arn = "arn:aws:sts::111111111111:assumed-role/App/s1";
  switch (random.below(5)) {
    case 0:
      caller.role_arn = "arn:aws:iam::111111111111:role/x/App";
      break;
    case 1:
      caller.role_arn = "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/App";
      break;
    default:
      caller.role_arn = "arn:aws:iam::111111111111:role/App";
  }
  return caller;
}

Caller without_account(Random& random, const RandomCaseOptions& options) {
  switch (random.below(options.providers ? 3 : 2)) {
    case 0:
      return {.kind = CallerKind::Service, .arn = "s3.amazonaws.com"};
    case 1:
      return {.kind = CallerKind::Anonymous};
    default:
      return {.kind = CallerKind::Provider, .arn = "arn:aws:iam::111111111111:saml-provider/P"};
  }
}

/// A full permission, so that the later layers matter in most cases.
Statement allow_everything(Layer layer) {
  Statement statement{.effect = Effect::Allow};
  if (layer == Layer::Resource || layer == Layer::Endpoint || layer == Layer::Rcp) {
    statement.principal = PrincipalElement{.entries = {{PrincipalType::Everyone, ""}}};
  }
  statement.action.patterns = {"*"};
  statement.resource.patterns = {"*"};
  return statement;
}

Documents layer_documents(Random& random, Layer layer, const Case& request,
                          const RandomPolicyOptions& options) {
  Documents documents = random_documents(random, layer, request, options);
  if (layer != Layer::Resource && random.chance(1, 2)) {
    documents.push_back(
        {.version = PolicyVersion::Of2012, .statements = {allow_everything(layer)}});
  }
  return documents;
}

std::vector<Level> random_levels(Random& random, Layer layer, const Case& request,
                                 const RandomPolicyOptions& options) {
  std::vector<Level> levels;
  const std::size_t n = random.below(4);
  for (std::size_t i = 0; i < n; ++i) {
    Documents documents = random_documents(random, layer, request, options);
    if (layer == Layer::Scp && random.chance(3, 4)) {
      documents.push_back(
          {.version = PolicyVersion::Of2012, .statements = {allow_everything(layer)}});
    }
    levels.push_back({.name = "level-" + std::to_string(i), .policies = std::move(documents)});
  }
  return levels;
}

/// The action in which a provider's caller gets a session.
void ask_for_session(Case& request) {
  request.action = "sts:AssumeRoleWithSAML";
  request.resource = "arn:aws:iam::111111111111:role/a";
}

void choose_call(Random& random, Case& request, const RandomCaseOptions& options) {
  const bool special = options.special_actions && random.chance(1, 4);
  const Call& call = random.pick(special ? special_calls() : ordinary_calls());
  request.action = call.action;
  request.resource = call.resource;
  const bool unsigned_identity =
      to_lower(call.action) == "sts:getcalleridentity" && !is_iam_principal(request.caller);
  if (request.caller.kind == CallerKind::Provider || unsigned_identity) {
    ask_for_session(request);
  }
  const bool takes_unsigned = request.action.starts_with("s3:") ||
                              request.action.starts_with("sqs:") ||
                              request.action.starts_with("sns:");
  if (request.caller.kind == CallerKind::Anonymous && !takes_unsigned) {
    request.action = "s3:GetObject";
    request.resource = "arn:aws:s3:::b/a";
  }
  if (request.resource == "*") {
    request.resource_account = is_iam_principal(request.caller) ? kAccount : "";
  } else if (call.action == "sts:AssumeRoot") {
    request.resource_account = "222222222222";
  } else {
    request.resource_account = random.chance(1, 3) ? "222222222222" : kAccount;
  }
}

KeyGrant random_key_grant(Random& random, const Caller& caller) {
  static const std::vector<std::string> operations = {"Decrypt", "Encrypt", "RetireGrant"};
  KeyGrant grant;
  do {
    grant.grantee = random_principal(random, caller);
  } while (
      (grant.grantee.type != PrincipalType::Aws && grant.grantee.type != PrincipalType::Service) ||
      grant.grantee.value.starts_with("A"));  // Grants do not name principals by unique id.
  grant.operations = {random.pick(operations), random.pick(operations)};
  if (random.chance(1, 2)) {
    grant.encryption_context = {{"dept", random.chance(1, 2) ? "a" : "b"}};
  }
  grant.exactly_this_context = random.chance(1, 3);
  return grant;
}

bool can_have_boundary(const Caller& caller) {
  return caller.kind != CallerKind::RootUser && is_iam_principal(caller) &&
         !is_service_linked_role(caller);
}

bool can_have_session_policy(const Caller& caller) {
  return (caller.kind == CallerKind::RoleSession && !is_service_linked_role(caller)) ||
         caller.kind == CallerKind::FederatedUser || caller.kind == CallerKind::RootUser;
}

bool can_use_endpoint(const Caller& caller) {
  return caller.kind != CallerKind::Service && caller.kind != CallerKind::Provider &&
         !is_service_linked_role(caller);
}

}  // namespace

Caller random_caller(Random& random, const RandomCaseOptions& options) {
  Caller caller;
  switch (random.below(8)) {
    case 0:
      caller = without_account(random, options);
      break;
    case 1:
      caller = {.kind = CallerKind::RootUser,
                .arn = "arn:aws:iam::111111111111:root",
                .account = kAccount};
      break;
    case 2:
      caller = {.kind = CallerKind::FederatedUser,
                .arn = "arn:aws:sts::111111111111:federated-user/ada",
                .account = kAccount,
                .user_arn = "arn:aws:iam::111111111111:user/ada",
                .unique_id = "AIDAADA"};
      break;
    case 3:
    case 4:
      caller = user();
      break;
    default:
      caller = session(random);
  }
  if (is_iam_principal(caller)) {
    caller.in_management_account = random.chance(1, 8);
    caller.delegated_administrator = !caller.in_management_account && random.chance(1, 8);
    caller.canonical_user = random.chance(1, 2) ? kCanonicalUser : "";
  }
  return caller;
}

Case random_case(Random& random, const RandomCaseOptions& options) {
  Case request;
  request.caller = random_caller(random, options);
  choose_call(random, request, options);
  const RandomPolicyOptions& policies = options.policies;
  const auto documents = [&](Layer layer) {
    return layer_documents(random, layer, request, policies);
  };
  if (is_iam_principal(request.caller) && !random.chance(1, 10)) {
    request.identity = documents(Layer::Identity);
  }
  if (can_have_boundary(request.caller) && random.chance(1, 3)) {
    request.boundary = documents(Layer::Boundary);
  }
  const bool usual = request.caller.kind != CallerKind::RootUser;
  if (can_have_session_policy(request.caller) && random.chance(usual ? 3 : 1, 6)) {
    request.session = documents(Layer::Session);
  }
  if (request.resource != "*" && random.chance(2, 3)) {
    request.resource_policy = documents(Layer::Resource);
  }
  if (can_use_endpoint(request.caller) && random.chance(1, 5)) {
    request.endpoint = documents(Layer::Endpoint);
  }
  request.scps = random_levels(random, Layer::Scp, request, policies);
  if (random.chance(1, 2)) {
    request.rcps = random_levels(random, Layer::Rcp, request, policies);
  }
  if (options.key_grants && request.action.starts_with("kms:De") && random.chance(1, 3)) {
    request.key_grants.push_back(random_key_grant(random, request.caller));
  }
  if (options.unknown_resource_policies && !request.resource_policy && random.chance(1, 2)) {
    request.resource_policy_unknown = true;
  }
  // Whether a policy is public shows only in its text.
  request.block_public_access =
      options.block_public_access && !request.resource_policy_unknown && random.chance(1, 5);
  request.context = random_context(random, options.unknown, policies.conditions);
  return request;
}

Case random_case_of(unsigned seed, RandomCaseOptions options) {
  Random random(seed);
  // The reference tries every value of an unknown key, which big policies make slow.
  const unsigned each = options.unknown == 0 ? 250 : 625;
  options.policies.size = std::min<std::size_t>(1 + seed / each, 8);
  return random_case(random, options);
}

}  // namespace orgsim::reference
