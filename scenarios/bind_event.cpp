#include "scenarios/bind_event.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>

#include "model/arn.h"
#include "model/text.h"
#include "scenarios/reference_syntax.h"

namespace orgsim::scenarios {
namespace {

/// Looks up the references of one event and gathers what it does not find, so that all of it is
/// reported.
class Binder {
 public:
  Binder(const World& world, const EventSpec& spec)
      : world_(world), arguments_(spec.arguments), where_(spec.where) {}

  const World& world() const { return world_; }
  const Arguments& arguments() const { return arguments_; }
  const Diagnostics& problems() const { return problems_; }

  template <class T>
  T found(Result<T> result) {
    if (!result) {
      problems_.insert(problems_.end(), result.error().begin(), result.error().end());
      return T();
    }
    return std::move(*result);
  }

  const Reference& ref(std::string_view member) const { return arguments_.reference(member); }
  std::string text(std::string_view member) const {
    const auto* value = arguments_.find<std::string>(member);
    return value == nullptr ? "" : expanded(world_, *value);
  }
  Index<Account> account(std::string_view member) { return found(account_of(world_, ref(member))); }
  Index<Role> role() { return found(role_of(world_, ref("role"))); }
  const PolicyDocument& document(std::string_view member) const {
    return arguments_.get<PolicyDocument>(member);
  }
  bool flag(std::string_view member) const {
    const auto* value = arguments_.find<bool>(member);
    return value != nullptr && *value;
  }

  /// The organization that a member names, else the home one.
  Index<OrganizationRecord> organization() {
    const auto* reference = arguments_.find<Reference>("org");
    if (reference != nullptr) {
      return found(organization_of(world_, *reference));
    }
    if (!world_.organization().home()) {
      problems_.push_back({.code = "E3105",
                           .message = "there is no organization, and `org` names none",
                           .where = where_});
    }
    return world_.organization().home().value_or(Index<OrganizationRecord>());
  }

  Assignee assignee() {
    const Reference& reference = ref("principal");
    return reference.kind == Kind::IdentityUser
               ? Assignee(found(identity_user_of(world_, reference)))
               : Assignee(found(identity_group_of(world_, reference)));
  }

  sim::IamIdentity identity(const Reference& reference) {
    if (reference.kind == Kind::PermissionSet) {
      return found(permission_set_of(world_, reference));
    }
    if (reference.kind == Kind::Group) {
      return found(group_of(world_, reference));
    }
    const auto parts = parse_arn(expanded(world_, reference.text));
    const bool is_user =
        reference.kind == Kind::User || (parts && parts->resource.starts_with("user/"));
    if (is_user) {
      return found(user_of(world_, reference));
    }
    return found(role_of(world_, reference));
  }

  sim::AttachmentTarget target(const Reference& reference) {
    if (reference.kind == Kind::Account) {
      return account(reference);
    }
    return container(reference);
  }
  Index<Account> account(const Reference& reference) {
    return found(account_of(world_, reference));
  }
  Index<OrganizationalUnit> container(const Reference& reference) {
    if (reference.kind == Kind::Ou) {
      return found(ou_of(world_, reference));
    }
    const auto organization = found(organization_of(world_, reference));
    return problems_.empty() ? (*world_.organization().tables().organizations)[organization].root
                             : Index<OrganizationalUnit>();
  }
  std::optional<Index<OrganizationalUnit>> parent() {
    const auto* reference = arguments_.find<Reference>("parent");
    return reference == nullptr ? std::nullopt : std::optional(container(*reference));
  }

  /// How a trust policy spells the principal.
  PrincipalEntry trusted() {
    const Reference& reference = ref("principal");
    const Organization& organization = world_.organization();
    if (reference.kind == Kind::Service) {
      return {PrincipalType::Service, expanded(world_, body_of(reference))};
    }
    if (reference.kind == Kind::Account) {
      const auto index = account(reference);
      return {PrincipalType::Aws, iam_arn(organization.tables().partition,
                                          organization.accounts()[index].id.text(), "root")};
    }
    if (reference.kind == Kind::Arn) {
      return {PrincipalType::Aws, expanded(world_, reference.text)};
    }
    const auto principals = found(principals_of(world_, reference));
    return {PrincipalType::Aws,
            principals.empty() ? "" : world_.principals()[principals.front()].arn};
  }

