#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace orgsim::io {

/// How a case of a JUnit report ended. There is no standard; this is what GitLab, Jenkins and the
/// actions of GitHub read alike.
enum class JunitOutcome { Passed, Failure, Error, Skipped };

struct JunitCase {
  std::string classname;  // GitLab shows it as the suite.
  std::string name;
  std::string file;               // Empty: none.
  std::size_t line = 0;           // 0: none.
  std::optional<double> seconds;  // Nothing: not measured, so that equal runs give equal bytes.
  JunitOutcome outcome = JunitOutcome::Passed;
  std::string type;     // Of a failure or error: the verb of the expectation, `unknown`.
  std::string message;  // One line.
  std::string details;  // A witness, any number of lines.
};

struct JunitSuite {
  std::string name;
  std::string file;       // Empty: none.
  std::string timestamp;  // ISO 8601 without zone; empty: none.
  std::vector<std::pair<std::string, std::string>> properties;
  std::vector<JunitCase> cases;
};

struct JunitReport {
  std::string name = "orgsim";
  std::vector<JunitSuite> suites;
};

/// The report as XML, its counts computed from the cases. Of cases with the same class and name
/// GitLab keeps one alone, so later ones get a number. Characters that XML forbids become U+FFFD.
/// Source: GitLab, "Unit test reports"; Jenkins xunit plugin, junit-10.xsd.
std::string junit_xml(const JunitReport& report);

}  // namespace orgsim::io
