#include "tests/support/account_setup.h"

namespace orgsim {
namespace {

constexpr std::string_view kAdministrator =
    R"({"PolicyName":"AdministratorAccess","PolicyArn":"arn:aws:iam::aws:policy/AdministratorAccess"})";

std::string joined(const std::vector<std::string>& items, bool quoted) {
  std::string result;
  for (const std::string& item : items) {
    result += (result.empty() ? "" : ",") + (quoted ? "\"" + item + "\"" : item);
  }
  return result;
}

std::string allow(const std::vector<std::string>& actions, const std::string& resource,
                  const std::string& condition) {
  return R"({"Effect":"Allow","Action":[)" + joined(actions, true) + R"(],"Resource":")" +
         resource + "\"" + (condition.empty() ? "" : ",\"Condition\":" + condition) + "}";
}

std::string document(const std::vector<std::string>& statements) {
  return R"({"Version":"2012-10-17","Statement":[)" + joined(statements, false) + "]}";
}

std::string inline_policy(const std::string& text) {
  return R"({"PolicyName":"p","PolicyDocument":)" + text + "}";
}

std::string attached(const std::string& name) {
  return R"({"PolicyName":")" + name + R"(","PolicyArn":"arn:aws:iam::111122223333:policy/)" +
         name + "\"}";
}

std::string trust(const std::string& principal) {
  return R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":)" + principal +
         R"(,"Action":"sts:AssumeRole"}]})";
}

std::string role(const std::string& name, const std::string& principal, const std::string& inlined,
                 const std::string& managed, const std::string& boundary) {
  return R"({"Path":"/","RoleName":")" + name + R"(","RoleId":"AROA)" + name +
         R"(","Arn":"arn:aws:iam::111122223333:role/)" + name +
         R"(","CreateDate":"2024-01-01T00:00:00+00:00","AssumeRolePolicyDocument":)" +
         trust(principal) +
         R"(,"InstanceProfileList":[{"Path":"/","InstanceProfileName":"x","InstanceProfileId":"AIPAX",)"
         R"("Arn":"arn:aws:iam::111122223333:instance-profile/)" +
         name + R"(","CreateDate":"2024-01-01T00:00:00+00:00","Roles":[]}],"RolePolicyList":[)" +
         inlined + R"(],"AttachedManagedPolicies":[)" + managed + "]" + boundary + R"(,"Tags":[]})";
}

std::string user(const std::string& name, const std::string& inlined, const std::string& managed,
                 const std::string& groups, const std::string& boundary) {
  return R"({"Path":"/","UserName":")" + name + R"(","UserId":"AIDA)" + name +
         R"(","Arn":"arn:aws:iam::111122223333:user/)" + name +
         R"(","CreateDate":"2024-01-01T00:00:00+00:00","UserPolicyList":[)" + inlined +
         R"(],"GroupList":[)" + groups + R"(],"AttachedManagedPolicies":[)" + managed + "]" +
         boundary + R"(,"Tags":[]})";
}

std::string version(const std::string& id, bool is_default, const std::string& text) {
  return R"({"VersionId":")" + id + R"(","IsDefaultVersion":)" + (is_default ? "true" : "false") +
         R"(,"CreateDate":"2024-01-01T00:00:00+00:00","Document":)" + text + "}";
}

std::string power_of(const AccountSetup& setup) {
  return document({allow({setup.power.empty() ? "*" : setup.power}, "*", "")});
}

/// An older version is left out when its text is empty.
std::string policy(const std::string& name, const std::string& text, const std::string& old) {
  const std::string older = old.empty() ? old : "," + version("v2", false, old);
  return R"({"PolicyName":")" + name + R"(","PolicyId":"ANPA)" + name +
         R"(","Arn":"arn:aws:iam::111122223333:policy/)" + name +
         R"(","Path":"/","DefaultVersionId":"v1","AttachmentCount":1,"IsAttachable":true,)"
         R"("CreateDate":"2024-01-01T00:00:00+00:00","UpdateDate":"2024-01-01T00:00:00+00:00",)"
         R"("PolicyVersionList":[)" +
         version("v1", true, text) + older + "]}";
}

