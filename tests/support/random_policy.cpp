#include "tests/support/random_policy.h"

#include "model/text.h"
#include "tests/support/reference_text.h"

namespace orgsim::reference {
namespace {

std::string upper_or_lower(Random& random, std::string text) {
  for (char& c : text) {
    if (random.chance(1, 3)) {
      c = static_cast<char>(c >= 'A' && c <= 'Z'   ? c - 'A' + 'a'
                            : c >= 'a' && c <= 'z' ? c - 'a' + 'A'
                                                   : c);
    }
  }
  return text;
}

std::string with_question_mark(Random& random, std::string text, std::size_t from) {
  if (from < text.size()) {
    const std::size_t offset = random.below(text.size() - from);
    text[from + offset] = '?';
  }
  return text;
}

std::string cut_with_star(Random& random, const std::string& text, std::size_t from) {
  const std::size_t kept = random.below(text.size() - from + 1);
  return text.substr(0, from + kept) + "*";
}

std::string joined(const std::vector<std::string>& fields) {
  std::string text;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    text += (i > 0 ? ":" : "") + fields[i];
  }
  return text;
}

/// A field of the ARN by a pattern that still matches it.
std::string with_field_pattern(Random& random, const std::string& arn) {
  std::vector<std::string> fields = arn_fields(arn, false);
  const std::size_t index = random.below(fields.size());
  std::string& field = fields[index];
  switch (random.below(4)) {
    case 0:
      field = "*";
      break;
    case 1:
      field = "*" + (field.empty() ? "" : field.substr(field.size() - 1));
      break;
    case 2:
      field = with_question_mark(random, field, 0);
      break;
    default:
      field = cut_with_star(random, field, 0);
  }
  return joined(fields);
}

/// The ARN up to its last letter, which a variable stands for. The resources end in a letter.
std::string with_variable(Random& random, const std::string& arn) {
  static const std::vector<std::string> variables = {"${aws:username}",
                                                     "${aws:PrincipalTag/team}",
                                                     "${s3:prefix, 'a'}",
                                                     "${aws:TagKeys}",
                                                     "${s3:prefix}*",
                                                     "${aws:PrincipalAccount}",
                                                     "${$}"};
  const std::string& variable = random.pick(variables);
  if (random.chance(1, 10)) {
    return "arn:aws:s3::" + variable + ":b/a";  // A variable outside the sixth field.
  }
  return arn.substr(0, arn.size() - 1) + variable;
}

std::string short_arn(Random& random, const std::string& arn) {
  std::vector<std::string> fields = arn_fields(arn, false);
  const std::size_t kept = 2 + random.below(3);
  if (fields.size() > kept) {
    fields.resize(kept);
  }
  return joined(fields) + (random.chance(2, 3) ? "*" : "");
}

const std::vector<std::string>& other_resources() {
  static const std::vector<std::string> resources = {
      "arn:aws:s3:::b/a",  "arn:aws:s3:::b/*",      "arn:aws:s3:::c", "arn:aws:s3:::*",
      "arn:aws:sqs:*:*:*", "arn:aws:iam::*:role/*", "arn:aws:sqs:*",  "arn:aws:kms:*"};
  return resources;
}

std::vector<PrincipalEntry> names_of(const Caller& caller) {
  std::vector<PrincipalEntry> names = {{.type = PrincipalType::Everyone, .value = ""}};
  const auto add = [&](PrincipalType type, const std::string& value) {
    if (!value.empty()) {
      names.push_back({.type = type, .value = value});
    }
  };
  if (caller.kind == CallerKind::Service) {
    add(PrincipalType::Service, caller.arn);
  } else if (caller.kind == CallerKind::Provider) {
    add(PrincipalType::Federated, caller.arn);
  } else {
    for (const std::string* value :
         {&caller.arn, &caller.role_arn, &caller.user_arn, &caller.unique_id, &caller.account}) {
      add(PrincipalType::Aws, *value);
    }
    add(PrincipalType::CanonicalUser, caller.canonical_user);
    add(PrincipalType::Aws,
        caller.account.empty() ? "" : "arn:aws:iam::" + caller.account + ":root");
  }
  return names;
}

const std::vector<PrincipalEntry>& other_principals() {
  static const std::vector<PrincipalEntry> entries = {
      {PrincipalType::Everyone, ""},
      {PrincipalType::Aws, "222222222222"},
      {PrincipalType::Aws, "arn:aws:iam::222222222222:root"},
      {PrincipalType::Aws, "arn:aws:iam::111111111111:user/eve"},
      {PrincipalType::Aws, "arn:aws:iam::111111111111:role/Other"},
      {PrincipalType::Aws, "arn:aws:iam::111111111111:role/App"},
      {PrincipalType::Aws, "arn:aws:sts::111111111111:assumed-role/App/other"},
      {PrincipalType::Aws, "AROAOTHER"},
      {PrincipalType::Service, "lambda.amazonaws.com"},
      {PrincipalType::Federated, "arn:aws:iam::111111111111:saml-provider/P"},
      {PrincipalType::CanonicalUser, "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7c"}};
  return entries;
}

PatternElement random_actions(Random& random, const Case& request,
                              const RandomPolicyOptions& options) {
  PatternElement element{.negated = random.chance(1, 6)};
  const std::size_t n = 1 + random.below(2);
  for (std::size_t i = 0; i < n; ++i) {
    element.patterns.push_back(random_action_pattern(random, request.action, options));
  }
  return element;
}

PatternElement random_resources(Random& random, Layer layer, const Case& request,
                                const RandomPolicyOptions& options) {
  const bool trust_policy =
      layer == Layer::Resource && to_lower(request.action).starts_with("sts:assumerole");
  PatternElement element;
  if (trust_policy) {
    return element;
  }
  element.negated = random.chance(1, 6);
  const std::size_t n = 1 + random.below(2);
  for (std::size_t i = 0; i < n; ++i) {
    element.patterns.push_back(random_resource_pattern(random, request.resource, options));
  }
  return element;
}

std::optional<PrincipalElement> random_principals(Random& random, Layer layer, Effect effect,
                                                  const Case& request,
                                                  const RandomPolicyOptions& options) {
  if (layer == Layer::Rcp) {
    return PrincipalElement{.entries = {{.type = PrincipalType::Everyone, .value = ""}}};
  }
  if (layer != Layer::Resource && layer != Layer::Endpoint) {
    return std::nullopt;
  }
  if (options.statements_without_principal && random.chance(1, 30)) {
    return std::nullopt;
  }
  PrincipalElement element;
  const bool may_negate = effect == Effect::Deny || options.not_principal_allow;
  element.negated = random.chance(1, 4) && may_negate;
  const std::size_t n = 1 + random.below(element.negated ? 3 : 2);
  for (std::size_t i = 0; i < n; ++i) {
    element.entries.push_back(random_principal(random, request.caller));
  }
  return element;
}

}  // namespace

