#include "tests/support/random_organization.h"

#include <functional>
#include <vector>

#include "tests/support/random.h"

namespace orgsim::reference {
namespace {

using Texts = std::vector<std::string>;

std::string quoted(const std::string& text) { return '"' + text + '"'; }

std::string joined(const Texts& items) {
  std::string result;
  for (const std::string& item : items) {
    result += (result.empty() ? "" : ",") + item;
  }
  return result;
}

std::string list(const Texts& items) { return "[" + joined(items) + "]"; }

std::string strings(const Texts& items) {
  Texts all;
  for (const std::string& item : items) {
    all.push_back(quoted(item));
  }
  return list(all);
}

/// Without the braces.
std::string member(const std::string& key, const std::string& json) {
  return quoted(key) + ":" + json;
}

std::string object(const Texts& members) { return "{" + joined(members) + "}"; }

std::string document(const Texts& statements, const std::string& version = "2012-10-17") {
  return object({member("Version", quoted(version)), member("Statement", list(statements))});
}

std::string account_id(std::size_t index) {
  const std::string digits = std::to_string(index + 1);
  return "1" + std::string(11 - digits.size(), '0') + digits;
}

class RandomOrganization {
 public:
  RandomOrganization(unsigned seed, const RandomOrganizationSize& size)
      : random_(seed), size_(size) {}

  std::string text() {
    return object({member("format", quoted("orgsim-organization/1")),
                   member("as_of", quoted("2026-04-08")), member("organization", organization()),
                   member("ous", ous()), member("accounts", accounts()),
                   member("scps", policies(std::bind_front(&RandomOrganization::scp, this))),
                   member("scp_attachments", attachments()),
                   member("rcps", policies(std::bind_front(&RandomOrganization::rcp, this))),
                   member("rcp_attachments", attachments()), member("iam", iam()),
                   member("identity_center", identity_center())});
  }

 private:
  static constexpr std::size_t kOus = 4;
  static constexpr std::size_t kPolicies = 5;

  std::string any_account() { return account_id(random_.below(size_.n_accounts)); }
  std::string any_team() { return random_.pick(teams_); }
  std::string ou(std::size_t index) { return index == 0 ? "r-1" : "ou-" + std::to_string(index); }

  /// Roles have paths and teams by their number, so that patterns match some of them.
  std::string role_name(std::size_t index) const {
    return teams_[index % teams_.size()] + "-" + std::to_string(index);
  }
  static std::string role_path(std::size_t index) { return index % 4 == 3 ? "/app/" : "/"; }
  std::string role_arn(const std::string& account, std::size_t index) const {
    return "arn:aws:iam::" + account + ":role" + role_path(index) + role_name(index);
  }
  std::string any_role_arn() {
    const std::string account = any_account();
    return role_arn(account, random_.below(size_.n_roles));
  }

  std::string organization() {
    const std::string trusted =
        random_.chance(1, 2) ? quoted("member.org.stacksets.cloudformation.amazonaws.com") : "";
    return object(
        {member("id", quoted("o-1")), member("root", quoted("r-1")),
         member("management_account", quoted(account_id(0))),
         member("policy_types", strings({"SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"})),
         member("trusted_access", "[" + trusted + "]"), member("delegated_administrators", "{}"),
         member("root_access_management",
                object({member("credentials", random_.chance(1, 2) ? "true" : "false"),
                        member("sessions", "false")}))});
  }

  std::string ous() {
    Texts result;
    for (std::size_t i = 1; i <= kOus; ++i) {
      result.push_back(object({member("id", quoted(ou(i))), member("name", quoted(ou(i))),
                               member("parent", quoted(ou(random_.below(i))))}));
    }
    return list(result);
  }

  std::string accounts() {
    Texts result;
    for (std::size_t i = 0; i < size_.n_accounts; ++i) {
      result.push_back(object({member("id", quoted(account_id(i))),
                               member("name", quoted("account-" + std::to_string(i))),
                               member("ou", quoted(i == 0 ? "r-1" : ou(random_.below(kOus + 1)))),
                               member("environment", quoted("prod"))}));
    }
    return list(result);
  }

  std::string policies(const std::function<std::string(std::size_t)>& make) {
    Texts result;
    for (std::size_t i = 0; i < kPolicies; ++i) {
      const std::string id = "p-" + std::to_string(i);
      result.push_back(member(id, object({member("name", quoted(id)), member("doc", make(i))})));
    }
    return object(result);
  }

