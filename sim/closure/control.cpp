#include "sim/closure/control.h"

#include <algorithm>
#include <array>
#include <set>

#include "model/given.h"

namespace orgsim::sim {
namespace {

using Actions = std::span<const std::string_view>;

constexpr auto kTrail =
    std::to_array<std::string_view>({"cloudtrail:StopLogging", "cloudtrail:DeleteTrail",
                                     "cloudtrail:UpdateTrail", "cloudtrail:PutEventSelectors"});
constexpr auto kBucket = std::to_array<std::string_view>(
    {"s3:PutLifecycleConfiguration", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"});
constexpr auto kKey = std::to_array<std::string_view>(
    {"kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:PutKeyPolicy"});
constexpr auto kRecorder = std::to_array<std::string_view>(
    {"config:StopConfigurationRecorder", "config:DeleteConfigurationRecorder"});
constexpr auto kGuardDuty =
    std::to_array<std::string_view>({"guardduty:DeleteDetector", "guardduty:UpdateDetector",
                                     "guardduty:StopMonitoringMembers", "guardduty:CreateFilter"});
constexpr auto kGuardDutyAdministrator =
    std::to_array<std::string_view>({"guardduty:DisableOrganizationAdminAccount"});
constexpr auto kSecurityHub = std::to_array<std::string_view>(
    {"securityhub:DisableSecurityHub", "securityhub:BatchDisableStandards",
     "securityhub:UpdateOrganizationConfiguration"});
constexpr auto kSecurityHubAdministrator =
    std::to_array<std::string_view>({"securityhub:DisableOrganizationAdminAccount"});
constexpr auto kAnalyzer = std::to_array<std::string_view>(
    {"access-analyzer:DeleteAnalyzer", "access-analyzer:CreateArchiveRule"});
constexpr auto kLeave = std::to_array<std::string_view>({"organizations:LeaveOrganization"});

/// Where something is stopped, by whom, and how.
struct Place {
  Index<Account> account;  // Whose principals can do it.
  Actions actions;
  std::string resource;
};

class Controls {
 public:
  explicit Controls(const Fallen& fallen)
      : fallen_(fallen), organization_(fallen.organization()), tables_(organization_.tables()) {}

  std::vector<BlindedControl> blinded() {
    if (tables_.logging) {
      const Logging& logging = **tables_.logging;
      for (const Trail& trail : logging.trails) {
        of_trail(trail);
      }
      of_recorders(logging.config);
      of_detection(ControlKind::GuardDuty, "GuardDuty", "del-06", logging.guardduty, kGuardDuty,
                   kGuardDutyAdministrator);
      of_detection(ControlKind::SecurityHub, "Security Hub", "del-07", logging.security_hub,
                   kSecurityHub, kSecurityHubAdministrator);
      of_analyzer(logging.access_analyzer);
    }
    of_membership();
    std::ranges::stable_sort(result_, {}, &BlindedControl::kind);
    return std::move(result_);
  }

 private:
  std::vector<Index<Account>> organization_of(Index<Account> account) const {
    const auto record = organization_.organization_of(account);
    std::vector<Index<Account>> result;
    for (const auto other : organization_.accounts().indexes()) {
      if (other == account || (record && organization_.organization_of(other) == record)) {
        result.push_back(other);
      }
    }
    return result;
  }

  static std::string service_of(const std::string& arn) {
    return arn.empty() ? std::string("*") : arn;
  }

  /// Only its owner changes a trail, also one of the organization.
  /// Source: AWS CloudTrail User Guide, "Creating a trail for an organization".
  void of_trail(const Trail& trail) {
    const std::vector<Index<Account>> seen =
        trail.organization_trail ? organization_of(trail.owner) : std::vector{trail.owner};
    const std::string_view id = trail.organization_trail ? "org-20" : "ctl-01";
    add({.kind = ControlKind::Trail,
         .control = trail.arn,
         .technique = id,
         .accounts = seen,
         .whole_organization = trail.organization_trail},
        {{trail.owner, kTrail, service_of(trail.arn)}});
    of_evidence(ControlKind::TrailBucket, trail.bucket, kBucket, seen, trail.organization_trail);
    of_evidence(ControlKind::TrailKey, trail.kms_key, kKey, seen, trail.organization_trail);
  }

  void of_evidence(ControlKind kind, const std::string& arn, Actions actions,
                   const std::vector<Index<Account>>& seen, bool whole) {
    const auto resource = organization_.find_resource(arn);
    if (resource) {
      add({.kind = kind,
           .control = arn,
           .technique = "ctl-01",
           .accounts = seen,
           .whole_organization = whole},
          {{(*tables_.resources)[*resource].account, actions, arn}});
    }
  }

  void of_recorders(const ConfigRecording& config) {
    std::vector<Place> places;
    for (const auto& [account, regions] : config.recorders) {
      places.push_back({account, kRecorder, "*"});
    }
    add_each({.kind = ControlKind::ConfigRecorder,
              .control = "AWS Config recorders",
              .technique = "ctl-04"},
             places);
  }

  /// Members cannot change what a delegated administrator runs; the management account can take
  /// its place away.
  /// Source: Amazon GuardDuty User Guide, "Managing accounts with AWS Organizations"; AWS Security
  /// Hub User Guide, "Managing administrator and member accounts".
  void of_detection(ControlKind kind, std::string_view name, std::string_view technique,
                    const DetectionService& service, Actions actions, Actions by_management) {
    BlindedControl control{.kind = kind, .control = std::string(name), .technique = technique};
    std::vector<Place> places;
    for (const auto& [account, regions] : service.enabled) {
      control.accounts.push_back(account);
      places.push_back({account, actions, "*"});
    }
    if (!service.delegated_administrator) {
      control.technique = "ctl-04";
      control.accounts.clear();
      add_each(std::move(control), places);
      return;
    }
    places = {{*service.delegated_administrator, actions, "*"}};
    if (const auto record = organization_.organization_of(*service.delegated_administrator)) {
      places.push_back({(*tables_.organizations)[*record].management_account, by_management, "*"});
    }
    control.whole_organization = true;
    add(std::move(control), places);
  }

  void of_analyzer(const OrganizationAnalyzer& analyzer) {
    if (analyzer.account) {
      add({.kind = ControlKind::AccessAnalyzer,
           .control = "organization analyzer",
           .technique = "del-13",
           .accounts = organization_of(*analyzer.account),
           .whole_organization = true},
          {{*analyzer.account, kAnalyzer, "*"}});
    }
  }

  void of_membership() {
    std::vector<Place> places;
    for (const auto account : organization_.accounts().indexes()) {
      if (organization_.organization_of(account) && !organization_.is_management_account(account)) {
        places.push_back({account, kLeave, "*"});
      }
    }
    add_each({.kind = ControlKind::Membership,
              .control = "membership in the organization",
              .technique = "ctl-02"},
             places);
  }

  /// Who can stop it in one of the places; the action is then set.
  std::optional<Doer> stopper(const std::vector<Place>& places, std::string_view& action) const {
    std::optional<Doer> best;
    for (const Place& place : places) {
      for (const std::string_view candidate : place.actions) {
        auto doer = fallen_.nearest_of(place.account, [&](const Standing& standing) {
          return standing.may(candidate, place.resource);
        });
        if (doer && (!best || doer->hops < best->hops)) {
          best = std::move(doer);
          action = candidate;
        }
        if (best && best->hops == 0) {
          return best;
        }
      }
    }
    return best;
  }

  void add(BlindedControl control, const std::vector<Place>& places) {
    if (auto doer = stopper(places, control.action)) {
      control.principal = doer->principal;
      control.hops = doer->hops;
      control.needs = std::move(doer->needs);
      control.unseen = unseen(control.needs);
      result_.push_back(std::move(control));
    }
  }

  /// One control that every account has for itself: the accounts where it can be stopped.
  void add_each(BlindedControl control, const std::vector<Place>& places) {
    std::vector<Place> stopped;
    for (const Place& place : places) {
      std::string_view action;
      if (stopper({place}, action)) {
        control.accounts.push_back(place.account);
        stopped.push_back(place);
      }
    }
    control.whole_organization = !stopped.empty() && stopped.size() == places.size();
    add(std::move(control), stopped);
  }

  /// Every step is a call that a trail over the caller's account records.
  /// Source: AWS CloudTrail User Guide, "Logging management events".
  Truth unseen(const std::vector<Fact>& needs) const {
    const std::vector<Step> steps = fallen_.closure().witness(needs);
    if (steps.empty()) {
      return Truth::Yes;
    }
    if (!tables_.logging) {
      return Truth::Unknown;
    }
    return truth(std::ranges::none_of(steps, [&](const Step& step) {
      const auto& account = fallen_.authorizer().principals()[step.from].account;
      return is_logged(account ? *account : step_account(step));
    }));
  }

  /// A person's sign-in is recorded where the role is.
  Index<Account> step_account(const Step& step) const {
    return given(fallen_.authorizer().principals()[step.to.principal()].account);
  }

  bool is_logged(Index<Account> account) const {
    return std::ranges::any_of(given(tables_.logging).trails, [&](const Trail& trail) {
      const bool covers =
          trail.owner == account ||
          (trail.organization_trail && organization_.organization_of(account) &&
           organization_.organization_of(trail.owner) == organization_.organization_of(account));
      return covers && trail.is_logging.value_or(true);
    });
  }

  const Fallen& fallen_;
  const Organization& organization_;
  const OrganizationTables& tables_;
  std::vector<BlindedControl> result_;
};

}  // namespace

std::vector<BlindedControl> blinded_controls(const Fallen& fallen) {
  return Controls(fallen).blinded();
}

}  // namespace orgsim::sim