std::string random_action_pattern(Random& random, const std::string& action,
                                  const RandomPolicyOptions& options) {
  static const std::vector<std::string> others = {
      "s3:*", "s3:Get*", "sts:*", "kms:Decrypt", "sqs:*", "iam:*", "ec2:*", "*:*", "s3:Put*"};
  static const std::vector<std::string> invalid = {"s3",         "s3:",  " s3:*", "s?:*",
                                                   "s3:*,sqs:*", "*3:*", ""};
  const std::size_t name = action.find(':') + 1;
  if (options.invalid_actions && random.chance(1, 40)) {
    return random.pick(invalid);
  }
  switch (random.below(7)) {
    case 0:
      return "*";
    case 1:
      return upper_or_lower(random, action);
    case 2:
      return with_question_mark(random, action, name);
    case 3:
      return cut_with_star(random, action, name);
    case 4:
      return action.substr(0, name) + "*" + action.substr(action.size() - 2);
    case 5:
      return action;
    default:
      return random.pick(others);
  }
}

std::string random_resource_pattern(Random& random, const std::string& resource,
                                    const RandomPolicyOptions& options) {
  if (random.chance(1, 4)) {
    return "*";
  }
  if (resource == "*" || random.chance(1, 6)) {
    return random.pick(other_resources());
  }
  if (options.short_arns && random.chance(1, 20)) {
    return short_arn(random, resource);
  }
  switch (random.below(5)) {
    case 0:
      return resource;
    case 1:
      return with_variable(random, resource);
    case 2:
      return cut_with_star(random, resource, 0);
    default:
      return with_field_pattern(random, resource);
  }
}

PrincipalEntry random_principal(Random& random, const Caller& caller) {
  return random.chance(3, 4) ? random.pick(names_of(caller)) : random.pick(other_principals());
}

Statement random_statement(Random& random, Layer layer, const Case& request,
                           const RandomPolicyOptions& options) {
  Statement statement;
  const bool deny = random.chance(1, 4) || (layer == Layer::Rcp && !random.chance(1, 10));
  statement.effect = deny ? Effect::Deny : Effect::Allow;
  statement.uncertain = deny && options.uncertain_denies && random.chance(1, 10);
  statement.principal = random_principals(random, layer, statement.effect, request, options);
  statement.action = random_actions(random, request, options);
  statement.resource = random_resources(random, layer, request, options);
  std::size_t n = random.below(1 + options.size / 2);
  if (deny && n == 0 && random.chance(2, 3)) {
    n = 1;  // Else every second case is denied.
  }
  for (std::size_t i = 0; i < n && i < 3; ++i) {
    statement.conditions.push_back(random_condition(random, options.conditions));
  }
  return statement;
}

PolicyDocument random_document(Random& random, Layer layer, const Case& request,
                               const RandomPolicyOptions& options) {
  PolicyDocument document{.version = PolicyVersion::Of2012};
  if (options.documents_of_2008 && random.chance(1, 10)) {
    document.version = PolicyVersion::Of2008;
  }
  const std::size_t n = 1 + random.below(1 + options.size / 3);
  for (std::size_t i = 0; i < n; ++i) {
    document.statements.push_back(random_statement(random, layer, request, options));
  }
  return document;
}

Documents random_documents(Random& random, Layer layer, const Case& request,
                           const RandomPolicyOptions& options) {
  Documents documents;
  const std::size_t n = random.chance(1, 12) ? 0 : 1 + random.below(1 + options.size / 4);
  for (std::size_t i = 0; i < n; ++i) {
    documents.push_back(random_document(random, layer, request, options));
  }
  return documents;
}

}  // namespace orgsim::reference
