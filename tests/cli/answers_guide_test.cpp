#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/process.h"

namespace orgsim::cli {
namespace {

using Json = nlohmann::json;
using Members = std::map<std::string, std::string>;  // Type by path.

/// The tables of the guide by the heading above them.
std::map<std::string, Members> documented() {
  std::map<std::string, Members> result;
  std::istringstream guide(read_file(ORGSIM_SOURCE_DIR "/docs/guide/answers-json.md"));
  std::string heading;
  for (std::string line; std::getline(guide, line);) {
    if (line.starts_with("## ")) {
      heading = line.substr(3);
    } else if (line.starts_with("| `")) {
      const std::size_t end = line.find("` | ");
      const std::size_t type = end + std::string_view("` | ").size();
      result[heading][line.substr(3, end - 3)] = line.substr(type, line.find(" |", type) - type);
    }
  }
  return result;
}

std::string type_of(const Json& value) {
  if (value.is_null()) {
    return "null";
  }
  if (value.is_boolean()) {
    return "boolean";
  }
  return value.is_string() ? "text" : "number";
}

bool is_hop(const Json& value) { return value.contains("relation") && value.contains("requires"); }

/// What answers hold: the types at each path, with hops apart.
class Emitted {
 public:
  void add(const Json& answer) { add(answer, "", answers_); }

  std::map<std::string, std::set<std::string>> answers_;
  std::map<std::string, std::set<std::string>> hops_;

 private:
  void add(const Json& value, const std::string& path,
           std::map<std::string, std::set<std::string>>& types) {
    if (value.is_object() && is_hop(value) && &types != &hops_) {
      types[path].insert("hop");
      add(value, "", hops_);
    } else if (value.is_object()) {
      const bool any_name = path == "depths.data_classes";
      for (const auto& [key, member] : value.items()) {
        add(member, (path.empty() ? "" : path + ".") + (any_name ? "*" : key), types);
      }
    } else if (value.is_array()) {
      for (const Json& item : value) {
        add(item, path + "[]", types);
      }
    } else {
      types[path].insert(type_of(value));
    }
  }
};

bool allows(const std::string& documented, const std::string& type) {
  return documented == type || documented == type + " or null" ||
         (type == "null" && documented.ends_with(" or null"));
}

void check(const Members& documented, const std::map<std::string, std::set<std::string>>& emitted,
           const std::set<std::string>& not_here) {
  for (const auto& [path, types] : emitted) {
    CAPTURE(path);
    const auto row = documented.find(path);
    CHECK(row != documented.end());
    for (const std::string& type : types) {
      CAPTURE(type);
      CHECK((row == documented.end() || allows(row->second, type)));
    }
  }
  for (const auto& [path, type] : documented) {
    CAPTURE(path);
    CHECK(emitted.contains(path) != not_here.contains(path));
  }
}

struct Question {
  std::string heading;
  std::vector<std::vector<std::string>> commands;
  std::set<std::string> not_here;  // What the built-in organization has no example of.
};

std::vector<Question> questions() {
  const std::string vault = "arn:aws:s3:::example-cde-vault/*";
  return {
      {"escalations", {{"escalations"}}, {}},
      {"blast-radius",
       {{"blast-radius", "--from", "account:management"},
        {"blast-radius", "--from", "account:deploy-prod", "--routes"},
        {"blast-radius", "--from", "role:management/BreakGlass"},
        {"blast-radius", "--from", "account:app-dev"}},
       {"names.issuers[].host", "names.issuers[].roles[]"}},
      {"blast-radius --largest", {{"blast-radius", "--largest", "5"}}, {}},
      {"paths --to", {{"paths", "--to", "account:payments-cde"}}, {}},
      {"paths --from --to",
       {{"paths", "--from", "account:deploy-prod", "--to", "account:payments-cde"},
        {"paths", "--from", "account:app-dev", "--to", "account:app-prod"}},
       {}},
      {"who-can",
       {{"who-can", "s3:GetObject", vault, "--transitive"},
        {"who-can", "sts:AssumeRole", "arn:aws:iam::100000000014:role/OrgBreakGlass"}},
       {}},
      {"choke-points",
       {{"choke-points", "--from", "account:deploy-prod", "--to", "account:payments-cde"},
        {"choke-points", "--from", "olga", "--to", "account:app-prod"}},
       {"pair.changes[]", "pair.after.targets", "pair.after.admin_accounts",
        "pair.after.data_stores", "dead_guards[].guard", "dead_guards[].because",
        "dead_guards[].by"}},
  };
}

TEST_CASE("the guide to answers names the members that are written, and no others") {
  const auto guide = documented();
  CHECK(guide.size() == questions().size() + 1);
  for (const Question& question : questions()) {
    CAPTURE(question.heading);
    Emitted emitted;
    for (std::vector<std::string> command : question.commands) {
      command.insert(command.end(), {"--format", "json"});
      const Ended ended = run_program(command);
      INFO(ended.err);
      REQUIRE((ended.code == 0 || ended.code == 3));
      emitted.add(Json::parse(ended.out));
    }
    REQUIRE(guide.contains(question.heading));
    check(guide.at(question.heading), emitted.answers_, question.not_here);
    if (!emitted.hops_.empty()) {
      std::set<std::string> may_lack = {"raised[]"};
      if (emitted.hops_.contains("raised[]")) {
        may_lack.clear();
      }
      check(guide.at("Hop"), emitted.hops_, may_lack);
    }
  }
}

}  // namespace
}  // namespace orgsim::cli
