#include <catch2/catch.hpp>
#include <filesystem>

#include "process.h"

namespace orgsim::cli {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

const std::string kOrganization = R"({"format": "orgsim-organization/1",
  "organization": {"id": "o-1", "root": "r-1", "management_account": "111111111111"},
  "ous": [], "accounts": [{"id": "111111111111", "name": "pay\u001b[31m", "ou": "r-1"}]})";

TEST_CASE("help and version are answers") {
  const Ended help = run_program({"--help"});
  CHECK(help.code == 0);
  CHECK(help.err.empty());
  CHECK_THAT(help.out, StartsWith("usage: orgsim COMMAND"));
  CHECK(run_program({"help"}).out == help.out);
  CHECK(run_program({"show", "--help"}).out == run_program({"help", "show"}).out);
  CHECK_THAT(run_program({"--version"}).out, StartsWith("orgsim "));
}

TEST_CASE("wrong usage ends with 2, says what is near, and writes no answer") {
  struct Row {
    std::vector<std::string> arguments;
    std::string message;
    std::string hint;
  };
  const std::vector<Row> rows = {
      {{}, "no command", "`orgsim --help` lists"},
      {{"vaildate"}, "unknown command `vaildate`", "did you mean `validate`?"},
      {{"xyzzy"}, "unknown command `xyzzy`", "`orgsim --help` lists"},
      {{"--color", "never", "show"}, "option `--color` before a command", "options follow"},
      {{"show", "--formt", "json"}, "unknown option `--formt` of `show`", "`--format`"},
      {{"show", "--for", "json"}, "unknown option `--for` of `show`", ""},
      {{"show", "--format", "jsn"}, "`jsn` is no value of `--format`", "did you mean `json`?"},
      {{"show", "--format"}, "`--format` needs a value", "usage"},
      {{"show", "--format", "json", "-f", "text"}, "`--format` is given twice", ""},
      {{"show", "--strict=yes"}, "`--strict` takes no value", ""},
      {{"show", "--now", "tomorrow"}, "no value of `--now`", ""},
      {{"show", "extra"}, "takes no arguments besides options", "usage: orgsim show"},
      {{"completion"}, "needs an argument more", "usage: orgsim completion"},
      {{"completion", "tcsh"}, "no completion for `tcsh`", ""},
      {{"evaluate"}, "`evaluate` needs `--cases`", ""},
      {{"schema", "nothing-like-it"}, "no schema `nothing-like-it`", ""},
      {{"help", "shw"}, "unknown command `shw`", "did you mean `show`?"}};
  for (const Row& row : rows) {
    const Ended ended = run_program(row.arguments);
    CAPTURE(row.message, ended.out);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    CHECK_THAT(ended.err, StartsWith("orgsim: error: "));
    CHECK_THAT(ended.err, Contains(row.message));
    CHECK_THAT(ended.err, Contains(row.hint));
  }
}

TEST_CASE("show draws a file and the built-in organization") {
  const TemporaryFolder folder;
  const std::string path = folder.write("o.json", kOrganization);
  const Ended shown = run_program({"show", "--org", path});
  CHECK(shown.code == 0);
  CHECK(shown.err.empty());
  CHECK(shown.out == "o-1\nRoot (r-1)\n└─ 111111111111 pay\\x1b[31m  (management account)\n");
  CHECK(run_program({"show"}).out == run_program({"show", "--org", "reference"}).out);
  CHECK_THAT(run_program({"show", "-f", "json"}).out,
             StartsWith("{\n  \"format\": \"orgsim-tree/1\""));
}

TEST_CASE("colour follows the option, then NO_COLOR, then being forced") {
  const auto colored = [](const std::vector<std::string>& arguments,
                          std::map<std::string, std::string> environment) {
    const Ended ended = run_program(arguments, {.in = "", .environment = std::move(environment)});
    return ended.out.contains('\x1b');
  };
  CHECK_FALSE(colored({"show"}, {}));
  CHECK(colored({"show"}, {{"FORCE_COLOR", "1"}}));
  CHECK(colored({"show"}, {{"CLICOLOR_FORCE", "1"}}));
  CHECK_FALSE(colored({"show"}, {{"FORCE_COLOR", "1"}, {"NO_COLOR", "1"}}));
  CHECK(colored({"show", "--color", "always"}, {{"NO_COLOR", "1"}}));
  CHECK_FALSE(colored({"show", "--color=never"}, {{"FORCE_COLOR", "1"}}));
}

