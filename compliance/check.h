#pragma once

#include <span>
#include <string_view>

#include "compliance/finding.h"
#include "compliance/premises.h"
#include "compliance/verdict.h"
#include "model/evidence.h"

namespace orgsim::compliance {

/// How a check decides: from facts alone, from effective permissions, or by reachability.
enum class CheckClass { Facts, Permissions, Graph };

/// `NoneBad` fails on one bad subject and passes only on complete evidence; `SomeGood` passes on
/// one good witness and fails only on complete evidence.
enum class Claim { NoneBad, SomeGood };

/// The accounts whose evidence a check needs.
enum class EvidenceRange { None, EveryAccount, ManagementAccount };

/// One row of the catalogue. The function is pure and knows no framework.
struct Check {
  std::string_view id;
  std::string_view title;
  Severity severity = Severity::Medium;
  CheckClass kind = CheckClass::Facts;
  Judgement (*judge)(const Premises&) = nullptr;
  std::span<const EvidenceDomain> domains;  // All of them needed, of the accounts in range.
  EvidenceRange range = EvidenceRange::EveryAccount;
  Claim claim = Claim::NoneBad;
  std::string_view remediation;
};

}  // namespace orgsim::compliance
