#pragma once

#include <catch2/catch.hpp>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "io/read/policy_reader.h"
#include "sim/decide/evaluate.h"
#include "sim/decide/kms_grants.h"

namespace orgsim::sim {

using Texts = std::vector<std::string>;

inline const std::string kAccount = "111111111111";
inline const std::string kOther = "222222222222";
inline const std::string kRoot = "arn:aws:iam::111111111111:root";
inline const std::string kUser = "arn:aws:iam::111111111111:user/ada";
inline const std::string kRole = "arn:aws:iam::111111111111:role/App";
inline const std::string kSession = "arn:aws:sts::111111111111:assumed-role/App/s";
inline const std::string kFederated = "arn:aws:sts::111111111111:federated-user/ada";

inline Caller session_caller() {
  return {.kind = CallerKind::RoleSession, .arn = kSession, .account = kAccount, .role_arn = kRole};
}
inline Caller user_caller() {
  return {.kind = CallerKind::User, .arn = kUser, .account = kAccount};
}
inline Caller root_caller() {
  return {.kind = CallerKind::RootUser, .arn = kRoot, .account = kAccount};
}
inline Caller federated_caller() {
  return {
      .kind = CallerKind::FederatedUser, .arn = kFederated, .account = kAccount, .user_arn = kUser};
}
inline Caller service_caller(const std::string& name) {
  return {.kind = CallerKind::Service, .arn = name};
}

/// A role session asking for an object of a bucket, with policies as statement texts.
struct Case {
  std::optional<Texts> identity = Texts{};
  std::optional<Texts> boundary;
  std::optional<Texts> session;
  std::optional<Texts> resource;
  std::vector<KeyGrant> kms_grants;  // Of the key asked for.
  std::optional<Texts> endpoint;
  std::vector<Texts> scps;
  std::vector<Texts> rcps;
  Request request{.caller = session_caller(),
                  .action = "s3:GetObject",
                  .resource = "arn:aws:s3:::b/k",
                  .resource_account = kAccount};
};

/// Compiled policies that live as long as the decision needs them.
class Policies {
 public:
  /// A text of `?` is a policy that was not collected.
  std::optional<std::span<const PolicyRef>> layer(const std::optional<Texts>& texts,
                                                  io::PolicyKind kind) {
    if (!texts) {
      return std::nullopt;
    }
    std::vector<PolicyRef>& references = references_.emplace_back();
    for (const std::string& text : *texts) {
      references.push_back(&policies_.emplace_back(text == "?" ? CompiledPolicy::not_collected(true)
                                                               : CompiledPolicy(read(text, kind))));
    }
    return references;
  }

  /// A resource's policies, and what grants add to them.
  std::optional<std::span<const PolicyRef>> layer(const std::optional<Texts>& texts,
                                                  io::PolicyKind kind,
                                                  const std::vector<KeyGrant>& grants) {
    const auto written = layer(texts, kind);
    if (grants.empty()) {
      return written;
    }
    std::vector<PolicyRef>& references = references_.emplace_back();
    if (written) {
      references.assign(written->begin(), written->end());
    }
    for (const KeyGrant& grant : grants) {
      references.push_back(&policies_.emplace_back(grant_document(grant)));
    }
    return references;
  }

  std::vector<Level> levels(const std::vector<Texts>& all, io::PolicyKind kind) {
    std::vector<Level> result;
    for (const Texts& texts : all) {
      result.push_back({.name = "level", .policies = *layer(texts, kind)});
    }
    return result;
  }

 private:
  static PolicyDocument read(const std::string& statement, io::PolicyKind kind) {
    const auto json =
        io::parse_json(R"({"Version": "2012-10-17", "Statement": [)" + statement + "]}", 0);
    INFO(statement);
    REQUIRE(json.has_value());
    Diagnostics diagnostics;
    PolicyDocument document = read_policy(*json, kind, io::PolicyMode::Tolerant, diagnostics);
    REQUIRE_FALSE(has_errors(diagnostics));
    return document;
  }

  std::deque<CompiledPolicy> policies_;
  std::deque<std::vector<PolicyRef>> references_;
};

/// The decision with its reasons; the quicker questions must not contradict it.
inline Decision decision_of(const Case& c, io::PolicyKind kind = io::PolicyKind::Resource) {
  Policies policies;
  const auto scps = policies.levels(c.scps, io::PolicyKind::Scp);
  const auto rcps = policies.levels(c.rcps, io::PolicyKind::Rcp);
  const LayeredPolicies layers{.identity = policies.layer(c.identity, io::PolicyKind::Identity),
                               .boundary = policies.layer(c.boundary, io::PolicyKind::Identity),
                               .session = policies.layer(c.session, io::PolicyKind::Identity),
                               .scp_levels = scps,
                               .rcp_levels = rcps,
                               .resource = policies.layer(c.resource, kind, c.kms_grants),
                               .endpoint = policies.layer(c.endpoint, io::PolicyKind::VpcEndpoint)};
  Decision result = explain(layers, c.request);
  CHECK(decide(layers, c.request) == result.outcome);
  const bool explicitly = result.outcome == Outcome::ExplicitDeny;
  const Outcome permitted = permission(layers, c.request);
  CHECK((permitted == result.outcome || (explicitly && permitted == Outcome::ImplicitDeny)));
  const Outcome quick = estimate(layers, c.request);
  CHECK((quick == permitted || quick == Outcome::Conditional));
  return result;
}

inline Outcome check(const Case& c, io::PolicyKind kind = io::PolicyKind::Resource) {
  return decision_of(c, kind).outcome;
}

inline const std::string kAllow = R"({"Effect": "Allow", "Action": "*", "Resource": "*"})";
inline const std::string kAllowEc2 = R"({"Effect": "Allow", "Action": "ec2:*", "Resource": "*"})";
inline const std::string kAllowS3 = R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})";
inline const std::string kDenyS3 = R"({"Effect": "Deny", "Action": "s3:*", "Resource": "*"})";

/// A statement on everything, as a resource-based policy has it.
inline std::string granting(const std::string& principal, const std::string& effect = "Allow") {
  return R"({"Effect": ")" + effect + R"(", "Principal": )" + principal +
         R"(, "Action": "*", "Resource": "*"})";
}
inline std::string aws(const std::string& arn) { return R"({"AWS": ")" + arn + R"("})"; }

/// A statement on everything with a `Condition` block.
inline std::string if_(const std::string& effect, const std::string& condition) {
  return R"({"Effect": ")" + effect + R"(", "Action": "*", "Resource": "*", "Condition": )" +
         condition + "}";
}

}  // namespace orgsim::sim
