#include <algorithm>

#include "model/overload.h"
#include "scenarios/expectations.h"
#include "scenarios/ruling.h"
#include "sim/graph/edge_rules.h"
#include "sim/graph/reach.h"

namespace orgsim::scenarios {
namespace {

using Askers = std::vector<Index<sim::Principal>>;

/// Who asks. People act through the roles of their permission sets, in `in` when it says where; the
/// attacker is everybody who falls.
class AskersOf {
 public:
  explicit AskersOf(const Question& question) : question_(question), world_(question.world()) {}

  Result<Askers> find() {
    const Arguments& arguments = question_.asked.arguments;
    const Reference& reference = arguments.reference("principal");
    auto principals = principals_of(world_, reference);
    if (!principals || !look_up("in", account_, account_of) ||
        !look_up("permission_set", set_, permission_set_of)) {
      return std::unexpected(principals ? problems_ : principals.error());
    }
    if (reference.kind == Kind::Attacker) {
      return sim::Reach(question_.now.graph(), *principals, sim::Reading::Possible).reached();
    }
    Askers askers;
    for (const auto index : *principals) {
      append(index, askers);
    }
    return askers;
  }

 private:
  template <class T>
  bool look_up(std::string_view member, std::optional<T>& found,
               Result<T> (*look)(const World&, const Reference&)) {
    const auto* reference = question_.asked.arguments.find<Reference>(member);
    if (reference == nullptr) {
      return true;
    }
    auto result = look(world_, *reference);
    if (!result) {
      problems_ = result.error();
      return false;
    }
    found = *result;
    return true;
  }

  void append(Index<sim::Principal> index, Askers& askers) const {
    const sim::Principals& principals = world_.principals();
    if (principals[index].kind != sim::PrincipalKind::Person) {
      if (!account_ || principals[index].account == account_) {
        askers.push_back(index);
      }
      return;
    }
    for (const sim::BecomeEdge& edge : question_.now.graph().edges()) {
      if (edge.source == index && edge.technique == sim::Technique::AssignedPermissionSet &&
          wanted(edge.target)) {
        askers.push_back(edge.target);
      }
    }
  }

  bool wanted(Index<sim::Principal> role) const {
    const sim::Principals& principals = world_.principals();
    const auto account = principals[role].account;
    return account && (!account_ || account == account_) &&
           (!set_ || principals.permission_set_role(*set_, *account) == role);
  }

  const Question& question_;
  World world_;
  std::optional<Index<Account>> account_;
  std::optional<Index<PermissionSet>> set_;
  Diagnostics problems_;
};

sim::Truth allowed(const Ruling& ruling) { return sim::holds(ruling.outcome); }

/// Whether every word of `denied_by` is a reason of some denial.
bool as_said(const Question& question, const std::vector<Ruling>& rulings) {
  const auto* words = question.asked.arguments.find<std::vector<std::string>>("denied_by");
  if (words == nullptr) {
    return true;
  }
  return std::ranges::all_of(*words, [&](const std::string& word) {
    return std::ranges::any_of(
        rulings, [&](const Ruling& ruling) { return is_among(word, ruling.reasons); });
  });
}

}  // namespace

ExpectationResult answer_decision(const Question& question) {
  const Arguments& arguments = question.asked.arguments;
  const auto askers = AskersOf(question).find();
  if (!askers) {
    return failed_to_ask(askers.error());
  }
  const ContextKeys context =
      merged(question.scenario.context, arguments.find<ContextKeys>("context"));
  const auto* resource = arguments.find<std::string>("resource");
  DecisionEvidence evidence{.n_asked = askers->size()};
  sim::Truth some = sim::Truth::No;
  for (const auto asker : *askers) {
    Ruling ruling = ruling_on(question.now,
                              {.principal = asker,
                               .action = arguments.text("action"),
                               .resource = resource == nullptr ? "*" : *resource},
                              context, arguments.find<PolicyDocument>("session_policy"));
    if (allowed(ruling) > some) {
      some = allowed(ruling);
      evidence.rulings.clear();
    }
    if (allowed(ruling) == some) {
      evidence.rulings.push_back(std::move(ruling));
    }
  }
  if (askers->empty()) {  // Somebody without a session there has nothing that allows it.
    evidence.rulings.push_back({.principal = arguments.reference("principal").text,
                                .action = arguments.text("action"),
                                .resource = resource == nullptr ? "*" : *resource,
                                .reasons = {"identity", "implicit"}});
  }
  const bool wants_allow = question.asked.verb == ExpectationVerb::Can;
  State state = state_of(wants_allow ? some : sim::negation(some));
  if (!wants_allow && state == State::Pass && !as_said(question, evidence.rulings)) {
    state = State::Fail;
  }
  return {.state = state, .evidence = std::move(evidence)};
}

}  // namespace orgsim::scenarios
