#include <algorithm>
#include <map>
#include <set>

#include "scenarios/expectations.h"
#include "scenarios/witness.h"
#include "sim/graph/data_store.h"
#include "sim/graph/reach.h"

namespace orgsim::scenarios {
namespace {

using sim::Reading;
using PrincipalList = std::vector<Index<sim::Principal>>;
using Pair = std::pair<std::string, std::string>;  // Who, and what is reached.

/// Everything the sources reach: principals by ARN and resources by ARN. For comparing moments, so
/// by names, which outlast changes.
class AccessSet {
 public:
  AccessSet(const Moment& moment, const PrincipalList& sources, Reading reading)
      : moment_(moment), reading_(reading) {
    for (const auto source : sources) {
      const sim::Reach reach(moment.graph(), std::vector{source}, reading);
      for (const auto principal : reach.reached()) {
        if (principal != source) {
          add(source, name_of(moment, principal), principal);
        }
        for (const auto store : stores_of(principal)) {
          add(source, (*moment.organization().tables().resources)[store].arn, principal);
        }
      }
    }
  }

  bool contains(const Pair& pair) const { return nearest_.contains(pair); }

  /// By who and what, with the principal through which it is reached.
  const std::map<Pair, std::pair<Index<sim::Principal>, Index<sim::Principal>>>& all() const {
    return nearest_;
  }

  Access access(const Pair& pair) const {
    const auto& [source, principal] = nearest_.at(pair);
    const sim::Reach reach(moment_.graph(), std::vector{source}, reading_);
    return {.from = pair.first,
            .to = pair.second,
            .witness = hops_of(moment_, reach.witness(principal))};
  }

 private:
  void add(Index<sim::Principal> source, const std::string& what, Index<sim::Principal> principal) {
    nearest_.emplace(Pair{name_of(moment_, source), what}, std::pair{source, principal});
  }

  const std::vector<Index<Resource>>& stores_of(Index<sim::Principal> principal) {
    const auto [found, is_new] = stores_.try_emplace(principal);
    if (!is_new) {
      return found->second;
    }
    const Table<Resource>& resources = *moment_.organization().tables().resources;
    const sim::Truth least = reading_ == Reading::Certain ? sim::Truth::Yes : sim::Truth::Unknown;
    for (const auto index : resources.indexes()) {
      const bool holds_data = resources[index].presence == Presence::Present &&
                              sim::store_actions(resources[index].type) != nullptr;
      for (const auto access :
           {sim::StoreAccess::Read, sim::StoreAccess::Write, sim::StoreAccess::Delete}) {
        if (holds_data &&
            sim::may_access(moment_.authorizer(), principal, index, access) >= least) {
          found->second.push_back(index);
          break;
        }
      }
    }
    return found->second;
  }

  const Moment& moment_;
  Reading reading_;
  std::map<Pair, std::pair<Index<sim::Principal>, Index<sim::Principal>>> nearest_;
  std::map<Index<sim::Principal>, std::vector<Index<Resource>>> stores_;
};

/// Everybody who exists: a stand-in for what an administrator could create is nobody yet.
PrincipalList everybody(const Moment& moment) {
  PrincipalList result;
  const sim::Principals& principals = moment.authorizer().principals();
  for (const auto index : principals.all().indexes()) {
    const auto kind = principals[index].kind;
    if (kind != sim::PrincipalKind::HypotheticalAdministrator &&
        kind != sim::PrincipalKind::RootSession) {
      result.push_back(index);
    }
  }
  return result;
}

/// The same people at another moment; those who do not exist then are left out.
PrincipalList same_at(const Moment& moment, const Moment& other, const PrincipalList& principals) {
  PrincipalList result;
  for (const auto index : principals) {
    if (const auto found = other.authorizer().principals().find(name_of(moment, index))) {
      result.push_back(*found);
    }
  }
  return result;
}

struct Subject {
  PrincipalList sources;
  std::optional<std::set<std::string>> targets;  // Names; nothing: everything.
};

Result<Subject> subject_of(const Question& question, std::string_view from, std::string_view to) {
  Subject subject;
  const Arguments& arguments = question.asked.arguments;
  if (const auto* reference = arguments.find<Reference>(from)) {
    auto sources = principals_of(question.world(), *reference);
    if (!sources) {
      return std::unexpected(sources.error());
    }
    subject.sources = std::move(*sources);
  } else {
    subject.sources = everybody(question.now);
  }
  if (const auto* reference = arguments.find<Reference>(to)) {
    const auto targets = targets_of(question.world(), *reference);
    if (!targets) {
      return std::unexpected(targets.error());
    }
    subject.targets.emplace();
    for (const auto principal : targets->principals) {
      subject.targets->insert(name_of(question.now, principal));
    }
    const Organization& organization = question.now.organization();
    for (const auto resource : targets->resources) {
      subject.targets->insert((*organization.tables().resources)[resource].arn);
    }
  }
  return subject;
}

/// What `now` has and `then` has not, the fewest hops first.
std::vector<Access> beyond(const AccessSet& now, const AccessSet& then, const Subject& subject) {
  std::vector<Access> result;
  for (const auto& [pair, how] : now.all()) {
    const bool asked = !subject.targets || subject.targets->contains(pair.second);
    if (asked && !then.contains(pair)) {
      result.push_back(now.access(pair));
    }
  }
  std::ranges::stable_sort(result, {}, [](const Access& access) { return access.witness.size(); });
  return result;
}

/// Splits what is new into what is certain and what is not.
void split_new(std::vector<Access> found, const AccessSet& certain, std::vector<Access>& sure,
               std::vector<Access>& undecided) {
  for (Access& access : found) {
    (certain.contains({access.from, access.to}) ? sure : undecided).push_back(std::move(access));
  }
}

State compared(const ComparisonEvidence& evidence) {
  if (!evidence.gained.empty() || !evidence.lost.empty()) {
    return State::Fail;
  }
  return evidence.undecided.empty() ? State::Pass : State::Unknown;
}

}  // namespace

ExpectationResult answer_no_new_access(const Question& question) {
  const auto subject = subject_of(question, "from", "to");
  if (!subject) {
    return failed_to_ask(subject.error());
  }
  const Moment& then = question.moment_after(question.asked.arguments.text("since"));
  const AccessSet now(question.now, subject->sources, Reading::Possible);
  const AccessSet before(then, same_at(question.now, then, subject->sources), Reading::Possible);
  ComparisonEvidence evidence;
  if (auto found = beyond(now, before, *subject); !found.empty()) {
    const AccessSet certain(question.now, subject->sources, Reading::Certain);
    split_new(std::move(found), certain, evidence.gained, evidence.undecided);
  }
  return {.state = compared(evidence), .evidence = std::move(evidence)};
}

ExpectationResult answer_same_access(const Question& question) {
  const auto subject = subject_of(question, "of", "");
  if (!subject) {
    return failed_to_ask(subject.error());
  }
  const Moment& then = question.moment_after(question.asked.arguments.text("as"));
  PrincipalList then_sources = question.asked.arguments.find<Reference>("of") == nullptr
                                   ? everybody(then)
                                   : same_at(question.now, then, subject->sources);
  const AccessSet now(question.now, subject->sources, Reading::Possible);
  const AccessSet before(then, then_sources, Reading::Possible);
  ComparisonEvidence evidence{.gained = beyond(now, before, *subject),
                              .lost = beyond(before, now, *subject)};
  return {.state = compared(evidence), .evidence = std::move(evidence)};
}

}  // namespace orgsim::scenarios
