#include "io/write/run_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "model/arn.h"
#include "model/overload.h"

namespace orgsim::io {
namespace {

using scenarios::Arguments;
using scenarios::EventVerb;
using scenarios::ExpectationVerb;
using scenarios::State;

/// A sentence with `{member}` for values. What stands in brackets is left out when one of its
/// members is.
template <class Verb>
struct Phrase {
  Verb verb;
  std::string_view text;
};

constexpr auto kEvents = std::to_array<Phrase<EventVerb>>({
    {EventVerb::Assign, "{principal} gets {permission_set} in {account}"},
    {EventVerb::Unassign, "{principal} loses {permission_set} in {account}"},
    {EventVerb::AddMember, "{user} joins {group}"},
    {EventVerb::RemoveMember, "{user} leaves {group}"},
    {EventVerb::Grant, "{to} gets the policy [{policy}][{name}]"},
    {EventVerb::Revoke, "{from} loses the policy [{policy}][{name}]"},
    {EventVerb::Attach, "{policy} is attached to {to}"},
    {EventVerb::Detach, "{policy} is detached from {from}"},
    {EventVerb::PutPolicy, "{policy} gets a new text"},
    {EventVerb::SetTrust, "{role} gets a new trust policy"},
    {EventVerb::AddTrust, "{role} trusts {principal}[ with an external id {external_id}]"},
    {EventVerb::RemoveTrust, "{role} no longer trusts {principal}"},
    {EventVerb::SetResourcePolicy, "{resource} gets a new resource policy"},
    {EventVerb::CreateAccount, "the account {name} ({id}) is created[ in {org}]"},
    {EventVerb::MoveAccount, "{account} moves to {to}"},
    {EventVerb::RemoveAccount, "{account} is removed from its organization"},
    {EventVerb::LeaveOrg, "{account} leaves its organization"},
    {EventVerb::JoinOrg, "{account} joins {org}[ in {parent}]"},
    {EventVerb::Invite, "{org} invites {account}"},
    {EventVerb::TransferAccount, "{account} changes over to {org}[ in {parent}]"},
    {EventVerb::CloseAccount, "{account} is closed"},
    {EventVerb::Compromise, "an attacker gets hold of {principal}"},
    {EventVerb::DelegateAdmin, "{account} becomes delegated administrator of {service}"},
    {EventVerb::UndelegateAdmin, "{account} is no delegated administrator of {service} any more"},
    {EventVerb::SetFeature, "{feature}[ of {service}] is turned {enabled}[ in {org}]"},
    {EventVerb::EnablePolicyType, "{type} is enabled[ in {org}]"},
    {EventVerb::DisablePolicyType, "{type} is disabled[ in {org}]"},
    {EventVerb::DelegateZone, "{parent} delegates {name} to {zone}"},
    {EventVerb::UndelegateZone, "{parent} no longer delegates {name}"},
    {EventVerb::SetRecord, "{type} of {name} in {zone} is {values}"},
    {EventVerb::Share, "{share} is shared with {principal}"},
    {EventVerb::Unshare, "{share} is no longer shared with {principal}"},
    {EventVerb::Tag, "{node} gets the tag {key}[={value}]"},
    {EventVerb::Delete, "{node} is deleted"},
    {EventVerb::Advance, "[{days} days pass][it becomes {to}]"},
    {EventVerb::ForEach, "for each of {select}[ but {except}]"},
});
static_assert(std::ranges::is_sorted(kEvents, {}, &Phrase<EventVerb>::verb));

constexpr auto kExpectations = std::to_array<Phrase<ExpectationVerb>>({
    {ExpectationVerb::Can,
     "{principal}[ in {in}][ as {permission_set}] can {action}[ on {resource}]"},
    {ExpectationVerb::Cannot,
     "{principal}[ in {in}][ as {permission_set}] cannot {action}[ on {resource}][, denied by "
     "{denied_by}]"},
    {ExpectationVerb::Reaches,
     "{from} reaches {to}[ by way of {via}][ within {max_hops} hops][ in at least {ways_min} "
     "ways]"},
    {ExpectationVerb::NotReaches, "{from} does not reach {to}[ within {max_hops} hops]"},
    {ExpectationVerb::BlastRadius,
     "blast radius of {of} in {measure}:[ at least {min}][ at most {max}][ exactly {equals}][ with "
     "{includes}][ without {excludes}]"},
    {ExpectationVerb::Check, "check {id}[ in {scope}] says {verdict}"},
    {ExpectationVerb::Delegation, "{parent} delegates {name}: {state}"},
    {ExpectationVerb::NoNewAccess, "no new access[ of {from}][ to {to}] since `{since}`"},
    {ExpectationVerb::SameAccess, "the same access[ of {of}] as after `{as}`"},
    {ExpectationVerb::MemberOf, "{account} is in[ {org}][ {ou}]"},
    {ExpectationVerb::Golden, "the view {view} is as in {file}"},
});
static_assert(std::ranges::is_sorted(kExpectations, {}, &Phrase<ExpectationVerb>::verb));

/// Nothing when there is no such member.
std::optional<std::string> value_text(const Arguments& arguments, std::string_view member) {
  const auto found = arguments.all().find(member);
  if (found == arguments.all().end()) {
    return std::nullopt;
  }
  return std::visit(
      Overload{[](const scenarios::Reference& reference) { return reference.text; },
               [](const std::vector<scenarios::Reference>& references) {
                 std::vector<std::string> words;
                 words.reserve(references.size());
                 for (const auto& reference : references) {
                   words.push_back(reference.text);
                 }
                 return joined(words);
               },
               [](const std::string& text) { return text; },
               [](const std::vector<std::string>& texts) {
                 return texts.empty() ? std::string("no more") : joined(texts);
               },
               [](int count) { return std::to_string(count); },
               [](bool flag) { return std::string(flag ? "on" : "off"); },
               [](Date date) { return to_text(date); },
               [](const PolicyDocument&) { return std::string("a document"); },
               [](const scenarios::ContextKeys&) { return std::string("a context"); }},
      found->second);
}

/// The text with its members filled in; nothing when one is missing.
std::optional<std::string> filled(std::string_view text, const Arguments& arguments) {
  std::string result;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    result += text.substr(0, open);
    if (open == std::string_view::npos) {
      break;
    }
    const std::size_t close = text.find('}', open);
    const auto value = value_text(arguments, text.substr(open + 1, close - open - 1));
    if (!value) {
      return std::nullopt;
    }
    result += *value;
    text.remove_prefix(close + 1);
  }
  return result;
}

std::string sentence(std::string_view phrase, const Arguments& arguments) {
  std::string result;
  while (!phrase.empty()) {
    const std::size_t open = phrase.find('[');
    result += filled(phrase.substr(0, open), arguments).value_or("");
    if (open == std::string_view::npos) {
      break;
    }
    const std::size_t close = phrase.find(']', open);
    result += filled(phrase.substr(open + 1, close - open - 1), arguments).value_or("");
    phrase.remove_prefix(close + 1);
  }
  return result;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kStates = {
    {{"PASS", "pass"},
     {"FAIL", "fail"},
     {"UNKNOWN", "unknown"},
     {"ERROR", "error"},
     {"SKIPPED", "skipped"},
     {"WAIVED", "waived"}}};

}  // namespace

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string sentence_of(const scenarios::EventSpec& event) {
  std::string text = sentence(kEvents[static_cast<std::size_t>(event.verb)].text, event.arguments);
  for (const scenarios::EventSpec& inner : event.body) {
    text += (&inner == &event.body.front() ? ": " : "; ") + sentence_of(inner);
  }
  return event.as ? text + ", done by " + event.as->text : text;
}

std::string sentence_of(const scenarios::Expectation& expectation) {
  return sentence(kExpectations[static_cast<std::size_t>(expectation.verb)].text,
                  expectation.arguments);
}

std::string_view word_of(State state) { return kStates[static_cast<std::size_t>(state)].first; }
std::string_view lower_word_of(State state) {
  return kStates[static_cast<std::size_t>(state)].second;
}

std::string_view word_of(scenarios::Severity severity) {
  constexpr std::array<std::string_view, 5> kWords = {"informational", "low", "medium", "high",
                                                      "critical"};
  return kWords[static_cast<std::size_t>(severity)];
}

std::string_view word_of(sim::Outcome outcome) {
  constexpr std::array<std::string_view, 4> kWords = {"allow", "explicit_deny", "implicit_deny",
                                                      "conditional"};
  return kWords[static_cast<std::size_t>(outcome)];
}

std::string_view word_of(scenarios::Happened happened) {
  constexpr std::array<std::string_view, 4> kWords = {"done", "denied", "refused", "not tried"};
  return kWords[static_cast<std::size_t>(happened)];
}

std::string short_name(std::string_view arn, const std::map<std::string, std::string>& accounts) {
  const auto parts = parse_arn(arn);
  if (!parts || parts->service != "iam") {
    return std::string(arn);
  }
  const auto account = accounts.find(std::string(parts->account));
  const std::string owner =
      account == accounts.end() ? std::string(parts->account) : account->second;
  if (parts->resource == "root") {
    return owner + "/root user";
  }
  if (parts->resource == "role/hypothetical/Administrator") {
    return owner + "/any new administrator";
  }
  const std::size_t kind = parts->resource.find('/');
  const std::size_t name = parts->resource.rfind('/');
  if (kind == std::string_view::npos) {
    return fmt::format("{}/{}", owner, parts->resource);
  }
  return fmt::format("{}/{} {}", owner, parts->resource.substr(0, kind),
                     parts->resource.substr(name + 1));
}

std::string sentence_of(const scenarios::Ruling& ruling) {
  switch (ruling.outcome) {
    case sim::Outcome::Allow:
      return "allowed";
    case sim::Outcome::Conditional:
      return ruling.open.empty() ? "depends on a policy that was not collected"
                                 : fmt::format("depends on {}", joined(ruling.open));
    case sim::Outcome::ExplicitDeny:
    case sim::Outcome::ImplicitDeny:
      return fmt::format("denied by {}", joined(ruling.reasons));
  }
  return "";
}

}  // namespace orgsim::io
