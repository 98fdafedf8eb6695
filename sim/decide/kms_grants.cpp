#include "sim/decide/kms_grants.h"

#include "model/account_id.h"
#include "model/arn.h"

namespace orgsim::sim {
namespace {

/// A service where it is neither an ARN, nor an account, nor the unique id of a user or role.
PrincipalEntry grantee_of(const KeyGrant& grant) {
  const bool of_aws = parse_arn(grant.grantee).has_value() ||
                      AccountId::parse(grant.grantee).has_value() ||
                      grant.grantee.starts_with("AIDA") || grant.grantee.starts_with("AROA");
  return {.type = of_aws ? PrincipalType::Aws : PrincipalType::Service, .value = grant.grantee};
}

/// Each pair must be there; of a context that must be equal, no other.
std::vector<Condition> conditions_of(const KeyGrant& grant) {
  const bool exact = !grant.encryption_context_equals.empty();
  std::vector<Condition> result;
  Condition no_other{
      .op = {.comparison = Comparison::StringEquals, .quantifier = Quantifier::ForAllValues},
      .key = "kms:EncryptionContextKeys"};
  for (const auto& [key, value] :
       exact ? grant.encryption_context_equals : grant.encryption_context_subset) {
    result.push_back({.op = {.comparison = Comparison::StringEquals},
                      .key = "kms:EncryptionContext:" + key,
                      .values = {value}});
    no_other.values.push_back(key);
  }
  if (exact) {
    result.push_back(std::move(no_other));
  }
  return result;
}

}  // namespace

PolicyDocument grant_document(const KeyGrant& grant) {
  Statement statement{.effect = Effect::Allow,
                      .principal = PrincipalElement{.entries = {grantee_of(grant)}},
                      .conditions = conditions_of(grant),
                      .where = grant.where};
  for (const std::string& operation : grant.operations) {
    if (operation.find_first_of("*?") == std::string::npos) {
      statement.action.patterns.push_back("kms:" + operation);
    }
  }
  return {
      .version = PolicyVersion::Of2008, .statements = {std::move(statement)}, .where = grant.where};
}

}  // namespace orgsim::sim
