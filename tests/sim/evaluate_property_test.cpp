#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <map>

#include "tests/support/case_json.h"
#include "tests/support/engine_case.h"
#include "tests/support/random_case.h"

namespace orgsim::reference {
namespace {

/// The laws hold for the engine, and for the reference that it is compared with.
struct Evaluator {
  std::string name;
  std::function<Outcome(const Case&)> outcome;
};

const std::vector<Evaluator> kEvaluators = {{"engine", engine_outcome}, {"reference", evaluate}};

RandomCaseOptions with_unknown_keys() {
  RandomCaseOptions options{.unknown = 1};
  options.policies.conditions = {
      .malformed = false, .foreign_comparisons = false, .only_free_keys = false};
  return options;
}

/// Checks a law over cases from small to large: `holds(evaluator, case, random)`.
using Law = std::function<bool(const Evaluator&, const Case&, Random&)>;

void check_law(const Law& law, const RandomCaseOptions& options, unsigned n) {
  for (unsigned seed = 0; seed < n; ++seed) {
    const Case request = random_case_of(seed, options);
    for (const Evaluator& evaluator : kEvaluators) {
      Random random(seed);
      if (!law(evaluator, request, random)) {
        CAPTURE(seed, evaluator.name, to_json(request, "seed-" + std::to_string(seed)));
        CHECK(false);
      }
    }
  }
  SUCCEED("checked " << n << " cases");
}

/// Whether `after` permits nothing that `before` did not.
bool no_more(Outcome before, Outcome after) {
  switch (before) {
    case Outcome::Allow:
      return true;
    case Outcome::Conditional:
      return after != Outcome::Allow;
    case Outcome::ExplicitDeny:
    case Outcome::ImplicitDeny:
      return after == Outcome::ExplicitDeny || after == Outcome::ImplicitDeny;
  }
  return false;
}

/// Every list of policies of the case, with the layer it belongs to.
struct PolicyList {
  Layer layer;
  Documents* documents;
};

std::vector<PolicyList> policy_lists(Case& request) {
  std::vector<PolicyList> lists;
  const auto add = [&](Layer layer, std::optional<Documents>& documents) {
    if (documents) {
      lists.push_back({layer, &*documents});
    }
  };
  add(Layer::Identity, request.identity);
  add(Layer::Boundary, request.boundary);
  add(Layer::Session, request.session);
  add(Layer::Resource, request.resource_policy);
  add(Layer::Endpoint, request.endpoint);
  for (Level& level : request.scps) {
    lists.push_back({Layer::Scp, &level.policies});
  }
  for (Level& level : request.rcps) {
    lists.push_back({Layer::Rcp, &level.policies});
  }
  return lists;
}

Case rewritten(Case request, const std::function<void(Documents&)>& rewrite) {
  for (const PolicyList& list : policy_lists(request)) {
    rewrite(*list.documents);
  }
  return request;
}

void split_documents(Documents& documents) {
  Documents split;
  for (const PolicyDocument& document : documents) {
    for (const Statement& statement : document.statements) {
      split.push_back({.version = document.version, .statements = {statement}});
    }
  }
  documents = std::move(split);
}

void merge_documents(Documents& documents) {
  Documents merged = {{.version = PolicyVersion::Of2008}, {.version = PolicyVersion::Of2012}};
  for (const PolicyDocument& document : documents) {
    std::vector<Statement>& target =
        merged[document.version == PolicyVersion::Of2012 ? 1 : 0].statements;
    target.insert(target.end(), document.statements.begin(), document.statements.end());
  }
  documents = std::move(merged);
}

void reverse_everything(Documents& documents) {
  std::ranges::reverse(documents);
  for (PolicyDocument& document : documents) {
    std::ranges::reverse(document.statements);
    for (Statement& statement : document.statements) {
      std::ranges::reverse(statement.action.patterns);
      std::ranges::reverse(statement.resource.patterns);
      std::ranges::reverse(statement.conditions);
      for (Condition& condition : statement.conditions) {
        std::ranges::reverse(condition.values);
      }
      if (statement.principal) {
        std::ranges::reverse(statement.principal->entries);
      }
    }
  }
}

/// The patterns of an element that is not negated are alternatives, so each may have its statement.
std::vector<Statement> one_per_pattern(const Statement& statement,
                                       PatternElement Statement::* element) {
  const PatternElement& whole = statement.*element;
  if (whole.negated || whole.patterns.empty()) {
    return {statement};
  }
  std::vector<Statement> result;
  for (const std::string& pattern : whole.patterns) {
    result.push_back(statement);
    (result.back().*element).patterns = {pattern};
  }
  return result;
}

void split_patterns(Documents& documents) {
  for (PolicyDocument& document : documents) {
    for (PatternElement Statement::* element : {&Statement::action, &Statement::resource}) {
      std::vector<Statement> split;
      for (const Statement& statement : document.statements) {
        std::ranges::move(one_per_pattern(statement, element), std::back_inserter(split));
      }
      document.statements = std::move(split);
    }
  }
}

void repeat_documents(Documents& documents) {
  const Documents once = documents;
  documents.insert(documents.end(), once.begin(), once.end());
}

Case identity_only(const Case& request, const Statement& statement) {
  Case result = request;
  result.caller = {.kind = CallerKind::User,
                   .arn = "arn:aws:iam::111111111111:user/ada",
                   .account = "111111111111"};
  result.resource_account = "111111111111";
  result.boundary.reset();
  result.session.reset();
  result.resource_policy.reset();
  result.endpoint.reset();
  result.scps.clear();
  result.rcps.clear();
  result.identity = {{.version = PolicyVersion::Of2012, .statements = {statement}}};
  return result;
}

/// Whether exactly one of the two statements, each the only policy, allows the request.
bool exactly_one_allows(const Evaluator& evaluator, const Case& request, const Statement& left,
                        const Statement& right) {
  const Outcome first = evaluator.outcome(identity_only(request, left));
  const Outcome second = evaluator.outcome(identity_only(request, right));
  return (first == Outcome::Allow) != (second == Outcome::Allow) && first != Outcome::Conditional &&
         second != Outcome::Conditional;
}

RandomCaseOptions plain_actions() {
  return {.providers = false, .special_actions = false, .block_public_access = false};
}

Statement allow_all() {
  return {.effect = Effect::Allow, .action = {.patterns = {"*"}}, .resource = {.patterns = {"*"}}};
}

bool calls_key_or_role(const Case& request) {
  return request.action.starts_with("kms:") || request.action.starts_with("sts:");
}

/// Positive operators and their negations, which on a key with one value are complements.
const std::map<Comparison, Comparison> kNegations = {
    {Comparison::StringEquals, Comparison::StringNotEquals},
    {Comparison::StringLike, Comparison::StringNotLike},
    {Comparison::StringEqualsIgnoreCase, Comparison::StringNotEqualsIgnoreCase},
    {Comparison::ArnLike, Comparison::ArnNotLike},
    {Comparison::NumericEquals, Comparison::NumericNotEquals},
    {Comparison::DateEquals, Comparison::DateNotEquals},
    {Comparison::IpAddress, Comparison::NotIpAddress}};

}  // namespace

TEST_CASE("adding a deny only removes", "[property]") {
  check_law(
      [](const Evaluator& evaluator, const Case& request, Random& random) {
        Case more = request;
        const std::vector<PolicyList> lists = policy_lists(more);
        if (lists.empty()) {
          return true;
        }
        const PolicyList& list = random.pick(lists);
        Statement deny = random_statement(random, list.layer, request, {});
        deny.effect = Effect::Deny;
        list.documents->push_back({.version = PolicyVersion::Of2012, .statements = {deny}});
        return no_more(evaluator.outcome(request), evaluator.outcome(more));
      },
      with_unknown_keys(), 1000);
}

TEST_CASE("adding a level of SCPs or RCPs never adds an allow", "[property]") {
  check_law(
      [](const Evaluator& evaluator, const Case& request, Random& random) {
        Case more = request;
        const bool scp = random.chance(1, 2);
        const Layer layer = scp ? Layer::Scp : Layer::Rcp;
        std::vector<Level>& levels = scp ? more.scps : more.rcps;
        const std::size_t place = random.below(levels.size() + 1);
        levels.insert(levels.begin() + static_cast<std::ptrdiff_t>(place),
                      {.name = "more", .policies = random_documents(random, layer, request, {})});
        return no_more(evaluator.outcome(request), evaluator.outcome(more));
      },
      with_unknown_keys(), 1000);
}

TEST_CASE("a boundary, a session policy and an endpoint policy never add an allow", "[property]") {
  check_law(
      [](const Evaluator& evaluator, const Case& request, Random& random) {
        const Layer layer =
            random.pick(std::vector<Layer>{Layer::Boundary, Layer::Session, Layer::Endpoint});
        Case more = request;
        std::optional<Documents>& documents = layer == Layer::Boundary  ? more.boundary
                                              : layer == Layer::Session ? more.session
                                                                        : more.endpoint;
        const bool gains_permissions =
            layer == Layer::Session && request.caller.kind == CallerKind::FederatedUser;
        if (documents || gains_permissions) {
          return true;
        }
        documents = random_documents(random, layer, request, {});
        return no_more(evaluator.outcome(request), evaluator.outcome(more));
      },
      with_unknown_keys(), 1000);
}

TEST_CASE("splitting, merging, repeating and reordering statements changes nothing", "[property]") {
  const std::vector<std::function<void(Documents&)>> rewrites = {
      split_documents, merge_documents, reverse_everything, split_patterns, repeat_documents};
  check_law(
      [&](const Evaluator& evaluator, const Case& request, Random& random) {
        const auto& rewrite = random.pick(rewrites);
        return evaluator.outcome(request) == evaluator.outcome(rewritten(request, rewrite));
      },
      with_unknown_keys(), 1000);
}

TEST_CASE("replacing an unknown key by any value never flips a certain outcome", "[property]") {
  check_law(
      [](const Evaluator& evaluator, const Case& request, Random&) {
        const Outcome before = evaluator.outcome(request);
        const auto key = std::ranges::find_if(request.context, [](const auto& entry) {
          return entry.second.kind == KeyState::Kind::Unknown;
        });
        if (before == Outcome::Conditional || key == request.context.end()) {
          return true;
        }
        return std::ranges::all_of(key->second.candidates, [&](const auto& candidate) {
          Case known = request;
          KeyState& state = known.context.at(key->first);
          state.kind = candidate.empty() ? KeyState::Kind::Absent : KeyState::Kind::Present;
          state.values = candidate;
          const Outcome after = evaluator.outcome(known);
          const bool more_explicit =
              before == Outcome::ImplicitDeny && after == Outcome::ExplicitDeny;
          return after == before || more_explicit;
        });
      },
      with_unknown_keys(), 500);
}

TEST_CASE("of Action and NotAction with the same patterns exactly one applies", "[property]") {
  check_law(
      [](const Evaluator& evaluator, const Case& request, Random& random) {
        Statement listed = allow_all();
        listed.action.patterns = {random_action_pattern(random, request.action, {}),
                                  random_action_pattern(random, request.action, {})};
        Statement others = listed;
        others.action.negated = true;
        return calls_key_or_role(request) || exactly_one_allows(evaluator, request, listed, others);
      },
      plain_actions(), 1000);
}

TEST_CASE("of Resource and NotResource with the same patterns exactly one applies", "[property]") {
  check_law(
      [](const Evaluator& evaluator, const Case& request, Random& random) {
        Statement listed = allow_all();
        listed.resource.patterns = {random_resource_pattern(random, request.resource, {}),
                                    random_resource_pattern(random, request.resource, {})};
        Statement others = listed;
        others.resource.negated = true;
        return calls_key_or_role(request) || exactly_one_allows(evaluator, request, listed, others);
      },
      plain_actions(), 1000);
}

TEST_CASE("of an operator and its negation on well-formed values exactly one holds", "[property]") {
  RandomCaseOptions options = plain_actions();
  options.policies.conditions = {
      .malformed = false, .foreign_comparisons = false, .only_free_keys = false};
  check_law(
      [&](const Evaluator& evaluator, const Case& request, Random& random) {
        Condition condition = random_condition(random, options.policies.conditions);
        condition.op.quantifier = Quantifier::None;
        condition.op.if_exists = false;
        const auto other = kNegations.find(condition.op.comparison);
        const bool short_arn = condition.op.comparison == Comparison::ArnLike &&
                               std::ranges::count(condition.values, "*") > 0;
        const bool many = condition.key.find("Names") != std::string::npos ||
                          condition.key.find("names") != std::string::npos;
        if (other == kNegations.end() || many || short_arn || calls_key_or_role(request)) {
          return true;
        }
        Case single = request;
        for (auto& [key, state] : single.context) {
          state.multivalued = false;
          state.values.resize(1);
        }
        Statement positive = allow_all();
        positive.conditions = {condition};
        Statement negative = positive;
        negative.conditions.front().op.comparison = other->second;
        return exactly_one_allows(evaluator, single, positive, negative);
      },
      options, 1000);
}

}  // namespace orgsim::reference
