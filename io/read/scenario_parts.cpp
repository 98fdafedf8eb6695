#include "io/read/scenario_parts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/text.h"

namespace orgsim::io {
namespace {

using scenarios::EventSpec;
using scenarios::EventVerb;
using scenarios::Expectation;
using scenarios::ExpectationVerb;

template <class Value>
using Words = std::span<const std::pair<std::string_view, Value>>;

constexpr std::array kOutcomes = {
    std::pair{std::string_view("allowed"), scenarios::DeclaredOutcome::Allowed},
    std::pair{std::string_view("denied"), scenarios::DeclaredOutcome::Denied},
    std::pair{std::string_view("error"), scenarios::DeclaredOutcome::Error}};
constexpr std::array kUnknown = {
    std::pair{std::string_view("report"), scenarios::UnknownPolicy::Report},
    std::pair{std::string_view("fail"), scenarios::UnknownPolicy::Fail},
    std::pair{std::string_view("pass"), scenarios::UnknownPolicy::Pass},
    std::pair{std::string_view("skip"), scenarios::UnknownPolicy::Skip}};
constexpr std::array kSeverities = {
    std::pair{std::string_view("critical"), scenarios::Severity::Critical},
    std::pair{std::string_view("high"), scenarios::Severity::High},
    std::pair{std::string_view("medium"), scenarios::Severity::Medium},
    std::pair{std::string_view("low"), scenarios::Severity::Low},
    std::pair{std::string_view("informational"), scenarios::Severity::Informational}};
constexpr std::array<std::string_view, 9> kReasons = {"scp",      "rcp",         "boundary",
                                                      "session",  "identity",    "resource",
                                                      "implicit", "object-lock", "service-rule"};

void report(std::string code, std::string message, SourceLocation where, std::string hint,
            Diagnostics& diagnostics) {
  diagnostics.push_back({.code = std::move(code),
                         .message = std::move(message),
                         .hint = std::move(hint),
                         .where = where});
}

/// Nothing for another word, which is reported with those there are.
template <class Value>
std::optional<Value> word(const JsonValue& json, std::type_identity_t<Words<Value>> words,
                          Diagnostics& diagnostics) {
  std::string all;
  for (const auto& [name, value] : words) {
    if (json.kind == JsonKind::String && json.text == name) {
      return value;
    }
    all += (all.empty() ? "`" : ", `") + std::string(name) + "`";
  }
  report("E1124", "`" + json.text + "` is not one of " + all, json.where, "", diagnostics);
  return std::nullopt;
}

/// The one member that is a verb.
template <class Row>
const Row* verb_of(const JsonValue& json, std::span<const Row> rows,
                   const std::vector<std::string>& shared, std::string_view what,
                   Diagnostics& diagnostics) {
  const Row* found = nullptr;
  std::vector<std::string> names = shared;
  std::ranges::transform(rows, std::back_inserter(names),
                         [](const Row& row) { return std::string(row.name); });
  bool unknown = false;
  for (const JsonMember& member : json.members) {
    const auto row = std::ranges::find(rows, member.key, &Row::name);
    if (row != rows.end() && found != nullptr) {
      report("E1122",
             std::string(what) + " with two verbs, `" + std::string(found->name) + "` and `" +
                 member.key + "`",
             member.where, "write one object for each", diagnostics);
    } else if (row != rows.end()) {
      found = &*row;
    } else if (std::ranges::find(shared, member.key) == shared.end()) {
      report_unknown(member, std::string(what), names, diagnostics);
      unknown = true;
    }
  }
  if (found == nullptr && !unknown) {
    report("E1121", std::string(what) + " without a verb", json.where, "", diagnostics);
  }
  return found;
}

/// Whether exactly one of two members is there; if not, it is reported.
void exactly_one(const scenarios::Arguments& arguments, std::string_view left,
                 std::string_view right, std::string_view verb, SourceLocation where,
                 Diagnostics& diagnostics) {
  if (arguments.all().contains(left) == arguments.all().contains(right)) {
    report("E1103",
           "`" + std::string(verb) + "` needs either `" + std::string(left) + "` or `" +
               std::string(right) + "`",
           where, "", diagnostics);
  }
}

void check_together(const EventSpec& event, Diagnostics& diagnostics) {
  const auto& arguments = event.arguments;
  if (event.verb == EventVerb::Grant) {
    exactly_one(arguments, "policy", "document", "grant", event.where, diagnostics);
    if (arguments.all().contains("document") && !arguments.all().contains("name")) {
      report("E1103", "`grant` of a `document` without `name`", event.where,
             "an inline policy has a name", diagnostics);
    }
  } else if (event.verb == EventVerb::Revoke) {
    exactly_one(arguments, "policy", "name", "revoke", event.where, diagnostics);
  } else if (event.verb == EventVerb::Advance) {
    exactly_one(arguments, "days", "to", "advance", event.where, diagnostics);
  }
}

bool has_any(const scenarios::Arguments& arguments, std::initializer_list<std::string_view> names) {
  return std::ranges::any_of(names,
                             [&](std::string_view name) { return arguments.all().contains(name); });
}

void check_together(const Expectation& expectation, Diagnostics& diagnostics) {
  const auto& arguments = expectation.arguments;
  if (expectation.verb == ExpectationVerb::BlastRadius &&
      !has_any(arguments, {"max", "min", "equals", "includes", "excludes"})) {
    report("E1103", "`blast_radius` without a bound", expectation.where,
           "it needs one of `max`, `min`, `equals`, `includes`, `excludes`", diagnostics);
  }
  if (expectation.verb == ExpectationVerb::MemberOf && !has_any(arguments, {"org", "ou"})) {
    report("E1103", "`member_of` needs `org` or `ou`", expectation.where, "", diagnostics);
  }
  const auto* view = arguments.find<std::string>("view");
  if (view != nullptr && *view == "blast-radius" && !has_any(arguments, {"of"})) {
    report("E1103", "the view `blast-radius` needs `of`", expectation.where, "", diagnostics);
  }
  if (view != nullptr && *view == "paths" &&
      !(has_any(arguments, {"from"}) && has_any(arguments, {"to"}))) {
    report("E1103", "the view `paths` needs `from` and `to`", expectation.where, "", diagnostics);
  }
}

/// `scp:Name` names the policy that must have denied.
void check_reasons(const std::vector<std::string>& reasons, SourceLocation where,
                   Diagnostics& diagnostics) {
  for (const std::string& reason : reasons) {
    const bool named = reason.starts_with("scp:") || reason.starts_with("rcp:");
    if (!named && std::ranges::find(kReasons, reason) == kReasons.end()) {
      const std::vector<std::string> known(kReasons.begin(), kReasons.end());
      const auto near = nearest(reason, known);
      report("E1124", "`" + reason + "` is no reason of a denial", where,
             near ? "did you mean `" + *near + "`?"
                  : "one of scp, scp:NAME, rcp, rcp:NAME, "
                    "boundary, session, identity, resource, implicit, object-lock, service-rule",
             diagnostics);
    }
  }
}

std::vector<std::string> text_or_list(const JsonValue& json, std::string_view key,
                                      JsonCursor& cursor) {
  const JsonValue* value = json.find(key);
  if (value != nullptr && value->kind == JsonKind::String) {
    cursor.member(key);
    return {value->text};
  }
  return cursor.strings(key).value_or(std::vector<std::string>());
}

scenarios::Kinds actors() {
  const auto members = scenarios::row_of(EventVerb::Compromise).members;
  return members.front().kinds & ~scenarios::only(scenarios::Kind::Account);
}

}  // namespace

std::vector<std::string> shared_event_members() { return {"as", "outcome", "denied_by", "note"}; }

std::vector<std::string> shared_expectation_members() {
  return {"id", "because", "severity", "controls", "unknown", "todo", "waived"};
}

std::optional<scenarios::UnknownPolicy> read_unknown_policy(const JsonValue& json,
                                                            Diagnostics& diagnostics) {
  return word<scenarios::UnknownPolicy>(json, kUnknown, diagnostics);
}

std::optional<EventSpec> read_event(const JsonValue& json, Diagnostics& diagnostics) {
  JsonCursor cursor(json, "event", diagnostics);
  const auto* row =
      verb_of(json, scenarios::event_verbs(), shared_event_members(), "an event", diagnostics);
  if (row == nullptr) {
    return std::nullopt;
  }
  EventSpec event{.verb = row->verb, .where = json.where};
  const JsonValue& body = *json.find(row->name);
  const std::size_t n_problems = diagnostics.size();
  event.arguments = read_arguments(body, std::string(row->name), row->members, diagnostics);
  if (const JsonValue* as = cursor.member("as")) {
    event.as = read_reference(*as, actors(), diagnostics);
  }
  if (const JsonValue* outcome = cursor.member("outcome")) {
    event.outcome = word<scenarios::DeclaredOutcome>(*outcome, kOutcomes, diagnostics);
  }
  event.denied_by = text_or_list(json, "denied_by", cursor);
  check_reasons(event.denied_by, json.where, diagnostics);
  event.note = cursor.text("note");
  if (event.verb == EventVerb::ForEach) {
    JsonCursor loop(body, "for_each", diagnostics);
    loop.each_item("do", [&](const JsonValue& item) {
      if (auto inner = read_event(item, diagnostics)) {
        event.body.push_back(std::move(*inner));
      }
    });
  }
  if (diagnostics.size() > n_problems) {
    return std::nullopt;
  }
  check_together(event, diagnostics);
  return event;
}

std::optional<Expectation> read_expectation(const JsonValue& json, Diagnostics& diagnostics) {
  JsonCursor cursor(json, "expectation", diagnostics);
  const auto* row = verb_of(json, scenarios::expectation_verbs(), shared_expectation_members(),
                            "an expectation", diagnostics);
  if (row == nullptr) {
    return std::nullopt;
  }
  Expectation expectation{.verb = row->verb, .where = json.where};
  const std::size_t n_problems = diagnostics.size();
  expectation.arguments =
      read_arguments(*json.find(row->name), std::string(row->name), row->members, diagnostics);
  expectation.id = cursor.required_text("id");
  expectation.because = cursor.text("because");
  if (const JsonValue* severity = cursor.member("severity")) {
    expectation.severity = word<scenarios::Severity>(*severity, kSeverities, diagnostics)
                               .value_or(scenarios::Severity::High);
  }
  expectation.controls = cursor.strings("controls").value_or(std::vector<std::string>());
  if (const JsonValue* unknown = cursor.member("unknown")) {
    expectation.unknown = read_unknown_policy(*unknown, diagnostics);
  }
  expectation.todo = cursor.text("todo");
  if (const JsonValue* waived = cursor.member("waived", JsonKind::Object)) {
    JsonCursor waiver(*waived, "waived", diagnostics);
    waiver.required_text("until");
    expectation.waived =
        scenarios::ExpectationWaiver{.until = waiver.date("until").value_or(Date()),
                                     .justification = waiver.required_text("justification")};
  }
  if (const auto* reasons = expectation.arguments.find<std::vector<std::string>>("denied_by")) {
    check_reasons(*reasons, json.where, diagnostics);
  }
  if (diagnostics.size() > n_problems) {
    return std::nullopt;
  }
  check_together(expectation, diagnostics);
  return expectation;
}

}  // namespace orgsim::io
