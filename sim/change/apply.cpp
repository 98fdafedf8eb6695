#include <algorithm>

#include "model/overload.h"
#include "sim/change/apply_change.h"

namespace orgsim::sim {

std::optional<Index<OrganizationRecord>> Change::organization_of(Index<Account> index) {
  const auto& parent = account(index).parent;
  return parent ? std::optional((*tables().ous)[*parent].organization) : std::nullopt;
}

std::unexpected<Diagnostics> refuse(std::string code, std::string message, std::string hint) {
  return std::unexpected(Diagnostics{
      {.code = std::move(code), .message = std::move(message), .hint = std::move(hint)}});
}

Applied change(Change& change, const Advance& event) {
  auto& as_of = change.tables().as_of;
  if (as_of && event.to < *as_of) {
    return refuse("E4070", "`" + to_text(event.to) + "` is before `" + to_text(*as_of) + "`",
                  "time does not go back");
  }
  as_of = event.to;
  return {};
}

Applied change(Change& change, const SetTag& event) {
  OrganizationTables& tables = change.tables();
  auto& tags = *std::visit(
      Overload{[&](Index<Account> account) { return &tables.accounts.edit()[account].tags; },
               [&](Index<Role> role) { return &tables.roles.edit()[role].tags; },
               [&](Index<User> user) { return &tables.users.edit()[user].tags; },
               [&](Index<Resource> resource) { return &tables.resources.edit()[resource].tags; }},
      event.node);
  if (event.value) {
    tags.insert_or_assign(event.key, *event.value);
  } else {
    tags.erase(event.key);
  }
  return {};
}

Result<Organization> apply(const Organization& before, const Event& event) {
  Change next{.before = before, .next = OrganizationBuilder(before)};
  const Applied applied =
      std::visit([&](const auto& alternative) { return change(next, alternative); }, event);
  if (!applied) {
    return std::unexpected(applied.error());
  }
  return std::move(next.next).build();
}

}  // namespace orgsim::sim
