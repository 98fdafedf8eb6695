#include <array>

#include "io/read/aws_cli/calls.h"
#include "io/read/s3_policy.h"

namespace orgsim::io {
namespace {

/// The grammar of a policy type. Types that do not decide requests have languages of their own.
std::optional<PolicyKind> kind_of(std::string_view type) {
  if (type == "SERVICE_CONTROL_POLICY") {
    return PolicyKind::Scp;
  }
  if (type == "RESOURCE_CONTROL_POLICY") {
    return PolicyKind::Rcp;
  }
  return std::nullopt;
}

/// A policy as every output of the service sums it up; returns its id.
std::string read_summary(JsonCursor& cursor, DumpReading& reading) {
  const std::string id = cursor.required_text("Id");
  PolicyFacts& policy = reading.organization.policies[id];
  const std::string type = cursor.required_text("Type");
  if (!policy.where.known()) {
    policy.name = cursor.text("Name");
    policy.type = type;
    policy.aws_managed = cursor.boolean("AwsManaged").value_or(false);
    policy.where = cursor.where();
  } else if (!type.empty() && policy.type != type) {
    reading.error("E2008", "policy `" + id + "` has two types", cursor.where());
  }
  return id;
}

void attach(std::string policy, std::string target, SourceLocation where, DumpReading& reading) {
  reading.organization.attachments.push_back(
      {.policy = std::move(policy), .target = std::move(target), .where = where});
}

/// `list-policies`, or `list-policies-for-target` when the place names a target.
bool read_policies(Call& call, DumpReading& reading) {
  if (first_has(call.output, "Policies", "PolicyName") || call.context.service == "iam") {
    return false;  // IAM's own policies.
  }
  std::string target;
  if (call.context.operation != "list-policies") {
    const std::string& account = call.context.account;
    target = call.context.root_or_ou.empty() ? account : call.context.root_or_ou;
  }
  if (call.context.operation == "list-policies-for-target") {
    required_key(target, "target", call, reading);
  }
  if (!target.empty()) {
    reading.organization.targets_with_policies.insert(target);
  }
  each_object(call.output, "Policies", "policy", {"Arn", "Description", "Name", "AwsManaged"},
              reading, [&](JsonCursor& cursor) {
                const std::string id = read_summary(cursor, reading);
                if (!target.empty()) {
                  attach(id, target, cursor.where(), reading);
                }
              });
  return true;
}

/// The text is a string that holds JSON, so that problems are told of the whole of it.
std::optional<S3PublicAccess> s3_public_access(const JsonValue& content, DumpReading& reading) {
  Diagnostics problems;
  std::optional<S3PublicAccess> result;
  if (const Result<JsonValue> json = parse_json(content.text, content.where.file)) {
    result = read_s3_policy(*json, problems);
  } else {
    problems = json.error();
  }
  for (Diagnostic& problem : problems) {
    problem.where = content.where;
    reading.diagnostics.push_back(std::move(problem));
  }
  return result;
}

void read_described_policy(Call& call, JsonCursor& cursor, DumpReading& reading) {
  std::string id;
  std::string type;
  with_object(cursor, "PolicySummary", "policy", {"Arn", "Description", "Name", "AwsManaged"},
              reading, [&](JsonCursor& summary) {
                id = read_summary(summary, reading);
                type = summary.text("Type");
              });
  const JsonValue* content = cursor.member("Content");
  if (id.empty() || content == nullptr) {
    return;
  }
  if (const auto kind = kind_of(type)) {
    reading.organization.policies[id].document =
        document_of(call, cursor, "Content", *kind, reading);
  } else if (type == "S3_POLICY") {
    reading.organization.policies[id].s3_public_access = s3_public_access(*content, reading);
  } else {
    reading.unmodelled("text of a policy of type " + type, content->where);
  }
}

/// `describe-policy`. IAM's `get-policy` and policies of resources have the same member.
bool read_policy_output(Call& call, DumpReading& reading) {
  const JsonValue* policy = call.output.member("Policy");
  if (policy == nullptr || policy->find("PolicySummary") == nullptr) {
    return false;
  }
  with_object(call.output, "Policy", "policy", {}, reading,
              [&](JsonCursor& cursor) { read_described_policy(call, cursor, reading); });
  return true;
}

bool read_targets(Call& call, DumpReading& reading) {
  const std::string policy = required_key(call.context.policy_id, "policy", call, reading);
  reading.organization.policies_with_targets.insert(policy);
  each_object(call.output, "Targets", "target", {"Arn", "Name", "Type"}, reading,
              [&](JsonCursor& cursor) {
                attach(policy, cursor.required_text("TargetId"), cursor.where(), reading);
              });
  return true;
}

bool read_delegated_administrators(Call& call, DumpReading& reading) {
  auto& administrators = reading.organization.delegated_administrators;
  if (!administrators) {
    administrators.emplace();
  }
  each_object(call.output, "DelegatedAdministrators", "delegated administrator",
              {"Arn", "Email", "Name", "Status", "State", "JoinedMethod", "JoinedTimestamp"},
              reading, [&](JsonCursor& cursor) {
                reading.date(cursor, "DelegationEnabledDate");
                if (reading.account(cursor, "Id")) {
                  administrators->push_back({.text = cursor.text("Id"), .where = cursor.where()});
                }
              });
  return true;
}

bool read_delegated_services(Call& call, DumpReading& reading) {
  const std::string account =
      call.context.account.empty() ? call.context.key : call.context.account;
  if (!reading.account(required_key(account, "account", call, reading), call.output.where())) {
    return true;
  }
  auto& services = reading.organization.delegated_services[account];
  each_object(call.output, "DelegatedServices", "delegated service", {}, reading,
              [&](JsonCursor& cursor) {
                reading.date(cursor, "DelegationEnabledDate");
                services.push_back(cursor.required_text("ServicePrincipal"));
              });
  return true;
}

bool read_trusted_access(Call& call, DumpReading& reading) {
  auto& services = reading.organization.trusted_access;
  if (!services) {
    services.emplace();
  }
  each_object(call.output, "EnabledServicePrincipals", "service principal", {}, reading,
              [&](JsonCursor& cursor) {
                reading.date(cursor, "DateEnabled");
                services->insert(cursor.required_text("ServicePrincipal"));
              });
  return true;
}

/// IAM's `list-organizations-features`.
bool read_features(Call& call, DumpReading& reading) {
  ignore(call.output, {"OrganizationId"});
  const auto features = call.output.strings("EnabledFeatures").value_or(std::vector<std::string>());
  auto& management = reading.organization.root_access_management.emplace();
  for (const std::string& feature : features) {
    if (feature == "RootCredentialsManagement") {
      management.credentials = true;
    } else if (feature == "RootSessions") {
      management.sessions = true;
    } else {
      reading.unmodelled("organization feature " + feature, call.output.where());
    }
  }
  return true;
}

/// The resource-based policy of the organization. Secrets have a member of the same name.
bool read_delegation_policy(Call& call, DumpReading& reading) {
  const JsonValue* policy = call.output.member("ResourcePolicy");
  if (policy == nullptr || policy->kind != JsonKind::Object || policy->find("Content") == nullptr) {
    return false;
  }
  reading.organization.delegation_policy_collected = true;
  with_object(call.output, "ResourcePolicy", "resource policy", {"ResourcePolicySummary"}, reading,
              [&](JsonCursor& cursor) {
                reading.organization.delegation_policy =
                    document_of(call, cursor, "Content", PolicyKind::Resource, reading);
              });
  return true;
}

constexpr std::array kRows = {
    CallRow{"Policies", &read_policies},
    CallRow{"Policy", &read_policy_output},
    CallRow{"Targets", &read_targets},
    CallRow{"DelegatedAdministrators", &read_delegated_administrators},
    CallRow{"DelegatedServices", &read_delegated_services},
    CallRow{"EnabledServicePrincipals", &read_trusted_access},
    CallRow{"EnabledFeatures", &read_features},
    CallRow{"ResourcePolicy", &read_delegation_policy},
};

}  // namespace

std::span<const CallRow> policy_calls() { return kRows; }

}  // namespace orgsim::io
