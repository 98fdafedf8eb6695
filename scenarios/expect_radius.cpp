#include <algorithm>
#include <functional>

#include "scenarios/expectations.h"
#include "scenarios/witness.h"
#include "sim/closure/blast_radius.h"

namespace orgsim::scenarios {
namespace {

using sim::BlastRadius;
using sim::Truth;

/// Data that is neither public nor made up.
bool is_sensitive(const Resource& resource) {
  constexpr std::string_view kHarmless[] = {"public", "synthetic"};
  return resource.data_classes &&
         std::ranges::any_of(*resource.data_classes, [&](const std::string& data_class) {
           return std::ranges::find(kHarmless, data_class) == std::end(kHarmless);
         });
}

Truth certainty(const sim::ReachedStore& store) {
  Truth some = Truth::No;
  for (const auto& access : store.accesses) {
    some = sim::either(some, access.certain);
  }
  return some;
}

/// What a measure counts, by name, and how many of it are certain.
struct Members {
  std::vector<std::string> names;
  std::size_t certain = 0;

  void add(std::string name, bool is_certain) {
    names.push_back(std::move(name));
    certain += is_certain ? 1 : 0;
  }
};

Members accounts(const Moment& moment, const BlastRadius& radius, sim::AccountLevel least) {
  Members members;
  std::vector<sim::ReachedAccount> sorted = radius.accounts;
  std::ranges::stable_sort(sorted, std::ranges::greater(), &sim::ReachedAccount::level);
  for (const sim::ReachedAccount& reached : sorted) {
    if (reached.level >= least) {
      members.add(moment.organization().accounts()[reached.account].name,
                  reached.certain_level >= least);
    }
  }
  return members;
}

Members stores(const Moment& moment, const BlastRadius& radius, bool sensitive_only) {
  Members members;
  for (const sim::ReachedStore& store : radius.stores) {
    const Resource& resource = (*moment.organization().tables().resources)[store.resource];
    if (!sensitive_only || is_sensitive(resource)) {
      members.add(resource.arn, certainty(store) == Truth::Yes);
    }
  }
  return members;
}

Members members_of(const Moment& moment, const BlastRadius& radius, std::string_view measure) {
  if (measure == "principals") {
    Members members;
    for (const auto principal : radius.principals()) {
      members.add(name_of(moment, principal), radius.certain().holds(principal));
    }
    return members;
  }
  if (measure == "resources" || measure == "sensitive_resources") {
    return stores(moment, radius, measure == "sensitive_resources");
  }
  return accounts(
      moment, radius,
      measure == "admin_accounts" ? sim::AccountLevel::Admin : sim::AccountLevel::Metadata);
}

Truth at_most(std::size_t bound, const RadiusEvidence& evidence) {
  if (evidence.now <= bound) {
    return Truth::Yes;
  }
  return evidence.certain <= bound ? Truth::Unknown : Truth::No;
}

Truth at_least(std::size_t bound, const RadiusEvidence& evidence) {
  if (evidence.certain >= bound) {
    return Truth::Yes;
  }
  return evidence.now >= bound ? Truth::Unknown : Truth::No;
}

class RadiusAnswer {
 public:
  RadiusAnswer(const Question& question, std::vector<Index<sim::Principal>> footholds)
      : question_(question),
        radius_(sim::blast_radius(question.now.authorizer(), question.now.graph(),
                                  std::move(footholds))) {}

  ExpectationResult ask() {
    const Arguments& arguments = question_.asked.arguments;
    Members members = members_of(question_.now, radius_, arguments.text("measure"));
    evidence_.now = members.names.size();
    evidence_.certain = members.certain;
    evidence_.members = std::move(members.names);
    evidence_.before = before();
    Truth fits = bounds();
    each_of("includes", [&](const Targets& targets, const std::string& name) {
      fits = sim::both(fits, includes(targets, name));
    });
    each_of("excludes", [&](const Targets& targets, const std::string& name) {
      fits = sim::both(fits, excludes(targets, name));
    });
    if (!problems_.empty()) {
      return failed_to_ask(std::move(problems_));
    }
    return {.state = state_of(fits), .evidence = std::move(evidence_)};
  }

 private:
  Truth bounds() const {
    const Arguments& arguments = question_.asked.arguments;
    Truth fits = Truth::Yes;
    const auto bound = [&](std::string_view member, const std::function<Truth(std::size_t)>& test) {
      if (const auto* value = arguments.find<int>(member)) {
        fits = sim::both(fits, test(static_cast<std::size_t>(*value)));
      }
    };
    bound("max", [&](std::size_t value) { return at_most(value, evidence_); });
    bound("min", [&](std::size_t value) { return at_least(value, evidence_); });
    bound("equals", [&](std::size_t value) {
      return sim::both(at_most(value, evidence_), at_least(value, evidence_));
    });
    return fits;
  }

