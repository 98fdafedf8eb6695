#include "sim/organization/request_context.h"

#include <algorithm>
#include <array>

#include "model/arn.h"
#include "model/text.h"
#include "sim/catalogue/action_catalogue.h"
#include "sim/catalogue/aws_services.h"
#include "sim/organization/stated_keys.h"

namespace orgsim::sim {
namespace {

KeyValue one(std::string_view value) { return Present{.values = {std::string(value)}}; }
KeyValue boolean(bool value) { return one(value ? "true" : "false"); }
KeyValue list(std::string value) {
  return Present{.values = {std::move(value)}, .multivalued = true};
}
KeyValue text_or_absent(std::string_view value) {
  return value.empty() ? KeyValue(Absent{}) : one(value);
}

std::optional<std::string> organization_id(const Organization& organization,
                                           Index<Account> account) {
  const auto record = organization.organization_of(account);
  return record ? std::optional((*organization.tables().organizations)[*record].id) : std::nullopt;
}

KeyValue organization_of(const ContextFacts& facts, std::optional<Index<Account>> account) {
  const auto id = account ? organization_id(*facts.organization, *account) : std::nullopt;
  return id ? one(*id) : KeyValue(Absent{});
}

KeyValue organization_paths(const ContextFacts& facts, std::optional<Index<Account>> account) {
  auto path = account ? facts.organization->organization_path(*account) : std::nullopt;
  return path ? list(std::move(*path)) : KeyValue(Absent{});
}

std::optional<Index<Account>> principal_account(const ContextFacts& facts) {
  return facts.principal == nullptr ? std::nullopt : facts.principal->account;
}

bool is_kind(const ContextFacts& facts, PrincipalKind kind) {
  return facts.principal != nullptr && facts.principal->kind == kind;
}

bool is_role(const ContextFacts& facts) {
  return is_kind(facts, PrincipalKind::Role) ||
         is_kind(facts, PrincipalKind::HypotheticalAdministrator);
}

/// The value of a key that every request has.
KeyValue some_value() { return NotKnown{.never = {""}}; }

/// A key of the caller that an account outside the snapshot may or may not set.
KeyValue outside_or_absent(const ContextFacts& facts) {
  return facts.outsider != nullptr ? KeyValue(NotKnown{}) : KeyValue(Absent{});
}

KeyValue principal_arn(const ContextFacts& facts) {
  if (facts.outsider != nullptr) {
    return one(facts.outsider->arn);
  }
  if (facts.principal == nullptr) {
    return Absent{};
  }
  const std::string_view arn = facts.principal->arn;
  return one(arn.substr(0, arn.find(' ')));  // A root session has the root user's ARN.
}

KeyValue assumed_root(const ContextFacts& facts) {
  return is_kind(facts, PrincipalKind::RootSession) ? boolean(true) : outside_or_absent(facts);
}

KeyValue principal_account_id(const ContextFacts& facts) {
  if (facts.outsider != nullptr) {
    return one(facts.outsider->account);
  }
  if (facts.service != nullptr) {
    return Absent{};
  }
  const auto account = principal_account(facts);
  return account ? one(facts.organization->accounts()[*account].id.text()) : one("anonymous");
}

/// An account that the snapshot does not hold is in none of its organizations.
KeyValue of_other_organization(const Organization& organization, std::string_view suffix) {
  NotKnown result;
  for (const OrganizationRecord& record : *organization.tables().organizations) {
    result.never.push_back(record.id + std::string(suffix));
  }
  return result;
}

KeyValue principal_organization(const ContextFacts& facts) {
  return facts.outsider != nullptr ? of_other_organization(*facts.organization, "")
                                   : organization_of(facts, principal_account(facts));
}

KeyValue principal_organization_paths(const ContextFacts& facts) {
  return facts.outsider != nullptr ? of_other_organization(*facts.organization, "/")
                                   : organization_paths(facts, principal_account(facts));
}

/// Requests without a signature have no such key.
KeyValue principal_is_service(const ContextFacts& facts) {
  const bool anonymous =
      facts.service == nullptr && facts.outsider == nullptr && facts.principal == nullptr;
  return anonymous ? KeyValue(Absent{}) : boolean(facts.service != nullptr);
}

KeyValue principal_service_name(const ContextFacts& facts) {
  return facts.service == nullptr ? KeyValue(Absent{}) : one(facts.service->name);
}

KeyValue principal_service_names(const ContextFacts& facts) {
  return facts.service == nullptr ? KeyValue(Absent{}) : list(facts.service->name);
}

KeyValue principal_type(const ContextFacts& facts) {
  if (facts.outsider != nullptr || facts.service != nullptr) {
    return some_value();
  }
  if (facts.principal == nullptr) {
    return one("Anonymous");
  }
  switch (facts.principal->kind) {
    case PrincipalKind::RootUser:
    case PrincipalKind::RootSession:
      return one("Account");
    case PrincipalKind::User:
      return one("User");
    case PrincipalKind::Role:
    case PrincipalKind::Person:
    case PrincipalKind::HypotheticalAdministrator:
      return one("AssumedRole");
  }
  return some_value();
}

KeyValue username(const ContextFacts& facts) {
  return is_kind(facts, PrincipalKind::User) ? one(facts.principal->name)
                                             : outside_or_absent(facts);
}

KeyValue user_id(const ContextFacts& facts) {
  if (facts.principal == nullptr) {
    return facts.outsider == nullptr && facts.service == nullptr ? one("anonymous") : some_value();
  }
  if (facts.principal->kind == PrincipalKind::RootUser ||
      facts.principal->kind == PrincipalKind::RootSession) {
    return principal_account_id(facts);
  }
  const auto* user = std::get_if<Index<User>>(&facts.principal->origin);
  if (user == nullptr) {
    return some_value();  // The session's name is chosen by the caller.
  }
  const std::string& id = (*facts.organization->tables().users)[*user].unique_id;
  return id.empty() ? some_value() : one(id);
}

/// How the credentials were obtained is not known of principals of accounts; nobody else has them.
KeyValue temporary_credentials(const ContextFacts& facts) {
  return facts.principal == nullptr && facts.outsider == nullptr ? KeyValue(Absent{})
                                                                 : KeyValue(NotKnown{});
}

KeyValue of_role_session(const ContextFacts& facts) {
  return is_role(facts) || facts.outsider != nullptr ? KeyValue(NotKnown{}) : KeyValue(Absent{});
}

KeyValue resource_account(const ContextFacts& facts) {
  if (!ActionCatalogue::has_resource_account(facts.action)) {
    return Absent{};
  }
  return facts.resource_account.empty() ? KeyValue(NotKnown{}) : one(facts.resource_account);
}

KeyValue resource_organization(const ContextFacts& facts) {
  if (!ActionCatalogue::has_resource_account(facts.action)) {
    return Absent{};
  }
  return facts.resource_account_index ? organization_of(facts, facts.resource_account_index)
                                      : KeyValue(NotKnown{});
}

KeyValue resource_organization_paths(const ContextFacts& facts) {
  if (!ActionCatalogue::has_resource_account(facts.action)) {
    return Absent{};
  }
  return facts.resource_account_index ? organization_paths(facts, facts.resource_account_index)
                                      : KeyValue(NotKnown{});
}

KeyValue source_account(const ContextFacts& facts) {
  return facts.service == nullptr ? KeyValue(Absent{})
                                  : text_or_absent(facts.service->source_account);
}

KeyValue source_arn(const ContextFacts& facts) {
  return facts.service == nullptr ? KeyValue(Absent{}) : text_or_absent(facts.service->source_arn);
}

/// Of the source account: absent without one, or in no organization; not known outside the
/// snapshot.
template <class OfAccount>
KeyValue of_source(const ContextFacts& facts, OfAccount of_account) {
  if (facts.service == nullptr || facts.service->source_account.empty()) {
    return Absent{};
  }
  const auto account = facts.organization->find_account(facts.service->source_account);
  return account ? of_account(facts, account) : KeyValue(NotKnown{});
}

KeyValue source_organization(const ContextFacts& facts) {
  return of_source(facts, organization_of);
}

KeyValue source_organization_paths(const ContextFacts& facts) {
  return of_source(facts, organization_paths);
}

KeyValue requested_region(const ContextFacts& facts) {
  if (const auto region = requested_region_of(facts.service_prefix)) {
    return one(*region);
  }
  return facts.resource_region.empty() ? some_value() : one(facts.resource_region);
}

KeyValue yes(const ContextFacts&) { return boolean(true); }
KeyValue no(const ContextFacts&) { return boolean(false); }
KeyValue absent(const ContextFacts&) { return Absent{}; }
KeyValue any_instant(const ContextFacts&) { return some_value(); }

struct Derivation {
  std::string_view key;
  KeyValue (*derive)(const ContextFacts&);
};

constexpr auto kDerivations = std::to_array<Derivation>({
    {"aws:assumedroot", assumed_root},
    {"aws:calledvia", absent},
    {"aws:calledviafirst", absent},
    {"aws:calledvialast", absent},
    {"aws:chatbotsourcearn", of_role_session},
    {"aws:currenttime", any_instant},
    {"aws:ec2instancesourceprivateipv4", of_role_session},
    {"aws:ec2instancesourcevpc", of_role_session},
    {"aws:epochtime", any_instant},
    {"aws:federatedprovider", of_role_session},
    {"aws:multifactorauthage", temporary_credentials},
    {"aws:multifactorauthpresent", temporary_credentials},
    {"aws:principalaccount", principal_account_id},
    {"aws:principalarn", principal_arn},
    {"aws:principalisawsservice", principal_is_service},
    {"aws:principalorgid", principal_organization},
    {"aws:principalorgpaths", principal_organization_paths},
    {"aws:principalservicename", principal_service_name},
    {"aws:principalservicenameslist", principal_service_names},
    {"aws:principaltype", principal_type},
    {"aws:requestedregion", requested_region},
    {"aws:resourceaccount", resource_account},
    {"aws:resourceorgid", resource_organization},
    {"aws:resourceorgpaths", resource_organization_paths},
    {"aws:securetransport", yes},
    {"aws:sourceaccount", source_account},
    {"aws:sourcearn", source_arn},
    {"aws:sourceorgid", source_organization},
    {"aws:sourceorgpaths", source_organization_paths},
    {"aws:tokenissuetime", temporary_credentials},
    {"aws:userid", user_id},
    {"aws:username", username},
    {"aws:viaawsservice", no},
    {"ec2:roledelivery", of_role_session},
    {"ec2:sourceinstancearn", of_role_session},
    {"lambda:sourcefunctionarn", of_role_session},
});
static_assert(std::ranges::is_sorted(kDerivations, {}, &Derivation::key));

const std::map<std::string, std::string>* principal_tags(const ContextFacts& facts) {
  const OrganizationTables& tables = facts.organization->tables();
  if (const auto* user = std::get_if<Index<User>>(&facts.principal->origin)) {
    return &(*tables.users)[*user].tags;
  }
  if (const auto* role = std::get_if<Index<Role>>(&facts.principal->origin)) {
    return &(*tables.roles)[*role].tags;
  }
  return nullptr;
}

/// Tag keys compare without regard to case. Source: IAM User Guide, "Tags for IAM resources".
KeyValue tag(const std::map<std::string, std::string>& tags, std::string_view key) {
  for (const auto& [name, value] : tags) {
    if (equals_ignoring_case(name, key)) {
      return one(value);
    }
  }
  return Absent{};
}

/// A role session may carry session tags besides the role's own, so that a tag the role does not
/// have is not known.
KeyValue principal_tag(const ContextFacts& facts, std::string_view key) {
  if (facts.principal == nullptr) {
    return outside_or_absent(facts);
  }
  const auto* tags = principal_tags(facts);
  KeyValue own = tags == nullptr ? KeyValue(Absent{}) : tag(*tags, key);
  return is_role(facts) && std::holds_alternative<Absent>(own) ? KeyValue(NotKnown{}) : own;
}

/// Whether AWS's lists rule the key out for the action: a key of a service, or a tag of the
/// request, that the action and its resource do not have. Global keys follow their own rules, and
/// what the lists do not hold is not ruled out. Source: Service Authorization Reference, "The
/// actions table" ("Condition keys").
bool is_ruled_out(const ContextFacts& facts, std::string_view key) {
  const bool of_request = key == "aws:tagkeys" || key.starts_with("aws:requesttag/");
  if (key.starts_with("aws:") && !of_request) {
    return false;
  }
  const ActionCatalogue& catalogue = ActionCatalogue::builtin();
  const auto action = catalogue.find(facts.action);
  return action &&
         catalogue.may_have_key(*action, key,
                                catalogue.resource_type_of(*action, facts.resource)) == Truth::No;
}

KeyValue tag_of_resource(const ContextFacts& facts, std::string_view key) {
  constexpr std::string_view kResourceTag = "aws:resourcetag/";
  constexpr std::string_view kIamTag = "iam:resourcetag/";
  const bool is_tag = key.starts_with(kResourceTag) || key.starts_with(kIamTag);
  return is_tag && facts.resource_tags != nullptr
             ? tag(*facts.resource_tags, key.substr(key.find('/') + 1))
             : KeyValue(NotKnown{});
}

}  // namespace

KeyValue RequestContext::resolve(std::string_view key) const {
  if (auto implied = implied_by(facts_.stated, key)) {
    return std::move(*implied);
  }
  const auto* const row = std::ranges::lower_bound(kDerivations, key, {}, &Derivation::key);
  if (row != kDerivations.end() && row->key == key) {
    return row->derive(facts_);
  }
  constexpr std::string_view kPrincipalTag = "aws:principaltag/";
  if (key.starts_with(kPrincipalTag)) {
    return principal_tag(facts_, key.substr(kPrincipalTag.size()));
  }
  return is_ruled_out(facts_, key) ? KeyValue(Absent{}) : tag_of_resource(facts_, key);
}

}  // namespace orgsim::sim
