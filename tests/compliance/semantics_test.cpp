#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "compliance/assess.h"
#include "compliance/catalog.h"
#include "compliance/evidence.h"
#include "compliance/scope.h"
#include "mutation.h"
#include "sim/graph/access_graph.h"

namespace orgsim::compliance {
namespace {

struct World {
  explicit World(const std::vector<Edit>& edits = {})
      : organization(mutated(edits)),
        authorizer(organization),
        graph(sim::build_access_graph(authorizer)),
        premises(authorizer, graph, *organization.tables().as_of) {}

  CheckResult result(std::string_view check) const { return assess(premises, *find_check(check)); }

  Organization organization;
  sim::Authorizer authorizer;
  sim::AccessGraph graph;
  Premises premises;
};

Edit removal(std::vector<std::string> path) {
  return {.path = std::move(path), .kind = Edit::Kind::Remove, .value = {}};
}

Edit without(std::vector<std::string> path, std::string text) {
  Edit edit{.path = std::move(path), .kind = Edit::Kind::Without, .value = {}};
  edit.value.kind = io::JsonKind::String;
  edit.value.text = std::move(text);
  return edit;
}

Edit not_collected(const std::string& resource) {
  Edit edit{.path = {"resources", "arn=" + resource, "policy_collected"},
            .kind = Edit::Kind::Set,
            .value = {}};
  edit.value.kind = io::JsonKind::Boolean;
  edit.value.text = "false";
  return edit;
}

std::map<std::string_view, Verdict> verdicts(const World& world) {
  std::map<std::string_view, Verdict> result;
  for (const CheckResult& check : assess(world.premises, every_check())) {
    result.emplace(check.check->id, check.verdict);
  }
  return result;
}

}  // namespace

TEST_CASE("losing a kind of evidence of an account undecides what needs it and nothing else",
          "[semantics]") {
  const auto before = verdicts(World());
  for (const EvidenceDomain domain :
       {EvidenceDomain::Iam, EvidenceDomain::Network, EvidenceDomain::Logging, EvidenceDomain::Dns,
        EvidenceDomain::Resources}) {
    const std::string name(name_of(domain));
    CAPTURE(name);
    const auto after =
        verdicts(World({without({"evidence", "accounts", "100000000014", "domains"}, name)}));
    for (const Check& check : catalog()) {
      CAPTURE(check.id);
      const Verdict was = before.at(check.id);
      const bool needs = std::ranges::count(check.domains, domain) != 0 &&
                         check.claim == Claim::NoneBad &&
                         check.range == EvidenceRange::EveryAccount && was == Verdict::Pass;
      const Verdict expected = check.id == "EVD-001" ? Verdict::Fail
                               : needs               ? Verdict::CannotTell
                                                     : was;
      CHECK(after.at(check.id) == expected);
    }
  }
}

TEST_CASE("what nobody collected anywhere never passes and never does not apply", "[semantics]") {
  for (const EvidenceDomain domain :
       {EvidenceDomain::Iam, EvidenceDomain::Network, EvidenceDomain::Logging, EvidenceDomain::Dns,
        EvidenceDomain::Resources}) {
    std::vector<Edit> edits;
    for (const char* account : {"01", "02", "03", "04", "05", "06", "07", "08", "11", "12", "13",
                                "14", "21", "22", "31"}) {
      edits.push_back(
          without({"evidence", "accounts", "1000000000" + std::string(account), "domains"},
                  std::string(name_of(domain))));
    }
    const auto after = verdicts(World(edits));
    for (const Check& check : catalog()) {
      CAPTURE(check.id, name_of(domain));
      if (std::ranges::count(check.domains, domain) != 0 && check.claim == Claim::NoneBad) {
        CHECK(after.at(check.id) == Verdict::CannotTell);
      }
    }
  }
}

TEST_CASE("removing evidence from a failing organization makes nothing pass", "[semantics]") {
  std::vector<Edit> broken;
  for (const Mutation& mutation : read_mutations("mutations.json")) {
    for (const char* check : {"GRD-001", "GRD-003", "GRD-012", "LOG-004", "LOG-007", "CICD-001",
                              "DNS-003", "NET-001", "PCI-003"}) {
      if (mutation.fails.front() == check) {
        std::ranges::copy(mutation.edits, std::back_inserter(broken));
      }
    }
  }
  const auto before = verdicts(World(broken));
  for (const char* section : {"network", "dns", "logging", "cicd", "management_account_resources",
                              "evidence", "declared"}) {
    auto edits = broken;
    if (section == std::string("evidence") || section == std::string("declared")) {
      edits.push_back(removal({section}));
    } else {
      edits.push_back(removal({section}));
      std::erase_if(edits, [&](const Edit& edit) {
        return edit.path.size() > 1 && edit.path.front() == section;
      });
    }
    const auto after = verdicts(World(edits));
    for (const Check& check : catalog()) {
      CAPTURE(check.id, section);
      if (after.at(check.id) == Verdict::Pass) {
        CHECK(before.at(check.id) == Verdict::Pass);
      }
    }
  }
}

TEST_CASE("what is not declared approves nobody and passes nothing", "[semantics]") {
  struct Row {
    const char* member;
    const char* check;
  };
  for (const Row& row : {Row{"admins", "IAM-004"}, Row{"log_readers", "LOG-006"},
                         Row{"dns_writers", "DNS-002"}, Row{"cde_trusted", "ISO-001"},
                         Row{"blast_radius", "ISO-008"}, Row{"guardrail_exemptions", "GRD-004"},
                         Row{"approved_regions", "GRD-003"}, Row{"network_flows", "NET-002"},
                         Row{"separation_of_duties", "IDC-003"}, Row{"trusted_services", "ORG-005"},
                         Row{"root_email_domains", "ACC-001"}, Row{"third_parties", "PER-003"}}) {
    CAPTURE(row.member, row.check);
    const CheckResult result = World({removal({"declared", row.member})}).result(row.check);
    CHECK(result.verdict == Verdict::CannotTell);
    CHECK(std::ranges::count(result.missing, std::string("declared.") + row.member) == 1);
  }
}

TEST_CASE("whoever a grant of a key names is invited as by the policy of the key", "[semantics]") {
  Edit granting{
      .path = {"resources", "arn=arn:aws:kms:us-east-1:100000000011:key/app-data", "grants"},
      .kind = Edit::Kind::Set,
      .value = {}};
  granting.value = *io::parse_json(R"([{"id": "g", "operations": ["Decrypt"],
                                        "grantee": "arn:aws:iam::999999999999:role/Partner"}])",
                                   0);
  const auto is_partner = [](const Outsider& outsider) {
    return outsider.account == "999999999999";
  };
  CHECK(std::ranges::none_of(World().premises.admitted(), is_partner));
  CHECK(std::ranges::any_of(World({granting}).premises.admitted(), is_partner));
}

