#include "sim/decide/compiled_policy.h"

#include <algorithm>

#include "model/arn.h"

namespace orgsim::sim {
namespace {

constexpr std::size_t kArnColons = 5;

constexpr unsigned kIdentityLayers =
    layer_bit(Layer::Identity) | layer_bit(Layer::Boundary) | layer_bit(Layer::Session);
constexpr unsigned kResourceLayers = layer_bit(Layer::Resource) | layer_bit(Layer::Endpoint);
constexpr unsigned kEveryLayer =
    kIdentityLayers | kResourceLayers | layer_bit(Layer::Scp) | layer_bit(Layer::Rcp);

unsigned layers_of_short_arn(std::string_view text) {
  return kIdentityLayers | (text.find('*') != std::string_view::npos ? kResourceLayers : 0U) |
         (text.ends_with('*') ? layer_bit(Layer::Scp) : 0U);
}

/// The fields of an ARN hold no colon but those between braces of a variable. Without its closing
/// brace a variable is text, and in the older version every one is.
std::size_t field_colons(std::string_view text, PolicyVersion version) {
  std::size_t colons = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t close = version == PolicyVersion::Of2012 && text.substr(i).starts_with("${")
                                  ? text.find('}', i)
                                  : std::string_view::npos;
    i = close == std::string_view::npos ? i : close;
    colons += text[i] == ':' ? std::size_t{1} : std::size_t{0};
  }
  return colons;
}

ResourcePattern compile_resource(std::string_view text, PolicyVersion version,
                                 const Assumptions& assumptions) {
  const PatternSyntax syntax =
      assumptions.wildcards_stay_in_field ? PatternSyntax::StrictResource : PatternSyntax::Resource;
  const std::size_t colons = field_colons(text, version);
  if (!text.starts_with("arn:") || colons >= kArnColons || !assumptions.short_arns_are_padded) {
    return {compile_pattern(text, version, syntax), kEveryLayer};
  }
  std::string padded(text);
  for (std::size_t i = colons; i < kArnColons; ++i) {
    padded += ":*";
  }
  return {compile_pattern(padded, version, syntax), layers_of_short_arn(text)};
}

CompiledPrincipal compile_principal(const PrincipalEntry& entry) {
  CompiledPrincipal result{.type = entry.type, .value = entry.value};
  if (entry.type != PrincipalType::Aws) {
    return result;
  }
  const auto arn = parse_arn(entry.value);
  if (arn && arn->service == "iam" && arn->resource == "root") {
    result.account = true;
    result.value = arn->account;
  } else {
    result.account = entry.value.find_first_not_of("0123456789") == std::string::npos;
  }
  return result;
}

/// Marks of the services that the statement can cover.
std::uint64_t services_of(const Statement& statement) {
  if (statement.action.negated) {
    return kEveryService;
  }
  std::uint64_t services = 0;
  for (const std::string& pattern : statement.action.patterns) {
    services |= mark_of_pattern(pattern);
  }
  return services;
}

CompiledStatement compile_statement(const Statement& statement, PolicyVersion version,
                                    const Assumptions& assumptions) {
  CompiledStatement result{.effect = statement.effect,
                           .uncertain = statement.uncertain,
                           .action_negated = statement.action.negated,
                           .resource_negated = statement.resource.negated,
                           .principal_stated = statement.principal.has_value()};
  result.services = services_of(statement);
  for (const std::string& pattern : statement.action.patterns) {
    result.actions.emplace_back(pattern);
  }
  for (const std::string& pattern : statement.resource.patterns) {
    result.resources.push_back(compile_resource(pattern, version, assumptions));
  }
  if (statement.principal) {
    result.principal_negated = statement.principal->negated;
    std::ranges::transform(statement.principal->entries, std::back_inserter(result.principals),
                           compile_principal);
  }
  for (const Condition& condition : statement.conditions) {
    result.conditions.push_back(compile_condition(condition, version));
  }
  return result;
}

}  // namespace

CompiledPolicy::CompiledPolicy(PolicyDocument document, const Assumptions& assumptions)
    : CompiledPolicy(std::make_shared<const PolicyDocument>(std::move(document)), assumptions) {}

CompiledPolicy::CompiledPolicy(const PolicyDocument* document, const Assumptions& assumptions)
    : CompiledPolicy(std::shared_ptr<const PolicyDocument>(std::shared_ptr<void>(), document),
                     assumptions) {}

CompiledPolicy::CompiledPolicy(std::shared_ptr<const PolicyDocument> document,
                               const Assumptions& assumptions)
    : document_(std::move(document)),
      n_statements_(static_cast<std::uint32_t>(document_->statements.size())),
      assumptions_(assumptions) {
  for (const Statement& statement : document_->statements) {
    services_ |= services_of(statement);
    has_deny_ = has_deny_ || statement.effect == Effect::Deny;
  }
}

const CompiledStatement* CompiledPolicy::compile() const {
  auto statements = std::make_unique<CompiledStatement[]>(n_statements_);
  std::ranges::transform(document_->statements, statements.get(), [&](const Statement& statement) {
    return compile_statement(statement, document_->version, assumptions_);
  });
  return statements_.set(std::move(statements));
}

CompiledPolicy CompiledPolicy::not_collected(bool may_deny) {
  CompiledPolicy result{PolicyDocument{}};
  result.collected_ = false;
  result.may_deny_ = may_deny;
  result.services_ = kEveryService;
  return result;
}

}  // namespace orgsim::sim
