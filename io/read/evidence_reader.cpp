#include <algorithm>
#include <array>

#include "io/read/organization_references.h"

namespace orgsim::io {
namespace {

constexpr std::array kDomains = {
    std::pair{std::string_view("dns"), EvidenceDomain::Dns},
    std::pair{std::string_view("iam"), EvidenceDomain::Iam},
    std::pair{std::string_view("logging"), EvidenceDomain::Logging},
    std::pair{std::string_view("network"), EvidenceDomain::Network},
    std::pair{std::string_view("resources"), EvidenceDomain::Resources}};

std::set<EvidenceDomain> domains(JsonCursor& cursor, OrganizationReading& reading) {
  std::set<EvidenceDomain> result;
  cursor.each_item("domains", [&](const JsonValue& item) {
    const auto row = std::ranges::find(kDomains, item.text, &decltype(kDomains)::value_type::first);
    if (item.kind == JsonKind::String && row != kDomains.end()) {
      result.insert(row->second);
    } else {
      reading.error("E1105", "unknown evidence domain `" + item.text + "`", item.where,
                    "`iam`, `network`, `logging`, `dns` or `resources`");
    }
  });
  return result;
}

}  // namespace

void read_evidence(JsonCursor& file, OrganizationReading& reading) {
  const JsonValue* json = file.member("evidence", JsonKind::Object);
  if (json == nullptr) {
    return;
  }
  JsonCursor cursor(*json, "evidence", reading.diagnostics);
  Evidence result{.max_age_days = cursor.integer("max_age_days"), .where = json->where};
  if (cursor.member("domains") != nullptr) {
    result.domains = domains(cursor, reading);
  }
  cursor.each_member("accounts", [&](const JsonMember& member) {
    const auto account = reading.account(member.key, member.where);
    JsonCursor item(member.value, "evidence of an account", reading.diagnostics);
    AccountEvidence evidence{.collected = item.date("collected"),
                             .domains = domains(item, reading),
                             .hashes_match = item.boolean("hashes_match"),
                             .where = member.where};
    reading.unmodelled(item, "/evidence/accounts/" + member.key + "/");
    if (account) {
      result.accounts.emplace(*account, std::move(evidence));
    }
  });
  reading.unmodelled(cursor, "/evidence/");
  reading.tables().evidence.emplace().edit() = std::move(result);
}

}  // namespace orgsim::io
