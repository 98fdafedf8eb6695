#include "io/read/policy_reader.h"

#include <catch2/catch.hpp>

#include "io/source_files.h"

namespace orgsim::io {
namespace {

/// The errors of a document, each as `line:column code`.
std::vector<std::string> errors(const std::string& text, PolicyKind kind = PolicyKind::Identity) {
  SourceFiles files;
  const auto file = files.add("policy.json", text);
  const auto document = read_policy(text, file, kind);
  std::vector<std::string> result;
  if (!document) {
    for (const Diagnostic& diagnostic : document.error()) {
      const LineColumn at = files.line_column(diagnostic.where);
      result.push_back(std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
                       diagnostic.code);
    }
  }
  return result;
}

using Errors = std::vector<std::string>;

TEST_CASE("a policy is read with scalars for lists, and locations") {
  const std::string text = R"({"Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "NotAction": ["iam:*", "sts:*"], "Resource": "*",
    // the office
    "Condition": {"Bool": {"aws:SecureTransport": true}, "NumericLessThan": {"k": [1, 2.5]}}}})";
  const auto document = read_policy(text, 0, PolicyKind::Identity);
  REQUIRE(document.has_value());
  REQUIRE(document->statements.size() == 1);
  const Statement& statement = document->statements[0];
  CHECK(document->version == PolicyVersion::Of2012);
  CHECK(statement.effect == Effect::Allow);
  CHECK(statement.action == PatternElement{true, {"iam:*", "sts:*"}});
  CHECK(text.substr(statement.where.offset, 9) == R"({"Effect")");
  REQUIRE(statement.conditions.size() == 2);
  CHECK(statement.conditions[0].values == std::vector<std::string>{"true"});
  CHECK(statement.conditions[1].values == std::vector<std::string>{"1", "2.5"});
}

TEST_CASE("`*` and {\"AWS\": \"*\"} are the same principal") {
  const auto read = [](const std::string& principal) {
    return read_policy(R"({"Statement": [{"Effect": "Allow", "Principal": )" + principal +
                           R"(, "Action": "sts:AssumeRole"}]})",
                       0, PolicyKind::Trust)
        .value()
        .statements[0]
        .principal;
  };
  CHECK(read(R"("*")") == read(R"({"AWS": ["*"]})"));
}

TEST_CASE("every problem of a policy is reported with its place") {
  CHECK(errors("{}") == Errors{"1:1 E1103"});
  CHECK(errors(R"({"Statement": 1})") == Errors{"1:15 E1101"});
  CHECK(errors("{\"Statement\": [{\"Effect\": \"allow\",\n\"Action\": 7, \"Resource\": \"*\", "
               "\"Foo\": 1}]}") == Errors{"2:31 E1102", "1:27 E1105", "2:11 E1101"});
  CHECK(errors(R"({"Statement": [{"Effect": "Deny", "Action": "*", "NotAction": "*"}]})") ==
        Errors{"1:63 E1106", "1:16 E1103"});
  CHECK(errors(R"({"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*",
"Condition": {"StringEqual": {"a": "b"}}}})") == Errors{"2:15 E1109"});
}

TEST_CASE("duplicate keys, cut text and deep nesting are errors") {
  CHECK(errors(R"({"Statement": [], "Statement": []})") == Errors{"1:19 E1002"});
  CHECK(errors(R"({"Statement": [)").front().ends_with("E1001"));
  CHECK(errors(std::string(300, '[')).front().ends_with("E1003"));
}

TEST_CASE("each kind of policy has its elements") {
  const std::string deny = R"({"Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*")";
  CHECK(errors(deny + "}}", PolicyKind::Scp).empty());
  CHECK(errors(deny + R"(, "Principal": "*"}})", PolicyKind::Scp) == Errors{"1:15 E1108"});
  CHECK(errors(deny + R"(, "Principal": "*"}})", PolicyKind::Rcp).empty());
  CHECK(errors(deny + R"(, "Principal": "*"}})", PolicyKind::Trust) == Errors{"1:15 E1108"});
  CHECK(errors(deny + "}}", PolicyKind::Resource) == Errors{"1:15 E1103"});
  CHECK(errors(R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*",
"Resource": "*"}})",
               PolicyKind::Rcp) == Errors{"1:15 E1108"});
  CHECK(errors(R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*",
"Resource": "*"}})",
               PolicyKind::Rcp)
            .empty());
}

TEST_CASE("an error is shown with its line, a caret and no control characters") {
  SourceFiles files;
  const auto file = files.add("a.json", "{\n  \"x\": 1\n}");
  const Diagnostic diagnostic{.code = "E1101",
                              .message = "bad \x1b[31m",
                              .hint = "look",
                              .where = {.file = file, .offset = 4}};
  CHECK(render(files, diagnostic) ==
        "a.json:2:3: error: bad \\x1b[31m [E1101]\n    \"x\": 1\n    ^\n  hint: look");
}

}  // namespace
}  // namespace orgsim::io
