#include "io/read/organization_reader.h"

#include <algorithm>
#include <array>

#include "io/read/organization_references.h"
#include "io/read/waiver_reader.h"

namespace orgsim::io {
namespace {

constexpr std::string_view kFormat = "orgsim-organization/1";
using PolicyNames = std::map<std::string, Index<OrganizationPolicy>>;

class OrganizationReader {
 public:
  OrganizationReader(const JsonValue& json, OrganizationReading& reading)
      : file_(json, "organization file", reading.diagnostics), reading_(reading) {}

  void read() {
    if (file_.required_text("format") != kFormat && file_.member("format") != nullptr) {
      reading_.error("E1105", "unknown format", file_.member("format")->where,
                     "this program reads `" + std::string(kFormat) + "`");
    }
    file_.member("about");
    file_.member("$schema");
    reading_.tables().as_of = file_.date("as_of");
    if (const std::string partition = file_.text("partition"); !partition.empty()) {
      reading_.tables().partition = partition;
    }
    tree();
    policies("scps", "scp_attachments", PolicyKind::Scp);
    policies("rcps", "rcp_attachments", PolicyKind::Rcp);
    read_iam(file_, reading_);
    read_identity_center(file_, reading_);
    read_resources(file_, reading_);
    read_delivery(file_, reading_);
    read_network(file_, reading_);
    read_dns(file_, reading_);
    read_logging(file_, reading_);
    read_declared(file_, reading_);
    read_evidence(file_, reading_);
    if (const JsonValue* waivers = file_.member("waivers", JsonKind::Array)) {
      reading_.tables().waivers.edit() = read_waivers(*waivers, reading_.diagnostics);
    }
    reading_.unmodelled(file_, "/");
  }

 private:
  void tree() {
    const JsonValue* json = file_.member("organization", JsonKind::Object);
    if (json == nullptr) {
      reading_.error("E1103", "an organization file without `organization`", file_.where());
      return;
    }
    JsonCursor cursor(*json, "organization", reading_.diagnostics);
    OrganizationRecord record{.id = cursor.required_text("id"), .where = json->where};
    record.name = record.id;
    const std::string root = cursor.required_text("root");
    record.root =
        reading_.tables().ous.edit().append({.id = root, .name = "Root", .where = json->where});
    reading_.ous.emplace(root, record.root);
    ous();
    accounts();
    if (const JsonValue* id = cursor.member("management_account", JsonKind::String)) {
      record.management_account = reading_.account(id->text, id->where).value_or(Index<Account>());
    } else {
      reading_.error("E1103", "`organization` without `management_account`", json->where);
    }
    settings(cursor, record);
    reading_.unmodelled(cursor, "/organization/");
    reading_.tables().organizations.edit().append(std::move(record));
  }

  void settings(JsonCursor& cursor, OrganizationRecord& record) {
    const std::string features = cursor.text("feature_set");
    if (features != "ALL" && !features.empty()) {
      record.feature_set = FeatureSet::ConsolidatedBilling;
    }
    for (const std::string& type :
         cursor.strings("policy_types").value_or(std::vector<std::string>())) {
      if (type == "SERVICE_CONTROL_POLICY") {
        record.enabled_policy_types.insert(OrganizationPolicyType::ServiceControlPolicy);
      } else if (type == "RESOURCE_CONTROL_POLICY") {
        record.enabled_policy_types.insert(OrganizationPolicyType::ResourceControlPolicy);
      } else {
        record.other_policy_types.push_back(type);
      }
    }
    if (const auto services = cursor.strings("trusted_access")) {
      record.trusted_access = std::set<std::string>(services->begin(), services->end());
    }
    if (cursor.member("delegated_administrators") != nullptr) {
      record.delegated_administrators.emplace();
    }
    cursor.each_member("delegated_administrators", [&](const JsonMember& member) {
      if (const auto account = reading_.account(member.value.text, member.value.where)) {
        (*record.delegated_administrators)[member.key].insert(*account);
      }
    });
    if (const JsonValue* json = cursor.member("root_access_management", JsonKind::Object)) {
      JsonCursor root(*json, "root_access_management", reading_.diagnostics);
      record.root_access_management = {.credentials = root.boolean("credentials").value_or(false),
                                       .sessions = root.boolean("sessions").value_or(false)};
      reading_.unmodelled(root, "/organization/root_access_management/");
    }
    if (const JsonValue* json = cursor.member("policy_delegation", JsonKind::Object)) {
      record.delegation_policy_collected = true;
      if (!json->members.empty()) {
        record.delegation_policy = reading_.document(*json, PolicyKind::Resource);
      }
    }
  }

