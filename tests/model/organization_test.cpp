#include <catch2/catch.hpp>

#include "model/organization_builder.h"

namespace orgsim {
namespace {

/// A root with OUs nested in a line, `depth` levels deep, and one account in the last.
OrganizationBuilder nested(std::size_t depth) {
  OrganizationBuilder builder;
  auto& ous = builder.tables().ous.edit();
  auto last = ous.append({.id = "r-1", .name = "Root"});
  for (std::size_t i = 1; i <= depth; ++i) {
    last = ous.append({.id = "ou-" + std::to_string(i), .parent = last});
  }
  const auto account = builder.tables().accounts.edit().append(
      {.id = *AccountId::parse("111111111111"), .name = "prod", .parent = last});
  builder.tables().organizations.edit().append(
      {.id = "o-1", .root = Index<OrganizationalUnit>(0), .management_account = account});
  return builder;
}

TEST_CASE("an organization path names root and OUs and ends with a slash") {
  const Organization organization = nested(2).build().value();
  const auto account = organization.find_account("prod").value();
  CHECK(organization.organization_path(account) == "o-1/r-1/ou-1/ou-2/");
  CHECK(organization.is_management_account(account));
  CHECK_FALSE(organization.find_account("dev").has_value());
}

TEST_CASE("OUs nest five levels, and not in a loop") {
  CHECK(nested(5).build().has_value());
  CHECK(nested(6).build().error()[0].code == "E3003");
  OrganizationBuilder loop = nested(2);
  loop.tables().ous.edit()[Index<OrganizationalUnit>(1)].parent = Index<OrganizationalUnit>(2);
  CHECK(std::move(loop).build().error()[0].code == "E3002");
}

TEST_CASE("a what-if is a new snapshot that shares what it did not touch") {
  const Organization before = nested(2).build().value();
  const auto account = before.find_account("111111111111").value();
  OrganizationBuilder next(before);
  next.move(account, Index<OrganizationalUnit>(0));
  const Organization after = std::move(next).build().value();
  CHECK(before.organization_path(account) == "o-1/r-1/ou-1/ou-2/");
  CHECK(after.organization_path(account) == "o-1/r-1/");
  CHECK(after.tables().ous.same_as(before.tables().ous));
  CHECK_FALSE(after.tables().accounts.same_as(before.tables().accounts));
}

TEST_CASE("the attachment limit and account ids are checked") {
  OrganizationBuilder builder = nested(1);
  for (std::size_t i = 0; i < 11; ++i) {
    const auto policy = builder.tables().policies.edit().append({.id = "p-" + std::to_string(i)});
    builder.attach(policy, Index<Account>(0));
    builder.attach(policy, Index<Account>(0));
  }
  CHECK(std::move(builder).build().error()[0].code == "E3004");
  OrganizationBuilder twice = nested(1);
  twice.tables().accounts.edit().append({.id = *AccountId::parse("111111111111")});
  CHECK(std::move(twice).build().error()[0].code == "E3005");
}

}  // namespace
}  // namespace orgsim
