#include "sim/closure/persistence.h"

#include <algorithm>
#include <array>

#include "sim/closure/fresh_names.h"
#include "sim/organization/administered_services.h"

namespace orgsim::sim {
namespace {

constexpr std::string_view kUser = "arn:aws:iam::{a}:user/*";
constexpr std::string_view kRole = "arn:aws:iam::{a}:role/*";
constexpr std::string_view kKey = "arn:aws:kms:{r}:{a}:key/*";
constexpr std::string_view kFunction = "arn:aws:lambda:{r}:{a}:function:*";
constexpr std::string_view kOidc = "arn:aws:iam::{a}:oidc-provider/*";
constexpr std::string_view kAssign = "sso:CreateAccountAssignment";
constexpr std::string_view kSaml = "arn:aws:iam::{a}:saml-provider/*";

constexpr auto kRows = std::to_array<PersistenceRow>({
    {"access-key", "iam:CreateAccessKey", kUser, true, true, true},
    {"federation-token", "sts:GetFederationToken", "arn:aws:sts::{a}:federated-user/*", true, false,
     true},
    {"function-policy", "lambda:AddPermission", kFunction, true, true, true},
    {"key-grant", "kms:CreateGrant", kKey, true, true, true},
    {"new-user", "iam:CreateUser", kUser, true, true, true},
    {"oidc-provider", "iam:CreateOpenIDConnectProvider", kOidc, true, true, true},
    {"permission-set", kAssign, "*", true, true, false},
    {"resource-share", "ram:CreateResourceShare", "*", true, true, false},
    {"saml-provider", "iam:UpdateSAMLProvider", kSaml, true, true, true},
    {"trust", "iam:UpdateAssumeRolePolicy", kRole, true, false, true},
    {"trust-anchor", "rolesanywhere:CreateTrustAnchor", "*", true, true, true},
});
static_assert(std::ranges::is_sorted(kRows, {}, &PersistenceRow::id));

std::string thing_of(const Fallen& fallen, const PersistenceRow& row, Index<Account> account) {
  return row.format == "*" ? "*"
                           : fallen.closure().powers().ground().fresh(account, row.format).front();
}

/// Assignments are made where Identity Center is administered; an account's own instance of it has
/// none.
bool offers(const Fallen& fallen, const PersistenceRow& row, Index<Account> account) {
  return row.action != kAssign || administers(fallen.organization(), account, kIdentityCenter);
}

}  // namespace

std::span<const PersistenceRow> persistence_rows() { return kRows; }

std::vector<Persistence> persistences(const Fallen& fallen) {
  std::vector<Persistence> result;
  for (const PersistenceRow& row : kRows) {
    Persistence persistence;
    persistence.row = &row;
    for (const auto account : fallen.organization().accounts().indexes()) {
      if (fallen.of(account).empty() || !offers(fallen, row, account)) {
        continue;
      }
      const std::string thing = thing_of(fallen, row, account);
      auto doer = fallen.nearest_of(
          account, [&](const Standing& standing) { return standing.may(row.action, thing); });
      if (doer) {
        persistence.add(account, std::move(*doer));
      }
    }
    if (!persistence.accounts.empty()) {
      result.push_back(std::move(persistence));
    }
  }
  return result;
}

}  // namespace orgsim::sim
