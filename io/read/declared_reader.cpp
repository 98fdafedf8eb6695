#include <array>

#include "io/read/organization_references.h"

namespace orgsim::io {
namespace {

using Strings = std::vector<std::string>;
using StringsMember = std::optional<Strings> Declared::*;
using IntegerMember = std::optional<int> Declared::*;
using StringMapMember = std::optional<std::map<std::string, Strings>> Declared::*;

constexpr std::array kLists = {
    std::pair{"approved_regions", StringsMember(&Declared::approved_regions)},
    std::pair{"region_exempt_actions", StringsMember(&Declared::region_exempt_actions)},
    std::pair{"root_email_domains", StringsMember(&Declared::root_email_domains)},
    std::pair{"trusted_services", StringsMember(&Declared::trusted_services)},
    std::pair{"admins", StringsMember(&Declared::admins)},
    std::pair{"org_policy_admins", StringsMember(&Declared::org_policy_admins)},
    std::pair{"identity_admins", StringsMember(&Declared::identity_admins)},
    std::pair{"log_readers", StringsMember(&Declared::log_readers)},
    std::pair{"dns_writers", StringsMember(&Declared::dns_writers)},
    std::pair{"guardrail_exemptions", StringsMember(&Declared::guardrail_exemptions)},
    std::pair{"tenant_shared_roles", StringsMember(&Declared::tenant_shared_roles)},
    std::pair{"governance_types", StringsMember(&Declared::governance_types)},
    std::pair{"root_task_exceptions", StringsMember(&Declared::root_task_exceptions)},
    std::pair{"sharing_roles", StringsMember(&Declared::sharing_roles)},
    std::pair{"external_dns_targets", StringsMember(&Declared::external_dns_targets)}};

constexpr std::array kNumbers = {
    std::pair{"sandbox_max_days", IntegerMember(&Declared::sandbox_max_days)},
    std::pair{"log_retention_min_days", IntegerMember(&Declared::log_retention_min_days)},
    std::pair{"log_hot_min_days", IntegerMember(&Declared::log_hot_min_days)},
    std::pair{"privileged_session_max_seconds",
              IntegerMember(&Declared::privileged_session_max_seconds)},
    std::pair{"unused_role_max_days", IntegerMember(&Declared::unused_role_max_days)}};

constexpr std::array kListMaps = {
    std::pair{"delegation_homes", StringMapMember(&Declared::delegation_homes)},
    std::pair{"exemption_holders", StringMapMember(&Declared::exemption_holders)}};

class DeclaredReader {
 public:
  DeclaredReader(const JsonValue& json, OrganizationReading& reading)
      : cursor_(json, "declared", reading.diagnostics),
        reading_(reading),
        declared_(reading.tables().declared.edit()) {
    declared_.where = json.where;
  }

  void read() {
    plain();
    mailboxes();
    registered_users();
    third_parties();
    declared_.cde_trusted = trusted("cde_trusted");
    declared_.ephi_trusted = trusted("ephi_trusted");
    network_flows();
    blast_radius();
    separation_of_duties();
    segmentation_test();
    boundary();
    tenants();
    reading_.unmodelled(cursor_, "/declared/");
  }

 private:
  void plain() {
    for (const auto& [key, member] : kLists) {
      declared_.*member = cursor_.strings(key);
    }
    for (const auto& [key, member] : kNumbers) {
      declared_.*member = cursor_.integer(key);
    }
    for (const auto& [key, member] : kListMaps) {
      if (cursor_.member(key) != nullptr) {
        (declared_.*member).emplace();
      }
      cursor_.each_member(key, [&](const JsonMember& entry) {
        (declared_.*member)->emplace(entry.key, texts(entry.key, entry.value));
      });
    }
    if (const JsonValue* version = cursor_.member("baseline_version_min", JsonKind::String)) {
      declared_.baseline_version_min = version->text;
    }
    declared_.pci_scope_confirmed = cursor_.date("pci_scope_confirmed");
  }

