#include <algorithm>
#include <array>

#include "io/read/aws_cli/link.h"

namespace orgsim::io {
namespace {

class OrganizationLinker {
 public:
  explicit OrganizationLinker(DumpReading& reading)
      : reading_(reading), facts_(reading.organization) {}

  void link() {
    reading_.tables().coverage.edit().organization[OrganizationDomain::Delivery] = Extent::None;
    const Said id = facts_.id.value_or(Said());
    const Said management_account = facts_.management_account.value_or(Said());
    if (!find_root()) {
      return stand_alone();
    }
    OrganizationRecord record{.id = id.text, .name = id.text, .root = root_, .where = id.where};
    if (const auto management =
            reading_.account(management_account.text, management_account.where)) {
      record.management_account = *management;
      facts_.members.emplace(management_account.text, management_account.where);
    }
    place_ous();
    place_accounts();
    enable(record);
    policies();
    attachments();
    delegations(record);
    if (facts_.feature_set == "CONSOLIDATED_BILLING") {
      record.feature_set = FeatureSet::ConsolidatedBilling;
    } else if (!facts_.feature_set.empty() && facts_.feature_set != "ALL") {
      reading_.error("E1105", "unknown feature set `" + facts_.feature_set + "`", record.where,
                     "`ALL` or `CONSOLIDATED_BILLING`");
    }
    record.trusted_access = facts_.trusted_access;
    record.root_access_management = facts_.root_access_management;
    record.delegation_policy = facts_.delegation_policy;
    record.delegation_policy_collected = facts_.delegation_policy_collected;
    reading_.tables().home = reading_.tables().organizations.edit().append(std::move(record));
  }

 private:
  void extent(OrganizationDomain domain, Extent extent) {
    if (extent != Extent::Complete) {
      reading_.tables().coverage.edit().organization[domain] = extent;
    }
  }

  /// The root is what nothing is above; a dump may say it only as the parent of something.
  bool find_root() {
    if (!facts_.id || !facts_.management_account) {
      return false;
    }
    for (const auto& [child, parent] : facts_.parents) {
      if (parent.text.starts_with("r-")) {
        facts_.roots.try_emplace(parent.text, RootFacts{.name = "Root", .where = parent.where});
      }
    }
    if (facts_.roots.size() > 1) {
      const auto& [id, second] = *std::next(facts_.roots.begin());
      reading_.error("E2007", "a second root `" + id + "`", second.where,
                     "one organization a folder; give several with several `--org`");
    }
    if (facts_.roots.empty()) {
      return false;
    }
    const auto& [id, facts] = *facts_.roots.begin();
    root_ = reading_.tables().ous.edit().append({.id = id,
                                                 .name = facts.name.empty() ? "Root" : facts.name,
                                                 .parent = std::nullopt,
                                                 .where = facts.where});
    ous_.emplace(id, root_);
    return true;
  }

  void stand_alone() {
    for (const auto domain :
         {OrganizationDomain::Tree, OrganizationDomain::Policies, OrganizationDomain::Delegations,
          OrganizationDomain::IdentityCenter}) {
      extent(domain, Extent::None);
    }
    if (facts_.id) {
      reading_.unmodelled("organization " + facts_.id->text + " without its tree",
                          facts_.id->where);
    }
    for (const auto& [id, policy] : facts_.policies) {
      reading_.unmodelled("policy " + id + " of an organization without its tree", policy.where);
    }
  }

  void place_ous() {
    auto& table = reading_.tables().ous.edit();
    for (const Said& ou : facts_.ous) {
      const std::string& name = facts_.names[ou.text];
      ous_.emplace(ou.text, table.append({.id = ou.text,
                                          .name = name.empty() ? ou.text : name,
                                          .parent = std::nullopt,
                                          .where = ou.where}));
    }
    for (const Said& ou : facts_.ous) {
      table[ous_.at(ou.text)].parent = parent_of(ou.text, "OU", ou.where);
    }
  }

  std::optional<Index<OrganizationalUnit>> parent_of(const std::string& child,
                                                     std::string_view kind, SourceLocation where) {
    const auto parent = facts_.parents.find(child);
    if (parent == facts_.parents.end()) {
      reading_.error("E2009", "nothing says where " + std::string(kind) + " `" + child + "` is",
                     where,
                     "collect `list-accounts-for-parent` and "
                     "`list-organizational-units-for-parent` for every parent");
      return std::nullopt;
    }
    const auto found = ous_.find(parent->second.text);
    if (found == ous_.end()) {
      reading_.error("E3001", "unknown OU `" + parent->second.text + "`", parent->second.where);
      return std::nullopt;
    }
    return found->second;
  }

