#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "scenarios/scenario.h"
#include "sim/decide/decision.h"
#include "sim/decide/truth.h"
#include "sim/graph/technique.h"

namespace orgsim::scenarios {

/// `Error`: it could not be asked, as a reference of it names nothing.
enum class State { Pass, Fail, Unknown, Error, Skipped, Waived };

/// One hop of a witness, by the names of the principals.
struct Hop {
  std::string from;
  std::string to;
  std::string_view technique;  // By id.
  sim::Truth holds = sim::Truth::Yes;
};

/// What one principal is told, and why: the words of `denied_by`.
struct Ruling {
  std::string principal;
  std::string action;
  std::string resource;
  sim::Outcome outcome = sim::Outcome::ImplicitDeny;
  std::vector<std::string> reasons;  // Of a denial; sorted.
  std::vector<std::string> open;     // Condition keys that a conditional answer hangs on.
};

/// The rulings that settle the answer: those that allow, else the open ones, else the denials.
struct DecisionEvidence {
  std::size_t n_asked = 0;
  std::vector<Ruling> rulings;
};

struct PathEvidence {
  std::optional<std::vector<Hop>> witness;  // The shortest; nothing: there is none.
  std::string store;                        // ARN of the resource it ends in; empty: a principal.
  std::optional<std::size_t> n_ways;        // That share no edge, if that was asked.
};

/// Something that falls, or not, against what the expectation says.
struct Surprise {
  std::string name;
  std::vector<Hop> witness;  // Empty for what does not fall.
};

struct RadiusEvidence {
  std::size_t now = 0;                // Under the reading that favours the attacker.
  std::size_t certain = 0;            // Of those, the ones that surely fall.
  std::optional<std::size_t> before;  // Where the step started; nothing: it cannot be asked there.
  std::vector<std::string> members;   // By name, the strongest level first for accounts.
  std::vector<Surprise> not_included;
  std::vector<Surprise> not_excluded;
};

struct CheckEvidence {
  std::string verdict;
  std::vector<std::string> subjects;  // That fail, or are undecided.
};

struct DelegationEvidence {
  std::string state;
  std::string zone;     // Id of the zone it leads to; empty: none.
  std::string account;  // Whose zone that is.
};

/// Somebody reaches something.
struct Access {
  std::string from;
  std::string to;
  std::vector<Hop> witness;
};

struct ComparisonEvidence {
  std::vector<Access> gained;
  std::vector<Access> lost;
  std::vector<Access> undecided;  // Only under a context that the snapshot does not settle.
};

struct MembershipEvidence {
  std::string organization;  // Empty: in none.
  std::string ou;            // Path of names; empty: the root.
};

/// A view to be compared with a file, which is not for this layer to do.
struct GoldenEvidence {
  std::string view;
  std::string file;
  std::vector<std::vector<std::string>> rows;
  std::string difference;  // What the comparison found; empty: none, or not compared yet.
};

using Evidence =
    std::variant<std::monostate, DecisionEvidence, PathEvidence, RadiusEvidence, CheckEvidence,
                 DelegationEvidence, ComparisonEvidence, MembershipEvidence, GoldenEvidence>;

struct ExpectationResult {
  State state = State::Error;
  Evidence evidence;
  Diagnostics problems;  // Of an error.
};

enum class Happened { Done, Denied, Refused, NotTried };

/// What became of an event. `state` says whether that is as declared; `Error`: a reference of it
/// names nothing.
struct EventResult {
  State state = State::Skipped;
  Happened happened = Happened::NotTried;
  std::vector<Ruling> rulings;  // Of whoever does it; empty when nobody is named.
  Diagnostics refusal;          // Why AWS refuses it whoever asks.
  std::size_t n_turns = 0;      // Of a loop.
  Diagnostics problems;         // Of an error.
};

struct StepResult {
  std::vector<EventResult> events;  // As those of the step.
  std::vector<ExpectationResult> expectations;
};

/// The answers of a scenario, step by step, in the order of the file.
struct RunResult {
  Scenario scenario;
  std::vector<StepResult> steps;
  std::map<std::string, std::string> account_names;  // By id, of every account that was there.
};

}  // namespace orgsim::scenarios
