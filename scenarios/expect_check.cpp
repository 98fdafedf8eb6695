#include <algorithm>
#include <optional>

#include "compliance/assess.h"
#include "compliance/catalog.h"
#include "model/arn.h"
#include "model/text.h"
#include "scenarios/expectations.h"

namespace orgsim::scenarios {
namespace {

using compliance::CheckResult;
using compliance::Verdict;
using AccountList = std::vector<Index<Account>>;

std::unexpected<Diagnostics> unknown_check(const Question& question) {
  std::vector<std::string> known;
  known.reserve(compliance::catalog().size());
  for (const compliance::Check& check : compliance::catalog()) {
    known.emplace_back(check.id);
  }
  const std::string& id = question.asked.arguments.text("id");
  const auto near = nearest(id, known);
  return std::unexpected(Diagnostics{{.code = "E3107",
                                      .message = "there is no check `" + id + "`",
                                      .hint = near ? "did you mean `" + *near + "`?" : "",
                                      .where = question.asked.where}});
}

Result<CheckResult> assessed(const Question& question) {
  const compliance::Check* check = compliance::find_check(question.asked.arguments.text("id"));
  if (check == nullptr) {
    return unknown_check(question);
  }
  const auto& as_of = question.now.organization().tables().as_of;
  if (!as_of) {
    return std::unexpected(
        Diagnostics{{.code = "E3106",
                     .message = "checks judge at a date, and the organization has none",
                     .hint = "give it `as_of`",
                     .where = question.asked.where}});
  }
  const compliance::Premises premises(question.now.authorizer(), question.now.graph(), *as_of);
  return compliance::assess(premises, *check);
}

/// The account that a subject is or is in; nothing when it is of no account.
std::optional<Index<Account>> account_of_subject(const Organization& organization,
                                                 const std::string& subject) {
  if (const auto account = organization.find_account(subject)) {
    return account;
  }
  if (const auto resource = organization.find_resource(subject)) {
    return (*organization.tables().resources)[*resource].account;
  }
  const auto arn = parse_arn(subject);
  return arn ? organization.find_account(arn->account) : std::nullopt;
}

/// What is of no account concerns every scope.
bool concerns(const Organization& organization, const AccountList& scope,
              const std::string& subject) {
  const auto account = account_of_subject(organization, subject);
  return !account || std::ranges::find(scope, *account) != scope.end();
}

/// Leaves the subjects of the scope; a verdict that rests on others alone does not hold there.
void narrow(const Organization& organization, const AccountList& scope, CheckResult& result) {
  const bool had_subjects = !result.subjects.empty();
  std::erase_if(result.subjects, [&](const compliance::Finding& finding) {
    return !concerns(organization, scope, finding.subject);
  });
  const bool misses_evidence = std::ranges::any_of(
      result.missing_accounts,
      [&](const std::string& account) { return concerns(organization, scope, account); });
  if (had_subjects && result.subjects.empty() && !misses_evidence) {
    result.verdict = Verdict::Pass;
  }
}

State compared(Verdict found, std::string_view wanted) {
  if (compliance::name_of(found) == wanted) {
    return State::Pass;
  }
  return found == Verdict::CannotTell ? State::Unknown : State::Fail;
}

}  // namespace

ExpectationResult answer_check(const Question& question) {
  auto result = assessed(question);
  if (!result) {
    return failed_to_ask(result.error());
  }
  const Arguments& arguments = question.asked.arguments;
  if (const auto* scope = arguments.find<Reference>("scope")) {
    const auto accounts = accounts_of(question.world(), *scope);
    if (!accounts) {
      return failed_to_ask(accounts.error());
    }
    narrow(question.now.organization(), *accounts, *result);
  }
  CheckEvidence evidence{.verdict = std::string(compliance::name_of(result->verdict))};
  evidence.subjects.reserve(result->subjects.size());
  for (const compliance::Finding& finding : result->subjects) {
    evidence.subjects.push_back(finding.subject);
  }
  const auto rest = std::ranges::unique(evidence.subjects);
  evidence.subjects.erase(rest.begin(), rest.end());
  return {.state = compared(result->verdict, arguments.text("verdict")),
          .evidence = std::move(evidence)};
}

}  // namespace orgsim::scenarios