  void place_accounts() {
    for (const auto& [id, where] : facts_.members) {
      if (const auto index = reading_.account(id, where)) {
        reading_.tables().accounts.edit()[*index].parent = parent_of(id, "account", where);
      }
    }
  }

  void enable(OrganizationRecord& record) {
    const auto& types = facts_.roots.begin()->second.enabled_policy_types;
    for (const std::string& type : types) {
      const OrganizationPolicyType known = type_of(type);
      if (known == OrganizationPolicyType::Other) {
        record.other_policy_types.push_back(type);
      } else {
        record.enabled_policy_types.insert(known);
      }
    }
  }

  static OrganizationPolicyType type_of(std::string_view type) {
    return type == "SERVICE_CONTROL_POLICY"    ? OrganizationPolicyType::ServiceControlPolicy
           : type == "RESOURCE_CONTROL_POLICY" ? OrganizationPolicyType::ResourceControlPolicy
                                               : OrganizationPolicyType::Other;
  }

  void policies() {
    for (const auto& [id, facts] : facts_.policies) {
      policies_.emplace(
          id, reading_.tables().policies.edit().append({.id = id,
                                                        .name = facts.name,
                                                        .type = type_of(facts.type),
                                                        .document = facts.document,
                                                        .aws_managed = facts.aws_managed,
                                                        .s3_public_access = facts.s3_public_access,
                                                        .where = facts.where}));
    }
  }

  void attachments() {
    for (const AttachmentFact& fact : facts_.attachments) {
      const auto policy = policies_.find(fact.policy);
      const auto ou = ous_.find(fact.target);
      const auto account = facts_.members.contains(fact.target)
                               ? reading_.account(fact.target, fact.where)
                               : std::nullopt;
      if (policy == policies_.end()) {
        reading_.error("E3001", "unknown policy `" + fact.policy + "`", fact.where,
                       "collect `list-policies` for every type");
      } else if (ou != ous_.end()) {
        reading_.builder.attach(policy->second, ou->second);
      } else if (account) {
        reading_.builder.attach(policy->second, *account);
      } else {
        reading_.error("E3001", "unknown target `" + fact.target + "`", fact.where,
                       "an id of an OU or account of this organization");
      }
    }
    extent(OrganizationDomain::Policies, policy_extent());
  }

  /// Attachments are whole when every policy's targets, or every target's policies, were listed.
  Extent policy_extent() const {
    const bool by_policy = std::ranges::all_of(facts_.policies, [&](const auto& policy) {
      return facts_.policies_with_targets.contains(policy.first);
    });
    const bool by_target =
        std::ranges::all_of(
            ous_,
            [&](const auto& ou) { return facts_.targets_with_policies.contains(ou.first); }) &&
        std::ranges::all_of(facts_.members, [&](const auto& member) {
          return facts_.targets_with_policies.contains(member.first);
        });
    const bool texts = std::ranges::all_of(facts_.policies, [](const auto& policy) {
      return policy.second.document || type_of(policy.second.type) == OrganizationPolicyType::Other;
    });
    if (facts_.policies.empty()) {
      return by_target ? Extent::Complete : Extent::None;
    }
    return (by_policy || by_target) && texts ? Extent::Complete : Extent::Partial;
  }

  void delegations(OrganizationRecord& record) {
    if (!facts_.delegated_administrators && facts_.delegated_services.empty()) {
      extent(OrganizationDomain::Delegations, Extent::None);
      return;
    }
    auto& by_service = record.delegated_administrators.emplace();
    for (const auto& [id, services] : facts_.delegated_services) {
      for (const std::string& service : services) {
        by_service[service].insert(reading_.accounts.at(id));
      }
    }
    const bool whole =
        facts_.delegated_administrators && facts_.trusted_access &&
        facts_.delegation_policy_collected &&
        std::ranges::all_of(*facts_.delegated_administrators, [&](const Said& administrator) {
          return facts_.delegated_services.contains(administrator.text);
        });
    extent(OrganizationDomain::Delegations, whole ? Extent::Complete : Extent::Partial);
  }

  DumpReading& reading_;
  OrganizationFacts& facts_;
  Index<OrganizationalUnit> root_;
  std::map<std::string, Index<OrganizationalUnit>> ous_;
  std::map<std::string, Index<OrganizationPolicy>> policies_;
};

}  // namespace

void link_organization(DumpReading& reading) { OrganizationLinker(reading).link(); }

}  // namespace orgsim::io
