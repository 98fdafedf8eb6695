#include "compliance/waiver.h"

#include <algorithm>
#include <array>

#include "model/arn.h"
#include "model/text.h"

namespace orgsim::compliance {
namespace {

bool is_open(std::string_view pattern) { return pattern.empty() || pattern == "*"; }

std::string_view trimmed(std::string_view text) {
  const auto begin = std::min(text.find_first_not_of(' '), text.size());
  return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

/// Names of people, however they are typed.
bool same_person(std::string_view left, std::string_view right) {
  return equals_ignoring_case(trimmed(left), trimmed(right));
}

bool fits(std::string_view pattern, std::string_view text) {
  return pattern.empty() || matches_wildcard(pattern, text);
}

/// The account in an ARN, the owner of the resource it names, or the account that the subject is.
std::string account_of_subject(const Premises& premises, std::string_view subject) {
  if (const auto resource = premises.authorizer().resources().find(subject)) {
    return std::string(premises.id((*premises.tables().resources)[*resource].account));
  }
  if (const auto arn = parse_arn(subject)) {
    return std::string(arn->account);
  }
  const auto account = premises.organization().find_account(subject);
  return account ? std::string(premises.id(*account)) : std::string();
}

}  // namespace

std::string_view name_of(WaiverGap gap) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"owner is missing", "approver is missing", "owner and approver are the same person",
       "justification is missing", "compensating control is missing", "start is missing",
       "expiry is missing", "start lies in the future", "it has expired",
       "it names neither a subject nor an account"});
  return kNames[static_cast<std::size_t>(gap)];
}

std::vector<WaiverGap> gaps(const Waiver& waiver, Date now) {
  std::vector<WaiverGap> result;
  const auto when = [&](bool lacking, WaiverGap gap) {
    if (lacking) {
      result.push_back(gap);
    }
  };
  when(waiver.owner.empty(), WaiverGap::NoOwner);
  when(waiver.approver.empty(), WaiverGap::NoApprover);
  when(!waiver.owner.empty() && same_person(waiver.owner, waiver.approver),
       WaiverGap::SelfApproved);
  when(waiver.justification.empty(), WaiverGap::NoJustification);
  when(waiver.compensating.empty(), WaiverGap::NoCompensation);
  when(!waiver.start, WaiverGap::NoStart);
  when(!waiver.expires, WaiverGap::NoExpiry);
  when(waiver.start && *waiver.start > now, WaiverGap::NotStarted);
  when(waiver.expires && *waiver.expires < now, WaiverGap::Expired);
  when(is_open(waiver.match.subject) && is_open(waiver.match.account), WaiverGap::Unscoped);
  return result;
}

bool matches(const Waiver& waiver, std::string_view check, std::string_view subject,
             std::string_view account) {
  return waiver.match.check == check && fits(waiver.match.subject, subject) &&
         fits(waiver.match.account, account);
}

namespace {

/// Finds the waivers in force for findings, and notes which were used.
class Waivers {
 public:
  Waivers(const Premises& premises, std::span<const Waiver> waivers)
      : premises_(premises), waivers_(waivers), used_(waivers.size()) {
    for (const Waiver& waiver : waivers) {
      in_force_.push_back(gaps(waiver, premises.now()).empty());
    }
  }

  std::optional<std::size_t> find(std::string_view check, std::string_view subject) {
    const std::string account = account_of_subject(premises_, subject);
    for (std::size_t i = 0; i < waivers_.size(); ++i) {
      if (in_force_[i] && matches(waivers_[i], check, subject, account)) {
        used_[i] = true;
        return i;
      }
    }
    return std::nullopt;
  }

  std::vector<std::size_t> unused() const {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < waivers_.size(); ++i) {
      if (in_force_[i] && !used_[i]) {
        result.push_back(i);
      }
    }
    return result;
  }

 private:
  const Premises& premises_;
  std::span<const Waiver> waivers_;
  std::vector<bool> in_force_;
  std::vector<bool> used_;
};

}  // namespace

Waiving waive(const Premises& premises, std::span<const CheckResult> results,
              std::span<const Waiver> waivers) {
  Waivers finder(premises, waivers);
  Waiving result;
  for (const CheckResult& check : results) {
    std::vector<std::optional<std::size_t>>& by_subject = result.by_subject.emplace_back();
    const bool waivable = check.verdict == Verdict::Fail && check.check->id != "EVD-002";
    for (const Finding& subject : check.subjects) {
      by_subject.push_back(waivable ? finder.find(check.check->id, subject.subject) : std::nullopt);
    }
    result.waived.push_back(
        waivable && std::ranges::all_of(by_subject, [](const auto& by) { return by.has_value(); }));
  }
  result.unused = finder.unused();
  return result;
}

}  // namespace orgsim::compliance
