#include "sim/organization/public_access.h"

namespace orgsim::sim {
namespace {

/// What the S3 policies from the root down to the account make of its setting.
struct Assigned {
  std::optional<Truth> blocked;  // Nothing: no policy assigns anything. Unknown: two disagree.
  bool final = false;
};

/// Policies at one level that disagree are merged in an order that the model does not have.
Assigned at_level(const Organization& organization,
                  const std::vector<Index<OrganizationPolicy>>& attached) {
  Assigned result;
  for (const auto index : attached) {
    if (const auto& setting = organization.policies()[index].s3_public_access) {
      const Truth blocked = truth(setting->blocked);
      result.blocked = result.blocked && *result.blocked != blocked ? Truth::Unknown : blocked;
      result.final = result.final || setting->final;
    }
  }
  return result;
}

std::optional<Truth> assigned_to(const Organization& organization, const Account& account) {
  Assigned result;
  const auto take = [&](const Assigned& level) {
    if (level.blocked && !result.final) {
      result = level;
    }
  };
  if (!account.parent) {
    return std::nullopt;
  }
  for (const auto ou : organization.path_to(*account.parent)) {
    take(at_level(organization, organization.ous()[ou].attached));
  }
  take(at_level(organization, account.attached));
  return result.blocked;
}

/// Nothing when it was not collected.
std::optional<Truth> of_account(const Organization& organization, const Account& account) {
  if (const auto assigned = assigned_to(organization, account)) {
    return assigned;
  }
  const auto& own = account.public_access_block;
  return own ? std::optional(truth(own->restrict_public_buckets)) : std::nullopt;
}

std::optional<Truth> of_bucket(const Resource& bucket) {
  if (bucket.public_access_block_switches) {
    return truth(bucket.public_access_block_switches->restrict_public_buckets);
  }
  return bucket.public_access_block ? std::optional(truth(*bucket.public_access_block))
                                    : std::nullopt;
}

}  // namespace

Truth blocks_public_access(const Organization& organization, const Resource& bucket,
                           Index<Account> owner) {
  const std::optional<Truth> account = of_account(organization, organization.accounts()[owner]);
  const std::optional<Truth> own = of_bucket(bucket);
  if (!account) {
    return own.value_or(Truth::Unknown);
  }
  return either(*account, own.value_or(Truth::No));
}

}  // namespace orgsim::sim