TEST_CASE("reports go where they are sent, one at most to standard output") {
  const TemporaryFolder folder;
  const std::string json = folder.path("tree.json");
  const Ended both = run_program({"show", "--report", "json:" + json});
  CHECK(both.code == 0);
  CHECK_THAT(both.out, StartsWith("o-exampleorg1\n"));
  CHECK(read_file(json) == run_program({"show", "--report", "json:-"}).out);
  CHECK(run_program({"show", "-f", "json", "--output", json}).out.empty());
  CHECK(run_program({"show", "-f", "text", "--report", "json:-"}).code == 2);
  CHECK(run_program({"show", "--report", "pdf:x"}).code == 2);
  const Ended lost = run_program({"show", "-o", folder.path("no/such/folder")});
  CHECK(lost.code == 2);
  CHECK_THAT(lost.err, Contains("No such file or directory"));
}

TEST_CASE("validate shows every error with its place, for people and for machines") {
  const TemporaryFolder folder;
  const std::string path = folder.write(
      "bad.json",
      "{\"format\": \"orgsim-organization/1\",\n \"organization\": {\"id\": \"o-1\"},\n"
      " \"accounts\": [{\"id\": \"12\", \"name\": \"x\", \"ou\": \"r-1\"}]}");
  const Ended people = run_program({"validate", "--org", path});
  CHECK(people.code == 2);
  CHECK_THAT(people.out, StartsWith(path + ": invalid: "));
  CHECK_THAT(people.err, Contains(path + ":3:22: error: `12` is no account id"));
  CHECK_THAT(people.err, Contains("\n                       ^\n"));
  const Ended machines =
      run_program({"validate", "--org", path, "--diagnostics", "json", "--format", "json"});
  CHECK_THAT(machines.err, Contains("\"line\":3,\"column\":22,\"endLine\":3,\"endColumn\":26,"
                                    "\"pointer\":\"/accounts/0/id\""));
  CHECK_THAT(machines.out, Contains("\"valid\": false"));
}

TEST_CASE("what is not modelled is a warning, and an error when strict") {
  const TemporaryFolder folder;
  std::string text = kOrganization;
  text.insert(1, "\"moon\": \"full\", ");
  const std::string path = folder.write("o.json", text);
  const Ended lax = run_program({"validate", "--org", path});
  CHECK(lax.code == 0);
  CHECK_THAT(lax.err, Contains("warning: not modelled: `/moon`"));
  CHECK_THAT(lax.out, Contains("1 construct not modelled"));
  CHECK(run_program({"validate", "--org", path, "--quiet"}).err.empty());
  CHECK(run_program({"validate", "--org", path, "--strict"}).code == 2);
  CHECK(run_program({"show", "--org", path, "--strict"}).code == 2);
}

TEST_CASE("input that cannot be read ends with 2") {
  const TemporaryFolder folder;
  CHECK(run_program({"show", "--org", folder.path("none.json")}).code == 2);
  CHECK(run_program({"evaluate", "--cases", folder.path("none")}).code == 2);
  CHECK(run_program({"evaluate", "--cases", folder.path("")}).code == 2);
  const Ended bad = run_program({"evaluate", "--cases", "-"}, {.in = "{\"id\": \"c1\"}\n"});
  CHECK(bad.code == 2);
  CHECK_THAT(bad.out, StartsWith("{\"id\":\"c1\",\"error\""));
}

TEST_CASE("an answer that a full disk lost is an error") {
  const Ended ended = run_program({"show"}, {.in = "", .environment = {}, .out_path = "/dev/full"});
  CHECK(ended.code == 2);
  CHECK_THAT(ended.err, Contains("No space left on device"));
}

TEST_CASE("init writes files that validate, and overwrites nothing") {
  const TemporaryFolder folder;
  const std::string target = folder.path("mine");
  const Ended made = run_program({"init", target});
  CHECK(made.code == 0);
  const Ended valid =
      run_program({"validate", "--strict", "--org", target + "/organization.jsonc"});
  CHECK(valid.code == 0);
  CHECK(valid.err.empty());
  std::filesystem::remove(target + "/first.scenario.jsonc");
  CHECK(run_program({"init", target}).code == 2);
  CHECK_FALSE(std::filesystem::exists(target + "/first.scenario.jsonc"));
}

}  // namespace
}  // namespace orgsim::cli
