#include <catch2/catch.hpp>
#include <functional>

#include "tests/support/case_json.h"
#include "tests/support/engine_case.h"

namespace orgsim::reference {
namespace {

const std::vector<std::string> kActions = {"s3:GetObject", "s3:PutObject"};
const std::vector<std::string> kResources = {"arn:aws:s3:::b/x", "arn:aws:s3:::b/y"};

Statement statement(Effect effect, const std::string& action, const std::string& resource) {
  return {.effect = effect,
          .principal = PrincipalElement{.entries = {{PrincipalType::Everyone, ""}}},
          .action = {.patterns = {action}},
          .resource = {.patterns = {resource}}};
}

std::vector<Statement> every_statement() {
  std::vector<Statement> result;
  for (const Effect effect : {Effect::Allow, Effect::Deny}) {
    for (const std::string& action : kActions) {
      for (const std::string& resource : kResources) {
        result.push_back(statement(effect, action, resource));
      }
    }
  }
  return result;
}

/// Every set of up to two statements, each as one document; 45 of them.
std::vector<Documents> every_policy() {
  const std::vector<Statement> statements = every_statement();
  const auto document = [](std::vector<Statement> of) {
    return Documents{{.version = PolicyVersion::Of2012, .statements = std::move(of)}};
  };
  std::vector<Documents> result = {document({})};
  for (std::size_t i = 0; i < statements.size(); ++i) {
    result.push_back(document({statements[i]}));
    for (std::size_t j = i; j < statements.size(); ++j) {
      result.push_back(document({statements[i], statements[j]}));
    }
  }
  return result;
}

/// The same, with principals only where policies have them.
std::vector<Documents> without_principals(std::vector<Documents> policies) {
  for (Documents& documents : policies) {
    for (Statement& each : documents.front().statements) {
      each.principal.reset();
    }
  }
  return policies;
}

Documents full_access() {
  Statement everything = statement(Effect::Allow, "*", "*");
  everything.principal.reset();
  return {{.version = PolicyVersion::Of2012, .statements = {everything}}};
}

/// A role session of the resource's account asks for the first action on the first resource. The
/// other requests are the same but for names, which the two-level test covers.
Case first_request() {
  return {.caller = {.kind = CallerKind::RoleSession,
                     .arn = "arn:aws:sts::111111111111:assumed-role/App/s1",
                     .account = "111111111111",
                     .role_arn = "arn:aws:iam::111111111111:role/App"},
          .action = kActions[0],
          .resource = kResources[0],
          .resource_account = "111111111111"};
}

class Comparing {
 public:
  void compare(const Case& request) {
    ++compared_;
    const Outcome expected = evaluate(request);
    const Outcome actual = engine_outcome(request);
    if (actual != expected) {
      CAPTURE(to_json(request, "exhaustive"));
      CHECK(to_text(actual) == to_text(expected));
    }
  }

  std::size_t compared() const { return compared_; }

 private:
  std::size_t compared_ = 0;
};

using Place = std::function<void(Case&, const Documents&)>;

/// Compares every combination of the policies in three places.
std::size_t compare_triples(const Case& request, const std::vector<Documents>& policies,
                            const std::vector<Place>& places) {
  Comparing comparing;
  for (const Documents& first : policies) {
    for (const Documents& second : policies) {
      for (const Documents& third : policies) {
        Case filled = request;
        places[0](filled, first);
        places[1](filled, second);
        places[2](filled, third);
        comparing.compare(filled);
      }
    }
  }
  return comparing.compared();
}

void add_scp_level(Case& request, const Documents& documents) {
  request.scps.push_back({.name = "level", .policies = documents});
}

}  // namespace

TEST_CASE("every two SCP levels of up to two statements, every request", "[exhaustive]") {
  const std::vector<Documents> policies = without_principals(every_policy());
  REQUIRE(policies.size() == 45);
  Comparing comparing;
  for (const std::string& action : kActions) {
    for (const std::string& resource : kResources) {
      Case request = first_request();
      request.action = action;
      request.resource = resource;
      request.identity = full_access();
      for (const Documents& first : policies) {
        for (const Documents& second : policies) {
          Case filled = request;
          add_scp_level(filled, first);
          comparing.compare(filled);
          add_scp_level(filled, second);
          comparing.compare(filled);
        }
      }
    }
  }
  CHECK(comparing.compared() == std::size_t{2} * 4 * 45 * 45);
}

TEST_CASE("every three SCP levels of up to two statements", "[exhaustive]") {
  Case request = first_request();
  request.identity = full_access();
  CHECK(compare_triples(request, without_principals(every_policy()),
                        {add_scp_level, add_scp_level, add_scp_level}) ==
        std::size_t{45} * 45 * 45);
}

TEST_CASE("every identity policy, boundary and session policy of up to two statements",
          "[exhaustive]") {
  const std::vector<Place> places = {
      [](Case& request, const Documents& documents) { request.identity = documents; },
      [](Case& request, const Documents& documents) { request.boundary = documents; },
      [](Case& request, const Documents& documents) { request.session = documents; }};
  CHECK(compare_triples(first_request(), without_principals(every_policy()), places) ==
        std::size_t{45} * 45 * 45);
}

TEST_CASE("every resource policy for every way to name a caller of either account",
          "[exhaustive]") {
  const std::vector<PrincipalEntry> names = {
      {PrincipalType::Everyone, ""},
      {PrincipalType::Aws, "111111111111"},
      {PrincipalType::Aws, "arn:aws:iam::111111111111:root"},
      {PrincipalType::Aws, "arn:aws:iam::111111111111:role/App"},
      {PrincipalType::Aws, "arn:aws:sts::111111111111:assumed-role/App/s1"},
      {PrincipalType::Aws, "arn:aws:iam::111111111111:role/Other"}};
  const std::vector<std::optional<Documents>> ceilings = {std::nullopt, Documents{}, full_access()};
  Comparing comparing;
  for (Documents policy : every_policy()) {
    for (const PrincipalEntry& name : names) {
      for (Statement& each : policy.front().statements) {
        each.principal->entries = {name};
      }
      for (const auto& identity : ceilings) {
        for (const auto& boundary : ceilings) {
          for (const auto& session : ceilings) {
            Case request = first_request();
            request.identity = identity;
            request.boundary = boundary;
            request.session = session;
            request.resource_policy = policy;
            comparing.compare(request);
            request.resource_account = "222222222222";
            comparing.compare(request);
          }
        }
      }
    }
  }
  CHECK(comparing.compared() == std::size_t{45} * 6 * 27 * 2);
}

}  // namespace orgsim::reference
