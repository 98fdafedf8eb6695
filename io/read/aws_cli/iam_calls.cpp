#include <array>

#include "io/read/aws_cli/calls.h"

namespace orgsim::io {
namespace {

/// Users and their keys come in different files, so keys wait until all files are read.
bool read_access_keys(Call& call, DumpReading& reading) {
  const auto account = account_of(call, reading);
  if (!account) {
    return true;
  }
  // A user without keys has an empty list, and only the name of the file says whose it is.
  const JsonValue* list = call.output.member("AccessKeyMetadata", JsonKind::Array);
  if (list != nullptr && list->items.empty()) {
    const std::string user = required_key(call.context.key, "user", call, reading);
    reading.access_keys[{*account, user}].where = call.output.where();
  }
  each_object(call.output, "AccessKeyMetadata", "access key", {}, reading, [&](JsonCursor& cursor) {
    const auto created = reading.date(cursor, "CreateDate");
    auto& keys = reading.access_keys[{*account, cursor.required_text("UserName")}];
    keys.where = cursor.where();
    keys.keys.push_back({.id = cursor.required_text("AccessKeyId"),
                         .active = cursor.text("Status") != "Inactive",
                         .created = created});
  });
  return true;
}

bool read_login_profile(Call& call, DumpReading& reading) {
  const auto account = account_of(call, reading);
  with_object(call.output, "LoginProfile", "login profile", {"PasswordResetRequired"}, reading,
              [&](JsonCursor& cursor) {
                reading.date(cursor, "CreateDate");
                const std::string user = cursor.required_text("UserName");
                if (account) {
                  reading.login_profiles.insert({*account, user});
                }
              });
  return true;
}

AccountIdentity* identity_of(Call& call, DumpReading& reading) {
  const auto account = account_of(call, reading);
  if (!account) {
    return nullptr;
  }
  AccountIdentity& identity = reading.tables().account_identities.edit()[*account];
  if (!identity.where.known()) {
    identity.where = call.output.where();
  }
  return &identity;
}

/// The facts of the root user in `get-account-summary`: `AccountMFAEnabled`,
/// `AccountAccessKeysPresent`. Source: IAM API Reference, "GetAccountSummary".
bool read_summary(Call& call, DumpReading& reading) {
  const JsonValue* map = call.output.member("SummaryMap", JsonKind::Object);
  AccountIdentity* identity = identity_of(call, reading);
  if (map == nullptr || identity == nullptr) {
    return true;
  }
  JsonCursor cursor(*map, "summary", reading.diagnostics);
  identity->root_access_keys = cursor.integer("AccountAccessKeysPresent");
  if (const auto mfa = cursor.integer("AccountMFAEnabled")) {
    identity->root_mfa = *mfa != 0 ? "enabled" : "none";
  }
  return true;  // The other members count things.
}

/// What follows the first `/` of an ARN's resource: the name of a provider.
std::string name_in(const std::string& arn) {
  const std::size_t slash = arn.find('/');
  return slash == std::string::npos ? arn : arn.substr(slash + 1);
}

bool read_saml_providers(Call& call, DumpReading& reading) {
  AccountIdentity* identity = identity_of(call, reading);
  each_object(call.output, "SAMLProviderList", "SAML provider", {"ValidUntil", "CreateDate"},
              reading, [&](JsonCursor& cursor) {
                const std::string arn = cursor.required_text("Arn");
                if (identity != nullptr) {
                  identity->saml_providers.push_back(name_in(arn));
                }
              });
  return true;
}

bool read_oidc_providers(Call& call, DumpReading& reading) {
  AccountIdentity* identity = identity_of(call, reading);
  each_object(call.output, "OpenIDConnectProviderList", "OIDC provider", {}, reading,
              [&](JsonCursor& cursor) {
                const std::string arn = cursor.required_text("Arn");
                if (identity != nullptr) {
                  identity->oidc_providers.push_back(name_in(arn));
                }
              });
  return true;
}

constexpr std::array kRows = {
    CallRow{"AccessKeyMetadata", &read_access_keys},
    CallRow{"LoginProfile", &read_login_profile},
    CallRow{"SummaryMap", &read_summary},
    CallRow{"SAMLProviderList", &read_saml_providers},
    CallRow{"OpenIDConnectProviderList", &read_oidc_providers},
};

}  // namespace

std::span<const CallRow> iam_calls() { return kRows; }

}  // namespace orgsim::io