  std::variant<sim::NamedDocument, Index<ManagedPolicy>> granted() {
    if (const auto* policy = arguments_.find<Reference>("policy")) {
      return found(managed_policy_of(world_, *policy));
    }
    return sim::NamedDocument{text("name"), document("document")};
  }

  std::variant<std::string, Index<ManagedPolicy>> revoked() {
    if (const auto* policy = arguments_.find<Reference>("policy")) {
      return found(managed_policy_of(world_, *policy));
    }
    return text("name");
  }

  sim::Event put_policy() {
    const Reference& policy = ref("policy");
    const bool ceiling = policy.kind == Kind::Scp || policy.kind == Kind::Rcp;
    if (!ceiling) {
      return sim::PutPolicy{found(managed_policy_of(world_, policy)), document("document")};
    }
    if (!flag("create")) {
      return sim::PutPolicy{found(policy_of(world_, policy)), document("document")};
    }
    return sim::CreatePolicy{organization(),
                             policy.kind == Kind::Scp
                                 ? OrganizationPolicyType::ServiceControlPolicy
                                 : OrganizationPolicyType::ResourceControlPolicy,
                             expanded(world_, body_of(policy)), document("document")};
  }

  sim::Feature feature() const {
    const std::string name = text("feature");
    if (name == "TrustedAccess") {
      return sim::Feature::TrustedAccess;
    }
    return name == "RootSessions" ? sim::Feature::RootSessions
                                  : sim::Feature::RootCredentialsManagement;
  }

  /// `service:` may be left out.
  std::string service() const {
    const std::string name = text("service");
    constexpr std::string_view kPrefix = "service:";
    return name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : name;
  }

  sim::Event create_account() {
    const std::string id = text("id");
    const auto parsed = AccountId::parse(id);
    if (!parsed) {
      problems_.push_back({.code = "E1105",
                           .message = "`" + id + "` is no account id",
                           .hint = "twelve digits, as a string",
                           .where = where_});
      return sim::Advance{};
    }
    sim::CreateAccount event{.organization = organization(),
                             .id = *parsed,
                             .name = text("name"),
                             .email = text("email")};
    if (const std::string role = text("role"); !role.empty()) {
      event.role = role;
    }
    return event;
  }

  std::string domain_name() const {
    std::string name = to_lower(text("name"));
    if (name.ends_with('.')) {
      name.pop_back();
    }
    return name;
  }

  /// As shares name their consumers.
  std::string consumer() {
    const Reference& reference = ref("principal");
    const Organization& organization = world_.organization();
    if (reference.kind == Kind::Account) {
      const auto index = account(reference);
      return problems_.empty() ? organization.accounts()[index].id.text() : "";
    }
    if (reference.kind == Kind::Organization) {
      const auto index = found(organization_of(world_, reference));
      return problems_.empty() ? (*organization.tables().organizations)[index].id : "";
    }
    const auto index = found(ou_of(world_, reference));
    return problems_.empty() ? organization.ous()[index].id : "";
  }

  sim::Taggable taggable() {
    const Reference& reference = ref("node");
    if (reference.kind == Kind::Account) {
      return account(reference);
    }
    if (reference.kind == Kind::Role) {
      return found(role_of(world_, reference));
    }
    if (reference.kind == Kind::User) {
      return found(user_of(world_, reference));
    }
    return found(resource_of(world_, reference));
  }

  sim::Deletable deletable() {
    const Reference& reference = ref("node");
    switch (reference.kind) {
      case Kind::Role:
        return found(role_of(world_, reference));
      case Kind::User:
        return found(user_of(world_, reference));
      case Kind::Group:
        return found(group_of(world_, reference));
      case Kind::IdentityUser:
        return found(identity_user_of(world_, reference));
      case Kind::IdentityGroup:
        return found(identity_group_of(world_, reference));
      case Kind::PermissionSet:
        return found(permission_set_of(world_, reference));
      case Kind::Zone:
        return sim::ZoneId{found(zone_of(world_, reference))};
      case Kind::Share:
        return found(share_of(world_, reference));
      case Kind::Arn:
      case Kind::Account:
      case Kind::Ou:
      case Kind::Organization:
      case Kind::ManagedPolicy:
      case Kind::Service:
      case Kind::Tag:
      case Kind::Data:
      case Kind::Attacker:
      case Kind::Scp:
      case Kind::Rcp:
        break;
    }
    return by_arn(reference);
  }

