#include "io/read/aws_cli/call_context.h"

#include <algorithm>
#include <array>
#include <vector>

#include "io/read/aws_cli/policy_dress.h"
#include "model/account_id.h"
#include "model/text.h"

namespace orgsim::io {
namespace {

constexpr std::string_view kLowerAlphanumeric = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kAlphanumeric =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kWordCharacters =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";

/// The form of an identifier: a prefix and runs of characters, joined by hyphens.
struct IdForm {
  std::string_view prefix;
  std::string_view characters;
  std::size_t shortest;
};

/// Source: AWS Organizations API Reference, "Policy" and "OrganizationalUnit" (patterns of `Id`).
constexpr IdForm kRoot{"r-", kLowerAlphanumeric, 4};
constexpr IdForm kOu{"ou-", kLowerAlphanumeric, 4};
constexpr IdForm kOuTail{"-", kLowerAlphanumeric, 8};
constexpr IdForm kPolicy{"p-", kWordCharacters, 8};
constexpr IdForm kPermissionSet{"ps-", kAlphanumeric, 16};
constexpr IdForm kInstance{"ssoins-", kAlphanumeric, 16};

/// The part of `text` at `at` that has the form, or nothing.
std::string_view match(std::string_view text, std::size_t at, const IdForm& form) {
  if (text.substr(at).starts_with(form.prefix)) {
    const std::size_t begin = at + form.prefix.size();
    const std::size_t end = std::min(text.find_first_not_of(form.characters, begin), text.size());
    if (end - begin >= form.shortest) {
      return text.substr(at, end - at);
    }
  }
  return {};
}

/// The last identifier of the form that does not begin within a word.
std::string last_id(std::string_view text, const IdForm& form) {
  for (std::size_t at = text.rfind(form.prefix); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : text.rfind(form.prefix, at - 1)) {
    const bool within_word = at > 0 && kAlphanumeric.contains(text[at - 1]);
    const std::string_view found = within_word ? std::string_view() : match(text, at, form);
    if (found.empty()) {
      continue;
    }
    if (form.prefix != kOu.prefix) {
      return std::string(found);
    }
    if (const auto tail = match(text, at + found.size(), kOuTail); !tail.empty()) {
      return std::string(found) + std::string(tail);
    }
  }
  return "";
}

void find_ids(std::string_view text, CallContext& context) {
  const std::string ou = last_id(text, kOu);
  context.root_or_ou = ou.empty() ? last_id(text, kRoot) : ou;
  context.policy_id = last_id(text, kPolicy);
  context.permission_set_id = last_id(text, kPermissionSet);
  context.instance_id = last_id(text, kInstance);
}

/// Source: AWS General Reference, "AWS service endpoints" (Region codes).
bool is_region(std::string_view text) {
  const auto parts = split(text, '-');
  const auto letters = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == part.npos;
  };
  return parts.size() >= 3 && parts.size() <= 4 && parts.front().size() == 2 &&
         std::all_of(parts.begin(), parts.end() - 1, letters) && parts.back().size() == 1 &&
         parts.back().front() >= '1' && parts.back().front() <= '9';
}

/// Takes `list-grants`, or `kms-list-grants` with its service, out of a word.
bool read_operation(std::string_view word, CallContext& context) {
  constexpr std::array<std::string_view, 3> kVerbs = {"describe-", "get-", "list-"};
  for (const std::string_view verb : kVerbs) {
    if (word.starts_with(verb)) {
      context.operation = word;
      return true;
    }
  }
  for (const std::string_view verb : kVerbs) {
    const std::size_t at = word.find("-" + std::string(verb));
    if (at != std::string_view::npos) {
      context.service = word.substr(0, at);
      context.operation = word.substr(at + 1);
      return true;
    }
  }
  return false;
}

/// Reads `<service>.<operation>.<key>`, each but the operation optional. Keys may hold dots.
void read_name(std::string_view name, CallContext& context) {
  const auto words = split(name, '.');
  std::size_t at = 0;
  for (std::size_t i = 0; i < words.size(); at += words[i++].size() + 1) {
    if (read_operation(words[i], context)) {
      if (i > 0) {
        context.service = words[i - 1];
      }
      const std::size_t end = at + words[i].size() + 1;
      context.key = end < name.size() ? name.substr(end) : "";
      return;
    }
  }
  context.key = name;
}

std::string account_of(std::string_view path) {
  std::string words(path);
  std::ranges::replace_if(words, [](char c) { return c == '.' || c == '_'; }, '/');
  for (const std::string_view word : split(words, '/')) {
    if (AccountId::parse(word)) {
      return std::string(word);
    }
  }
  return "";
}

}  // namespace

CallContext context_of_path(std::string_view path) {
  CallContext context;
  const auto parts = split(path, '/');
  std::string_view name = parts.back();
  name = name.substr(0, name.rfind('.'));
  if (parts.size() >= 2 && read_operation(parts[parts.size() - 2], context)) {
    context.key = name;
  } else {
    read_name(name, context);
  }
  context.key = percent_decoded(context.key).value_or(context.key);
  context.account = account_of(path);
  const auto region = std::find_if(parts.begin(), parts.end() - 1, is_region);
  if (region != parts.end() - 1) {
    context.region = *region;
  }
  find_ids(path, context);
  return context;
}

CallContext context_of_call(std::string_view account, std::string_view region,
                            std::string_view service, std::string_view operation,
                            const std::map<std::string, std::string>& parameters) {
  constexpr std::array<std::string_view, 12> kKeys = {
      "Bucket",   "KeyId",   "Id",        "HostedZoneId", "PolicyId",   "TargetId",
      "ParentId", "ChildId", "AccountId", "UserName",     "ResourceId", "TrailName"};
  CallContext context{.account = std::string(account),
                      .region = region == "global" ? "" : std::string(region),
                      .service = std::string(service),
                      .operation = std::string(operation)};
  for (const std::string_view name : kKeys) {
    const auto found = parameters.find(std::string(name));
    if (context.key.empty() && found != parameters.end()) {
      context.key = found->second;
    }
  }
  std::string words;
  for (const auto& [name, value] : parameters) {
    words += value + " ";
  }
  find_ids(words, context);
  return context;
}

}  // namespace orgsim::io
