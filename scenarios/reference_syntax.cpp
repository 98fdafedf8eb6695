#include "scenarios/reference_syntax.h"

#include <algorithm>
#include <vector>

#include "model/arn.h"
#include "model/text.h"

namespace orgsim::scenarios {
namespace {

constexpr std::string_view kAttacker = "attacker";

/// Nothing when the text begins like no kind.
const KindRow* kind_of(std::string_view text) {
  if (text == kAttacker) {
    return &row_of(Kind::Attacker);
  }
  for (const KindRow& row : kinds()) {
    if (row.kind != Kind::Attacker && text.starts_with(row.prefix)) {
      return &row;
    }
  }
  return nullptr;
}

std::string did_you_mean(std::string_view text, Kinds allowed) {
  const std::size_t colon = text.find(':');
  const std::string_view prefix =
      colon == std::string_view::npos ? text : text.substr(0, colon + 1);
  std::vector<std::string> prefixes;
  for (const KindRow& row : kinds()) {
    if (contains(allowed, row.kind)) {
      prefixes.emplace_back(row.prefix);
    }
  }
  const auto near = nearest(prefix, prefixes);
  if (near) {
    return "did you mean `" + *near + std::string(text.substr(prefix.size())) + "`?";
  }
  return "it begins with one of " + list_of(allowed);
}

/// What is wrong with the part behind the prefix; empty when nothing is.
std::string_view shape_problem(Kind kind, std::string_view text, std::string_view body) {
  const bool in_account = kind == Kind::Role || kind == Kind::User || kind == Kind::Group ||
                          kind == Kind::ManagedPolicy;
  if (kind == Kind::Arn) {
    return parse_arn(text) ? "" : "is no ARN";
  }
  if (kind == Kind::Attacker) {
    return "";
  }
  if (body.empty()) {
    return "names nothing";
  }
  const std::size_t slash = body.find('/');
  if (in_account && (slash == 0 || slash == std::string_view::npos || slash + 1 == body.size())) {
    return "lacks its account or its name";
  }
  const std::size_t equals = body.find('=');
  if (kind == Kind::Tag && (equals == 0 || equals == std::string_view::npos)) {
    return "lacks its key or its value";
  }
  return "";
}

std::unexpected<Diagnostics> wrong(std::string message, std::string hint, SourceLocation where) {
  return std::unexpected(Diagnostics{
      {.code = "E1127", .message = std::move(message), .hint = std::move(hint), .where = where}});
}

}  // namespace

std::string list_of(Kinds kinds_of) {
  std::string list;
  for (const KindRow& row : kinds()) {
    if (contains(kinds_of, row.kind)) {
      list += (list.empty() ? "`" : ", `") + std::string(row.prefix) + "`";
    }
  }
  return list;
}

std::string_view body_of(const Reference& reference) {
  const std::string_view text = reference.text;
  return reference.kind == Kind::Arn || reference.kind == Kind::Attacker
             ? text
             : text.substr(row_of(reference.kind).prefix.size());
}

Result<Reference> parse_reference(std::string_view text, Kinds allowed, SourceLocation where) {
  const KindRow* row = kind_of(text);
  if (row == nullptr) {
    return wrong("`" + std::string(text) + "` is no reference", did_you_mean(text, allowed), where);
  }
  if (!contains(allowed, row->kind)) {
    return wrong("`" + std::string(text) + "` is " + std::string(row->name) +
                     ", which is not what is wanted here",
                 "it begins with one of " + list_of(allowed), where);
  }
  Reference reference{.kind = row->kind, .text = std::string(text), .where = where};
  if (const auto problem = shape_problem(row->kind, text, body_of(reference)); !problem.empty()) {
    return wrong("`" + reference.text + "` " + std::string(problem),
                 "write it as " + std::string(row->shape), where);
  }
  return reference;
}

}  // namespace orgsim::scenarios
