#include "io/write/blast_radius_names.h"

#include <algorithm>
#include <array>

namespace orgsim::io {

std::string_view name_of(sim::AccountLevel level) {
  switch (level) {
    case sim::AccountLevel::None:
      return "none";
    case sim::AccountLevel::Metadata:
      return "metadata";
    case sim::AccountLevel::Read:
      return "read";
    case sim::AccountLevel::Write:
      return "write";
    case sim::AccountLevel::Admin:
      return "admin";
  }
  return "";
}

std::string_view name_of(sim::StoreAccess access) {
  switch (access) {
    case sim::StoreAccess::Read:
      return "read";
    case sim::StoreAccess::Write:
      return "write";
    case sim::StoreAccess::Delete:
      return "delete";
  }
  return "";
}

std::string_view name_of(sim::BoundaryKind kind) {
  switch (kind) {
    case sim::BoundaryKind::CardholderData:
      return "cardholder data";
    case sim::BoundaryKind::Production:
      return "production";
    case sim::BoundaryKind::Sandbox:
      return "sandbox";
    case sim::BoundaryKind::Organization:
      return "organization";
  }
  return "";
}

std::string_view name_of(sim::ControlKind kind) {
  switch (kind) {
    case sim::ControlKind::Trail:
      return "trail";
    case sim::ControlKind::TrailBucket:
      return "log bucket";
    case sim::ControlKind::TrailKey:
      return "log key";
    case sim::ControlKind::ConfigRecorder:
      return "configuration recorder";
    case sim::ControlKind::GuardDuty:
      return "GuardDuty";
    case sim::ControlKind::SecurityHub:
      return "Security Hub";
    case sim::ControlKind::AccessAnalyzer:
      return "Access Analyzer";
    case sim::ControlKind::Membership:
      return "membership";
  }
  return "";
}

std::string_view name_of(sim::Fate fate) {
  switch (fate) {
    case sim::Fate::Untouched:
      return "untouched";
    case sim::Fate::Locked:
      return "locked";
    case sim::Fate::Restorable:
      return "restorable";
    case sim::Fate::Delayed:
      return "delayed";
    case sim::Fate::Lost:
      return "lost";
  }
  return "";
}

std::string_view name_of(sim::Untouched reason) {
  switch (reason) {
    case sim::Untouched::OutsideOrganization:
      return "outside-organization";
    case sim::Untouched::Suspended:
      return "suspended";
    case sim::Untouched::NoRoute:
      return "no-route";
  }
  return "";
}

std::string_view route_title(std::string_view route) {
  constexpr auto kTitles = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"delivery-artifact", "artefact replaced"},
      {"delivery-build", "build edited"},
      {"delivery-image", "image pushed"},
      {"delivery-pipeline", "pipeline edited"},
      {"delivery-push", "code pushed"},
      {"dns-03", "root mail redirected by DNS"},
      {"fed-08", "token issuer answered for"},
      {"idc-01", "permission set assigned"},
      {"org-01", "OrganizationAccountAccessRole"},
      {"org-02", "AWSControlTowerExecution"},
      {"org-03", "another role that trusts the management account"},
      {"org-04", "root session by sts:AssumeRoot"},
      {"org-05", "service-managed StackSets"},
      {"org-08", "Identity Center: new permission set and assignment"},
      {"org-09", "Identity Center: membership of an assigned group"},
      {"org-19", "root e-mail address changed"},
      {"xac-01", "role that trusts a whole account"},
      {"xac-02", "role that trusts a named principal"},
      {"xac-03", "role that trusts everybody under a condition"},
  });
  const auto found = std::ranges::find(kTitles, route, [](const auto& row) { return row.first; });
  return found == kTitles.end() ? route : found->second;
}

}  // namespace orgsim::io
