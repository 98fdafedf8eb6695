#include "sim/decide/context_axioms.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "model/text.h"
#include "sim/decide/instant.h"
#include "sim/decide/truth.h"

namespace orgsim::sim {
namespace {

using Keys = const Context&;

const Present* value(Keys keys, std::string_view key) {
  return std::get_if<Present>(&keys.at(key));
}

Truth has(Keys keys, std::string_view key) {
  const KeyValue& held = keys.at(key);
  if (std::holds_alternative<NotKnown>(held)) {
    return Truth::Unknown;
  }
  return truth(std::holds_alternative<Present>(held));
}

Truth is(Keys keys, std::string_view key, std::string_view expected) {
  const Present* present = value(keys, key);
  return present == nullptr ? both(has(keys, key), Truth::Unknown)
                            : truth(equals_ignoring_case(present->values.front(), expected));
}

Truth implies(Truth premise, Truth conclusion) { return either(negation(premise), conclusion); }

Truth together(Truth left, Truth right) { return both(implies(left, right), implies(right, left)); }

Truth endpoint(Keys keys) {
  return either(has(keys, "aws:sourcevpce"),
                either(has(keys, "aws:sourcevpc"), has(keys, "aws:vpcsourceip")));
}

Truth endpoint_hides_address(Keys keys) {
  return implies(endpoint(keys), negation(has(keys, "aws:sourceip")));
}

Truth endpoint_is_in_vpc(Keys keys) {
  return both(together(has(keys, "aws:sourcevpce"), has(keys, "aws:sourcevpc")),
              together(has(keys, "aws:sourcevpce"), has(keys, "aws:vpcsourceip")));
}

Truth endpoint_has_owner(Keys keys) {
  return both(implies(has(keys, "aws:vpceorgid"), has(keys, "aws:vpceaccount")),
              implies(has(keys, "aws:vpceaccount"), has(keys, "aws:sourcevpce")));
}

Truth by_service(Keys keys) { return is(keys, "aws:principalisawsservice", "true"); }

Truth service_is_in_no_organization(Keys keys) {
  return implies(by_service(keys),
                 negation(either(has(keys, "aws:principalorgid"), has(keys, "aws:username"))));
}

Truth service_has_name(Keys keys) {
  return together(by_service(keys), has(keys, "aws:principalservicename"));
}

Truth source_is_of_service(Keys keys) {
  const Truth source = either(has(keys, "aws:sourcearn"),
                              either(has(keys, "aws:sourceaccount"), has(keys, "aws:sourceorgid")));
  return implies(source, by_service(keys));
}

Truth source_organization_has_account(Keys keys) {
  return implies(has(keys, "aws:sourceorgid"), has(keys, "aws:sourceaccount"));
}

Truth chain_is_through_service(Keys keys) {
  return implies(has(keys, "aws:calledvia"), is(keys, "aws:viaawsservice", "true"));
}

Truth chain_has_ends(Keys keys) {
  const Present* chain = value(keys, "aws:calledvia");
  if (chain == nullptr) {
    return Truth::Unknown;
  }
  return both(is(keys, "aws:calledviafirst", chain->values.front()),
              is(keys, "aws:calledvialast", chain->values.back()));
}

Truth mfa_is_temporary(Keys keys) {
  return implies(has(keys, "aws:multifactorauthpresent"), has(keys, "aws:tokenissuetime"));
}

Truth mfa_age_needs_mfa(Keys keys) {
  return implies(has(keys, "aws:multifactorauthage"),
                 is(keys, "aws:multifactorauthpresent", "true"));
}

/// The paths begin with the id.
Truth organization_has_path(Keys keys, std::string_view id, std::string_view paths) {
  const Present* organization = value(keys, id);
  const Present* listed = value(keys, paths);
  if (organization == nullptr || listed == nullptr) {
    return together(has(keys, id), has(keys, paths));
  }
  return truth(std::ranges::all_of(listed->values, [&](const std::string& path) {
    return path.starts_with(organization->values.front() + "/");
  }));
}

Truth organizations_have_paths(Keys keys) {
  return both(both(organization_has_path(keys, "aws:principalorgid", "aws:principalorgpaths"),
                   organization_has_path(keys, "aws:resourceorgid", "aws:resourceorgpaths")),
              both(organization_has_path(keys, "aws:sourceorgid", "aws:sourceorgpaths"),
                   organization_has_path(keys, "aws:vpceorgid", "aws:vpceorgpaths")));
}

Truth user_name_is_of_user(Keys keys) {
  return implies(has(keys, "aws:username"), is(keys, "aws:principaltype", "User"));
}

Truth assumed_root_is_root(Keys keys) {
  const Present* arn = value(keys, "aws:principalarn");
  const Truth root = arn == nullptr ? has(keys, "aws:principalarn")
                                    : truth(arn->values.front().ends_with(":root"));
  return implies(is(keys, "aws:assumedroot", "true"), root);
}

Truth anonymous_has_no_arn(Keys keys) {
  return implies(
      is(keys, "aws:principaltype", "Anonymous"),
      both(negation(has(keys, "aws:principalarn")), is(keys, "aws:principalaccount", "anonymous")));
}

std::optional<Instant> instant(Keys keys, std::string_view key) {
  const Present* present = value(keys, key);
  return present == nullptr ? std::nullopt : parse_instant(present->values.front());
}

Truth clocks_agree(Keys keys) {
  const auto current = instant(keys, "aws:currenttime");
  const auto epoch = instant(keys, "aws:epochtime");
  return current && epoch ? truth(current->seconds == epoch->seconds) : Truth::Unknown;
}

Truth token_is_older(Keys keys) {
  const auto issued = instant(keys, "aws:tokenissuetime");
  const auto now = instant(keys, "aws:currenttime");
  return issued && now ? truth(*issued <= *now) : Truth::Unknown;
}

Truth tag_keys_are_tags(Keys keys) {
  const Present* listed = value(keys, "aws:tagkeys");
  if (listed == nullptr) {
    return Truth::Unknown;
  }
  Truth result = Truth::Yes;
  for (const std::string& key : listed->values) {
    result = both(result, has(keys, "aws:requesttag/" + to_lower(key)));
  }
  return result;
}

struct AxiomRow {
  ContextAxiom axiom;
  Truth (*holds)(Keys);
};

constexpr auto kAxioms = std::to_array<AxiomRow>({
    {ContextAxiom::EndpointHidesAddress, endpoint_hides_address},
    {ContextAxiom::EndpointIsInVpc, endpoint_is_in_vpc},
    {ContextAxiom::EndpointHasOwner, endpoint_has_owner},
    {ContextAxiom::ServiceIsInNoOrganization, service_is_in_no_organization},
    {ContextAxiom::ServiceHasName, service_has_name},
    {ContextAxiom::SourceIsOfService, source_is_of_service},
    {ContextAxiom::SourceOrganizationHasAccount, source_organization_has_account},
    {ContextAxiom::ChainIsThroughService, chain_is_through_service},
    {ContextAxiom::ChainHasEnds, chain_has_ends},
    {ContextAxiom::MfaIsTemporary, mfa_is_temporary},
    {ContextAxiom::MfaAgeNeedsMfa, mfa_age_needs_mfa},
    {ContextAxiom::OrganizationHasPath, organizations_have_paths},
    {ContextAxiom::UserNameIsOfUser, user_name_is_of_user},
    {ContextAxiom::AssumedRootIsRoot, assumed_root_is_root},
    {ContextAxiom::AnonymousHasNoArn, anonymous_has_no_arn},
    {ContextAxiom::ClocksAgree, clocks_agree},
    {ContextAxiom::TokenIsOlderThanRequest, token_is_older},
    {ContextAxiom::TagKeysAreTags, tag_keys_are_tags},
});
static_assert(std::ranges::is_sorted(kAxioms, {}, &AxiomRow::axiom));

}  // namespace

std::vector<ContextAxiom> broken_axioms(const Context& context) {
  std::vector<ContextAxiom> result;
  for (const AxiomRow& row : kAxioms) {
    if (row.holds(context) == Truth::No) {
      result.push_back(row.axiom);
    }
  }
  return result;
}

}  // namespace orgsim::sim
