#include "scenarios/references.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "model/arn.h"
#include "model/text.h"
#include "scenarios/reference_syntax.h"

namespace orgsim::scenarios {
namespace {

std::unexpected<Diagnostics> not_found(const World& world, const Reference& reference,
                                       const std::vector<std::string>& known) {
  const std::string text = expanded(world, reference.text);
  const auto near = nearest(text, known);
  return std::unexpected(Diagnostics{{.code = "E3101",
                                      .message = "`" + text + "` names nothing of the organization",
                                      .hint = near ? "did you mean `" + *near + "`?" : "",
                                      .where = reference.where}});
}

std::unexpected<Diagnostics> selects_nothing(const World& world, const Reference& reference) {
  return std::unexpected(
      Diagnostics{{.code = "E3102",
                   .message = "`" + expanded(world, reference.text) + "` selects nothing",
                   .where = reference.where}});
}

std::string body(const World& world, const Reference& reference) {
  return expanded(world, body_of(reference));
}

bool present(const auto& record) { return record.presence == Presence::Present; }

/// The first record that `is` accepts; `name` spells a record as a reference would, for the hint.
template <class Record, class Is, class Name>
Result<Index<Record>> find_in(const World& world, const Reference& reference,
                              const Table<Record>& table, Is is, Name name) {
  std::vector<std::string> known;
  for (const auto index : table.indexes()) {
    if (is(table[index])) {
      return index;
    }
    known.push_back(name(table[index]));
  }
  return not_found(world, reference, known);
}

/// For records of an account with path, name and ARN: roles, users, groups.
template <class Record>
Result<Index<Record>> in_account(const World& world, const Reference& reference,
                                 const Table<Record>& table) {
  const std::string text = body(world, reference);
  const auto account_name = [&](const Record& record) -> const Account& {
    return world.organization().accounts()[record.account];
  };
  const auto is = [&](const Record& record) {
    if (!present(record)) {
      return false;
    }
    if (reference.kind == Kind::Arn) {
      return record.arn == text;
    }
    const Account& account = account_name(record);
    const std::size_t slash = text.find('/');
    const std::string_view owner = std::string_view(text).substr(0, slash);
    return (owner == account.name || owner == account.id.text()) &&
           text.substr(slash + 1) == record.name;
  };
  const std::string prefix(row_of(reference.kind).prefix);
  return find_in(world, reference, table, is, [&](const Record& record) {
    return reference.kind == Kind::Arn ? record.arn
                                       : prefix + account_name(record).name + "/" + record.name;
  });
}

/// The account id that an ARN of an account names: its root user, or the account itself.
std::string account_id_in(std::string_view text) {
  const auto arn = parse_arn(text);
  if (!arn) {
    return "";
  }
  if (arn->service == "iam" && arn->resource == "root") {
    return std::string(arn->account);
  }
  const std::size_t slash = arn->resource.rfind('/');
  return arn->service == "organizations" && arn->resource.starts_with("account/")
             ? std::string(arn->resource.substr(slash + 1))
             : "";
}

/// `ORG:NAME` split; without an organization the first part is empty.
std::pair<std::string, std::string> qualified(const std::string& text) {
  const std::size_t colon = text.find(':');
  return colon == std::string::npos ? std::pair{std::string(), text}
                                    : std::pair{text.substr(0, colon), text.substr(colon + 1)};
}

bool is_organization(const World& world, Index<OrganizationRecord> index, std::string_view name) {
  const OrganizationRecord& record = (*world.organization().tables().organizations)[index];
  return name.empty() || record.name == name || record.id == name;
}

/// `Workloads/Prod`: the names below the root.
std::string path_text(const Organization& organization, Index<OrganizationalUnit> ou) {
  std::string text;
  const auto path = organization.path_to(ou);
  for (std::size_t i = 1; i < path.size(); ++i) {
    text += (i == 1 ? "" : "/") + organization.ous()[path[i]].name;
  }
  return text;
}

constexpr std::string_view kBelow = "/**";

void append_accounts_below(const World& world, Index<OrganizationalUnit> ou,
                           std::vector<Index<Account>>& result) {
  const Organization& organization = world.organization();
  for (const auto index : organization.accounts().indexes()) {
    const auto& parent = organization.accounts()[index].parent;
    if (!parent || organization.accounts()[index].state == AccountState::Closed) {
      continue;
    }
    const auto path = organization.path_to(*parent);
    if (std::ranges::find(path, ou) != path.end()) {
      result.push_back(index);
    }
  }
}

bool has_tag(const std::map<std::string, std::string>& tags, std::string_view selector) {
  const std::size_t equals = selector.find('=');
  const auto found = tags.find(std::string(selector.substr(0, equals)));
  return found != tags.end() && found->second == selector.substr(equals + 1);
}

}  // namespace

std::string expanded(const World& world, std::string_view text) {
  constexpr std::string_view kEach = "${each}";
  std::string result(text);
  for (std::size_t at = result.find(kEach); at != std::string::npos && !world.each.empty();
       at = result.find(kEach, at + world.each.size())) {
    result.replace(at, kEach.size(), world.each);
  }
  return result;
}

Result<Index<Account>> account_of(const World& world, const Reference& reference) {
  const std::string text = body(world, reference);
  const std::string name = reference.kind == Kind::Arn ? account_id_in(text) : text;
  return find_in(
      world, reference, world.organization().accounts(),
      [&](const Account& account) { return account.name == name || account.id.text() == name; },
      [](const Account& account) { return "account:" + account.name; });
}

Result<Index<OrganizationalUnit>> ou_of(const World& world, const Reference& reference) {
  const Organization& organization = world.organization();
  const auto [owner, path] = qualified(body(world, reference));
  const std::string prefix = owner.empty() ? "ou:" : "ou:" + owner + ":";
  std::vector<std::string> known;
  for (const auto index : organization.ous().indexes()) {
    const OrganizationalUnit& ou = organization.ous()[index];
    if (!is_organization(world, ou.organization, owner)) {
      continue;
    }
    const std::string text = path_text(organization, index);
    if (text == path || ou.id == path) {
      return index;
    }
    known.push_back(prefix + text);
  }
  return not_found(world, reference, known);
}

Result<Index<OrganizationRecord>> organization_of(const World& world, const Reference& reference) {
  const std::string name = body(world, reference);
  return find_in(
      world, reference, *world.organization().tables().organizations,
      [&](const OrganizationRecord& record) { return record.name == name || record.id == name; },
      [](const OrganizationRecord& record) { return "org:" + record.name; });
}

Result<Index<Role>> role_of(const World& world, const Reference& reference) {
  return in_account(world, reference, *world.organization().tables().roles);
}

Result<Index<User>> user_of(const World& world, const Reference& reference) {
  return in_account(world, reference, *world.organization().tables().users);
}

Result<Index<Group>> group_of(const World& world, const Reference& reference) {
  return in_account(world, reference, *world.organization().tables().groups);
}

Result<Index<IdentityUser>> identity_user_of(const World& world, const Reference& reference) {
  const std::string name = body(world, reference);
  return find_in(
      world, reference, *world.organization().tables().identity_users,
      [&](const IdentityUser& user) {
        return present(user) && (user.name == name || user.id == name);
      },
      [](const IdentityUser& user) { return "idc-user:" + user.name; });
}

Result<Index<IdentityGroup>> identity_group_of(const World& world, const Reference& reference) {
  const std::string name = body(world, reference);
  return find_in(
      world, reference, *world.organization().tables().identity_groups,
      [&](const IdentityGroup& group) {
        return present(group) && (group.name == name || group.id == name);
      },
      [](const IdentityGroup& group) { return "idc-group:" + group.name; });
}

Result<Index<PermissionSet>> permission_set_of(const World& world, const Reference& reference) {
  const std::string name = body(world, reference);
  return find_in(
      world, reference, *world.organization().tables().permission_sets,
      [&](const PermissionSet& set) {
        return present(set) && (set.name == name || set.arn == name);
      },
      [](const PermissionSet& set) { return "ps:" + set.name; });
}

Result<Index<OrganizationPolicy>> policy_of(const World& world, const Reference& reference) {
  const auto type = reference.kind == Kind::Scp ? OrganizationPolicyType::ServiceControlPolicy
                                                : OrganizationPolicyType::ResourceControlPolicy;
  const auto parts = qualified(body(world, reference));
  const std::string owner(parts.first);
  const std::string name(parts.second);
  std::string prefix(row_of(reference.kind).prefix);
  if (!owner.empty()) {
    prefix.append(owner).append(":");
  }
  return find_in(
      world, reference, world.organization().policies(),
      [&](const OrganizationPolicy& policy) {
        return policy.type == type && (policy.name == name || policy.id == name) &&
               is_organization(world, policy.organization, owner);
      },
      [&](const OrganizationPolicy& policy) {
        return policy.type == type ? prefix + policy.name : std::string();
      });
}

Result<Index<ManagedPolicy>> managed_policy_of(const World& world, const Reference& reference) {
  const std::string text = body(world, reference);
  std::string arn = text;
  if (reference.kind == Kind::ManagedPolicy) {
    const std::size_t slash = text.find('/');
    const auto account = world.organization().find_account(text.substr(0, slash));
    if (account) {
      arn = iam_arn(world.organization().tables().partition,
                    world.organization().accounts()[*account].id.text(),
                    "policy/" + text.substr(slash + 1));
    }
  }
  return find_in(
      world, reference, *world.organization().tables().managed_policies,
      [&](const ManagedPolicy& policy) { return policy.arn == arn; },
      [](const ManagedPolicy& policy) { return policy.arn; });
}

Result<Index<Resource>> resource_of(const World& world, const Reference& reference) {
  const std::string arn = body(world, reference);
  return find_in(
      world, reference, *world.organization().tables().resources,
      [&](const Resource& resource) { return present(resource) && resource.arn == arn; },
      [](const Resource& resource) { return resource.arn; });
}

Result<std::string> zone_of(const World& world, const Reference& reference) {
  const std::string name = body(world, reference);
  std::vector<std::string> known;
  if (const auto& dns = world.organization().tables().dns) {
    for (const HostedZone& zone : (*dns)->zones) {
      if (!zone.removed && (zone.name == name || zone.id == name)) {
        return zone.id;
      }
      known.push_back("zone:" + zone.name);
    }
  }
  return not_found(world, reference, known);
}

Result<Index<ResourceShare>> share_of(const World& world, const Reference& reference) {
  const std::string name = body(world, reference);
  const auto& shares = world.organization().tables().resource_shares;
  if (!shares) {
    return not_found(world, reference, {});
  }
  return find_in(
      world, reference, **shares,
      [&](const ResourceShare& share) { return present(share) && share.name == name; },
      [](const ResourceShare& share) { return "ram:" + share.name; });
}

namespace {

/// The OU below which the accounts of a reference to an OU or an organization are.
Result<Index<OrganizationalUnit>> top_of(const World& world, const Reference& reference) {
  if (reference.kind == Kind::Organization) {
    const auto index = organization_of(world, reference);
    return index ? Result<Index<OrganizationalUnit>>(
                       (*world.organization().tables().organizations)[*index].root)
                 : std::unexpected(index.error());
  }
  Reference ou = reference;
  if (ou.text.ends_with(kBelow)) {
    ou.text.resize(ou.text.size() - kBelow.size());
  }
  return ou_of(world, ou);
}

/// Those of the organizations, closed ones not; with the tag `key=value`, or all of them.
std::vector<Index<Account>> members(const Organization& organization,
                                    std::optional<std::string_view> tag) {
  std::vector<Index<Account>> result;
  for (const auto index : organization.accounts().indexes()) {
    const Account& account = organization.accounts()[index];
    if (account.state != AccountState::Closed && organization.organization_of(index) &&
        (!tag || has_tag(account.tags, *tag))) {
      result.push_back(index);
    }
  }
  return result;
}

}  // namespace

Result<std::vector<Index<Account>>> accounts_of(const World& world, const Reference& reference) {
  const std::string text = body(world, reference);
  std::vector<Index<Account>> result;
  if (reference.kind == Kind::Account && text != "*") {
    const auto account = account_of(world, reference);
    return account ? Result<std::vector<Index<Account>>>(std::vector{*account})
                   : std::unexpected(account.error());
  }
  if (contains(Kind::Ou | Kind::Organization, reference.kind)) {
    const auto top = top_of(world, reference);
    if (!top) {
      return std::unexpected(top.error());
    }
    append_accounts_below(world, *top, result);
  } else {
    const bool all = reference.kind == Kind::Account;
    result =
        members(world.organization(), all ? std::nullopt : std::optional<std::string_view>(text));
  }
  if (result.empty()) {
    return selects_nothing(world, reference);
  }
  return result;
}

}  // namespace orgsim::scenarios