TEST_CASE("a failure that hangs on a text nobody collected is undecided", "[semantics]") {
  const World world({not_collected("arn:aws:s3:::example-app-prod-data"),
                     not_collected("arn:aws:kms:us-east-1:100000000011:key/app-data")});
  const CheckResult result = world.result("ISO-006");
  CHECK(result.verdict == Verdict::CannotTell);
  CHECK(result.missing == std::vector<std::string>{"resources"});
  CHECK_FALSE(result.subjects.empty());
}

TEST_CASE("a guardrail that nobody breaks today but an administrator could is a lesser failure",
          "[semantics]") {
  const std::vector<std::string> path = {"scps", "p-org-security", "doc", "Statement",
                                         "Sid=KeepAccessAnalyzer"};
  const CheckResult today = World({removal(path)}).result("GRD-007");
  CHECK(today.verdict == Verdict::Fail);
  CHECK(std::ranges::any_of(today.subjects, &Finding::lesser));
  const bool only_preventive = std::ranges::all_of(today.subjects, &Finding::lesser);
  CHECK(today.severity == (only_preventive ? Severity::Low : Severity::Medium));
  for (const Finding& subject : today.subjects) {
    CHECK(subject.lesser == (subject.reason == Reason::NoPreventiveLayer));
    CHECK_FALSE(subject.witness.empty());
  }
}

TEST_CASE("a passing guardrail names the statements that refuse", "[semantics]") {
  const CheckResult result = World().result("GRD-001");
  REQUIRE(result.verdict == Verdict::Pass);
  CHECK(std::ranges::any_of(result.support, [](const Support& support) {
    return support.kind == "scp-statement" && support.detail == "StayInOrg" &&
           support.where.known();
  }));
}

TEST_CASE("the scope of the reference organization is as declared, with certificates",
          "[semantics]") {
  const World world;
  std::size_t n_out = 0;
  for (const ScopedAccount& scoped : scope(world.premises)) {
    const Account& account = world.premises.account(scoped.account);
    CAPTURE(account.name);
    CHECK(name_of(scoped.category) == account.pci_declared);
    if (scoped.category == ScopeCategory::OutOfScope) {
      ++n_out;
      CHECK_FALSE(scoped.certificate.empty());
    } else {
      CHECK_FALSE(scoped.reasons.empty());
    }
  }
  CHECK(n_out == 7);
}

}  // namespace orgsim::compliance
