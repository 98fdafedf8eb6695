#include <catch2/catch.hpp>

#include "io/read/organization_reader.h"
#include "io/read/waiver_reader.h"

namespace orgsim::io {
namespace {

Result<Organization> read(const std::string& members) {
  const auto json = parse_json(
      R"({"format": "orgsim-organization/1", "organization": {"id": "o-1", "root": "r-1",
        "management_account": "111111111111", "policy_delegation": {}},
        "accounts": [{"id": "111111111111", "name": "management", "ou": "r-1",
          "sandbox": {"created": "2026-01-01", "auto_clean": true}}], )" +
          members + "}",
      0);
  return json ? read_organization(*json) : std::unexpected(json.error());
}

std::vector<std::string> codes(const std::string& members) {
  std::vector<std::string> result;
  const auto organization = read(members);
  if (!organization) {
    for (const Diagnostic& diagnostic : organization.error()) {
      result.push_back(diagnostic.code);
    }
  }
  return result;
}

TEST_CASE("a list that is not declared is not an empty list") {
  const Declared declared = *read(R"("declared": {"admins": []})")->tables().declared;
  CHECK(declared.admins.value().empty());
  CHECK_FALSE(declared.dns_writers.has_value());
  CHECK_FALSE(declared.blast_radius.has_value());
  CHECK_FALSE(declared.sandbox_max_days.has_value());
  CHECK_FALSE(read(R"("rcps": {})")->tables().declared->admins.has_value());
}

TEST_CASE("declared facts beyond the built-in organization's are read") {
  const Organization organization = read(R"("declared": {
    "registered_users": [{"user": "arn:aws:iam::*:user/ci-*", "purpose": "legacy", "owner": "ann",
      "expires": "2026-05-01"}],
    "cde_trusted": ["arn:a", {"principal": "arn:b", "reason": "audit", "owner": "bob"}],
    "fedramp_boundary": {"accounts": ["111111111111"], "interconnections":
      [{"inside": "111111111111", "outside": "222222222222", "record": "ISA-1"}]},
    "tenants": {"blue": ["111111111111"]}, "blast_radius": {"111111111111": "*members"},
    "moon": 1})")
                                        .value();
  const Declared& declared = *organization.tables().declared;
  CHECK(declared.registered_users->at(0).owner == "ann");
  CHECK(to_text(*declared.registered_users->at(0).expires) == "2026-05-01");
  CHECK(declared.cde_trusted->at(0).principal == "arn:a");
  CHECK(declared.cde_trusted->at(1).reason == "audit");
  CHECK(declared.fedramp_boundary->interconnections.at(0).record == "ISA-1");
  CHECK(declared.tenants->at("blue").size() == 1);
  CHECK(declared.blast_radius->begin()->second.extent == BlastBudget::Extent::Members);
  CHECK(organization.unmodelled().front().construct == "/declared/moon");
  CHECK(organization.accounts().begin()->sandbox->auto_clean == true);
  const OrganizationRecord& record = *organization.tables().organizations->begin();
  CHECK(record.delegation_policy_collected);
  CHECK_FALSE(record.delegation_policy.has_value());
}

TEST_CASE("wrong declarations and evidence are refused") {
  using Codes = std::vector<std::string>;
  CHECK(codes(R"("declared": {"admins": "ann"})") == Codes{"E1101"});
  CHECK(codes(R"("declared": {"blast_radius": {"111111111111": "some"}})") == Codes{"E1105"});
  CHECK(codes(R"("declared": {"blast_radius": {"999999999999": []}})") == Codes{"E3001"});
  CHECK(codes(R"("declared": {"network_flows": [["a", "b"]]})") == Codes{"E1101"});
  CHECK(codes(R"("declared": {"network_flows": [["a", "b", ["https"]]]})") == Codes{"E1101"});
  CHECK(codes(R"("declared": {"separation_of_duties": [["a"]]})") == Codes{"E1105"});
  CHECK(codes(R"("declared": {"pci_scope_confirmed": "soon"})") == Codes{"E1105"});
  CHECK(codes(R"("evidence": {"accounts": {"111111111111": {"domains": ["moon"]}}})") ==
        Codes{"E1105"});
  CHECK(codes(R"("waivers": [{"id": "W-1", "match": {"check": "IAM-001", "acount": "1"}}])") ==
        Codes{"E1104"});
}

TEST_CASE("a waiver keeps what it lacks missing") {
  const auto json = parse_json(R"({"version": 1, "waivers": [{"id": "W-1", "match": {"check":
    "IAM-001", "account": "111111111111"}, "justification": "migration", "expires": "2026-06-30"}]})",
                               0);
  const auto waivers = read_waiver_file(*json).value();
  CHECK(waivers.at(0).match.account == "111111111111");
  CHECK(waivers.at(0).owner.empty());
  CHECK_FALSE(waivers.at(0).review.has_value());
  CHECK_FALSE(read_waiver_file(parse_json(R"({"waivers": []})", 0).value()).has_value());
  CHECK_FALSE(read_waiver_file(parse_json(R"({"version": 1, "waivers": [
    {"id": "W-1", "match": {"check": "a"}}, {"id": "W-1", "match": {"check": "b"}}]})",
                                          0)
                                   .value())
                  .has_value());
}

}  // namespace
}  // namespace orgsim::io