  void ous() {
    std::vector<std::pair<Index<OrganizationalUnit>, const JsonValue*>> parents;
    file_.each_item("ous", [&](const JsonValue& json) {
      JsonCursor cursor(json, "OU", reading_.diagnostics);
      const std::string id = cursor.required_text("id");
      cursor.required_text("parent");
      const auto index =
          reading_.tables().ous.edit().append({.id = id,
                                               .name = cursor.text("name"),
                                               .risk_profile = cursor.text("risk_profile"),
                                               .where = json.where});
      if (!reading_.ous.emplace(id, index).second) {
        reading_.error("E3006", "second OU with id `" + id + "`", json.where);
      }
      parents.emplace_back(index, cursor.member("parent", JsonKind::String));
      reading_.unmodelled(cursor, "/ous/" + id + "/");
    });
    for (const auto& [index, parent] : parents) {
      if (parent != nullptr) {
        reading_.tables().ous.edit()[index].parent = reading_.ou(parent->text, parent->where);
      }
    }
  }

  void accounts() {
    file_.each_item("accounts", [&](const JsonValue& json) {
      JsonCursor cursor(json, "account", reading_.diagnostics);
      const std::string id = cursor.required_text("id");
      const auto parsed = AccountId::parse(id);
      if (!parsed) {
        if (const JsonValue* value = json.find("id"); value != nullptr && !id.empty()) {
          reading_.error("E1105", "`" + id + "` is no account id", value->where,
                         "twelve digits, as a string");
        }
        return;
      }
      Account account = facts(cursor, *parsed);
      cursor.required_text("ou");
      if (const JsonValue* ou = cursor.member("ou", JsonKind::String)) {
        account.parent = reading_.ou(ou->text, ou->where);
      }
      reading_.unmodelled(cursor, "/accounts/" + id + "/");
      reading_.accounts.emplace(id, reading_.tables().accounts.edit().append(std::move(account)));
    });
  }

  Account facts(JsonCursor& cursor, const AccountId& id) {
    Account account{.id = id,
                    .name = cursor.required_text("name"),
                    .state = state(cursor),
                    .root_email = cursor.text("root_email"),
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
                    .tags = cursor.texts("tags"),
                    .where = cursor.where()};
    if (const JsonValue* json = cursor.member("sandbox", JsonKind::Object)) {
      JsonCursor sandbox(*json, "sandbox", reading_.diagnostics);
      account.sandbox = SandboxTerms{.created = sandbox.date("created"),
                                     .expires = sandbox.date("expires"),
                                     .owner = sandbox.text("engineer"),
                                     .auto_clean = sandbox.boolean("auto_clean")};
      reading_.unmodelled(sandbox, "/accounts/" + id.text() + "/sandbox/");
    }
    return account;
  }

  AccountState state(JsonCursor& cursor) {
    constexpr std::array kStates = {
        std::pair{"ACTIVE", AccountState::Active}, std::pair{"CLOSED", AccountState::Closed},
        std::pair{"PENDING_ACTIVATION", AccountState::PendingActivation},
        std::pair{"PENDING_CLOSURE", AccountState::PendingClosure},
        std::pair{"SUSPENDED", AccountState::Suspended}};
    const std::string text = cursor.text("status");
    const auto row = std::ranges::find(kStates, text, &decltype(kStates)::value_type::first);
    if (row != kStates.end()) {
      return row->second;
    }
    if (!text.empty()) {
      reading_.error("E1105", "unknown account state `" + text + "`", cursor.where());
    }
    return AccountState::Active;
  }

  void policies(std::string_view section, std::string_view attachments, PolicyKind kind) {
    PolicyNames names;
    file_.each_member(section, [&](const JsonMember& member) {
      JsonCursor cursor(member.value, member.key, reading_.diagnostics);
      OrganizationPolicy policy{.id = member.key,
                                .name = cursor.text("name"),
                                .type = kind == PolicyKind::Scp
                                            ? OrganizationPolicyType::ServiceControlPolicy
                                            : OrganizationPolicyType::ResourceControlPolicy,
                                .where = member.where};
      policy.aws_managed = policy.name == "FullAWSAccess" || policy.name == "RCPFullAWSAccess";
      if (const JsonValue* document = cursor.member("doc")) {
        policy.document = reading_.document(*document, kind);
      }
      reading_.unmodelled(cursor, "/" + std::string(section) + "/" + member.key + "/");
      names.emplace(member.key, reading_.tables().policies.edit().append(std::move(policy)));
    });
    file_.each_member(attachments, [&](const JsonMember& target) { attach(target, names); });
  }

  void attach(const JsonMember& target, const PolicyNames& names) {
    for (const JsonValue* item : reading_.names(target.key, target.value)) {
      const auto policy = names.find(item->text);
      if (policy == names.end()) {
        reading_.error("E3001", "unknown policy `" + item->text + "`", item->where);
      } else if (const auto ou = reading_.ous.find(target.key); ou != reading_.ous.end()) {
        reading_.builder.attach(policy->second, ou->second);
      } else if (const auto account = reading_.account(target.key, target.where)) {
        reading_.builder.attach(policy->second, *account);
      }
    }
  }

  JsonCursor file_;
  OrganizationReading& reading_;
};

}  // namespace

Result<Organization> read_organization(const JsonValue& json) {
  OrganizationReading reading;
  OrganizationReader(json, reading).read();
  if (has_errors(reading.diagnostics)) {
    return std::unexpected(std::move(reading.diagnostics));
  }
  return std::move(reading.builder).build();
}

}  // namespace orgsim::io
