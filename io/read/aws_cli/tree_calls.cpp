#include <algorithm>
#include <array>

#include "io/read/aws_cli/calls.h"
#include "model/arn.h"
#include "model/text.h"

namespace orgsim::io {
namespace {

/// Keeps a fact that only one value may have in a dump.
void say(std::optional<Said>& fact, const std::string& text, SourceLocation where,
         std::string_view what, DumpReading& reading) {
  if (text.empty()) {
    return;
  }
  const Said& known = fact ? *fact : fact.emplace(Said{.text = text, .where = where});
  if (known.text != text) {
    reading.error("E2007",
                  "a second " + std::string(what) + " `" + text + "` beside `" + known.text + "`",
                  where, "one organization a folder; give several with several `--org`");
  }
}

/// ARNs of an organization's things name the management account and the organization:
/// `arn:aws:organizations::MANAGEMENT:ou/o-ID/ou-ID`.
void read_arn(JsonCursor& cursor, DumpReading& reading) {
  const std::string arn = cursor.text("Arn");
  const auto parts = parse_arn(arn);
  if (!parts) {
    return;
  }
  const auto path = split(parts->resource, '/');
  if (path.size() >= 2 && path[1].starts_with("o-")) {
    say(reading.organization.id, std::string(path[1]), cursor.where(), "organization", reading);
    say(reading.organization.management_account, std::string(parts->account), cursor.where(),
        "management account", reading);
    reading.tables().partition = parts->partition;
  }
}

bool read_organization_output(Call& call, DumpReading& reading) {
  with_object(call.output, "Organization", "organization",
              {"MasterAccountArn", "MasterAccountEmail", "AvailablePolicyTypes"}, reading,
              [&](JsonCursor& cursor) {
                read_arn(cursor, reading);
                say(reading.organization.id, cursor.required_text("Id"), cursor.where(),
                    "organization", reading);
                if (reading.account(cursor, "MasterAccountId")) {
                  say(reading.organization.management_account, cursor.text("MasterAccountId"),
                      cursor.where(), "management account", reading);
                }
                reading.organization.feature_set = cursor.text("FeatureSet");
              });
  return true;
}

bool read_roots(Call& call, DumpReading& reading) {
  each_object(call.output, "Roots", "root", {}, reading, [&](JsonCursor& cursor) {
    read_arn(cursor, reading);
    RootFacts& root = reading.organization.roots[cursor.required_text("Id")];
    root = {.name = cursor.text("Name"), .where = cursor.where()};
    each_object(cursor, "PolicyTypes", "policy type", {}, reading, [&](JsonCursor& type) {
      const std::string name = type.required_text("Type");
      if (type.text("Status") == "ENABLED") {
        root.enabled_policy_types.push_back(name);
      }
    });
  });
  return true;
}

void say_ou(const std::string& id, SourceLocation where, DumpReading& reading) {
  if (!reading.organization.names.contains(id)) {
    reading.organization.names.emplace(id, "");
    reading.organization.ous.push_back({.text = id, .where = where});
  }
}

void say_parent(const std::string& child, const std::string& parent, SourceLocation where,
                DumpReading& reading) {
  const auto [known, added] =
      reading.organization.parents.emplace(child, Said{.text = parent, .where = where});
  if (!added && known->second.text != parent) {
    reading.error(
        "E2008", "`" + child + "` is below `" + parent + "` and below `" + known->second.text + "`",
        where, "collect the organization while nobody moves accounts");
  }
}

void read_ou(JsonCursor& cursor, const std::string& parent, DumpReading& reading) {
  read_arn(cursor, reading);
  const std::string id = cursor.required_text("Id");
  say_ou(id, cursor.where(), reading);
  reading.organization.names[id] = cursor.text("Name");
  if (!parent.empty()) {
    say_parent(id, parent, cursor.where(), reading);
  }
}

bool read_ous(Call& call, DumpReading& reading) {
  const JsonValue* list = call.output.member("OrganizationalUnits", JsonKind::Array);
  const std::string& parent = call.context.root_or_ou;
  if (list != nullptr && !list->items.empty()) {
    required_key(parent, "parent of OUs", call, reading);
  }
  each_object(call.output, "OrganizationalUnits", "OU", {"Path"}, reading,
              [&](JsonCursor& cursor) { read_ou(cursor, parent, reading); });
  return true;
}

bool read_one_ou(Call& call, DumpReading& reading) {
  with_object(call.output, "OrganizationalUnit", "OU", {"Path"}, reading,
              [&](JsonCursor& cursor) { read_ou(cursor, "", reading); });
  return true;
}

/// `State` replaces `Status`, which AWS retires; the newer one counts where both are given.
/// Source: AWS Organizations API Reference, "Account".
AccountState state_of(JsonCursor& cursor, DumpReading& reading) {
  constexpr std::array kStates = {std::pair{"ACTIVE", AccountState::Active},
                                  std::pair{"CLOSED", AccountState::Closed},
                                  std::pair{"PENDING_ACTIVATION", AccountState::PendingActivation},
                                  std::pair{"PENDING_CLOSURE", AccountState::PendingClosure},
                                  std::pair{"SUSPENDED", AccountState::Suspended}};
  const std::string status = cursor.text("Status");
  const std::string state = cursor.text("State");
  const std::string& text = state.empty() ? status : state;
  const auto row = std::ranges::find(kStates, text, &decltype(kStates)::value_type::first);
  if (row != kStates.end()) {
    return row->second;
  }
  if (!text.empty()) {
    reading.error("E1105", "unknown account state `" + text + "`", cursor.where());
  }
  return AccountState::Active;
}

void read_account(JsonCursor& cursor, const std::string& parent, DumpReading& reading) {
  read_arn(cursor, reading);
  const auto index = reading.account(cursor, "Id");
  if (!index) {
    return;
  }
  const std::string id = cursor.text("Id");
  const bool first = reading.organization.members.emplace(id, cursor.where()).second;
  if (!parent.empty()) {
    say_parent(id, parent, cursor.where(), reading);
  }
  const AccountState state = state_of(cursor, reading);
  const auto joined = reading.date(cursor, "JoinedTimestamp");
  const std::string name = cursor.text("Name");
  const std::string email = cursor.text("Email");
  const std::string method = cursor.text("JoinedMethod");
  if (first) {
    Account& account = reading.tables().accounts.edit()[*index];
    account.name = name.empty() ? id : name;
    account.state = state;
    account.root_email = email;
    if (method == "CREATED" || method == "INVITED") {
      account.joined_method = method == "CREATED" ? JoinedMethod::Created : JoinedMethod::Invited;
    }
    account.joined = joined;
    account.where = cursor.where();
  }
}

bool read_accounts(Call& call, DumpReading& reading) {
  each_object(call.output, "Accounts", "account", {"Paths"}, reading,
              [&](JsonCursor& cursor) { read_account(cursor, call.context.root_or_ou, reading); });
  return true;
}

bool read_one_account(Call& call, DumpReading& reading) {
  with_object(call.output, "Account", "account", {"Paths"}, reading,
              [&](JsonCursor& cursor) { read_account(cursor, "", reading); });
  return true;
}

bool read_parents(Call& call, DumpReading& reading) {
  // The name of the file says the child, which is what was asked about.
  const std::string child = required_key(call.context.key, "child", call, reading);
  each_object(call.output, "Parents", "parent", {"Type"}, reading, [&](JsonCursor& cursor) {
    say_parent(child, cursor.required_text("Id"), cursor.where(), reading);
  });
  return true;
}

bool read_children(Call& call, DumpReading& reading) {
  const std::string parent = required_key(call.context.root_or_ou, "parent", call, reading);
  each_object(call.output, "Children", "child", {}, reading, [&](JsonCursor& cursor) {
    const std::string id = cursor.required_text("Id");
    if (cursor.text("Type") == "ORGANIZATIONAL_UNIT") {
      say_ou(id, cursor.where(), reading);
    } else if (reading.account(cursor, "Id")) {
      reading.organization.members.emplace(id, cursor.where());
    }
    say_parent(id, parent, cursor.where(), reading);
  });
  return true;
}

constexpr std::array kRows = {
    CallRow{"Organization", &read_organization_output},
    CallRow{"Roots", &read_roots},
    CallRow{"OrganizationalUnits", &read_ous},
    CallRow{"OrganizationalUnit", &read_one_ou},
    CallRow{"Accounts", &read_accounts},
    CallRow{"Account", &read_one_account},
    CallRow{"Parents", &read_parents},
    CallRow{"Children", &read_children},
};

}  // namespace

std::span<const CallRow> tree_calls() { return kRows; }

}  // namespace orgsim::io
