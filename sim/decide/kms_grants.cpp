#include "sim/decide/kms_grants.h"

#include <algorithm>

#include "model/account_id.h"
#include "model/arn.h"
#include "model/text.h"

namespace orgsim::sim {
namespace {

Truth has_pair(const std::pair<std::string, std::string>& pair, const Context& context) {
  const KeyValue& value = context.at("kms:EncryptionContext:" + pair.first);
  if (std::holds_alternative<NotKnown>(value)) {
    return Truth::Unknown;
  }
  const Present* present = std::get_if<Present>(&value);
  return truth(present != nullptr && present->values.front() == pair.second);
}

/// Whether the request's encryption context has no keys but the grant's.
Truth has_no_other(const KmsGrant& grant, const Context& context) {
  const KeyValue& value = context.at("kms:EncryptionContextKeys");
  if (std::holds_alternative<NotKnown>(value)) {
    return Truth::Unknown;
  }
  const Present* present = std::get_if<Present>(&value);
  return truth(present == nullptr ||
               std::ranges::all_of(present->values, [&](const std::string& key) {
                 return std::ranges::any_of(grant.encryption_context,
                                            [&](const auto& pair) { return pair.first == key; });
               }));
}

}  // namespace

Truth grant_applies(const KmsGrant& grant, const Request& request, const Context& context) {
  const bool operation = std::ranges::any_of(grant.operations, [&](const std::string& name) {
    return request.action.service() == "kms" && equals_ignoring_case(name, request.action.name());
  });
  Truth result = truth(operation);
  for (const auto& pair : grant.encryption_context) {
    if (result != Truth::No) {
      result = both(result, has_pair(pair, context));
    }
  }
  return grant.exactly_this_context && result != Truth::No
             ? both(result, has_no_other(grant, context))
             : result;
}

GrantClass grant_class(const KmsGrant& grant, const Caller& caller) {
  const auto arn = parse_arn(grant.grantee);
  const bool root = arn && arn->resource == "root";
  const bool account = root || AccountId::parse(grant.grantee).has_value();
  const bool unique_id = grant.grantee.starts_with("AIDA") || grant.grantee.starts_with("AROA");
  const bool service = !arn && !account && !unique_id;
  return grant_class(
      CompiledPrincipal{.type = service ? PrincipalType::Service : PrincipalType::Aws,
                        .account = account,
                        .value = root ? std::string(arn->account) : grant.grantee},
      caller);
}

}  // namespace orgsim::sim
