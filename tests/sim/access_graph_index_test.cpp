#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "sim/graph/access_graph.h"
#include "sim/graph/assume_callers.h"
#include "sim/graph/edge_rules.h"
#include "tests/support/organization_text.h"
#include "tests/support/random_organization.h"

namespace orgsim::sim {
namespace {

bool is_reserved(const Principal& role) {
  return role.path.starts_with("/aws-reserved/") || role.path.starts_with("/aws-service-role/");
}

/// What the authorizer says of every caller and every role, without any index.
class EveryPair {
 public:
  explicit EveryPair(const Authorizer& authorizer) : authorizer_(authorizer) {
    for (const auto target : all().indexes()) {
      if (all()[target].trust) {
        to(target);
      }
    }
    std::ranges::sort(edges_);
  }

  const std::vector<BecomeEdge>& edges() const { return edges_; }
  std::size_t n_conditional() const {
    return static_cast<std::size_t>(std::ranges::count(edges_, Truth::Unknown, &BecomeEdge::holds));
  }

 private:
  const Table<Principal>& all() const { return authorizer_.principals().all(); }

  void to(Index<Principal> target) {
    for (const auto caller : all().indexes()) {
      if (caller == target) {
        continue;
      }
      if (can_assume(all()[caller])) {
        ask(caller, target, Technique::AssumeRole, all()[target].where);
      }
      if (all()[caller].account == all()[target].account && !is_reserved(all()[target])) {
        ask(caller, target, Technique::RewriteTrust, all()[caller].where);
      }
    }
  }

  void ask(Index<Principal> caller, Index<Principal> target, Technique technique,
           SourceLocation where) {
    const AccessRequest request{.asker = caller,
                                .action = row_of(technique).actions.front(),
                                .resource = all()[target].arn};
    const Outcome outcome = authorizer_.decide(request);
    if (may_allow(outcome)) {
      edges_.push_back({.source = caller,
                        .target = target,
                        .technique = technique,
                        .holds = holds(outcome),
                        .where = where});
    }
  }

  const Authorizer& authorizer_;
  std::vector<BecomeEdge> edges_;
};

std::vector<BecomeEdge> indexed(const AccessGraph& graph) {
  std::vector<BecomeEdge> result;
  for (const BecomeEdge& edge : graph.edges()) {
    if (edge.technique == Technique::AssumeRole || edge.technique == Technique::RewriteTrust) {
      result.push_back(edge);
    }
  }
  std::ranges::sort(result);
  return result;
}

std::string in_words(const Authorizer& authorizer, const BecomeEdge& edge) {
  return authorizer.principals()[edge.source].arn + " -> " +
         authorizer.principals()[edge.target].arn + " by " +
         std::string(row_of(edge.technique).id) + (edge.holds == Truth::Yes ? "" : " perhaps");
}

struct EdgeCount {
  std::size_t all = 0;
  std::size_t conditional = 0;
};

EdgeCount check(unsigned seed, const reference::RandomOrganizationSize& size) {
  const Organization organization = organization_from(reference::random_organization(seed, size));
  const Authorizer authorizer(organization);
  const EveryPair plain(authorizer);
  const std::vector<BecomeEdge> fast = indexed(build_access_graph(authorizer));
  const auto [missed, extra] = std::ranges::mismatch(plain.edges(), fast);
  if (missed != plain.edges().end()) {
    UNSCOPED_INFO("of every pair: " << in_words(authorizer, *missed));
  }
  if (extra != fast.end()) {
    UNSCOPED_INFO("by the index: " << in_words(authorizer, *extra));
  }
  CHECK(fast.size() == plain.edges().size());
  REQUIRE(fast == plain.edges());
  return {.all = fast.size(), .conditional = plain.n_conditional()};
}

/// How many principals the large organization has; more when somebody has the time.
std::size_t n_principals() {
  const char* asked = std::getenv("ORGSIM_INDEX_PRINCIPALS");
  constexpr std::size_t kDefault = 1000;
  return asked == nullptr ? kDefault : std::stoul(asked);
}

}  // namespace

TEST_CASE("the access graph has the edges of asking for every pair, in small organizations",
          "[access_graph][differential]") {
  const auto seed = GENERATE(range(0u, 60u));
  CAPTURE(seed);
  check(seed, {.n_accounts = 2 + seed % 5, .n_roles = 3 + seed % 6, .n_users = 2});
}

TEST_CASE("the access graph has the edges of asking for every pair, in a large organization",
          "[access_graph][differential]") {
  constexpr std::size_t kRoles = 13;
  constexpr std::size_t kUsers = 4;
  const std::size_t n_accounts = n_principals() / (kRoles + kUsers + 3);
  const EdgeCount n_edges =
      check(1U, {.n_accounts = n_accounts, .n_roles = kRoles, .n_users = kUsers});
  CHECK(n_edges.all > n_principals());
  CHECK(n_edges.conditional > 0);
}

}  // namespace orgsim::sim
