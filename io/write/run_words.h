#pragma once

#include <map>
#include <string>
#include <string_view>

#include "scenarios/run_result.h"

namespace orgsim::io {

/// An event as a clause: `idc-group:x gets ps:ReadOnly in account:dev`.
std::string sentence_of(const scenarios::EventSpec& event);

/// An expectation as a clause: `idc-user:ada does not reach data:chd`.
std::string sentence_of(const scenarios::Expectation& expectation);

/// `PASS`, `FAIL`, `UNKNOWN`, `ERROR`, `SKIPPED`, `WAIVED`; in lower case for machines.
std::string_view word_of(scenarios::State state);
std::string_view lower_word_of(scenarios::State state);

std::string_view word_of(scenarios::Severity severity);
std::string_view word_of(sim::Outcome outcome);
std::string_view word_of(scenarios::Happened happened);

/// Words joined by `, `.
std::string joined(const std::vector<std::string>& words);

/// How a column calls a principal or resource that has this ARN: `prod/role Deploy`.
std::string short_name(std::string_view arn, const std::map<std::string, std::string>& accounts);

/// A ruling as a clause: `denied by scp, scp:KeepTrail`.
std::string sentence_of(const scenarios::Ruling& ruling);

}  // namespace orgsim::io
