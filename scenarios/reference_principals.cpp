#include <algorithm>
#include <variant>

#include "model/overload.h"
#include "scenarios/reference_syntax.h"
#include "scenarios/references.h"

namespace orgsim::scenarios {
namespace {

using sim::Principal;
using PrincipalList = std::vector<Index<Principal>>;

Result<PrincipalList> one(const std::optional<Index<Principal>>& principal, const World& world,
                          const Reference& reference) {
  if (principal) {
    return PrincipalList{*principal};
  }
  return std::unexpected(Diagnostics{
      {.code = "E3103",
       .message = "`" + expanded(world, reference.text) + "` is no principal that can act",
       .where = reference.where}});
}

/// A role or user of IAM, or the role of a permission set, by account and name.
Result<PrincipalList> by_name(const World& world, const Reference& reference) {
  const std::string text = expanded(world, body_of(reference));
  const std::size_t slash = text.find('/');
  const auto kind =
      reference.kind == Kind::User ? sim::PrincipalKind::User : sim::PrincipalKind::Role;
  if (const auto account = world.organization().find_account(text.substr(0, slash))) {
    for (const auto index : world.principals().of_account(*account)) {
      const Principal& principal = world.principals()[index];
      if (principal.kind == kind && principal.name == std::string_view(text).substr(slash + 1)) {
        return PrincipalList{index};
      }
    }
  }
  if (reference.kind == Kind::User) {
    const auto user = user_of(world, reference);
    return user ? one(std::nullopt, world, reference) : std::unexpected(user.error());
  }
  const auto role = role_of(world, reference);
  return role ? one(std::nullopt, world, reference) : std::unexpected(role.error());
}

Result<PrincipalList> of_accounts(const World& world, const Reference& reference) {
  const auto accounts = accounts_of(world, reference);
  if (!accounts) {
    return std::unexpected(accounts.error());
  }
  PrincipalList result;
  for (const auto account : *accounts) {
    const PrincipalList& of_account = world.principals().of_account(account);
    result.insert(result.end(), of_account.begin(), of_account.end());
  }
  return result;
}

Result<PrincipalList> of_group(const World& world, const Reference& reference) {
  const auto group = identity_group_of(world, reference);
  if (!group) {
    return std::unexpected(group.error());
  }
  PrincipalList result;
  for (const auto user : (*world.organization().tables().identity_groups)[*group].members) {
    if (const auto person = world.principals().person(user)) {
      result.push_back(*person);
    }
  }
  return result;
}

Result<PrincipalList> of_attacker(const World& world, const Reference& reference) {
  PrincipalList result;
  for (const std::string& foothold : world.footholds()) {
    if (const auto principal = world.principals().find(foothold)) {
      result.push_back(*principal);
    }
  }
  if (world.footholds().empty()) {
    return std::unexpected(Diagnostics{{.code = "E3104",
                                        .message = "there is no attacker: nothing was compromised",
                                        .hint = "the event `compromise` makes one",
                                        .where = reference.where}});
  }
  return result;
}

bool tagged(const std::map<std::string, std::string>& tags, std::string_view selector) {
  const std::size_t equals = selector.find('=');
  const auto found = tags.find(std::string(selector.substr(0, equals)));
  return found != tags.end() && found->second == selector.substr(equals + 1);
}

bool tagged(const World& world, const Principal& principal, std::string_view selector) {
  const OrganizationTables& tables = world.organization().tables();
  return std::visit(
      Overload{[&](Index<Role> role) { return tagged((*tables.roles)[role].tags, selector); },
               [&](Index<User> user) { return tagged((*tables.users)[user].tags, selector); },
               [](Index<Account>) { return false; }, [](Index<IdentityUser>) { return false; },
               [](Index<PermissionSet>) { return false; }},
      principal.origin);
}

/// The principals with the tag, and those of accounts with the tag.
PrincipalList with_tag(const World& world, std::string_view selector) {
  PrincipalList result;
  const auto& accounts = world.organization().accounts();
  for (const auto index : world.principals().all().indexes()) {
    const Principal& principal = world.principals()[index];
    if (tagged(world, principal, selector) ||
        (principal.account && tagged(accounts[*principal.account].tags, selector))) {
      result.push_back(index);
    }
  }
  return result;
}

bool has_class(const Resource& resource, std::string_view data_class) {
  return resource.data_classes &&
         std::ranges::find(*resource.data_classes, data_class) != resource.data_classes->end();
}

std::unexpected<Diagnostics> selects_nothing(const World& world, const Reference& reference) {
  return std::unexpected(
      Diagnostics{{.code = "E3102",
                   .message = "`" + expanded(world, reference.text) + "` selects nothing",
                   .where = reference.where}});
}

}  // namespace

Result<PrincipalList> principals_of(const World& world, const Reference& reference) {
  Result<PrincipalList> result;
  const std::string body = expanded(world, body_of(reference));
  switch (reference.kind) {
    case Kind::Role:
    case Kind::User:
      result = by_name(world, reference);
      break;
    case Kind::Arn:
      result = one(world.principals().find(body), world, reference);
      break;
    case Kind::IdentityUser: {
      const auto user = identity_user_of(world, reference);
      if (!user) {
        return std::unexpected(user.error());
      }
      result = one(world.principals().person(*user), world, reference);
      break;
    }
    case Kind::IdentityGroup:
      result = of_group(world, reference);
      break;
    case Kind::Account:
    case Kind::Ou:
    case Kind::Organization:
      result = of_accounts(world, reference);
      break;
    case Kind::Tag:
      *result = with_tag(world, body);
      break;
    case Kind::Attacker:
      result = of_attacker(world, reference);
      break;
    case Kind::Group:
    case Kind::ManagedPolicy:
    case Kind::PermissionSet:
    case Kind::Scp:
    case Kind::Rcp:
    case Kind::Zone:
    case Kind::Share:
    case Kind::Service:
    case Kind::Data:
      result = one(std::nullopt, world, reference);
      break;
  }
  if (result) {
    std::ranges::sort(*result);
    if (reference.kind == Kind::Tag && result->empty()) {
      return selects_nothing(world, reference);
    }
  }
  return result;
}

Result<Targets> targets_of(const World& world, const Reference& reference) {
  Targets targets;
  const std::string body = expanded(world, body_of(reference));
  const Table<Resource>& resources = *world.organization().tables().resources;
  for (const auto index : resources.indexes()) {
    const Resource& resource = resources[index];
    const bool wanted = (reference.kind == Kind::Data && has_class(resource, body)) ||
                        (reference.kind == Kind::Tag && tagged(resource.tags, body)) ||
                        (reference.kind == Kind::Arn && resource.arn == body);
    if (wanted && resource.presence == Presence::Present) {
      targets.resources.push_back(index);
    }
  }
  if (reference.kind == Kind::Data) {
    return targets.resources.empty() ? selects_nothing(world, reference)
                                     : Result<Targets>(std::move(targets));
  }
  if (reference.kind == Kind::Arn && !targets.resources.empty()) {
    return targets;
  }
  auto principals = principals_of(world, reference);
  if (!principals && !(reference.kind == Kind::Tag && !targets.resources.empty())) {
    return std::unexpected(principals.error());
  }
  targets.principals = std::move(principals).value_or(PrincipalList());
  return targets;
}

}  // namespace orgsim::scenarios