  /// The same measure where the step started; nothing when it cannot be asked there.
  std::optional<std::size_t> before() const {
    const Arguments& arguments = question_.asked.arguments;
    const Moment& moment = question_.before;
    if (&moment == &question_.now) {
      return std::nullopt;
    }
    auto footholds = principals_of(World{moment, {}}, arguments.reference("of"));
    if (!footholds) {
      return std::nullopt;
    }
    const BlastRadius radius =
        sim::blast_radius(moment.authorizer(), moment.graph(), std::move(*footholds));
    return members_of(moment, radius, arguments.text("measure")).names.size();
  }

  void each_of(std::string_view member,
               const std::function<void(const Targets&, const std::string&)>& visit) {
    const auto* references = question_.asked.arguments.find<std::vector<Reference>>(member);
    if (references == nullptr) {
      return;
    }
    for (const Reference& reference : *references) {
      if (contains(Kind::Account | Kind::Ou | Kind::Organization, reference.kind)) {
        each_account_of(reference, visit);
      } else if (const auto targets = targets_of(question_.world(), reference)) {
        visit(*targets, reference.text);
      } else {
        problems_.insert(problems_.end(), targets.error().begin(), targets.error().end());
      }
    }
  }

  /// An account counts as one thing, whoever of it falls.
  void each_account_of(const Reference& reference,
                       const std::function<void(const Targets&, const std::string&)>& visit) {
    const auto accounts = accounts_of(question_.world(), reference);
    if (!accounts) {
      problems_.insert(problems_.end(), accounts.error().begin(), accounts.error().end());
      return;
    }
    for (const auto account : *accounts) {
      visit({.principals = question_.now.authorizer().principals().of_account(account)},
            question_.now.organization().accounts()[account].name);
    }
  }

  /// Facts that make a target fall, so many hops away.
  struct Fallen {
    std::size_t hops = 0;
    std::vector<sim::Fact> facts;
  };

  /// The ways in which the targets fall in this reading.
  std::vector<Fallen> fallen(const Targets& targets, bool certain) const {
    const sim::Closure& closure = certain ? radius_.certain() : radius_.possible();
    std::vector<Fallen> result;
    for (const auto principal : targets.principals) {
      if (closure.holds(principal)) {
        result.push_back({closure.hops(principal), {sim::Fact::held(principal)}});
      }
    }
    for (const sim::ReachedStore& store : radius_.stores) {
      if (std::ranges::find(targets.resources, store.resource) == targets.resources.end()) {
        continue;
      }
      for (const auto& access : store.accesses) {
        if (!certain || access.certain == Truth::Yes) {
          result.push_back({access.hops, access.needs});
        }
      }
    }
    return result;
  }

  /// The nearest of the targets that falls in this reading, with the way to it.
  std::optional<std::vector<Hop>> way(const Targets& targets, bool certain) const {
    const std::vector<Fallen> all = fallen(targets, certain);
    const auto nearest = std::ranges::min_element(all, {}, &Fallen::hops);
    if (nearest == all.end()) {
      return std::nullopt;
    }
    const sim::Closure& closure = certain ? radius_.certain() : radius_.possible();
    return hops_of(
        question_.now,
        (has_all(closure, nearest->facts) ? closure : radius_.possible()).witness(nearest->facts));
  }

  static bool has_all(const sim::Closure& closure, const std::vector<sim::Fact>& facts) {
    return std::ranges::all_of(facts, [&](const sim::Fact& fact) { return closure.has(fact); });
  }

  Truth includes(const Targets& targets, const std::string& name) {
    if (way(targets, true)) {
      return Truth::Yes;
    }
    evidence_.not_included.push_back({.name = name});
    return way(targets, false) ? Truth::Unknown : Truth::No;
  }

  Truth excludes(const Targets& targets, const std::string& name) {
    auto found = way(targets, false);
    if (!found) {
      return Truth::Yes;
    }
    evidence_.not_excluded.push_back({.name = name, .witness = std::move(*found)});
    return way(targets, true) ? Truth::No : Truth::Unknown;
  }

  const Question& question_;
  BlastRadius radius_;
  RadiusEvidence evidence_;
  Diagnostics problems_;
};

}  // namespace

ExpectationResult answer_blast_radius(const Question& question) {
  auto footholds = principals_of(question.world(), question.asked.arguments.reference("of"));
  return footholds ? RadiusAnswer(question, std::move(*footholds)).ask()
                   : failed_to_ask(footholds.error());
}

}  // namespace orgsim::scenarios