  std::string scp(std::size_t index) {
    const Texts statements = {
        R"({"Effect": "Allow", "Action": "*", "Resource": "*"})",
        R"({"Effect": "Deny", "Action": "sts:*", "Resource": "arn:aws:iam::*:role/app/*"})",
        R"({"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::*:role/red-*", "arn:aws:iam::*:root"]}}})",
        R"({"Effect": "Deny", "Action": "iam:Update*", "Resource": "*", "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*admin*"}}})",
        R"({"Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*", "Condition": {"StringNotEquals": {"aws:ResourceOrgID": "o-1"}}})"};
    return document({statements[index]});
  }

  std::string rcp(std::size_t index) {
    const Texts statements = {
        R"({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"})",
        R"({"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}})",
        R"({"Effect": "Deny", "Principal": "*", "Action": "sts:*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalTag/team": "blue"}}})",
        R"({"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalType": "User"}}})",
        R"({"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::*:role/app/*", "Condition": {"StringNotEquals": {"aws:PrincipalAccount": "${aws:ResourceAccount}"}}})"};
    return document({statements[index]});
  }

  /// The first policy allows everything and is everywhere; one other on some.
  std::string attachments() {
    Texts targets;
    for (std::size_t i = 0; i <= kOus; ++i) {
      targets.push_back(ou(i));
    }
    for (std::size_t i = 0; i < size_.n_accounts; ++i) {
      targets.push_back(account_id(i));
    }
    Texts result;
    for (const std::string& target : targets) {
      Texts attached = {"p-0"};
      if (target != "r-1" && random_.chance(1, 4)) {
        attached.push_back("p-" + std::to_string(1 + random_.below(kPolicies - 1)));
      }
      result.push_back(member(target, strings(attached)));
    }
    return object(result);
  }

  std::string iam() {
    Texts result;
    for (std::size_t i = 0; i < size_.n_accounts; ++i) {
      Texts roles;
      for (std::size_t role = 0; role < size_.n_roles; ++role) {
        roles.push_back(role_json(account_id(i), role));
      }
      Texts users;
      for (std::size_t user = 0; user < size_.n_users; ++user) {
        users.push_back(user_json(account_id(i), user));
      }
      const std::string boundary = document(
          {R"({"Effect": "Allow", "Action": ["sts:*", "s3:*"], "Resource": "*"})",
           R"({"Effect": "Deny", "Action": "sts:*", "Resource": "arn:aws:iam::*:role/blue-*"})"});
      result.push_back(
          member(account_id(i),
                 object({member("managed_policies", list({object({member("name", quoted("Limit")),
                                                                  member("doc", boundary)})})),
                         member("users", list(users)), member("roles", list(roles))})));
    }
    return object(result);
  }

  std::string tags() {
    return random_.chance(1, 3) ? object({member("team", quoted(any_team()))}) : "{}";
  }

  Texts principal_members(const std::string& account) {
    Texts documents;
    for (std::size_t i = random_.below(3); i > 0; --i) {
      documents.push_back(permission(account));
    }
    Texts result = {member("policies", list(documents)), member("tags", tags())};
    if (random_.chance(1, 8)) {
      result.push_back(
          member("permissions_boundary", quoted("arn:aws:iam::" + account + ":policy/Limit")));
    }
    return result;
  }

  std::string role_json(const std::string& account, std::size_t index) {
    Texts members = principal_members(account);
    members.push_back(member("name", quoted(role_name(index))));
    members.push_back(member("path", quoted(role_path(index))));
    members.push_back(member("unique_id", quoted(unique_id("AROA", account, index))));
    members.push_back(member("trust", trust(account)));
    return object(members);
  }

  std::string user_json(const std::string& account, std::size_t index) {
    Texts members = principal_members(account);
    members.push_back(member("name", quoted("user-" + std::to_string(index))));
    members.push_back(member("unique_id", quoted(unique_id("AIDA", account, index))));
    return object(members);
  }

  static std::string unique_id(const std::string& kind, const std::string& account,
                               std::size_t index) {
    return kind + account + std::to_string(index) + "X";
  }

  /// What a principal may do with roles: anything from nothing to everything.
  std::string permission(const std::string& account) {
    const Texts actions = {"sts:AssumeRole",
                           "sts:*",
                           "sts:Assume*",
                           "*",
                           "iam:*",
                           "s3:Get*",
                           "iam:UpdateAssumeRolePolicy"};
    const Texts resources = {"*",
                             any_role_arn(),
                             "arn:aws:iam::" + any_account() + ":role/*",
                             "arn:aws:iam::*:role/" + any_team() + "-*",
                             "arn:aws:iam::*:role/app/*",
                             "arn:aws:iam::" + account + ":role/${aws:PrincipalTag/team}-*",
                             "arn:aws:iam::*:role/*-1?"};
    Texts members = {
        member("Effect", quoted(random_.chance(1, 7) ? "Deny" : "Allow")),
        member(random_.chance(1, 9) ? "NotAction" : "Action", strings({random_.pick(actions)})),
        member(random_.chance(1, 9) ? "NotResource" : "Resource",
               strings({random_.pick(resources), random_.pick(resources)}))};
    if (random_.chance(1, 5)) {
      members.push_back(member("Condition", condition()));
    }
    return document({object(members)}, random_.chance(1, 6) ? "2008-10-17" : "2012-10-17");
  }

  std::string condition() {
    const std::string account = any_account();
    const auto one = [](const std::string& op, const std::string& key, const Texts& values) {
      return object({member(op, object({member(key, strings(values))}))});
    };
    const std::string team = any_team();
    const Texts conditions = {
        one("StringEquals", "aws:PrincipalOrgID", {"o-1"}),
        one("StringEquals", "aws:PrincipalAccount", {account, any_account()}),
        one("StringNotEquals", "aws:PrincipalAccount", {account}),
        one("ArnLike", "aws:PrincipalArn", {"arn:aws:iam::*:role/" + team + "-*"}),
        one("ArnLike", "aws:PrincipalArn", {"arn:aws:iam::" + account + ":role/*", any_role_arn()}),
        one("StringLike", "aws:PrincipalArn", {"arn:aws:iam::" + account + ":*"}),
        one("StringEqualsIfExists", "aws:PrincipalArn", {any_role_arn()}),
        one("ArnNotLike", "aws:PrincipalArn", {"arn:aws:iam::*:role/app/*"}),
        one("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", {"o-1/r-1/ou-1/*"}),
        one("ForAllValues:StringEquals", "aws:PrincipalArn", {any_role_arn()}),
        one("StringEquals", "aws:PrincipalTag/team", {team}),
        one("StringEquals", "aws:PrincipalTag/team", {"${aws:ResourceTag/team}"}),
        one("StringEquals", "aws:PrincipalType", {"User"}),
        one("StringLike", "aws:username", {"user-1*"}),
        one("Null", "aws:PrincipalTag/team", {"true"}),
        one("StringEquals", "sts:ExternalId", {"x"}),
        one("Bool", "aws:MultiFactorAuthPresent", {"true"}),
        one("StringEquals", "aws:PrincipalAccount", {"${aws:ResourceAccount}"})};
    return random_.pick(conditions);
  }

  std::string trusted() {
    const std::string account = any_account();
    const std::size_t role = random_.below(size_.n_roles);
    const Texts named = {
        "arn:aws:iam::" + account + ":root",
        account,
        role_arn(account, role),
        role_arn(account, role),
        "arn:aws:iam::" + account + ":user/user-0",
        "arn:aws:sts::" + account + ":assumed-role/" + role_name(role) + "/session",
        unique_id("AROA", account, role),
        unique_id("AIDA", account, 0),
        "arn:aws:iam::999999999999:root"};
    if (random_.chance(1, 5)) {
      return random_.chance(1, 2) ? quoted("*") : object({member("AWS", quoted("*"))});
    }
    if (random_.chance(1, 8)) {
      return object({member("Service", quoted("ec2.amazonaws.com"))});
    }
    return object({member("AWS", strings({random_.pick(named), random_.pick(named)}))});
  }

  std::string trust_statement(const std::string& effect) {
    const Texts actions = {"sts:AssumeRole", "sts:AssumeRole", "sts:*", "sts:Assume*",
                           "sts:AssumeRoleWithSAML"};
    Texts members = {member("Effect", quoted(effect)), member("Principal", trusted()),
                     member("Action", quoted(random_.pick(actions)))};
    if (random_.chance(1, 2)) {
      members.push_back(member("Condition", condition()));
    }
    return object(members);
  }

  std::string trust(const std::string& account) {
    Texts statements = {trust_statement("Allow")};
    if (random_.chance(1, 3)) {
      statements.push_back(trust_statement("Allow"));
    }
    if (random_.chance(1, 8)) {
      statements.push_back(trust_statement("Deny"));
    }
    if (random_.chance(1, 10)) {
      statements.push_back(
          R"({"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": "*", "Condition": )"
          R"({"ArnNotEquals": {"aws:PrincipalArn": ")" +
          role_arn(account, 0) + R"("}}})");
    }
    return document(statements);
  }

  std::string identity_center() {
    Texts assignments;
    for (std::size_t i = 0; i < size_.n_accounts; ++i) {
      assignments.push_back(object({member("group", quoted(random_.chance(1, 2) ? "one" : "two")),
                                    member("permission_set", quoted("Set")),
                                    member("account", quoted(account_id(i)))}));
    }
    return object(
        {member("instance_account", quoted(account_id(0))),
         member("groups", R"({"one": ["ann", "bob"], "two": ["bob"]})"),
         member("permission_sets",
                object({member("Set",
                               object({member("policies", list({permission(account_id(0))}))}))})),
         member("assignments", list(assignments))});
  }

  Random random_;
  RandomOrganizationSize size_;
  Texts teams_ = {"red", "blue", "green", "admin"};
};

}  // namespace

std::string random_organization(unsigned seed, const RandomOrganizationSize& size) {
  return RandomOrganization(seed, size).text();
}

}  // namespace orgsim::reference
