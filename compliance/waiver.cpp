#include "compliance/waiver.h"

#include <algorithm>
#include <array>

#include "model/arn.h"
#include "model/text.h"

namespace orgsim::compliance {
namespace {

bool is_open(std::string_view pattern) { return pattern.empty() || pattern == "*"; }

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
  when(!waiver.owner.empty() && waiver.owner == waiver.approver, WaiverGap::SelfApproved);
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

Waiving waive(const Premises& premises, std::span<const CheckResult> results,
              std::span<const Waiver> waivers) {
  std::vector<bool> used(waivers.size());
  std::vector<bool> in_force(waivers.size());
  for (std::size_t i = 0; i < waivers.size(); ++i) {
    in_force[i] = gaps(waivers[i], premises.now()).empty();
  }
  Waiving result;
  for (const CheckResult& check : results) {
    std::vector<std::optional<std::size_t>>& by_subject = result.by_subject.emplace_back();
    bool all = check.verdict == Verdict::Fail && check.check->id != "EVD-002";
    const bool waivable = all;
    for (const Finding& subject : check.subjects) {
      const std::string account = account_of_subject(premises, subject.subject);
      std::optional<std::size_t>& found = by_subject.emplace_back();
      for (std::size_t i = 0; waivable && !found && i < waivers.size(); ++i) {
        if (in_force[i] && matches(waivers[i], check.check->id, subject.subject, account)) {
          found = i;
          used[i] = true;
        }
      }
      all = all && found.has_value();
    }
    result.waived.push_back(all && !check.subjects.empty());
  }
  for (std::size_t i = 0; i < waivers.size(); ++i) {
    if (in_force[i] && !used[i]) {
      result.unused.push_back(i);
    }
  }
  return result;
}

}  // namespace orgsim::compliance
