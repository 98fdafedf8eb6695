#include "compliance/outsiders.h"

#include <algorithm>
#include <set>

#include "compliance/invitation.h"
#include "model/arn.h"
#include "model/given.h"
#include "model/text.h"

namespace orgsim::compliance {
namespace {

constexpr char kDigit = '9';

/// Callers by account, so that every account has one of each name once.
class Callers {
 public:
  explicit Callers(const Premises& premises) : premises_(premises) {}

  void add(std::string_view account, std::string arn) {
    const std::string id = instance_of(account, kDigit);
    const auto held = premises_.organization().find_account(id);
    if (id.empty() || (held && premises_.at_home(*held))) {
      return;
    }
    if (arn.empty()) {
      arn = iam_arn(premises_.tables().partition, id, "role/orgsim-probe");
    }
    arns_.emplace(id, std::move(arn));
  }

  std::vector<Outsider> all() const {
    std::vector<Outsider> result;
    result.reserve(arns_.size());
    for (const auto& [account, arn] : arns_) {
      result.push_back({.account = account, .caller = {.arn = arn, .account = account}});
    }
    return result;
  }

 private:
  const Premises& premises_;
  std::set<std::pair<std::string, std::string>> arns_;
};

/// An ARN that the pattern matches, of a role or user; empty for what names a whole account.
std::string actor_of(std::string_view pattern) {
  const auto arn = parse_arn(pattern);
  return arn && arn->service == "iam" && arn->resource != "root" ? instance_of(pattern)
                                                                 : std::string();
}

void add_admitted(const Invitation& invitation, Callers& callers) {
  for (const PrincipalEntry& entry : given(invitation.statement->principal).entries) {
    if (const auto account = account_of(entry); account != "*") {
      callers.add(account, actor_of(entry.value));
    }
  }
  for (const std::string& account : accounts_admitted(*invitation.statement)) {
    callers.add(account, {});
  }
}

/// The negated conditions on a key, in lower case, of every Deny of the RCPs.
std::set<std::string> spared(const Premises& premises, std::string_view key) {
  std::set<std::string> result;
  for (const OrganizationPolicy& policy : premises.organization().policies()) {
    if (policy.type != OrganizationPolicyType::ResourceControlPolicy || !policy.document) {
      continue;
    }
    for (const Statement& statement :
         premises.organization().document(*policy.document).statements) {
      for (const Condition& condition : statement.conditions) {
        if (statement.effect == Effect::Deny && is_negated(condition.op.comparison) &&
            equals_ignoring_case(condition.key, key)) {
          result.insert(condition.values.begin(), condition.values.end());
        }
      }
    }
  }
  return result;
}

}  // namespace

std::string instance_of(std::string_view pattern, char filler) {
  std::string result(pattern);
  std::ranges::replace_if(result, [](char c) { return c == '*' || c == '?'; }, filler);
  return result;
}

std::vector<Outsider> admitted_outsiders(const Premises& premises) {
  Callers callers(premises);
  for (const Invitation& invitation : trust_invitations(premises)) {
    add_admitted(invitation, callers);
  }
  for (const Invitation& invitation : resource_invitations(premises)) {
    add_admitted(invitation, callers);
  }
  return callers.all();
}

std::vector<Outsider> spared_outsiders(const Premises& premises) {
  Callers callers(premises);
  for (const std::string& account : spared(premises, "aws:PrincipalAccount")) {
    callers.add(account, {});
  }
  for (const std::string& pattern : spared(premises, "aws:PrincipalArn")) {
    const auto arn = parse_arn(pattern);
    if (arn && !arn->account.empty()) {
      const std::string account = instance_of(arn->account, kDigit);
      const std::string id = account.size() == 1 ? std::string(12, kDigit) : account;
      callers.add(id, iam_arn(premises.tables().partition, id, instance_of(arn->resource)));
    }
  }
  return callers.all();
}

std::vector<std::string> spared_principals(const Premises& premises) {
  const auto patterns = spared(premises, "aws:PrincipalArn");
  return {patterns.begin(), patterns.end()};
}

std::vector<std::string> spared_organizations(const Premises& premises) {
  std::vector<std::string> result;
  for (const std::string& pattern : spared(premises, "aws:PrincipalOrgID")) {
    if (premises.home() == nullptr || pattern != premises.home()->id) {
      result.push_back(instance_of(pattern));
    }
  }
  return result;
}

std::vector<std::string> spared_values(const Premises& premises, std::string_view key) {
  std::vector<std::string> result;
  for (const std::string& pattern : spared(premises, key)) {
    result.push_back(instance_of(pattern, key.ends_with("Account") ? kDigit : 'x'));
  }
  return result;
}

}  // namespace orgsim::compliance