  sim::Deletable by_arn(const Reference& reference) {
    const auto parts = parse_arn(expanded(world_, reference.text));
    const std::string_view resource = parts && parts->service == "iam" ? parts->resource : "";
    if (resource.starts_with("role/")) {
      return found(role_of(world_, reference));
    }
    if (resource.starts_with("user/")) {
      return found(user_of(world_, reference));
    }
    if (resource.starts_with("policy/")) {
      return found(managed_policy_of(world_, reference));
    }
    return found(resource_of(world_, reference));
  }

  sim::Event advance() {
    if (const auto* to = arguments_.find<Date>("to")) {
      return sim::Advance{*to};
    }
    const auto& as_of = world_.organization().tables().as_of;
    if (!as_of) {
      problems_.push_back({.code = "E3106",
                           .message = "days cannot pass: the organization has no date",
                           .hint = "give it `as_of`, or advance `to` a date",
                           .where = where_});
      return sim::Advance{};
    }
    return sim::Advance{*as_of + std::chrono::days(arguments_.get<int>("days"))};
  }

 private:
  const World& world_;
  const Arguments& arguments_;
  SourceLocation where_;
  Diagnostics problems_;
};

struct BinderRow {
  EventVerb verb;
  sim::Event (*bind)(Binder& of);
};

/// The events of the snapshot; those of the run have no row.
constexpr auto kBinders = std::to_array<BinderRow>({
    {EventVerb::Assign,
     [](Binder& of) -> sim::Event {
       return sim::Assign{of.assignee(),
                          of.found(permission_set_of(of.world(), of.ref("permission_set"))),
                          of.account("account")};
     }},
    {EventVerb::Unassign,
     [](Binder& of) -> sim::Event {
       return sim::Unassign{of.assignee(),
                            of.found(permission_set_of(of.world(), of.ref("permission_set"))),
                            of.account("account")};
     }},
    {EventVerb::AddMember,
     [](Binder& of) -> sim::Event {
       return sim::AddMember{of.found(identity_group_of(of.world(), of.ref("group"))),
                             of.found(identity_user_of(of.world(), of.ref("user")))};
     }},
    {EventVerb::RemoveMember,
     [](Binder& of) -> sim::Event {
       return sim::RemoveMember{of.found(identity_group_of(of.world(), of.ref("group"))),
                                of.found(identity_user_of(of.world(), of.ref("user")))};
     }},
    {EventVerb::Grant,
     [](Binder& of) -> sim::Event { return sim::Grant{of.identity(of.ref("to")), of.granted()}; }},
    {EventVerb::Revoke,
     [](Binder& of) -> sim::Event {
       return sim::Revoke{of.identity(of.ref("from")), of.revoked()};
     }},
    {EventVerb::Attach,
     [](Binder& of) -> sim::Event {
       return sim::Attach{of.found(policy_of(of.world(), of.ref("policy"))),
                          of.target(of.ref("to"))};
     }},
    {EventVerb::Detach,
     [](Binder& of) -> sim::Event {
       return sim::Detach{of.found(policy_of(of.world(), of.ref("policy"))),
                          of.target(of.ref("from"))};
     }},
    {EventVerb::PutPolicy, [](Binder& of) -> sim::Event { return of.put_policy(); }},
    {EventVerb::SetTrust,
     [](Binder& of) -> sim::Event { return sim::SetTrust{of.role(), of.document("statements")}; }},
    {EventVerb::AddTrust,
     [](Binder& of) -> sim::Event {
       return sim::AddTrust{of.role(), of.trusted(), of.text("external_id")};
     }},
    {EventVerb::RemoveTrust,
     [](Binder& of) -> sim::Event { return sim::RemoveTrust{of.role(), of.trusted()}; }},
    {EventVerb::SetResourcePolicy,
     [](Binder& of) -> sim::Event {
       return sim::SetResourcePolicy{of.found(resource_of(of.world(), of.ref("resource"))),
                                     of.document("statements")};
     }},
    {EventVerb::CreateAccount, [](Binder& of) -> sim::Event { return of.create_account(); }},
    {EventVerb::MoveAccount,
     [](Binder& of) -> sim::Event {
       return sim::MoveAccount{of.account("account"), of.container(of.ref("to"))};
     }},
    {EventVerb::RemoveAccount,
     [](Binder& of) -> sim::Event { return sim::RemoveAccount{of.account("account")}; }},
    {EventVerb::LeaveOrg,
     [](Binder& of) -> sim::Event { return sim::LeaveOrganization{of.account("account")}; }},
    {EventVerb::JoinOrg,
     [](Binder& of) -> sim::Event {
       return sim::JoinOrganization{of.account("account"), of.organization(), of.parent()};
     }},
    {EventVerb::Invite,
     [](Binder& of) -> sim::Event {
       return sim::Invite{of.account("account"), of.organization()};
     }},
    {EventVerb::TransferAccount,
     [](Binder& of) -> sim::Event {
       return sim::TransferAccount{of.account("account"), of.organization(), of.parent()};
     }},
    {EventVerb::CloseAccount,
     [](Binder& of) -> sim::Event { return sim::CloseAccount{of.account("account")}; }},
    {EventVerb::DelegateAdmin,
     [](Binder& of) -> sim::Event {
       return sim::DelegateAdministrator{of.service(), of.account("account")};
     }},
    {EventVerb::UndelegateAdmin,
     [](Binder& of) -> sim::Event {
       return sim::UndelegateAdministrator{of.service(), of.account("account")};
     }},
    {EventVerb::SetFeature,
     [](Binder& of) -> sim::
                        Event {
                          return sim::SetFeature{.organization = of.organization(),
                                                 .feature = of.feature(),
                                                 .enabled = of.flag("enabled"),
                                                 .service = of.service()};
                        }},
    {EventVerb::EnablePolicyType,
     [](Binder& of) -> sim::
                        Event {
                          return sim::SetPolicyType{
                              .organization = of.organization(),
                              .type = of.text("type") == "SERVICE_CONTROL_POLICY"
                                          ? OrganizationPolicyType::ServiceControlPolicy
                                          : OrganizationPolicyType::ResourceControlPolicy,
                              .enabled = true};
                        }},
    {EventVerb::DisablePolicyType,
     [](Binder& of) -> sim::
                        Event {
                          return sim::SetPolicyType{
                              .organization = of.organization(),
                              .type = of.text("type") == "SERVICE_CONTROL_POLICY"
                                          ? OrganizationPolicyType::ServiceControlPolicy
                                          : OrganizationPolicyType::ResourceControlPolicy,
                              .enabled = false};
                        }},
    {EventVerb::DelegateZone,
     [](Binder& of) -> sim::
                        Event {
                          return sim::DelegateZone{of.found(zone_of(of.world(), of.ref("parent"))),
                                                   of.domain_name(),
                                                   of.found(zone_of(of.world(), of.ref("zone")))};
                        }},
    {EventVerb::UndelegateZone,
     [](Binder& of) -> sim::
                        Event {
                          return sim::UndelegateZone{
                              of.found(zone_of(of.world(), of.ref("parent"))), of.domain_name()};
                        }},
    {EventVerb::SetRecord,
     [](Binder& of) -> sim::
                        Event {
                          return sim::SetRecord{
                              of.found(zone_of(of.world(), of.ref("zone"))), of.domain_name(),
                              of.text("type"),
                              of.arguments().get<std::vector<std::string>>("values")};
                        }},
    {EventVerb::Share,
     [](Binder& of) -> sim::
                        Event {
                          return sim::ShareResource{of.found(share_of(of.world(), of.ref("share"))),
                                                    of.consumer()};
                        }},
    {EventVerb::Unshare,
     [](Binder& of) -> sim::
                        Event {
                          return sim::UnshareResource{
                              of.found(share_of(of.world(), of.ref("share"))), of.consumer()};
                        }},
    {EventVerb::Tag,
     [](Binder& of) -> sim::
                        Event {
                          return sim::SetTag{of.taggable(), of.text("key"),
                                             of.arguments().find<std::string>("value") == nullptr
                                                 ? std::nullopt
                                                 : std::optional(of.text("value"))};
                        }},
    {EventVerb::Delete, [](Binder& of) -> sim::Event { return sim::Delete{of.deletable()}; }},
    {EventVerb::Advance, [](Binder& of) -> sim::Event { return of.advance(); }},
});
static_assert(std::ranges::is_sorted(kBinders, {}, &BinderRow::verb));

}  // namespace

Result<sim::Event> bind_event(const World& world, const EventSpec& spec) {
  const auto* const row = std::ranges::lower_bound(kBinders, spec.verb, {}, &BinderRow::verb);
  assert(row != kBinders.end() && row->verb == spec.verb);
  Binder binder(world, spec);
  sim::Event event = row->bind(binder);
  if (!binder.problems().empty()) {
    return std::unexpected(binder.problems());
  }
  return event;
}

}  // namespace orgsim::scenarios
