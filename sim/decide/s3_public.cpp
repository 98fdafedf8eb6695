#include "sim/decide/s3_public.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "model/arn.h"
#include "model/text.h"
#include "sim/decide/ip_network.h"

namespace orgsim::sim {
namespace {

/// Keys whose fixed values confine a statement.
constexpr auto kConfiningKeys = std::to_array<std::string_view>(
    {"aws:principalarn", "aws:principalorgid", "aws:sourceaccount", "aws:sourcearn",
     "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce", "aws:userid",
     "s3:dataaccesspointaccount", "s3:x-amz-server-side-encryption-aws-kms-key-id"});

/// The same, newer than AWS's list.
constexpr auto kNewerConfiningKeys = std::to_array<std::string_view>(
    {"aws:principalaccount", "aws:principalorgpaths", "aws:sourceorgid", "aws:vpceaccount",
     "aws:vpceorgid", "aws:vpceorgpaths", "aws:sourcevpcarn"});

bool is_confining(std::string_view key, bool newer) {
  return std::ranges::find(kConfiningKeys, key) != kConfiningKeys.end() ||
         (newer && std::ranges::find(kNewerConfiningKeys, key) != kNewerConfiningKeys.end());
}

constexpr unsigned kBroadestV4 = 8;
constexpr unsigned kBroadestV6 = 32;

bool is_fixed(std::string_view value) {
  return !value.empty() && value.find_first_of("*?") == std::string_view::npos &&
         value.find("${") == std::string_view::npos;
}

/// The name of an access point may be wild if its account is fixed.
bool is_fixed_access_point(std::string_view value) {
  const auto arn = parse_arn(value);
  return arn && is_fixed(arn->account) && value.find("${") == std::string_view::npos;
}

/// Ranges broader than /8 or /32 are as good as public.
bool is_narrow_range(std::string_view value) {
  const auto network = parse_ip_network(value);
  return network &&
         network->prefix >= (network->first.family == IpFamily::V4 ? kBroadestV4 : kBroadestV6);
}

bool compares_for_equality(Comparison comparison) {
  return comparison == Comparison::StringEquals ||
         comparison == Comparison::StringEqualsIgnoreCase || comparison == Comparison::StringLike ||
         comparison == Comparison::ArnLike;
}

/// Whether the condition holds for fixed values only: not for an absent key, not for others.
bool confines(const Condition& condition, bool newer) {
  if (condition.op.if_exists || condition.op.quantifier == Quantifier::ForAllValues ||
      condition.values.empty()) {
    return false;
  }
  const std::string key = to_lower(condition.key);
  if (key == "aws:sourceip") {
    return condition.op.comparison == Comparison::IpAddress &&
           std::ranges::all_of(condition.values, is_narrow_range);
  }
  if (!compares_for_equality(condition.op.comparison)) {
    return false;
  }
  if (key == "s3:dataaccesspointarn") {
    return std::ranges::all_of(condition.values, is_fixed_access_point);
  }
  return is_confining(key, newer) && std::ranges::all_of(condition.values, is_fixed);
}

bool is_fixed_principal(const PrincipalEntry& entry) {
  switch (entry.type) {
    case PrincipalType::Everyone:
    case PrincipalType::Federated:
      return false;
    case PrincipalType::Aws:
    case PrincipalType::Service:
    case PrincipalType::CanonicalUser:
      return is_fixed(entry.value);
  }
  return false;
}

bool grants_public_access(const Statement& statement, bool newer) {
  if (statement.effect != Effect::Allow || !statement.principal) {
    return false;
  }
  const bool fixed = !statement.principal->negated &&
                     std::ranges::all_of(statement.principal->entries, is_fixed_principal);
  return !fixed && std::ranges::none_of(statement.conditions, [&](const Condition& condition) {
    return confines(condition, newer);
  });
}

}  // namespace

bool is_public(const PolicyDocument& document, bool newer_keys_confine) {
  return std::ranges::any_of(document.statements, [&](const Statement& statement) {
    return grants_public_access(statement, newer_keys_confine);
  });
}

}  // namespace orgsim::sim
