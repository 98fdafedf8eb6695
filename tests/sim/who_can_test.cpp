#include "sim/organization/who_can.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/organization_text.h"

namespace orgsim::sim {
namespace {

constexpr std::string_view kKey = "arn:aws:kms:us-east-1:111111111111:key/k";

constexpr std::string_view kOrganization = R"({
  "format": "orgsim-organization/1",
  "organization": {"id": "o-a", "root": "r-1", "management_account": "111111111111"},
  "ous": [], "accounts": [{"id": "111111111111", "name": "management", "ou": "r-1"}],
  "iam": {"111111111111": {"roles": [], "users": []}},
  "resources": [{"type": "kms-key", "arn": "arn:aws:kms:us-east-1:111111111111:key/k",
    "account": "111111111111",
    "policy": {"Statement": {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
                             "Action": "kms:*", "Resource": "*"}},
    "grants": [{"id": "g", "grantee": "arn:aws:iam::999999999999:role/Partner",
                "operations": ["Decrypt"]}]}]
})";

bool contains(const std::vector<Permitted>& permitted, std::string_view outsider) {
  return std::ranges::any_of(permitted, [&](const Permitted& each) {
    const auto* asker = std::get_if<OutsideCaller>(&each.asker);
    return asker != nullptr && asker->arn == outsider && each.outcome == Outcome::Allow;
  });
}

TEST_CASE("whoever a grant of a key names from outside is among those who can") {
  const Organization organization = organization_from(kOrganization);
  const Authorizer authorizer(organization);
  constexpr std::string_view kPartner = "arn:aws:iam::999999999999:role/Partner";
  CHECK(contains(who_can(authorizer, "kms:Decrypt", kKey), kPartner));
  CHECK_FALSE(contains(who_can(authorizer, "kms:Encrypt", kKey), kPartner));
}

}  // namespace
}  // namespace orgsim::sim
