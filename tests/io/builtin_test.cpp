#include "io/builtin.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "io/read/organization_reader.h"

namespace orgsim::io {
namespace {

TEST_CASE("built-in files are found by path") {
  const auto files = builtin_files();
  CHECK(std::ranges::is_sorted(files, {}, &BuiltinFile::path));
  for (const BuiltinFile& file : files) {
    CAPTURE(file.path);
    CHECK(builtin_file(file.path) == file.text);
    CHECK_FALSE(file.text.empty());
  }
  CHECK_FALSE(builtin_file("library/reference").has_value());
}

TEST_CASE("the built-in organization is read to its last member") {
  const auto text = builtin_file("library/reference/organization.json");
  REQUIRE(text.has_value());
  const Organization organization = read_organization(parse_json(*text, 0).value()).value();
  CHECK(organization.unmodelled().empty());
  const Declared& declared = *organization.tables().declared;
  CHECK(declared.approved_regions == std::vector<std::string>{"us-east-1", "us-west-2"});
  CHECK(declared.third_parties->at(0).may_reach ==
        std::vector{organization.find_account("100000000011").value()});
  CHECK(declared.blast_radius->at(organization.find_account("management").value()).extent ==
        BlastBudget::Extent::Everything);
  CHECK(declared.network_flows->front().ports == std::vector<int>{443});
  CHECK(declared.separation_of_duties->size() == 11);
  CHECK(declared.cde_trusted->size() == 15);
  CHECK_FALSE(declared.registered_users.has_value());
  CHECK_FALSE(declared.fedramp_boundary.has_value());
  CHECK(organization.tables().waivers->empty());
  const Evidence& evidence = **organization.tables().evidence;
  CHECK(evidence.accounts.size() == organization.accounts().size());
  CHECK(evidence.domains->contains(EvidenceDomain::Dns));
}

}  // namespace
}  // namespace orgsim::io