std::string group(const std::string& name, const std::string& managed) {
  return R"({"Path":"/","GroupName":")" + name + R"(","GroupId":"AGPA)" + name +
         R"(","Arn":"arn:aws:iam::111122223333:group/)" + name +
         R"(","CreateDate":"2024-01-01T00:00:00+00:00","GroupPolicyList":[],)"
         R"("AttachedManagedPolicies":[)" +
         managed + "]}";
}

std::string actor_document(const AccountSetup& setup) {
  std::vector<std::string> statements;
  if (!setup.actions.empty()) {
    statements.push_back(allow(setup.actions, setup.resource, setup.condition));
  }
  statements.push_back(allow({"sts:GetCallerIdentity"}, "*", ""));
  if (!setup.denied.empty()) {
    statements.push_back(R"({"Effect":"Deny","Action":")" + setup.denied + R"(","Resource":"*"})");
  }
  return document(statements);
}

std::string target_role(const AccountSetup& setup) {
  const std::string own = setup.target_actions.empty() ? "s3:ListBucket" : setup.target_actions;
  const std::string managed =
      setup.target_admin ? std::string(kAdministrator)
                         : (setup.target_policy.empty() ? "" : attached(setup.target_policy));
  return role("Target", setup.target_trust, inline_policy(document({allow({own}, "*", "")})),
              managed, "");
}

}  // namespace

std::string details_of(const AccountSetup& setup) {
  std::vector<std::string> users;
  std::vector<std::string> roles;
  std::vector<std::string> policies;
  std::vector<std::string> groups;
  const std::string boundary =
      setup.boundary.empty()
          ? ""
          : R"(,"PermissionsBoundary":{"PermissionsBoundaryType":"Policy","PermissionsBoundaryArn":)"
            R"("arn:aws:iam::111122223333:policy/Limit"})";
  if (!setup.boundary.empty()) {
    policies.push_back(policy("Limit", document({allow(setup.boundary, "*", "")}), ""));
  }
  const std::string managed = setup.actor_policy.empty() ? "" : attached(setup.actor_policy);
  const std::string own = inline_policy(actor_document(setup));
  if (setup.actor_is_role) {
    roles.push_back(
        role("actor", R"({"Service":"opsworks.amazonaws.com"})", own, managed, boundary));
  } else {
    users.push_back(user("actor", own, managed,
                         setup.actor_group.empty() ? "" : "\"" + setup.actor_group + "\"",
                         boundary));
  }
  for (const std::string& name : {setup.actor_policy, setup.target_policy}) {
    if (!name.empty()) {
      policies.push_back(policy(name, document({allow({"s3:ListBucket"}, "*", "")}),
                                setup.stronger_version ? power_of(setup) : std::string()));
    }
  }
  if (!setup.actor_group.empty()) {
    groups.push_back(group(setup.actor_group, ""));
  }
  if (!setup.power.empty()) {
    policies.push_back(policy("Power", power_of(setup), ""));
  }
  if (setup.admin_group) {
    groups.push_back(
        group("admins", setup.power.empty() ? std::string(kAdministrator) : attached("Power")));
  }
  if (!setup.target_trust.empty()) {
    roles.push_back(target_role(setup));
  }
  if (!setup.execution_trust.empty()) {
    roles.push_back(role("Execution", setup.execution_trust, "", std::string(kAdministrator), ""));
  }
  if (!setup.user_facts.empty()) {
    users.push_back(
        user("target", "", setup.target_admin ? std::string(kAdministrator) : "", "", ""));
  }
  return R"({"UserDetailList":[)" + joined(users, false) + R"(],"GroupDetailList":[)" +
         joined(groups, false) + R"(],"RoleDetailList":[)" + joined(roles, false) +
         R"(],"Policies":[)" + joined(policies, false) + "]}";
}

std::string inventory_of(const AccountSetup& setup) {
  const std::string facts =
      setup.user_facts.empty() ? "" : R"({"UserName":"target",)" + setup.user_facts + "}";
  return R"({"AccountId":"111122223333","Region":"us-east-1","Resources":[)" +
         joined(setup.inventory, false) + R"(],"UserFacts":[)" + facts + "]}";
}

}  // namespace orgsim
