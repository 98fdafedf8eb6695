#include "io/write/access_names.h"

#include <fmt/format.h>

namespace orgsim::io {

std::string name_of(const sim::Authorizer& authorizer, Index<sim::Principal> principal) {
  const sim::Principal& record = authorizer.principals()[principal];
  if (!record.account) {
    return record.arn;
  }
  switch (record.kind) {
    case sim::PrincipalKind::HypotheticalAdministrator:
      return "any administrator of " + name_of(authorizer.organization(), *record.account);
    case sim::PrincipalKind::RootSession:
      return "a root session in " + name_of(authorizer.organization(), *record.account);
    case sim::PrincipalKind::RootUser:
    case sim::PrincipalKind::User:
    case sim::PrincipalKind::Role:
    case sim::PrincipalKind::Person:
      break;
  }
  return record.arn;
}

std::string short_name_of(const sim::Authorizer& authorizer, Index<sim::Principal> principal) {
  const sim::Principal& record = authorizer.principals()[principal];
  if (!record.account) {
    return record.name;
  }
  const std::string& account = authorizer.organization().accounts()[*record.account].name;
  switch (record.kind) {
    case sim::PrincipalKind::HypotheticalAdministrator:
      return account + "/any administrator";
    case sim::PrincipalKind::RootSession:
      return account + "/root session";
    case sim::PrincipalKind::RootUser:
      return account + "/root user";
    case sim::PrincipalKind::User:
      return account + "/user " + record.name;
    case sim::PrincipalKind::Role:
    case sim::PrincipalKind::Person:
      break;
  }
  return account + "/" + record.name;
}

std::string name_of(const Organization& organization, Index<Account> account) {
  const Account& record = organization.accounts()[account];
  return record.name.empty() ? record.id.text()
                             : fmt::format("{} ({})", record.name, record.id.text());
}

std::string_view verb_of(sim::Technique technique) {
  switch (technique) {
    case sim::Technique::AssignedPermissionSet:
      return "signs in as";
    case sim::Technique::StackSets:
      return "deploys a StackSet as";
    case sim::Technique::IdentityCenterAdministration:
      return "assigns itself a permission set, as";
    case sim::Technique::GroupMembership:
      return "joins a group assigned to";
    case sim::Technique::AssumeRoot:
      return "opens";
    case sim::Technique::AssumeRole:
      return "assumes";
    case sim::Technique::RewriteTrust:
      return "rewrites the trust policy of";
  }
  return "";
}

std::vector<Hop> hops_of(const sim::Authorizer& authorizer, const SourceFiles& files,
                         const sim::Path& path) {
  std::vector<Hop> hops;
  for (const sim::BecomeEdge& edge : path) {
    const sim::TechniqueRow& row = sim::row_of(edge.technique);
    std::string why(row.id);
    if (!row.actions.empty()) {
      why += fmt::format(": {}", fmt::join(row.actions, " + "));
    }
    if (edge.holds == sim::Truth::Unknown) {
      why += ", if an open condition holds";
    }
    hops.push_back({.who = name_of(authorizer, edge.source),
                    .verb = std::string(verb_of(edge.technique)),
                    .whom = name_of(authorizer, edge.target),
                    .why = std::move(why),
                    .source = place(files, edge.where)});
  }
  return hops;
}

}  // namespace orgsim::io
