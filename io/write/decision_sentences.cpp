#include "io/write/decision_sentences.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/write/decision_names.h"
#include "model/overload.h"
#include "model/text.h"
#include "sim/decide/context_keys.h"

namespace orgsim::io {
namespace {

/// With what is known not to be the value, which can be the reason of a certain answer.
std::string not_known(const sim::NotKnown& value) {
  std::vector<std::string> never = value.never;
  std::erase(never, "");
  return never.empty() ? "(not known)"
                       : fmt::format("(not known, but not {})", fmt::join(never, " or "));
}

}  // namespace

std::string_view sentence_of(sim::Refusal refusal) {
  switch (refusal) {
    case sim::Refusal::AwsManagedPolicy:
      return "AWS alone changes its managed policies";
    case sim::Refusal::ReservedRole:
      return "Identity Center alone changes and passes the roles under /aws-reserved/";
    case sim::Refusal::ServiceLinkedRole:
      return "only its service changes a service-linked role";
    case sim::Refusal::RoleOfOtherAccount:
      return "a role can be passed within its own account only";
    case sim::Refusal::ReservedAlias:
      return "key aliases that begin with alias/aws/ belong to AWS";
    case sim::Refusal::ManagementAccountOnly:
      return "AWS Organizations takes this call from the management account only";
    case sim::Refusal::ManagementAccountStays:
      return "the management account cannot leave its organization";
    case sim::Refusal::RootUserAssumesRole:
      return "a root user cannot assume a role";
    case sim::Refusal::NeedsRootAdministration:
      return "only IAM principals of the management account, and of the account that administers "
             "IAM for the organization, can act as the root user of a member";
  }
  return "";
}

std::string_view sentence_of(sim::ServiceRule rule) {
  switch (rule) {
    case sim::ServiceRule::ManagementAccountStays:
      return "the management account can neither leave, nor be removed, nor be closed";
    case sim::ServiceRule::ObjectLock:
      return "Object Lock in compliance mode keeps the object";
    case sim::ServiceRule::VaultLock:
      return "the lock of the vault in compliance mode keeps the recovery point";
  }
  return "";
}

std::string_view sentence_of(sim::ContextAxiom axiom) {
  switch (axiom) {
    case sim::ContextAxiom::EndpointHidesAddress:
      return "one through a VPC endpoint has no aws:SourceIp";
    case sim::ContextAxiom::EndpointIsInVpc:
      return "aws:SourceVpce, aws:SourceVpc and aws:VpcSourceIp are there together or not at all";
    case sim::ContextAxiom::EndpointHasOwner:
      return "aws:VpceOrgID needs aws:VpceAccount, which needs aws:SourceVpce";
    case sim::ContextAxiom::ServiceIsInNoOrganization:
      return "a service that acts as itself has no aws:PrincipalOrgID and no aws:username";
    case sim::ContextAxiom::ServiceHasName:
      return "aws:PrincipalServiceName is there exactly when a service acts as itself";
    case sim::ContextAxiom::SourceIsOfService:
      return "aws:SourceArn, aws:SourceAccount and aws:SourceOrgID are there only when a service "
             "acts as itself";
    case sim::ContextAxiom::SourceOrganizationHasAccount:
      return "aws:SourceOrgID needs aws:SourceAccount";
    case sim::ContextAxiom::ChainIsThroughService:
      return "aws:CalledVia needs aws:ViaAWSService to be true";
    case sim::ContextAxiom::ChainHasEnds:
      return "aws:CalledViaFirst and aws:CalledViaLast are the ends of aws:CalledVia";
    case sim::ContextAxiom::MfaIsTemporary:
      return "only temporary credentials, which have aws:TokenIssueTime, have "
             "aws:MultiFactorAuthPresent";
    case sim::ContextAxiom::MfaAgeNeedsMfa:
      return "aws:MultiFactorAuthAge needs aws:MultiFactorAuthPresent to be true";
    case sim::ContextAxiom::OrganizationHasPath:
      return "an organization's paths begin with its id, and neither is there alone";
    case sim::ContextAxiom::UserNameIsOfUser:
      return "only IAM users have aws:username";
    case sim::ContextAxiom::AssumedRootIsRoot:
      return "aws:AssumedRoot needs the ARN of a root user";
    case sim::ContextAxiom::AnonymousHasNoArn:
      return "an unsigned one has no aws:PrincipalArn";
    case sim::ContextAxiom::ClocksAgree:
      return "aws:CurrentTime and aws:EpochTime are the same instant";
    case sim::ContextAxiom::TokenIsOlderThanRequest:
      return "aws:TokenIssueTime is not after aws:CurrentTime";
    case sim::ContextAxiom::TagKeysAreTags:
      return "each of aws:TagKeys has its aws:RequestTag";
  }
  return "";
}

std::string text_of(const sim::KeyValue& value) {
  return std::visit(Overload{[](sim::Absent) { return std::string("(absent)"); },
                             [](const sim::NotKnown& unknown) { return not_known(unknown); },
                             [](const sim::Present& present) {
                               return fmt::format("{}", fmt::join(present.values, ", "));
                             }},
                    value);
}

std::string text_of(const Condition& condition) {
  constexpr std::size_t kShown = 4;
  const std::size_t shown = std::min(condition.values.size(), kShown);
  std::string text =
      fmt::format("{} {} {}", spelled(condition.op), condition.key,
                  fmt::join(condition.values.begin(),
                            condition.values.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  if (shown < condition.values.size()) {
    text += fmt::format(", and {} more", condition.values.size() - shown);
  }
  return text;
}

std::string_view controller_of(std::string_view key) {
  const auto control = sim::key_control(to_lower(key));
  return control ? name_of(*control) : "the request or its resource";
}

}  // namespace orgsim::io
