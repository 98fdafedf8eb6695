#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "compliance/assess.h"
#include "compliance/catalog.h"
#include "mutation.h"
#include "sim/graph/access_graph.h"

namespace orgsim::compliance {
namespace {

using io::JsonKind;
using io::JsonMember;
using io::JsonValue;

/// Of every check its verdict, and of the failing and undecided ones who and why.
std::map<std::string, std::set<std::string>> answers(const Organization& organization) {
  const sim::Authorizer authorizer(organization);
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  const Premises premises(authorizer, graph, *organization.tables().as_of);
  std::map<std::string, std::set<std::string>> result;
  for (const CheckResult& check : assess(premises, every_check())) {
    auto& of = result[std::string(check.check->id)];
    of.emplace(name_of(check.verdict));
    for (const Finding& finding : check.subjects) {
      of.insert(std::string(code_of(finding.reason)) + " " + finding.subject);
    }
  }
  return result;
}

JsonValue* member(JsonValue& object, std::string_view key) {
  const auto found = std::ranges::find(object.members, key, &JsonMember::key);
  return found == object.members.end() ? nullptr : &found->value;
}

JsonValue string_of(std::string text) {
  JsonValue value;
  value.kind = JsonKind::String;
  value.text = std::move(text);
  return value;
}

/// A list of one as its item, and an item as a list of one.
void toggle_list(JsonValue& value) {
  if (value.kind == JsonKind::Array && value.items.size() == 1) {
    JsonValue only = value.items.front();
    value = std::move(only);
  } else if (value.kind == JsonKind::String) {
    JsonValue list{.kind = JsonKind::Array, .where = value.where};
    list.items.push_back(std::move(value));
    value = std::move(list);
  }
}

void change_case(JsonValue& actions, std::mt19937& rng) {
  std::vector<JsonValue>& items = actions.items;
  for (JsonValue& item : items) {
    for (char& c : item.text) {
      if (c >= 'A' && c <= 'Z' && rng() % 2 == 0) {
        c = static_cast<char>(c - 'A' + 'a');
      }
    }
  }
}

void rewrite_statement(JsonValue& statement, std::mt19937& rng) {
  if (JsonValue* sid = member(statement, "Sid"); sid != nullptr && rng() % 2 == 0) {
    sid->text = "Sid" + std::to_string(rng() % 1000000);
  }
  for (const char* key : {"Action", "NotAction"}) {
    if (JsonValue* actions = member(statement, key); actions != nullptr) {
      std::ranges::shuffle(actions->items, rng);
      change_case(*actions, rng);
    }
  }
  for (const char* key : {"Action", "NotAction", "Resource"}) {
    JsonValue* value = member(statement, key);
    if (value != nullptr && rng() % 2 == 0) {
      toggle_list(*value);
    }
  }
  if (JsonValue* condition = member(statement, "Condition"); condition != nullptr) {
    std::ranges::shuffle(condition->members, rng);
    for (JsonMember& op : condition->members) {
      for (JsonMember& key : op.value.members) {
        std::ranges::shuffle(key.value.items, rng);
        toggle_list(key.value);
      }
    }
  }
  std::ranges::shuffle(statement.members, rng);
}

/// Two statements, each with a part of the actions; for a list of several alone.
void split(std::vector<JsonValue>& statements, std::size_t at, std::mt19937& rng) {
  JsonValue* actions = member(statements[at], "Action");
  if (actions == nullptr || actions->items.size() < 2) {
    return;
  }
  const std::size_t first = 1 + rng() % (actions->items.size() - 1);
  JsonValue second = statements[at];
  actions->items.resize(first);
  auto& rest = member(second, "Action")->items;
  rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(first));
  if (JsonValue* sid = member(second, "Sid"); sid != nullptr) {
    sid->text += "Second";
  }
  statements.push_back(std::move(second));
}

/// Two statements that differ in their actions alone become one.
void merge(std::vector<JsonValue>& statements) {
  JsonValue* first = statements.size() < 2 ? nullptr : member(statements[0], "Action");
  JsonValue* second = first == nullptr ? nullptr : member(statements[1], "Action");
  const auto rest = [](const JsonValue& statement) {
    std::map<std::string, std::string> result;
    for (const JsonMember& each : statement.members) {
      if (each.key != "Sid" && each.key != "Action") {
        result[each.key] = each.value.text + std::to_string(each.value.items.size()) +
                           std::to_string(each.value.members.size());
      }
    }
    return result;
  };
  const bool plain =
      second != nullptr && first->kind == JsonKind::Array && second->kind == JsonKind::Array &&
      member(statements[0], "Condition") == nullptr && rest(statements[0]) == rest(statements[1]) &&
      member(statements[0], "Resource")->text == "*";
  if (plain) {
    std::ranges::move(second->items, std::back_inserter(first->items));
    statements.erase(statements.begin() + 1);
  }
}

void rewrite_document(JsonValue& list, std::mt19937& rng) {
  merge(list.items);
  for (std::size_t i = list.items.size(); i-- > 0;) {
    if (rng() % 2 == 0) {
      split(list.items, i, rng);
    }
  }
  for (JsonValue& statement : list.items) {
    rewrite_statement(statement, rng);
  }
  std::ranges::shuffle(list.items, rng);
  if (rng() % 4 == 0 && !list.items.empty()) {
    list.items.push_back(list.items.front());  // Said twice.
    if (JsonValue* sid = member(list.items.back(), "Sid"); sid != nullptr) {
      sid->text += "Again";
    }
  }
}

/// Every policy document below the value.
void rewrite_policies(JsonValue& value, std::mt19937& rng) {
  if (JsonValue* statements = member(value, "Statement");
      statements != nullptr && statements->kind == JsonKind::Array) {
    rewrite_document(*statements, rng);
    return;
  }
  for (JsonValue& item : value.items) {
    rewrite_policies(item, rng);
  }
  for (JsonMember& each : value.members) {
    rewrite_policies(each.value, rng);
  }
}

void attach(JsonValue& root, const char* target, const char* policy) {
  member(*member(root, "scp_attachments"), target)->items.push_back(string_of(policy));
}

void detach(JsonValue& root, const char* target, const char* policy) {
  auto& items = member(*member(root, "scp_attachments"), target)->items;
  std::erase_if(items, [&](const JsonValue& item) { return item.text == policy; });
}

/// The failures of the organizations that are rewritten: none, of guardrails, of reach, of routes.
std::vector<std::vector<Edit>> bases() {
  std::vector<std::vector<Edit>> result = {{}};
  for (const Mutation& mutation : read_mutations("mutations.json")) {
    if (mutation.fails == std::vector<std::string>{"GRD-012"} ||
        std::ranges::count(mutation.fails, "CICD-001") != 0) {
      result.push_back(mutation.edits);
    }
  }
  return result;
}

}  // namespace

