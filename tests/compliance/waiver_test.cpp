#include "compliance/waiver.h"

#include <catch2/catch.hpp>

#include "compliance/catalog.h"
#include "mutation.h"
#include "sim/graph/access_graph.h"

namespace orgsim::compliance {
namespace {

Date day(const char* text) { return *parse_date(text); }

Waiver sound() {
  return {.id = "W1",
          .match = {.check = "ACC-005", .subject = {}, .account = "100000000013"},
          .justification = "the owner leaves next month",
          .owner = "ada",
          .approver = "grace",
          .start = day("2026-04-01"),
          .review = {},
          .expires = day("2026-04-30"),
          .compensating = "the platform team answers for it",
          .where = {}};
}

const Date kNow = day("2026-04-08");

}  // namespace

TEST_CASE("a waiver suppresses only when it is whole, in force and bounded", "[waiver]") {
  CHECK(gaps(sound(), kNow).empty());
  CHECK(gaps(sound(), day("2026-04-30")).empty());
  const auto gap_of = [](auto change) {
    Waiver waiver = sound();
    change(waiver);
    return gaps(waiver, kNow);
  };
  using Gaps = std::vector<WaiverGap>;
  CHECK(gap_of([](Waiver& w) { w.owner.clear(); }) == Gaps{WaiverGap::NoOwner});
  CHECK(gap_of([](Waiver& w) { w.approver.clear(); }) == Gaps{WaiverGap::NoApprover});
  CHECK(gap_of([](Waiver& w) { w.approver = w.owner; }) == Gaps{WaiverGap::SelfApproved});
  CHECK(gap_of([](Waiver& w) { w.justification.clear(); }) == Gaps{WaiverGap::NoJustification});
  CHECK(gap_of([](Waiver& w) { w.compensating.clear(); }) == Gaps{WaiverGap::NoCompensation});
  CHECK(gap_of([](Waiver& w) { w.start.reset(); }) == Gaps{WaiverGap::NoStart});
  CHECK(gap_of([](Waiver& w) { w.expires.reset(); }) == Gaps{WaiverGap::NoExpiry});
  CHECK(gap_of([](Waiver& w) { w.start = day("2026-04-09"); }) == Gaps{WaiverGap::NotStarted});
  CHECK(gap_of([](Waiver& w) { w.expires = day("2026-04-07"); }) == Gaps{WaiverGap::Expired});
  CHECK(gap_of([](Waiver& w) { w.match.account = "*"; }) == Gaps{WaiverGap::Unscoped});
}

TEST_CASE("waivers lie over failures alone and leave the verdict", "[waiver]") {
  Edit edit{.path = {"accounts", "name=app-dev", "owner"}, .kind = Edit::Kind::Set, .value = {}};
  edit.value.kind = io::JsonKind::String;
  const Organization organization = mutated({edit});
  const sim::Authorizer authorizer(organization);
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  const Premises premises(authorizer, graph, kNow);
  const std::vector<CheckResult> results = {assess(premises, *find_check("ACC-005")),
                                            assess(premises, *find_check("ACC-002"))};
  Waiver expired = sound();
  expired.expires = day("2026-04-07");
  Waiver of_other = sound();
  of_other.match.account = "100000000014";

  const Waiving waived = waive(premises, results, std::vector{sound()});
  CHECK(results[0].verdict == Verdict::Fail);
  CHECK(waived.waived == std::vector{true, false});
  CHECK(waived.unused.empty());
  CHECK_FALSE(waive(premises, results, std::vector{expired}).waived[0]);
  const Waiving unused = waive(premises, results, std::vector{of_other});
  CHECK_FALSE(unused.waived[0]);
  CHECK(unused.unused == std::vector<std::size_t>{0});
}

}  // namespace orgsim::compliance
