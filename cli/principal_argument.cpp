#include "cli/principal_argument.h"

#include <algorithm>
#include <set>

#include "model/account_id.h"
#include "model/arn.h"
#include "model/text.h"
#include "sim/closure/foothold.h"
#include "sim/graph/access_graph.h"
#include "sim/graph/edge_rules.h"

namespace orgsim::cli {
namespace {

using Principals = std::vector<Index<sim::Principal>>;

/// `ACCOUNT/NAME` with the account by id or name, and the name with or without its path.
bool is_called(const sim::Authorizer& authorizer, const sim::Principal& principal,
               std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || !principal.account) {
    return false;
  }
  const Account& account = authorizer.organization().accounts()[*principal.account];
  const std::string_view owner = text.substr(0, slash);
  const std::string_view name = text.substr(slash + 1);
  return (owner == account.name || owner == account.id.text()) &&
         (name == principal.name || "/" + std::string(name) == principal.path + principal.name);
}

Principals of_kind(const sim::Authorizer& authorizer, sim::PrincipalKind kind,
                   std::string_view text) {
  Principals result;
  for (const auto index : authorizer.principals().all().indexes()) {
    const sim::Principal& principal = authorizer.principals()[index];
    if (principal.kind == kind && is_called(authorizer, principal, text)) {
      result.push_back(index);
    }
  }
  return result;
}

Principals of_account(const sim::Authorizer& authorizer, std::string_view text) {
  const auto account = authorizer.organization().find_account(text);
  if (!account) {
    return {};
  }
  Principals result;
  for (const auto index : authorizer.principals().of_account(*account)) {
    if (authorizer.principals()[index].kind != sim::PrincipalKind::RootSession) {
      result.push_back(index);
    }
  }
  return result;
}

/// The role of `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION`, as logs name callers.
Principals of_session(const sim::Authorizer& authorizer, const ArnParts& arn) {
  const auto parts = split(arn.resource, '/');
  return parts.size() == 3 ? of_kind(authorizer, sim::PrincipalKind::Role,
                                     std::string(arn.account) + "/" + std::string(parts[1]))
                           : Principals();
}

Principals named(const sim::Authorizer& authorizer, std::string_view text) {
  const auto arn = parse_arn(text);
  if (arn && arn->service == "sts" && arn->resource.starts_with("assumed-role/")) {
    return of_session(authorizer, *arn);
  }
  const std::size_t colon = text.find(':');
  const std::string_view prefix = text.substr(0, colon);
  const std::string_view rest =
      colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  if (prefix == "role") {
    return of_kind(authorizer, sim::PrincipalKind::Role, rest);
  }
  if (prefix == "user") {
    return of_kind(authorizer, sim::PrincipalKind::User, rest);
  }
  if (prefix == "account") {
    return of_account(authorizer, rest);
  }
  if (const auto kind = sim::foothold_kind(prefix); kind && !rest.empty()) {
    return sim::principals_behind(authorizer.organization(), authorizer.principals(), *kind, rest);
  }
  const auto found = authorizer.principals().find(prefix == "idc-user" ? rest : text);
  return found ? Principals{*found} : Principals();
}

/// A principal of an account that the input does not hold.
std::optional<sim::Asker> outside_caller(const sim::Authorizer& authorizer,
                                         const std::string& text) {
  const auto arn = parse_arn(text);
  if (!arn || (arn->service != "iam" && arn->service != "sts") || !AccountId::parse(arn->account) ||
      authorizer.organization().find_account(arn->account)) {
    return std::nullopt;
  }
  return sim::OutsideCaller{.arn = text, .account = std::string(arn->account)};
}

void refuse_unknown(const Invocation& invocation, const sim::Authorizer& authorizer,
                    const std::string& text) {
  std::vector<std::string> names;
  for (const sim::Principal& principal : authorizer.principals().all()) {
    names.push_back(principal.arn);
    if (principal.account && principal.kind == sim::PrincipalKind::Role) {
      names.push_back("role:" + authorizer.organization().accounts()[*principal.account].name +
                      "/" + principal.name);
    }
  }
  for (const Account& account : authorizer.organization().accounts()) {
    names.push_back("account:" + account.name);
  }
  const auto near = nearest(text, names);
  invocation.refuse({.message = "nobody is called `" + text + "`",
                     .hint = near ? "did you mean `" + *near + "`?"
                                  : "name an ARN, `role:ACCOUNT/NAME`, `user:ACCOUNT/NAME`, a "
                                    "person, `account:NAME`, or what somebody acts through: "
                                    "`workload:ARN`, `repository:NAME`, `mailbox:ADDRESS`, "
                                    "`zone:NAME`"});
}

}  // namespace

std::optional<Principals> principals_argument(const Invocation& invocation,
                                              const sim::Authorizer& authorizer,
                                              const std::string& text) {
  Principals result = named(authorizer, text);
  if (result.empty()) {
    refuse_unknown(invocation, authorizer, text);
    return std::nullopt;
  }
  return result;
}

std::optional<Principals> principals_arguments(const Invocation& invocation,
                                               const sim::Authorizer& authorizer,
                                               std::string_view option) {
  Principals result;
  for (const std::string& text : invocation.values(option)) {
    const auto named = principals_argument(invocation, authorizer, text);
    if (!named) {
      return std::nullopt;
    }
    result.insert(result.end(), named->begin(), named->end());
  }
  return result;
}

std::optional<sim::Asker> asker_argument(const Invocation& invocation,
                                         const sim::Authorizer& authorizer,
                                         const std::string& text) {
  constexpr std::string_view kService = "service:";
  if (text == "anonymous" || text == "*") {
    return sim::AnonymousCaller();
  }
  if (text.starts_with(kService)) {
    return sim::ServiceCaller{.name = text.substr(kService.size())};
  }
  if (auto outsider = outside_caller(authorizer, text)) {
    return outsider;
  }
  const auto found = principals_argument(invocation, authorizer, text);
  if (found && found->size() > 1) {
    invocation.refuse(
        {.message = "`" + text + "` is more than one principal", .hint = "name one of them"});
    return std::nullopt;
  }
  return found ? std::optional<sim::Asker>(found->front()) : std::nullopt;
}

Principals roles_of_person(const sim::Authorizer& authorizer, Index<sim::Principal> person,
                           std::string_view account) {
  std::vector<sim::BecomeEdge> edges;
  sim::add_permission_set_edges(authorizer, edges);
  const auto wanted = authorizer.organization().find_account(account);
  std::set<Index<sim::Principal>> result;
  for (const sim::BecomeEdge& edge : edges) {
    const bool there =
        account.empty() || (wanted && authorizer.principals()[edge.target].account == wanted);
    if (edge.source == person && there) {
      result.insert(edge.target);
    }
  }
  return {result.begin(), result.end()};
}

}  // namespace orgsim::cli