TEST_CASE("policies that say the same get the same answers", "[rewrites][property]") {
  const auto all = bases();
  for (const std::vector<Edit>& edits : all) {
    const auto before = answers(mutated(edits));
    for (unsigned seed = 0; seed < 4; ++seed) {
      CAPTURE(seed, edits.size());
      const auto after = answers(rewritten([&](JsonValue& root) {
        for (const Edit& edit : edits) {
          apply(root, edit);
        }
        std::mt19937 rng(seed);
        rewrite_policies(root, rng);
      }));
      for (const auto& [check, answer] : before) {
        CAPTURE(check);
        CHECK(after.at(check) == answer);
      }
    }
  }
}

TEST_CASE("a guardrail at every child binds as at their parent", "[rewrites]") {
  const auto before = answers(mutated({}));
  CHECK(answers(rewritten([](JsonValue& root) {
          detach(root, "r-exmp", "p-org-regions");
          for (const char* ou : {"ou-security", "ou-infra", "ou-deploy", "ou-workloads",
                                 "ou-sandbox", "ou-suspended"}) {
            attach(root, ou, "p-org-regions");
          }
        })) == before);
  CHECK(answers(rewritten([](JsonValue& root) {
          detach(root, "ou-workloads", "p-protected-keys");
          for (const char* ou : {"ou-prod", "ou-nonprod", "ou-pci"}) {
            attach(root, ou, "p-protected-keys");
          }
        })) == before);
}

TEST_CASE("a pattern that means one action is that action", "[rewrites]") {
  const auto before = answers(mutated({}));
  CHECK(answers(rewritten([](JsonValue& root) {
          for (JsonMember& policy : member(root, "scps")->members) {
            JsonValue& statements = *member(*member(policy.value, "doc"), "Statement");
            for (JsonValue& statement : statements.items) {
              JsonValue* actions = member(statement, "Action");
              for (JsonValue& action : actions == nullptr ? statement.items : actions->items) {
                if (action.text == "organizations:LeaveOrganization") {
                  action.text = "organizations:Leave*";
                } else if (action.text == "cloudtrail:StopLogging") {
                  action.text = "cloudtrail:StopLoggin?";
                }
              }
            }
          }
        })) == before);
}

}  // namespace orgsim::compliance