  Strings texts(std::string_view key, const JsonValue& list) {
    Strings result;
    for (const JsonValue* item : reading_.names(key, list)) {
      result.push_back(item->text);
    }
    return result;
  }

  /// Visits the items of a list of objects and lists what they hold besides; the list itself exists
  /// afterwards, however few its items.
  template <class Item>
  void objects(const std::string& key, const std::string& what,
               std::optional<std::vector<Item>>& list,
               const std::function<Item(JsonCursor&)>& read_item) {
    if (cursor_.member(key) != nullptr) {
      list.emplace();
    }
    cursor_.each_item(key, [&](const JsonValue& json) {
      JsonCursor item(json, what, reading_.diagnostics);
      list->push_back(read_item(item));
      reading_.unmodelled(item, "/declared/" + key + "/");
    });
  }

  void mailboxes() {
    if (cursor_.member("monitored_mailboxes") != nullptr) {
      declared_.monitored_mailboxes.emplace();
    }
    cursor_.each_member("monitored_mailboxes", [&](const JsonMember& member) {
      JsonCursor item(member.value, "mailbox", reading_.diagnostics);
      declared_.monitored_mailboxes->emplace(member.key,
                                             MonitoredMailbox{.kind = item.text("kind"),
                                                              .owner = item.text("owner"),
                                                              .last_test = item.date("last_test")});
      reading_.unmodelled(item, "/declared/monitored_mailboxes/" + member.key + "/");
    });
  }

  void registered_users() {
    objects<RegisteredUser>("registered_users", "registered user", declared_.registered_users,
                            [](JsonCursor& item) {
                              return RegisteredUser{.user = item.required_text("user"),
                                                    .purpose = item.text("purpose"),
                                                    .owner = item.text("owner"),
                                                    .expires = item.date("expires"),
                                                    .where = item.where()};
                            });
  }

  void third_parties() {
    objects<ThirdParty>(
        "third_parties", "third party", declared_.third_parties, [&](JsonCursor& item) {
          return ThirdParty{.account = item.required_text("account"),
                            .name = item.text("name"),
                            .external_id_required = item.boolean("external_id_required"),
                            .agreement = item.text("agreement"),
                            .review = item.date("review"),
                            .may_reach = reading_.accounts_of(item, "may_reach"),
                            .where = item.where()};
        });
  }

  /// An entry is a pattern alone, or an object that also says why and who answers for it.
  std::optional<std::vector<TrustedPrincipal>> trusted(const std::string& key) {
    std::optional<std::vector<TrustedPrincipal>> result;
    if (cursor_.member(key) != nullptr) {
      result.emplace();
    }
    cursor_.each_item(key, [&](const JsonValue& json) {
      if (json.kind == JsonKind::String) {
        result->push_back({.principal = json.text});
        return;
      }
      JsonCursor item(json, "trusted principal", reading_.diagnostics);
      result->push_back({.principal = item.required_text("principal"),
                         .reason = item.text("reason"),
                         .owner = item.text("owner")});
      reading_.unmodelled(item, "/declared/" + key + "/");
    });
    return result;
  }

  void network_flows() {
    if (cursor_.member("network_flows") != nullptr) {
      declared_.network_flows.emplace();
    }
    cursor_.each_item("network_flows", [&](const JsonValue& json) {
      const bool right = json.kind == JsonKind::Array && json.items.size() == 3 &&
                         json.items[0].kind == JsonKind::String &&
                         json.items[1].kind == JsonKind::String &&
                         json.items[2].kind == JsonKind::Array;
      if (!right) {
        reading_.error("E1101", "an entry of `network_flows` must be source, target and ports",
                       json.where, "for example [\"vpc-1\", \"vpc-2\", [443]]");
        return;
      }
      declared_.network_flows->push_back({.from = json.items[0].text,
                                          .to = json.items[1].text,
                                          .ports = ports(json.items[2]),
                                          .where = json.where});
    });
  }

