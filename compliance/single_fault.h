#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/check.h"
#include "compliance/scope.h"

namespace orgsim::compliance {

/// One control that fails alone: a Deny of an SCP or RCP, the attachment of a policy with one, or
/// the filter in front of a VPC.
struct Fault {
  enum class Kind { Statement, Attachment, Filter };

  Kind kind = Kind::Statement;
  std::string control;  // The policy's name, or the VPC.
  std::string detail;   // The Sid or position of the statement; the target of the attachment.
  SourceLocation where;
};

/// An account that moves towards the cardholder data environment.
struct ScopeMove {
  std::string account;  // Id.
  ScopeCategory before = ScopeCategory::OutOfScope;
  ScopeCategory after = ScopeCategory::OutOfScope;
};

/// What the failure of one control changes. Nothing at all: today the control is redundant or dead.
struct FaultEffect {
  Fault fault;
  std::vector<ScopeMove> moves;          // Any makes it a segmentation control.
  std::vector<std::string_view> broken;  // Ids of checks that fail then and do not fail now.
};

/// Of every control, in order of policies, attachments and VPCs. Each is taken away alone, and
/// everything is computed anew, so this costs an assessment a control.
/// Source: PCI DSS v4.0.1, requirement 11.4.5 (which controls a segmentation test must try).
std::vector<FaultEffect> single_faults(const Premises& premises,
                                       std::span<const Check* const> checks);

/// A hash of what the segmentation consists of: it differs when a control changed since, and a new
/// test is due.
std::string segmentation_fingerprint(const Premises& premises);

}  // namespace orgsim::compliance
