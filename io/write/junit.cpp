#include "io/write/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <sstream>
#include <string_view>

#include "io/write/escape.h"

namespace orgsim::io {
namespace {

void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(legal_in_xml(value).c_str());
}

void set_unless_empty(pugi::xml_node node, const char* name, std::string_view value) {
  if (!value.empty()) {
    set(node, name, value);
  }
}

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  std::optional<double> seconds;

  void add(const JunitCase& one) {
    ++tests;
    failures += one.outcome == JunitOutcome::Failure ? 1U : 0U;
    errors += one.outcome == JunitOutcome::Error ? 1U : 0U;
    skipped += one.outcome == JunitOutcome::Skipped ? 1U : 0U;
    if (one.seconds) {
      seconds = seconds.value_or(0) + *one.seconds;
    }
  }
};

void set_seconds(pugi::xml_node node, std::optional<double> seconds) {
  if (seconds) {
    set(node, "time", fmt::format("{:.3f}", *seconds));
  }
}

void set_counts(pugi::xml_node node, const Counts& counts) {
  set(node, "tests", std::to_string(counts.tests));
  set(node, "failures", std::to_string(counts.failures));
  set(node, "errors", std::to_string(counts.errors));
  set(node, "skipped", std::to_string(counts.skipped));
  set_seconds(node, counts.seconds);
}

/// The element within a case that says how it ended; nothing for one that passed.
const char* element_of(JunitOutcome outcome) {
  switch (outcome) {
    case JunitOutcome::Passed:
      return nullptr;
    case JunitOutcome::Failure:
      return "failure";
    case JunitOutcome::Error:
      return "error";
    case JunitOutcome::Skipped:
      return "skipped";
  }
  return nullptr;
}

class JunitWriter {
 public:
  std::string write(const JunitReport& report) && {
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    set(declaration, "version", "1.0");
    set(declaration, "encoding", "UTF-8");
    pugi::xml_node root = document.append_child("testsuites");
    set(root, "name", report.name);
    Counts counts;
    for (const JunitSuite& suite : report.suites) {
      std::ranges::for_each(suite.cases, [&](const JunitCase& one) { counts.add(one); });
    }
    set_counts(root, counts);
    for (const JunitSuite& suite : report.suites) {
      add_suite(root, suite);
    }
    std::ostringstream text;
    document.save(text, "  ", pugi::format_default, pugi::encoding_utf8);
    return text.str();
  }

 private:
  void add_suite(pugi::xml_node root, const JunitSuite& suite) {
    pugi::xml_node node = root.append_child("testsuite");
    set(node, "name", suite.name);
    Counts counts;
    std::ranges::for_each(suite.cases, [&](const JunitCase& one) { counts.add(one); });
    set_counts(node, counts);
    set_unless_empty(node, "timestamp", suite.timestamp);
    set_unless_empty(node, "file", suite.file);
    if (!suite.properties.empty()) {
      pugi::xml_node properties = node.append_child("properties");
      for (const auto& [name, value] : suite.properties) {
        pugi::xml_node property = properties.append_child("property");
        set(property, "name", name);
        set(property, "value", value);
      }
    }
    for (const JunitCase& one : suite.cases) {
      add_case(node, one);
    }
  }

  void add_case(pugi::xml_node suite, const JunitCase& one) {
    pugi::xml_node node = suite.append_child("testcase");
    set(node, "classname", one.classname);
    set(node, "name", unique_name(one));
    set_unless_empty(node, "file", one.file);
    set_unless_empty(node, "line", one.line == 0 ? "" : std::to_string(one.line));
    set_seconds(node, one.seconds);
    const char* element = element_of(one.outcome);
    if (element == nullptr) {
      return;
    }
    pugi::xml_node ending = node.append_child(element);
    if (one.outcome != JunitOutcome::Skipped) {
      set_unless_empty(ending, "type", one.type);
    }
    set(ending, "message", one.message);
    if (!one.details.empty()) {
      ending.text().set(legal_in_xml(one.details).c_str());
    }
  }

  std::string unique_name(const JunitCase& one) {
    const std::size_t seen = ++seen_[{one.classname, one.name}];
    return seen == 1 ? one.name : fmt::format("{} ({})", one.name, seen);
  }

  std::map<std::pair<std::string, std::string>, std::size_t> seen_;
};

}  // namespace

std::string junit_xml(const JunitReport& report) { return JunitWriter().write(report); }

}  // namespace orgsim::io