  std::vector<int> ports(const JsonValue& list) {
    std::vector<int> result;
    for (const JsonValue& item : list.items) {
      if (const auto port = integer_of(item)) {
        result.push_back(*port);
      } else {
        reading_.error("E1101", "a port must be a whole number", item.where);
      }
    }
    return result;
  }

  void blast_radius() {
    if (cursor_.member("blast_radius") != nullptr) {
      declared_.blast_radius.emplace();
    }
    cursor_.each_member("blast_radius", [&](const JsonMember& member) {
      const auto account = reading_.account(member.key, member.where);
      BlastBudget budget = blast_budget(member);
      if (account) {
        declared_.blast_radius->emplace(*account, std::move(budget));
      }
    });
  }

  BlastBudget blast_budget(const JsonMember& member) {
    BlastBudget result{.where = member.where};
    if (member.value.kind == JsonKind::Array) {
      for (const JsonValue* id : reading_.names(member.key, member.value)) {
        if (const auto account = reading_.account(id->text, id->where)) {
          result.accounts.push_back(*account);
        }
      }
    } else if (member.value.text == "*") {
      result.extent = BlastBudget::Extent::Everything;
    } else if (member.value.text == "*members") {
      result.extent = BlastBudget::Extent::Members;
    } else {
      reading_.error("E1105", "unknown blast radius of `" + member.key + "`", member.value.where,
                     "a list of accounts, `*members` or `*`");
    }
    return result;
  }

  void separation_of_duties() {
    if (cursor_.member("separation_of_duties") != nullptr) {
      declared_.separation_of_duties.emplace();
    }
    cursor_.each_item("separation_of_duties", [&](const JsonValue& json) {
      const Strings pair = texts("separation_of_duties", json);
      if (pair.size() == 2) {
        declared_.separation_of_duties->push_back({.first = pair[0], .second = pair[1]});
      } else {
        reading_.error("E1105", "an entry of `separation_of_duties` must be a pair", json.where);
      }
    });
  }

  void segmentation_test() {
    if (const JsonValue* json = cursor_.member("segmentation_test", JsonKind::Object)) {
      JsonCursor test(*json, "segmentation_test", reading_.diagnostics);
      declared_.segmentation_test = SegmentationTest{
          .date = test.date("date"), .tester = test.text("tester"), .entity = test.text("entity")};
      reading_.unmodelled(test, "/declared/segmentation_test/");
    }
  }

  void boundary() {
    const JsonValue* json = cursor_.member("fedramp_boundary", JsonKind::Object);
    if (json == nullptr) {
      return;
    }
    JsonCursor cursor(*json, "fedramp_boundary", reading_.diagnostics);
    AuthorizationBoundary& result = declared_.fedramp_boundary.emplace();
    result.accounts = reading_.accounts_of(cursor, "accounts");
    cursor.each_item("interconnections", [&](const JsonValue& entry) {
      JsonCursor item(entry, "interconnection", reading_.diagnostics);
      result.interconnections.push_back({.inside = reading_.owner(item, "inside"),
                                         .outside = item.required_text("outside"),
                                         .record = item.text("record"),
                                         .where = entry.where});
      reading_.unmodelled(item, "/declared/fedramp_boundary/interconnections/");
    });
    reading_.unmodelled(cursor, "/declared/fedramp_boundary/");
  }

  void tenants() {
    const JsonValue* json = cursor_.member("tenants", JsonKind::Object);
    if (json == nullptr) {
      return;
    }
    JsonCursor cursor(*json, "tenants", reading_.diagnostics);
    auto& result = declared_.tenants.emplace();
    for (const JsonMember& tenant : json->members) {
      result.emplace(tenant.key, reading_.accounts_of(cursor, tenant.key));
    }
  }

  JsonCursor cursor_;
  OrganizationReading& reading_;
  Declared& declared_;
};

}  // namespace

void read_declared(JsonCursor& file, OrganizationReading& reading) {
  if (const JsonValue* json = file.member("declared", JsonKind::Object)) {
    DeclaredReader(*json, reading).read();
  }
}

}  // namespace orgsim::io
