#include "io/policy_sizes.h"

#include <catch2/catch.hpp>

#include "tests/support/organization_text.h"

namespace orgsim::io {
namespace {

std::string allow(std::size_t n_characters) {
  return R"({"Statement": [{"Effect": "Allow", "Resource": "*", "Action": "s3:)" +
         std::string(n_characters, 'x') + "\"}]}";
}

std::string deny(std::size_t n_characters) {
  return R"({"Statement": [{"Effect": "Deny", "Resource": "*", "Action": "s3:)" +
         std::string(n_characters, 'x') + "\"}]}";
}

/// The codes of the warnings about an SCP and a user with two inline policies of these sizes.
std::vector<std::string> check(const std::string& scp, const std::string& inline_policy,
                               const IamQuotas& iam = {}) {
  const Organization organization = organization_from(R"({
    "format": "orgsim-organization/1", "as_of": "2026-04-08",
    "organization": {"id": "o-a", "root": "r-1", "management_account": "111111111111"},
    "ous": [], "accounts": [{"id": "111111111111", "name": "m", "ou": "r-1"}],
    "scps": {"p-1": {"name": "one", "doc": )" + scp + R"(}},
    "iam": {"111111111111": {"roles": [], "users": [{"name": "ada", "policies": [)" +
                                                      inline_policy + ", " + inline_policy +
                                                      "]}]}}}");
  std::vector<std::string> result;
  for (const Diagnostic& warning : beyond_quotas(organization, policy_quotas(), iam)) {
    CHECK(warning.level == DiagnosticLevel::Warning);
    CHECK(warning.where.known());
    result.push_back(warning.code);
  }
  return result;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("policies beyond their quota are warned of, inline ones taken together") {
  CHECK(check(deny(10), allow(900)).empty());
  CHECK(check(deny(10'240), allow(900)) == Codes{"W5106"});
  CHECK(check(deny(10), allow(1200)) == Codes{"W5108"});
  CHECK(check(deny(10), allow(1200), {.user = {.inline_characters = 4096}}).empty());
}

TEST_CASE("more attached policies and groups than is usual are warned of") {
  const auto warnings = [](std::size_t most) {
    const Organization organization = organization_from(R"({
      "format": "orgsim-organization/1", "as_of": "2026-04-08",
      "organization": {"id": "o-a", "root": "r-1", "management_account": "111111111111"},
      "ous": [], "accounts": [{"id": "111111111111", "name": "m", "ou": "r-1"}],
      "iam": {"111111111111": {"roles": [], "groups": [{"name": "g"}, {"name": "h"}],
        "users": [{"name": "ada", "groups": ["g", "h"], "managed_policies": [
          "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/ViewOnlyAccess"]}]}}})");
    const IamQuotas quotas = {.user = {.attached_policies = most, .groups = most}};
    return beyond_quotas(organization, policy_quotas(), quotas).size();
  };
  CHECK(warnings(1) == 2);
  CHECK(warnings(2) == 0);
}

}  // namespace orgsim::io
