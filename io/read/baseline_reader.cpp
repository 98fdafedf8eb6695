#include "io/read/baseline_reader.h"

namespace orgsim::io {
namespace {

std::string text_of(const JsonValue& object, std::string_view key) {
  const JsonValue* member = object.find(key);
  return member != nullptr && member->kind == JsonKind::String ? member->text : std::string();
}

Diagnostics problem(std::string code, std::string message, SourceLocation where, std::string hint) {
  return {{.code = std::move(code),
           .message = std::move(message),
           .hint = std::move(hint),
           .where = where}};
}

void add_findings(const JsonValue& check, compliance::Baseline& baseline, Diagnostics& problems) {
  const JsonValue* subjects = check.find("subjects");
  if (text_of(check, "verdict") != "FAIL" || subjects == nullptr) {
    return;
  }
  for (const JsonValue& subject : subjects->items) {
    compliance::KnownFinding finding{.check = text_of(check, "id"),
                                     .fingerprint = text_of(subject, "fingerprint"),
                                     .subject = text_of(subject, "id"),
                                     .message = text_of(subject, "message")};
    if (finding.check.empty() || finding.fingerprint.empty()) {
      const auto more = problem("E1102", "a failing subject without `fingerprint`", subject.where,
                                "write the baseline anew with `comply --format json`");
      problems.insert(problems.end(), more.begin(), more.end());
    }
    baseline.findings.push_back(std::move(finding));
  }
}

}  // namespace

Result<compliance::Baseline> read_baseline(const JsonValue& json, std::string_view organization) {
  const JsonValue* checks = json.find("checks");
  if (text_of(json, "format") != "orgsim-comply/1" || checks == nullptr ||
      checks->kind != JsonKind::Array) {
    return std::unexpected(problem("E1108", "the baseline is no report of `comply`", json.where,
                                   "a baseline is what `comply --format json` wrote"));
  }
  compliance::Baseline baseline{.organization = text_of(json, "organization"),
                                .as_of = text_of(json, "as_of"),
                                .findings = {}};
  if (baseline.organization != organization) {
    return std::unexpected(
        problem("E3001", "the baseline is of organization `" + baseline.organization + "`",
                json.where, "this one is `" + std::string(organization) + "`"));
  }
  Diagnostics problems;
  for (const JsonValue& check : checks->items) {
    add_findings(check, baseline, problems);
  }
  if (!problems.empty()) {
    return std::unexpected(std::move(problems));
  }
  return baseline;
}

}  // namespace orgsim::io
