#include "model/validate.h"

#include <algorithm>
#include <array>
#include <map>

#include "model/arn.h"
#include "model/attachment_quota.h"
#include "model/text.h"

namespace orgsim {
namespace {

constexpr std::array kEvaluated = {OrganizationPolicyType::ServiceControlPolicy,
                                   OrganizationPolicyType::ResourceControlPolicy};

void warn(Diagnostics& warnings, std::string code, std::string message, std::string hint,
          SourceLocation where, SourceLocation other = {}) {
  warnings.push_back({.level = DiagnosticLevel::Warning,
                      .code = std::move(code),
                      .message = std::move(message),
                      .hint = std::move(hint),
                      .where = where,
                      .other = other});
}

/// A root, an OU or an account of an organization.
struct Level {
  std::string name;
  const std::vector<Index<OrganizationPolicy>>& attached;
  const OrganizationRecord& organization;
  SourceLocation where;
};

void check_level(const Organization& organization, const Level& level, Diagnostics& warnings) {
  for (const OrganizationPolicyType type : kEvaluated) {
    const auto is_of_type = [&](Index<OrganizationPolicy> policy) {
      return organization.policies()[policy].type == type;
    };
    const bool scp = type == OrganizationPolicyType::ServiceControlPolicy;
    const bool enabled = level.organization.enabled_policy_types.contains(type);
    const auto count = static_cast<std::size_t>(std::ranges::count_if(level.attached, is_of_type));
    if (count > 0 && !enabled) {
      warn(warnings, "W5201",
           std::string(scp ? "SCPs" : "RCPs") + " at `" + level.name + "` have no effect",
           "the policy type is not enabled in the organization", level.where);
    } else if (count == 0 && enabled && scp) {
      warn(warnings, "W5202", "`" + level.name + "` has no SCP, which denies everything there",
           "AWS keeps at least one attached; the usual one is FullAWSAccess", level.where);
    }
    if (count > most_attached(type)) {
      warn(warnings, "W5205", "too many policies attached to `" + level.name + "`",
           "AWS allows 10 SCPs and 5 RCPs", level.where);
    }
  }
}

/// Names of roles, users and groups that differ by letter case or path only.
class Names {
 public:
  Names(std::string kind, Diagnostics& warnings) : kind_(std::move(kind)), warnings_(warnings) {}

  void add(Index<Account> account, const std::string& name, const std::string& arn,
           SourceLocation where) {
    const auto [known, added] = seen_.emplace(std::pair(account, to_lower(name)), where);
    if (!added) {
      warn(warnings_, "W5203", "second " + kind_ + " of the name in its account: `" + arn + "`",
           "IAM compares names without letter case and without path", where, known->second);
    }
  }

 private:
  std::string kind_;
  Diagnostics& warnings_;
  std::map<std::pair<Index<Account>, std::string>, SourceLocation> seen_;
};

template <class Record>
void check_names(const Table<Record>& table, std::string kind, Diagnostics& warnings) {
  Names names(std::move(kind), warnings);
  for (const Record& record : table) {
    if (record.presence == Presence::Present) {
      names.add(record.account, record.name, record.arn, record.where);
    }
  }
}

/// Principals that a document names although their account, whose IAM is known, has none such.
class NamedPrincipals {
 public:
  NamedPrincipals(const Organization& organization, Diagnostics& warnings)
      : organization_(organization), warnings_(warnings) {}

  void check(Index<PolicyDocument> index, const std::string& holder) {
    for (const Statement& statement : organization_.document(index).statements) {
      if (!statement.principal) {
        continue;
      }
      for (const PrincipalEntry& entry : statement.principal->entries) {
        if (entry.type == PrincipalType::Aws && is_missing(entry.value)) {
          warn(warnings_, "W5204",
               "`" + holder + "` names `" + entry.value + "`, which is not there",
               "AWS turns the ARN of a deleted principal into an id that nobody has",
               statement.where);
        }
      }
    }
  }

 private:
  bool is_missing(const std::string& arn) const {
    const auto parts = parse_arn(arn);
    if (!parts || parts->service != "iam" || parts->resource == "root" ||
        arn.find_first_of("*?") != std::string::npos) {
      return false;
    }
    // Those of Identity Center follow from its assignments, those of services from AWS.
    const bool made_by_aws = parts->resource.starts_with("role/aws-reserved/") ||
                             parts->resource.starts_with("role/aws-service-role/");
    const auto account = organization_.find_account(parts->account);
    return !made_by_aws && account &&
           organization_.tables().account_identities->contains(*account) &&
           !organization_.find_role(arn) && !organization_.find_user(arn);
  }

  const Organization& organization_;
  Diagnostics& warnings_;
};

}  // namespace

void validate_tree(const Organization& organization, Diagnostics& warnings) {
  const auto& records = *organization.tables().organizations;
  for (const OrganizationalUnit& ou : organization.ous()) {
    check_level(organization,
                {.name = ou.id,
                 .attached = ou.attached,
                 .organization = records[ou.organization],
                 .where = ou.where},
                warnings);
  }
  for (const auto index : organization.accounts().indexes()) {
    const Account& account = organization.accounts()[index];
    if (const auto owner = organization.organization_of(index)) {
      check_level(organization,
                  {.name = account.name,
                   .attached = account.attached,
                   .organization = records[*owner],
                   .where = account.where},
                  warnings);
    }
  }
}

void validate_principals(const Organization& organization, Diagnostics& warnings) {
  const OrganizationTables& tables = organization.tables();
  check_names(*tables.roles, "role", warnings);
  check_names(*tables.users, "user", warnings);
  check_names(*tables.groups, "group", warnings);
  NamedPrincipals named(organization, warnings);
  for (const Role& role : *tables.roles) {
    if (role.presence == Presence::Present) {
      named.check(role.trust, role.arn);
    }
  }
  for (const Resource& resource : *tables.resources) {
    if (resource.presence == Presence::Present && resource.policy) {
      named.check(*resource.policy, resource.arn);
    }
  }
}

Diagnostics validate(const Organization& organization) {
  Diagnostics warnings;
  validate_tree(organization, warnings);
  validate_principals(organization, warnings);
  validate_references(organization, warnings);
  return warnings;
}

}  // namespace orgsim
