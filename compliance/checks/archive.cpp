#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "compliance/access.h"
#include "compliance/checks/checks.h"
#include "compliance/guardrail.h"
#include "compliance/isolation.h"
#include "compliance/judging.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

constexpr auto kObjectActions =
    std::to_array<std::string_view>({"s3:DeleteObject", "s3:DeleteObjectVersion",
                                     "s3:PutObjectRetention", "s3:PutObjectLegalHold"});
constexpr auto kBucketActions = std::to_array<std::string_view>(
    {"s3:DeleteBucket", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy",
     "s3:PutLifecycleConfiguration", "s3:PutBucketObjectLockConfiguration",
     "s3:PutBucketVersioning", "s3:PutEncryptionConfiguration", "s3:PutReplicationConfiguration"});
constexpr auto kKeyActions = std::to_array<std::string_view>(
    {"kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:DeleteImportedKeyMaterial"});
constexpr auto kTrailActions = std::to_array<std::string_view>(
    {"cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail"});

bool is_break_glass(const Premises& premises, const sim::Principal& principal) {
  const auto* role = std::get_if<Index<Role>>(&principal.origin);
  return role != nullptr && (*premises.tables().roles)[*role].kind == "break-glass";
}

void add(std::vector<Attempt>& attempts, Index<sim::Principal> asker,
         std::span<const std::string_view> actions, const std::string& resource) {
  for (const std::string_view action : actions) {
    attempts.push_back({.asker = asker,
                        .action = std::string(action),
                        .resource = resource,
                        .resource_account = {},
                        .context = {}});
  }
}

/// Everything that would alter the archive. Destroying a key is GRD-013's question of those whom
/// the guardrails exempt by name.
std::vector<Attempt> alterations(const Premises& premises, Index<sim::Principal> asker) {
  std::vector<Attempt> attempts;
  const bool exempt = exemption_of(premises, premises.principals()[asker],
                                   Exempt::DeclaredExemptions) != Exemption::NotExempt;
  for (const Resource* bucket : log_buckets(premises)) {
    add(attempts, asker, kObjectActions, bucket->arn + "/AWSLogs/orgsim-probe");
    add(attempts, asker, kBucketActions, bucket->arn);
    if (!exempt && !bucket->encryption_key.empty()) {
      add(attempts, asker, kKeyActions, bucket->encryption_key);
    }
  }
  if (premises.tables().logging) {
    for (const Trail& trail : given(premises.tables().logging).trails) {
      if (trail.organization_trail) {
        add(attempts, asker, kTrailActions, trail.arn);
      }
    }
  }
  return attempts;
}

/// Everybody of an archive account but break-glass, and its administrator.
std::vector<Index<sim::Principal>> custodians(const Premises& premises, Index<Account> account) {
  auto result = premises.existing(account);
  std::erase_if(result, [&](Index<sim::Principal> index) {
    return is_break_glass(premises, premises.principals()[index]);
  });
  if (const auto any = premises.principals().hypothetical_administrator(account)) {
    result.push_back(*any);
  }
  return result;
}

/// Whom to ask, with the source that leads there.
using Suspects = std::map<Index<sim::Principal>, Index<sim::Principal>>;

void add_reached(const Premises& premises, Index<Account> account, Suspects& suspects) {
  for (const auto source : takeover_sources(premises, account)) {
    const Closure closure(premises, std::span(&source, 1));
    for (const auto reached : closure.reached()) {
      suspects.try_emplace(reached, source);
    }
  }
}

/// The custodians of the archive accounts, and everybody whom an account below the foundations
/// reaches.
Suspects suspects(const Premises& premises) {
  constexpr auto kBelow = std::to_array<std::string_view>(
      {"deployment", "ephi", "infrastructure", "nonprod", "pci", "prod", "sandbox"});
  std::set<Index<Account>> archives;
  for (const Resource* bucket : log_buckets(premises)) {
    archives.insert(bucket->account);
  }
  Suspects result;
  for (const auto account : premises.accounts()) {
    if (std::ranges::binary_search(kBelow, premises.account(account).risk_profile) &&
        !archives.contains(account)) {
      add_reached(premises, account, result);
    }
  }
  for (const auto account : archives) {
    for (const auto custodian : custodians(premises, account)) {
      result.insert_or_assign(custodian, custodian);
    }
  }
  return result;
}

void judge_suspect(const Premises& premises, Index<sim::Principal> suspect,
                   Index<sim::Principal> source, Judgement& judgement) {
  std::vector<std::string> actions;
  std::optional<Hop> hop;
  for (const Attempt& attempt : alterations(premises, suspect)) {
    if (may(premises, attempt)) {
      actions.push_back(attempt.action);
      hop = hop ? hop : hop_of(premises, attempt);
    }
  }
  if (!hop) {
    return;
  }
  const Closure closure(premises, std::span(&source, 1));
  Finding found = reach_finding(premises, source, suspect, closure, Reason::AltersArchive);
  found.facts.push_back({"actions", joined(actions)});
  found.facts.push_back({"resource", hop->to});
  found.witness.push_back(*hop);
  judgement.failures.push_back(std::move(found));
}

}  // namespace

Judgement archive_cannot_be_altered(const Premises& premises) {
  Judgement judgement;
  demand_log_buckets(premises, judgement);
  if (log_buckets(premises).empty()) {
    return judgement;
  }
  if (!premises.declared().guardrail_exemptions) {
    judgement.undeclared.emplace("guardrail_exemptions");
  }
  for (const auto& [suspect, source] : suspects(premises)) {
    const sim::Principal& principal = premises.principals()[suspect];
    if (!principal.account) {
      continue;
    }
    ++judgement.n_examined;
    judge_suspect(premises, suspect, source, judgement);
  }
  return judgement;
}

}  // namespace orgsim::compliance
