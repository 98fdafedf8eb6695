#include "io/read/account_reader.h"

#include <algorithm>
#include <array>

namespace orgsim::io {
namespace {

AccountState state(JsonCursor& cursor, OrganizationReading& reading) {
  constexpr std::array kStates = {std::pair{"ACTIVE", AccountState::Active},
                                  std::pair{"CLOSED", AccountState::Closed},
                                  std::pair{"PENDING_ACTIVATION", AccountState::PendingActivation},
                                  std::pair{"PENDING_CLOSURE", AccountState::PendingClosure},
                                  std::pair{"SUSPENDED", AccountState::Suspended}};
  const std::string text = cursor.text("status");
  const auto row = std::ranges::find(kStates, text, &decltype(kStates)::value_type::first);
  if (row != kStates.end()) {
    return row->second;
  }
  if (!text.empty()) {
    reading.error("E1105", "unknown account state `" + text + "`", cursor.where());
  }
  return AccountState::Active;
}

std::optional<JoinedMethod> joined_method(JsonCursor& cursor, OrganizationReading& reading) {
  const std::string text = cursor.text("joined_method");
  if (text == "CREATED") {
    return JoinedMethod::Created;
  }
  if (text == "INVITED") {
    return JoinedMethod::Invited;
  }
  if (!text.empty()) {
    reading.error("E1105", "unknown joined method `" + text + "`", cursor.where(),
                  "`CREATED` or `INVITED`");
  }
  return std::nullopt;
}

std::optional<SandboxTerms> sandbox_terms(JsonCursor& cursor, const std::string& place,
                                          OrganizationReading& reading) {
  const JsonValue* json = cursor.member("sandbox", JsonKind::Object);
  if (json == nullptr) {
    return std::nullopt;
  }
  JsonCursor sandbox(*json, "sandbox", reading.diagnostics);
  SandboxTerms terms{.created = sandbox.date("created"),
                     .expires = sandbox.date("expires"),
                     .owner = sandbox.text("engineer"),
                     .auto_clean = sandbox.boolean("auto_clean")};
  reading.unmodelled(sandbox, place + "sandbox/");
  return terms;
}

}  // namespace

std::optional<PublicAccessBlock> public_access_block(JsonCursor& cursor,
                                                     OrganizationReading& reading) {
  const JsonValue* json = cursor.member("public_access_block");
  if (json == nullptr) {
    return std::nullopt;
  }
  if (json->kind == JsonKind::Boolean) {
    const bool on = json->text == "true";
    return PublicAccessBlock{on, on, on, on};
  }
  JsonCursor switches(*json, "public_access_block", reading.diagnostics);
  PublicAccessBlock result{
      .block_public_acls = switches.boolean("block_public_acls").value_or(false),
      .ignore_public_acls = switches.boolean("ignore_public_acls").value_or(false),
      .block_public_policy = switches.boolean("block_public_policy").value_or(false),
      .restrict_public_buckets = switches.boolean("restrict_public_buckets").value_or(false)};
  reading.unmodelled(switches, "/public_access_block/");
  return result;
}

std::optional<Account> read_account(JsonCursor& cursor, OrganizationReading& reading) {
  const JsonValue* json = cursor.member("id");
  const std::string text = cursor.required_text("id");
  const auto id = AccountId::parse(text);
  if (!id) {
    if (json != nullptr && json->kind == JsonKind::String) {
      reading.error("E1105", "`" + text + "` is no account id", json->where,
                    "twelve digits, as a string");
    }
    return std::nullopt;
  }
  return Account{.id = *id,
                 .name = cursor.required_text("name"),
                 .state = state(cursor, reading),
                 .root_email = cursor.text("root_email"),
                 .joined_method = joined_method(cursor, reading),
                 .public_access_block = public_access_block(cursor, reading),
                 .environment = cursor.text("environment"),
                 .risk_profile = cursor.text("risk_profile"),
                 .owner = cursor.text("owner"),
                 .cost_center = cursor.text("cost_center"),
                 .monthly_budget_usd = cursor.number("monthly_budget_usd"),
                 .data_classes = cursor.strings("data_classes"),
                 .pci_declared = cursor.text("pci_declared"),
                 .alternate_contacts = cursor.texts("alternate_contacts"),
                 .origin = cursor.text("origin"),
                 .baseline_version = cursor.text("baseline_version"),
                 .joined = cursor.date("joined"),
                 .sandbox = sandbox_terms(cursor, "/accounts/" + text + "/", reading),
                 .tags = cursor.texts("tags"),
                 .where = cursor.where()};
}

}  // namespace orgsim::io
