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

TEST_CASE("account ids are checked") {
  OrganizationBuilder twice = nested(1);
  twice.tables().accounts.edit().append({.id = *AccountId::parse("111111111111")});
  CHECK(std::move(twice).build().error()[0].code == "E3005");
}

TEST_CASE("records are found by identity, also in the next snapshot") {
  OrganizationBuilder builder = nested(1);
  for (int i = 0; i < 100; ++i) {
    builder.tables().roles.edit().append(
        {.name = "App" + std::to_string(i), .arn = "arn:role/App" + std::to_string(i)});
  }
  const Organization before = std::move(builder).build().value();
  CHECK(before.home() == Index<OrganizationRecord>(0));
  CHECK(before.find_role("arn:role/App42") == Index<Role>(42));
  CHECK_FALSE(before.find_role("arn:role/app42").has_value());
  CHECK_FALSE(before.find_user("arn:role/App42").has_value());
  OrganizationBuilder next(before);
  next.tables().roles.edit()[Index<Role>(42)].presence = Presence::Deleted;
  const auto again = next.tables().roles.edit().append({.name = "App42", .arn = "arn:role/App42"});
  const Organization after = std::move(next).build().value();
  CHECK(after.find_role("arn:role/App42") == again);
  CHECK(before.find_role("arn:role/App42") == Index<Role>(42));
}

TEST_CASE("two present records with one ARN are refused with both places") {
  OrganizationBuilder builder = nested(1);
  builder.tables().resources.edit().append({.arn = "arn:b", .where = {0, 10}});
  builder.tables().resources.edit().append({.arn = "arn:b", .where = {0, 20}});
  const Diagnostics diagnostics = std::move(builder).build().error();
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].code == "E3007");
  CHECK(diagnostics[0].where.offset == 20);
  CHECK(diagnostics[0].other.offset == 10);
}

TEST_CASE("a lookup agrees with a search from front to back", "[property]") {
  const auto seed = GENERATE(range(0u, 50u));
  CAPTURE(seed);
  std::vector<std::string> keys;
  LookupTable lookup;
  for (unsigned i = 0; i < 3 * seed; ++i) {
    keys.push_back("k" + std::to_string((i * 7919u + seed) % (seed + 1)));
    lookup.append(keys.back());
  }
  for (unsigned i = 0; i <= seed + 1; ++i) {
    const std::string wanted = "k" + std::to_string(i);
    const auto odd = [](std::size_t at) { return at % 2 == 1; };
    std::optional<std::size_t> expected;
    for (std::size_t at = keys.size(); at-- > 0;) {
      if (keys[at] == wanted && odd(at)) {
        expected = at;
      }
    }
    CHECK(lookup.find(
              wanted, [&](std::size_t at) -> std::string_view { return keys[at]; }, odd) ==
          expected);
  }
}

}  // namespace
}  // namespace orgsim
