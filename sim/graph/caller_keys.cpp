#include "sim/graph/caller_keys.h"

#include <algorithm>
#include <array>

namespace orgsim::sim {
namespace {

constexpr auto kOfCaller =
    std::to_array<std::string_view>({"aws:principalarn", "aws:userid", "aws:username"});
static_assert(std::ranges::is_sorted(kOfCaller));

constexpr auto kOfAccount =
    std::to_array<std::string_view>({"aws:currenttime",        "aws:epochtime",
                                     "aws:multifactorauthage", "aws:multifactorauthpresent",
                                     "aws:principalaccount",   "aws:principalisawsservice",
                                     "aws:principalorgid",     "aws:principalorgpaths",
                                     "aws:principaltype",      "aws:requestedregion",
                                     "aws:resourceaccount",    "aws:resourceorgid",
                                     "aws:resourceorgpaths",   "aws:securetransport",
                                     "aws:sourceip",           "aws:sourcevpc",
                                     "aws:sourcevpce",         "aws:useragent",
                                     "aws:viaawsservice",      "sts:externalid",
                                     "sts:rolesessionname"});
static_assert(std::ranges::is_sorted(kOfAccount));

bool is_variable(const Pattern& pattern) { return pattern.kind == Pattern::Kind::Variables; }

}  // namespace

KeyScope scope_of(std::string_view key) {
  if (std::ranges::binary_search(kOfCaller, key) || key.starts_with("aws:principaltag/")) {
    return KeyScope::Caller;
  }
  if (std::ranges::binary_search(kOfAccount, key)) {
    return KeyScope::Account;
  }
  const bool tag = key.starts_with("aws:resourcetag/") || key.starts_with("iam:resourcetag/");
  return tag ? KeyScope::Resource : KeyScope::Other;
}

bool has_variables(const CompiledCondition& condition) {
  return std::ranges::any_of(condition.operands, [](const Operand& operand) {
    const auto* pattern = std::get_if<Pattern>(&operand);
    return pattern != nullptr && is_variable(*pattern);
  });
}

bool has_variables(const CompiledStatement& statement) {
  return std::ranges::any_of(statement.resources, [](const ResourcePattern& resource) {
    return is_variable(resource.pattern);
  });
}

}  // namespace orgsim::sim
