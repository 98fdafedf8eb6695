#include "compliance/evidence.h"

#include <algorithm>

#include "compliance/checks/checks.h"
#include "compliance/judging.h"
#include "compliance/waiver.h"
#include "model/given.h"

namespace orgsim::compliance {
namespace {

void judge_account(const Premises& premises, const Evidence& evidence, Index<Account> index,
                   Judgement& judgement) {
  const std::string_view id = premises.id(index);
  ++judgement.n_examined;
  const auto found = evidence.accounts.find(index);
  if (found == evidence.accounts.end()) {
    judgement.failures.push_back(finding(id, Reason::EvidenceMissing, premises.account(index).where,
                                         {{"what", "everything"}}));
    return;
  }
  const AccountEvidence& record = found->second;
  std::vector<std::string> lacking;
  for (const EvidenceDomain domain : given(evidence.domains)) {
    if (!collected(premises, index, domain)) {
      lacking.emplace_back(name_of(domain));
    }
  }
  if (!lacking.empty()) {
    judgement.failures.push_back(
        finding(id, Reason::EvidenceMissing, record.where, {{"what", joined(lacking)}}));
  }
  if (!record.collected) {
    judgement.undecided.push_back(
        finding(id, Reason::NotCollected, record.where, {{"what", "time of collection"}}));
  } else if (evidence.max_age_days &&
             (premises.now() - *record.collected).count() > *evidence.max_age_days) {
    judgement.failures.push_back(finding(id, Reason::EvidenceTooOld, record.where,
                                         {{"actual", to_text(*record.collected)},
                                          {"expected", std::to_string(*evidence.max_age_days)}}));
  }
  if (record.hashes_match && !*record.hashes_match) {
    judgement.failures.push_back(finding(id, Reason::EvidenceAltered, record.where));
  }
}

}  // namespace

Judgement evidence_is_complete(const Premises& premises) {
  Judgement judgement;
  if (!premises.tables().evidence) {
    judgement.undecided.push_back(
        finding("evidence", Reason::NotCollected, {}, {{"what", "record of the evidence"}}));
    return judgement;
  }
  const Evidence& evidence = given(premises.tables().evidence);
  if (!evidence.domains || !evidence.max_age_days) {
    judgement.undecided.push_back(
        finding("evidence", Reason::NotDeclared, evidence.where,
                {{"what", evidence.domains ? "greatest age" : "needed domains"}}));
  }
  if (!evidence.domains) {
    return judgement;
  }
  for (const auto index : premises.accounts()) {
    judge_account(premises, evidence, index, judgement);
  }
  return judgement;
}

Judgement waivers_are_sound(const Premises& premises) {
  Judgement judgement;
  for (const Waiver& waiver : *premises.tables().waivers) {
    ++judgement.n_examined;
    for (const WaiverGap gap : gaps(waiver, premises.now())) {
      if (gap == WaiverGap::NotStarted) {
        continue;  // It suppresses nothing yet, and nothing is wrong with it.
      }
      judgement.failures.push_back(finding(waiver.id, Reason::WaiverUnsound, waiver.where,
                                           {{"what", std::string(name_of(gap))}}));
    }
  }
  if (judgement.n_examined == 0) {
    judgement.not_applicable = Reason::NoWaivers;
  }
  return judgement;
}

}  // namespace orgsim::compliance
