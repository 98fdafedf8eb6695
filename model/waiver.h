#pragma once

#include <optional>
#include <string>

#include "model/diagnostic.h"
#include "model/time.h"

namespace orgsim {

/// Which findings a waiver is for. All members that are given must match; an empty one matches
/// everything. Subject and account may hold `*` and `?`.
struct WaiverMatch {
  std::string check;
  std::string subject;
  std::string account;
};

/// A failing check that somebody accepts for a time. What is missing is kept missing: a waiver
/// without owner, approver or expiry suppresses nothing and is a finding of its own.
struct Waiver {
  std::string id;
  WaiverMatch match;
  std::string justification;
  std::string owner;
  std::string approver;
  std::optional<Date> start;
  std::optional<Date> review;
  std::optional<Date> expires;  // The last day, included.
  std::string compensating;
  SourceLocation where;
};

}  // namespace orgsim
