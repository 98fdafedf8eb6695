#include "io/read/identity_policies_reader.h"

#include "io/read/aws_managed_document.h"
#include "model/arn.h"
#include "model/aws_managed.h"

namespace orgsim::io {
namespace {

/// Adds a policy that is only named: with its text if it is one of AWS's that we hold, else its
/// text is unknown.
Index<ManagedPolicy> named_only(const std::string& arn, const ArnParts& parts, SourceLocation where,
                                OrganizationReading& reading) {
  if (arn == administrator_access_arn(reading.tables())) {
    const auto index = administrator_access(reading.tables());
    reading.managed_policies.emplace(arn, index);
    return index;
  }
  ManagedPolicy policy{.arn = arn, .where = where};
  if (const auto account = reading.accounts.find(std::string(parts.account));
      account != reading.accounts.end()) {
    policy.account = account->second;
  }
  const std::string_view path = parts.resource.substr(parts.resource.find('/'));
  policy.path = path.substr(0, path.rfind('/') + 1);
  policy.name = path.substr(path.rfind('/') + 1);
  if (auto document = aws_managed_document(arn)) {
    policy.document = reading.tables().documents.edit().append(*std::move(document));
  }
  const auto index = reading.tables().managed_policies.edit().append(std::move(policy));
  reading.managed_policies.emplace(arn, index);
  return index;
}

std::optional<PermissionsBoundary> boundary(JsonCursor& cursor, const PolicyHolder& holder,
                                            OrganizationReading& reading) {
  const JsonValue* json = cursor.member("permissions_boundary");
  if (json == nullptr) {
    return std::nullopt;
  }
  if (json->kind != JsonKind::String) {
    return PermissionsBoundary{.document = reading.document(*json, PolicyKind::Identity)};
  }
  PermissionsBoundary result{.arn = json->text};
  if (const auto policy = managed_policy(json->text, json->where, holder, reading)) {
    result.document = (*reading.tables().managed_policies)[*policy].document;
  }
  return result;
}

}  // namespace

InlinePolicy read_inline_policy(const JsonValue& json, OrganizationReading& reading) {
  if (json.kind != JsonKind::Object || json.find("doc") == nullptr) {
    return {.document = reading.document(json, PolicyKind::Identity)};
  }
  JsonCursor cursor(json, "policy", reading.diagnostics);
  InlinePolicy result{.name = cursor.text("name"),
                      .document = reading.document(*json.find("doc"), PolicyKind::Identity)};
  cursor.member("doc");
  reading.unmodelled(cursor, "/policy/" + result.name + "/");
  return result;
}

std::optional<Index<ManagedPolicy>> managed_policy(const std::string& arn, SourceLocation where,
                                                   const PolicyHolder& holder,
                                                   OrganizationReading& reading) {
  const auto parts = parse_arn(arn);
  if (!parts || parts->service != "iam" || !parts->resource.starts_with("policy/")) {
    reading.error("E1105", "`" + arn + "` is no ARN of a managed policy", where,
                  "for example arn:aws:iam::aws:policy/ReadOnlyAccess");
    return std::nullopt;
  }
  const bool aws_managed = parts->account == "aws";
  if (!aws_managed && parts->account != holder.account) {
    reading.error("E3001", "managed policy `" + arn + "` is of another account", where,
                  "a customer managed policy attaches within its account only");
    return std::nullopt;
  }
  if (const auto found = reading.managed_policies.find(arn);
      found != reading.managed_policies.end()) {
    return found->second;
  }
  if (!aws_managed && holder.collected) {
    reading.error("E3001", "unknown managed policy `" + arn + "`", where,
                  "`managed_policies` of account `" + holder.account + "` has no such policy");
    return std::nullopt;
  }
  return named_only(arn, *parts, where, reading);
}

IdentityPolicies read_identity_policies(JsonCursor& cursor, const PolicyHolder& holder,
                                        OrganizationReading& reading) {
  IdentityPolicies result;
  cursor.each_item("policies", [&](const JsonValue& json) {
    result.inline_policies.push_back(read_inline_policy(json, reading));
  });
  if (const JsonValue* list = cursor.member("managed_policies", JsonKind::Array)) {
    for (const JsonValue* arn : reading.names("managed_policies", *list)) {
      if (const auto policy = managed_policy(arn->text, arn->where, holder, reading)) {
        result.attached.push_back(*policy);
      }
    }
  }
  result.boundary = boundary(cursor, holder, reading);
  return result;
}

}  // namespace orgsim::io
