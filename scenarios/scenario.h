#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/policy.h"
#include "model/time.h"
#include "scenarios/vocabulary.h"

namespace orgsim::scenarios {

/// Something of the organization as the scenario spells it: `role:prod/deploy`. Its kind is known
/// from reading; what it names is looked up in the snapshot of its step.
struct Reference {
  Kind kind = Kind::Arn;
  std::string text;  // As written, `${each}` included.
  SourceLocation where;
};

/// Condition keys that a request sees, with their values; one key may have several.
using ContextKeys = std::map<std::string, std::vector<std::string>>;

using Value = std::variant<Reference, std::vector<Reference>, std::string, std::vector<std::string>,
                           int, bool, Date, PolicyDocument, ContextKeys>;

/// The members of an event or expectation. The reader made sure that each has the type its row
/// says and that none is missing.
class Arguments {
 public:
  void set(std::string_view member, Value value) {
    values_.insert_or_assign(std::string(member), std::move(value));
  }

  template <class T>
  const T* find(std::string_view member) const {
    const auto found = values_.find(member);
    return found == values_.end() ? nullptr : std::get_if<T>(&found->second);
  }

  /// Of a required member.
  template <class T>
  const T& get(std::string_view member) const {
    return std::get<T>(values_.find(member)->second);
  }

  const Reference& reference(std::string_view member) const { return get<Reference>(member); }
  const std::string& text(std::string_view member) const { return get<std::string>(member); }

  const std::map<std::string, Value, std::less<>>& all() const { return values_; }

 private:
  std::map<std::string, Value, std::less<>> values_;
};

enum class DeclaredOutcome { Allowed, Denied, Error };

/// An event as the file has it. Without `as` it happens whoever does it.
struct EventSpec {
  EventVerb verb = EventVerb::Advance;
  Arguments arguments;
  std::optional<Reference> as;
  std::optional<DeclaredOutcome> outcome;
  std::vector<std::string> denied_by;
  std::string note;
  std::vector<EventSpec> body;  // Of `for_each`.
  SourceLocation where;
};

/// As the catalogue of checks grades, the gravest last.
enum class Severity { Informational, Low, Medium, High, Critical };

/// What an undecided expectation counts as.
enum class UnknownPolicy { Report, Fail, Pass, Skip };

/// A failure that somebody accepts until a day.
struct ExpectationWaiver {
  Date until;
  std::string justification;
};

struct Expectation {
  ExpectationVerb verb = ExpectationVerb::Can;
  Arguments arguments;
  std::string id;
  std::string because;
  Severity severity = Severity::High;
  std::vector<std::string> controls;
  std::optional<UnknownPolicy> unknown;
  std::string todo;  // Why it is not asked yet; empty: it is.
  std::optional<ExpectationWaiver> waived;
  SourceLocation where;
};

struct Step {
  std::string name;
  std::string description;
  std::optional<std::size_t> from;  // The step whose end it starts from; nothing: the start.
  std::vector<EventSpec> events;
  std::vector<Expectation> expectations;
  SourceLocation where;
};

/// A story: steps that change an organization, and what must hold after each.
struct Scenario {
  std::string id;
  std::string title;
  std::string description;
  std::vector<std::string> tags;
  std::string organization;  // A file beside the scenario; empty: the run's own.
  ContextKeys context;       // What every decision sees.
  UnknownPolicy unknown = UnknownPolicy::Report;
  std::vector<Step> steps;  // A step comes after the one it starts from.
  SourceLocation where;
};

}  // namespace orgsim::scenarios
