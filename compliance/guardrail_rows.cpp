#include <algorithm>
#include <array>

#include "compliance/guardrail.h"

namespace orgsim::compliance {
namespace {

constexpr std::string_view kEventDataStore =
    "arn:{partition}:cloudtrail:{region}:{account}:eventdatastore/"
    "00000000-0000-0000-0000-000000000000";
constexpr std::string_view kDetector =
    "arn:{partition}:guardduty:{region}:{account}:detector/00000000000000000000000000000000";

constexpr auto kLeave = std::to_array<GuardedAction>({{"organizations:LeaveOrganization"}});
constexpr auto kClose = std::to_array<GuardedAction>({{"account:CloseAccount"}});

// Source: AWS CloudTrail User Guide, "Actions, resources, and condition keys for AWS CloudTrail".
constexpr auto kTrails =
    std::to_array<GuardedAction>({{"cloudtrail:StopLogging", "{trail}"},
                                  {"cloudtrail:DeleteTrail", "{trail}"},
                                  {"cloudtrail:UpdateTrail", "{trail}"},
                                  {"cloudtrail:PutEventSelectors", "{trail}"},
                                  {"cloudtrail:PutInsightSelectors", "{trail}"},
                                  {"cloudtrail:DeleteEventDataStore", kEventDataStore},
                                  {"cloudtrail:StopEventDataStoreIngestion", kEventDataStore}});

constexpr auto kRecording =
    std::to_array<GuardedAction>({{"config:StopConfigurationRecorder"},
                                  {"config:DeleteConfigurationRecorder"},
                                  {"config:DeleteServiceLinkedConfigurationRecorder"},
                                  {"config:PutConfigurationRecorder"},
                                  {"config:DeleteDeliveryChannel"},
                                  {"config:PutDeliveryChannel"},
                                  {"config:DeleteConfigurationAggregator"},
                                  {"config:DeleteAggregationAuthorization"},
                                  {"config:PutRetentionConfiguration"},
                                  {"config:DeleteRetentionConfiguration"}});

// With the names of before 2021, which still work.
constexpr auto kThreatDetection =
    std::to_array<GuardedAction>({{"guardduty:DeleteDetector", kDetector},
                                  {"guardduty:UpdateDetector", kDetector},
                                  {"guardduty:DisassociateFromAdministratorAccount", kDetector},
                                  {"guardduty:DisassociateFromMasterAccount", kDetector},
                                  {"guardduty:CreateIPSet", kDetector},
                                  {"guardduty:UpdateIPSet", kDetector}});

constexpr auto kPosture = std::to_array<GuardedAction>(
    {{"securityhub:DisableSecurityHub"},
     {"securityhub:DisassociateFromAdministratorAccount"},
     {"securityhub:DisassociateFromMasterAccount"},
     {"securityhub:BatchDisableStandards"},
     {"securityhub:UpdateStandardsControl"},
     {"access-analyzer:DeleteAnalyzer",
      "arn:{partition}:access-analyzer:{region}:{account}:analyzer/organization"}});

constexpr std::string_view kNewUser = "arn:{partition}:iam::{account}:user/orgsim-probe";
constexpr auto kCredentials =
    std::to_array<GuardedAction>({{"iam:CreateUser", kNewUser},
                                  {"iam:CreateAccessKey", kNewUser},
                                  {"iam:CreateLoginProfile", kNewUser},
                                  {"iam:UpdateLoginProfile", kNewUser},
                                  {"iam:CreateServiceSpecificCredential", kNewUser},
                                  {"iam:UploadSigningCertificate", kNewUser}});

constexpr std::string_view kSaml = "arn:{partition}:iam::{account}:saml-provider/orgsim-probe";
constexpr std::string_view kOidc =
    "arn:{partition}:iam::{account}:oidc-provider/probe.orgsim.invalid";
constexpr auto kProviders =
    std::to_array<GuardedAction>({{"iam:CreateSAMLProvider", kSaml},
                                  {"iam:UpdateSAMLProvider", kSaml},
                                  {"iam:CreateOpenIDConnectProvider", kOidc},
                                  {"iam:UpdateOpenIDConnectProviderThumbprint", kOidc},
                                  {"iam:AddClientIDToOpenIDConnectProvider", kOidc},
                                  {"rolesanywhere:CreateTrustAnchor"},
                                  {"rolesanywhere:CreateProfile"},
                                  {"sso:CreateInstance"}});

constexpr auto kSharing = std::to_array<GuardedAction>(
    {{"ram:CreateResourceShare", "*", "ram:RequestedAllowsExternalPrincipals", "true"},
     {"ram:UpdateResourceShare", "arn:{partition}:ram:{region}:{account}:resource-share/probe",
      "ram:RequestedAllowsExternalPrincipals", "true"},
     {"ec2:ModifySnapshotAttribute", "arn:{partition}:ec2:{region}::snapshot/snap-00000000"},
     {"ec2:ModifyImageAttribute", "arn:{partition}:ec2:{region}::image/ami-00000000"},
     {"rds:ModifyDBSnapshotAttribute", "arn:{partition}:rds:{region}:{account}:snapshot:probe"},
     {"rds:ModifyDBClusterSnapshotAttribute",
      "arn:{partition}:rds:{region}:{account}:cluster-snapshot:probe"},
     {"s3:PutAccountPublicAccessBlock"}});

constexpr std::string_view kVpc = "arn:{partition}:ec2:{region}:{account}:vpc/vpc-00000000";
constexpr auto kNetworkEdges = std::to_array<GuardedAction>(
    {{"ec2:CreateInternetGateway",
      "arn:{partition}:ec2:{region}:{account}:internet-gateway/igw-00000000"},
     {"ec2:AttachInternetGateway", kVpc},
     {"ec2:CreateEgressOnlyInternetGateway", kVpc},
     {"ec2:CreateVpcPeeringConnection", kVpc},
     {"ec2:AcceptVpcPeeringConnection", kVpc},
     {"ec2:CreateTransitGatewayVpcAttachment", kVpc},
     {"ec2:AcceptTransitGatewayVpcAttachment",
      "arn:{partition}:ec2:{region}:{account}:transit-gateway-attachment/tgw-attach-00000000"},
     {"ec2:CreateVpnGateway", "arn:{partition}:ec2:{region}:{account}:vpn-gateway/vgw-00000000"},
     {"ec2:AttachVpnGateway", kVpc},
     {"ec2:CreateVpnConnection",
      "arn:{partition}:ec2:{region}:{account}:vpn-connection/vpn-00000000"},
     {"route53:AssociateVPCWithHostedZone", kVpc},
     {"route53:CreateVPCAssociationAuthorization", "arn:{partition}:route53:::hostedzone/ZPROBE"},
     {"route53resolver:AssociateResolverRule",
      "arn:{partition}:route53resolver:{region}:{account}:resolver-rule/rslvr-rr-00000000"}});

constexpr auto kGuardrails = std::to_array<Guardrail>({
    {.check = "GRD-001", .actions = kLeave, .exempt = Exempt::Nobody},
    {.check = "GRD-002", .actions = kClose, .exempt = Exempt::Nobody},
    {.check = "GRD-004", .actions = kTrails},
    {.check = "GRD-005", .actions = kRecording},
    {.check = "GRD-006", .actions = kThreatDetection},
    {.check = "GRD-007", .actions = kPosture},
    {.check = "GRD-009", .actions = kCredentials},
    {.check = "GRD-010", .actions = kProviders},
    {.check = "GRD-014", .actions = kSharing, .exempt = Exempt::DeclaredExemptionsAndSharingRoles},
    {.check = "GRD-015", .actions = kNetworkEdges, .range = GuardrailRange::WorkloadsAndSandboxes},
});
static_assert(std::ranges::is_sorted(kGuardrails, {}, &Guardrail::check));

}  // namespace

const Guardrail* find_guardrail(std::string_view check) {
  const auto found = std::ranges::lower_bound(kGuardrails, check, {}, &Guardrail::check);
  return found != kGuardrails.end() && found->check == check ? &*found : nullptr;
}

}  // namespace orgsim::compliance
