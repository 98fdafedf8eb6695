#include "model/aws_managed.h"

#include <algorithm>

#include "model/arn.h"

namespace orgsim {
namespace {

bool is_rcp(OrganizationPolicyType type) {
  return type == OrganizationPolicyType::ResourceControlPolicy;
}

}  // namespace

PolicyDocument allow_everything(bool principal) {
  Statement statement{
      .effect = Effect::Allow, .action = {.patterns = {"*"}}, .resource = {.patterns = {"*"}}};
  if (principal) {
    statement.principal = PrincipalElement{.entries = {{.type = PrincipalType::Everyone}}};
  }
  return {.version = PolicyVersion::Of2012, .statements = {std::move(statement)}};
}

std::optional<Index<OrganizationPolicy>> find_full_access(const OrganizationTables& tables,
                                                          Index<OrganizationRecord> organization,
                                                          OrganizationPolicyType type) {
  const std::string_view name = is_rcp(type) ? "RCPFullAWSAccess" : "FullAWSAccess";
  const auto indexes = tables.policies->indexes();
  const auto found = std::ranges::find_if(indexes, [&](Index<OrganizationPolicy> index) {
    const OrganizationPolicy& policy = (*tables.policies)[index];
    return policy.organization == organization && policy.type == type && policy.name == name;
  });
  return found == indexes.end() ? std::nullopt : std::optional(*found);
}

Index<OrganizationPolicy> full_access(OrganizationTables& tables,
                                      Index<OrganizationRecord> organization,
                                      OrganizationPolicyType type) {
  if (const auto found = find_full_access(tables, organization, type)) {
    return *found;
  }
  const std::string name = is_rcp(type) ? "RCPFullAWSAccess" : "FullAWSAccess";
  return tables.policies.edit().append(
      {.id = "p-" + name,
       .name = name,
       .type = type,
       .organization = organization,
       .document = tables.documents.edit().append(allow_everything(is_rcp(type))),
       .aws_managed = true});
}

std::string administrator_access_arn(const OrganizationTables& tables) {
  return iam_arn(tables.partition, "aws", "policy/AdministratorAccess");
}

Index<ManagedPolicy> administrator_access(OrganizationTables& tables) {
  const std::string arn = administrator_access_arn(tables);
  const auto indexes = tables.managed_policies->indexes();
  const auto found = std::ranges::find_if(indexes, [&](Index<ManagedPolicy> index) {
    const ManagedPolicy& policy = (*tables.managed_policies)[index];
    return policy.arn == arn && policy.document.has_value();
  });
  if (found != indexes.end()) {
    return *found;
  }
  return tables.managed_policies.edit().append(
      {.arn = arn,
       .path = "/",
       .name = "AdministratorAccess",
       .document = tables.documents.edit().append(allow_everything(false))});
}

}  // namespace orgsim
