#include <algorithm>
#include <optional>

#include "scenarios/expectations.h"
#include "scenarios/witness.h"
#include "sim/graph/data_store.h"
#include "sim/graph/reach.h"

namespace orgsim::scenarios {
namespace {

using sim::Reading;
using PrincipalList = std::vector<Index<sim::Principal>>;

/// A way to a target: the hops, and the resource it ends in.
struct Way {
  sim::Path path;
  std::optional<Index<Resource>> store;
};

/// How strongly somebody may read, write or delete the store.
sim::Truth accesses(const Moment& moment, Index<sim::Principal> principal, Index<Resource> store) {
  sim::Truth some = sim::Truth::No;
  for (const auto access :
       {sim::StoreAccess::Read, sim::StoreAccess::Write, sim::StoreAccess::Delete}) {
    some = sim::either(some, sim::may_access(moment.authorizer(), principal, store, access));
  }
  return some;
}

/// The shortest way from the sources to a target; nothing when there is none.
std::optional<Way> way_to(const Moment& moment, const PrincipalList& sources,
                          const Targets& targets, Reading reading) {
  std::optional<Way> best;
  if (auto path = sim::shortest_path(moment.graph(), sources, targets.principals, reading)) {
    best = Way{.path = std::move(*path)};
  }
  if (targets.resources.empty()) {
    return best;
  }
  const sim::Truth least = reading == Reading::Certain ? sim::Truth::Yes : sim::Truth::Unknown;
  const sim::Reach reach(moment.graph(), sources, reading);
  for (const auto principal : reach.reached()) {  // The nearest come first.
    if (best && best->path.size() <= reach.hops(principal)) {
      break;
    }
    for (const auto store : targets.resources) {
      if (accesses(moment, principal, store) >= least) {
        return Way{.path = reach.witness(principal), .store = store};
      }
    }
  }
  return best;
}

/// The same through each of `via` in turn.
std::optional<Way> way_through(const Moment& moment, PrincipalList sources,
                               const std::vector<PrincipalList>& via, const Targets& targets,
                               Reading reading) {
  sim::Path walked;
  for (const PrincipalList& stop : via) {
    auto leg = sim::shortest_path(moment.graph(), sources, stop, reading);
    if (!leg) {
      return std::nullopt;
    }
    walked.insert(walked.end(), leg->begin(), leg->end());
    sources = leg->empty() ? stop : PrincipalList{leg->back().target};
  }
  auto way = way_to(moment, sources, targets, reading);
  if (way) {
    way->path.insert(way->path.begin(), walked.begin(), walked.end());
  }
  return way;
}

class ReachAnswer {
 public:
  explicit ReachAnswer(const Question& question) : question_(question) {}

  ExpectationResult ask() {
    if (!look_up()) {
      return failed_to_ask(std::move(problems_));
    }
    const sim::Truth there = reached();
    const bool wanted = question_.asked.verb == ExpectationVerb::Reaches;
    return {.state = state_of(wanted ? there : sim::negation(there)),
            .evidence = std::move(evidence_)};
  }

 private:
  bool look_up() {
    const World world = question_.world();
    const Arguments& arguments = question_.asked.arguments;
    auto from = principals_of(world, arguments.reference("from"));
    auto to = targets_of(world, arguments.reference("to"));
    keep(from);
    keep(to);
    if (const auto* via = arguments.find<std::vector<Reference>>("via")) {
      for (const Reference& stop : *via) {
        auto principals = principals_of(world, stop);
        keep(principals);
        via_.push_back(std::move(principals).value_or(PrincipalList()));
      }
    }
    from_ = std::move(from).value_or(PrincipalList());
    to_ = std::move(to).value_or(Targets());
    return problems_.empty();
  }

  template <class T>
  void keep(const Result<T>& result) {
    if (!result) {
      problems_.insert(problems_.end(), result.error().begin(), result.error().end());
    }
  }

  sim::Truth reached() {
    const auto certain = good_way(Reading::Certain);
    const auto possible = certain ? certain : good_way(Reading::Possible);
    if (possible) {
      evidence_.witness = hops_of(question_.now, possible->path);
      if (possible->store) {
        evidence_.store = (*question_.now.organization().tables().resources)[*possible->store].arn;
      }
    }
    if (certain) {
      return sim::Truth::Yes;
    }
    return possible ? sim::Truth::Unknown : sim::Truth::No;
  }

  /// A way within the bounds that the expectation sets.
  std::optional<Way> good_way(Reading reading) {
    const Arguments& arguments = question_.asked.arguments;
    auto way = way_through(question_.now, from_, via_, to_, reading);
    const auto* max_hops = arguments.find<int>("max_hops");
    if (way && max_hops != nullptr && way->path.size() > static_cast<std::size_t>(*max_hops)) {
      return std::nullopt;
    }
    if (const auto* ways_min = arguments.find<int>("ways_min")) {
      const std::size_t n_ways =
          sim::edge_disjoint_ways(question_.now.graph(), from_, to_.principals, reading);
      evidence_.n_ways = n_ways;
      if (n_ways < static_cast<std::size_t>(*ways_min)) {
        return std::nullopt;
      }
    }
    return way;
  }

  const Question& question_;
  PrincipalList from_;
  Targets to_;
  std::vector<PrincipalList> via_;
  PathEvidence evidence_;
  Diagnostics problems_;
};

}  // namespace

ExpectationResult answer_reach(const Question& question) { return ReachAnswer(question).ask(); }

}  // namespace orgsim::scenarios
