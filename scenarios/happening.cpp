#include "scenarios/happening.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "model/overload.h"
#include "scenarios/bind_event.h"
#include "scenarios/ruling.h"

namespace orgsim::scenarios {
namespace {

using MomentPointer = std::shared_ptr<const Moment>;
using PrincipalList = std::vector<Index<sim::Principal>>;

MomentPointer next(const Organization& organization, std::vector<std::string> footholds,
                   Invitations invitations) {
  return std::make_shared<const Moment>(organization, std::move(footholds), std::move(invitations));
}

Happening error(MomentPointer before, Diagnostics problems) {
  return {.result = {.state = State::Error, .problems = std::move(problems)},
          .after = std::move(before)};
}

/// A person acts through the roles of permission sets.
PrincipalList actors(const Moment& moment, const PrincipalList& principals) {
  PrincipalList result;
  for (const auto index : principals) {
    if (moment.authorizer().principals()[index].kind != sim::PrincipalKind::Person) {
      result.push_back(index);
      continue;
    }
    for (const sim::BecomeEdge& edge : moment.graph().edges()) {
      if (edge.source == index && edge.technique == sim::Technique::AssignedPermissionSet) {
        result.push_back(edge.target);
      }
    }
  }
  return result;
}

/// Whether one principal may do everything that the event takes.
sim::Truth may_do(const Moment& moment, const sim::Event& event, Index<sim::Principal> actor,
                  const ContextKeys& context, std::vector<Ruling>& rulings) {
  const auto account = moment.authorizer().principals()[actor].account;
  sim::Truth all = account ? sim::Truth::Yes : sim::Truth::No;
  if (!account) {
    return all;
  }
  for (const sim::EventRequest& request : requests_of(moment.organization(), event, *account)) {
    Ruling ruling = ruling_on(moment,
                              {.principal = actor,
                               .action = request.action,
                               .resource = request.resource,
                               .resource_account = request.resource_account},
                              context);
    sim::Truth allowed = sim::truth(ruling.outcome == sim::Outcome::Allow);
    if (ruling.outcome == sim::Outcome::Conditional) {
      allowed = sim::Truth::Unknown;
    }
    all = sim::both(all, allowed);
    rulings.push_back(std::move(ruling));
  }
  return all;
}

/// What the event makes of the invitations; nothing when it needs one that is not there.
std::optional<Invitations> answered(const Invitations& open, const sim::Event& event, bool needed) {
  Invitations result = open;
  const auto accept = [&](Index<Account> account, Index<OrganizationRecord> organization) {
    return result.erase({account, organization}) > 0 || !needed;
  };
  bool fits = true;
  if (const auto* invite = std::get_if<sim::Invite>(&event)) {
    result.insert({invite->account, invite->organization});
  } else if (const auto* join = std::get_if<sim::JoinOrganization>(&event)) {
    fits = accept(join->account, join->organization);
  } else if (const auto* transfer = std::get_if<sim::TransferAccount>(&event)) {
    fits = accept(transfer->account, transfer->organization);
  }
  return fits ? std::optional(std::move(result)) : std::nullopt;
}

/// Tries one event that is of the snapshot.
class Trial {
 public:
  Trial(MomentPointer before, const EventSpec& spec, const ContextKeys& context,
        std::string_view each)
      : before_(std::move(before)), spec_(spec), context_(context), world_{*before_, each} {}

  Happening run() {
    const auto event = bind_event(world_, spec_);
    if (!event) {
      return error(before_, event.error());
    }
    sim::Truth may = sim::Truth::Yes;
    if (spec_.as) {
      const auto principals = principals_of(world_, *spec_.as);
      if (!principals) {
        return error(before_, principals.error());
      }
      may = permitted(*event, actors(*before_, *principals), spec_.as->text);
    }
    if (may != sim::Truth::Yes) {
      result_.happened = may == sim::Truth::No ? Happened::Denied : Happened::NotTried;
      return judged(before_);
    }
    return judged(applied(*event));
  }

 private:
  sim::Truth permitted(const sim::Event& event, const PrincipalList& actors,
                       const std::string& who) {
    sim::Truth some = sim::Truth::No;
    for (const auto actor : actors) {
      std::vector<Ruling> rulings;
      const sim::Truth may = may_do(*before_, event, actor, context_, rulings);
      if (may > some || result_.rulings.empty()) {
        result_.rulings = std::move(rulings);
      }
      some = sim::either(some, may);
    }
    if (actors.empty()) {
      result_.rulings.push_back({.principal = who, .reasons = {"identity", "implicit"}});
    }
    return some;
  }

  MomentPointer applied(const sim::Event& event) {
    auto invitations = answered(before_->invitations(), event, spec_.as.has_value());
    if (!invitations) {
      result_.happened = Happened::Refused;
      result_.refusal = {{.code = "E4101",
                          .message = "no open invitation of that organization",
                          .hint = "the event `invite` comes first"}};
      return before_;
    }
    const auto after = sim::apply(before_->organization(), event);
    if (!after) {
      result_.happened = Happened::Refused;
      result_.refusal = after.error();
      return before_;
    }
    result_.happened = Happened::Done;
    return next(*after, before_->footholds(), std::move(*invitations));
  }

  /// Compares what happened with what was declared.
  Happening judged(MomentPointer after) {
    result_.state = as_declared();
    return {.result = std::move(result_), .after = std::move(after)};
  }

  State as_declared() const {
    const DeclaredOutcome declared = spec_.outcome.value_or(
        spec_.denied_by.empty() ? DeclaredOutcome::Allowed : DeclaredOutcome::Denied);
    switch (result_.happened) {
      case Happened::NotTried:
        return State::Unknown;
      case Happened::Done:
        return declared == DeclaredOutcome::Allowed ? State::Pass : State::Fail;
      case Happened::Denied:
        return declared == DeclaredOutcome::Denied && reasons_fit() ? State::Pass : State::Fail;
      case Happened::Refused:
        return declared != DeclaredOutcome::Allowed && refusal_fits() ? State::Pass : State::Fail;
    }
    return State::Fail;
  }

  bool reasons_fit() const {
    return std::ranges::all_of(spec_.denied_by, [&](const std::string& word) {
      return std::ranges::any_of(
          result_.rulings, [&](const Ruling& ruling) { return is_among(word, ruling.reasons); });
    });
  }

  bool refusal_fits() const {
    return std::ranges::all_of(spec_.denied_by,
                               [](const std::string& word) { return word == "service-rule"; });
  }

  MomentPointer before_;
  const EventSpec& spec_;
  const ContextKeys& context_;
  World world_;
  EventResult result_;
};

Happening compromised(const MomentPointer& before, const EventSpec& spec, std::string_view each) {
  const World world{*before, each};
  const auto principals = principals_of(world, spec.arguments.reference("principal"));
  if (!principals) {
    return error(before, principals.error());
  }
  std::vector<std::string> footholds = before->footholds();
  for (const auto principal : *principals) {
    const std::string& name = before->authorizer().principals()[principal].arn;
    if (std::ranges::find(footholds, name) == footholds.end()) {
      footholds.push_back(name);
    }
  }
  return {.result = {.state = State::Pass, .happened = Happened::Done},
          .after = next(before->organization(), std::move(footholds), before->invitations())};
}

/// The accounts of a loop, without the excepted ones.
Result<std::vector<Index<Account>>> turns(const World& world, const EventSpec& spec) {
  auto accounts = accounts_of(world, spec.arguments.reference("select"));
  const auto* except = spec.arguments.find<std::vector<Reference>>("except");
  if (!accounts || except == nullptr) {
    return accounts;
  }
  for (const Reference& reference : *except) {
    const auto left_out = accounts_of(world, reference);
    if (!left_out) {
      return left_out;
    }
    std::erase_if(*accounts, [&](Index<Account> account) {
      return std::ranges::find(*left_out, account) != left_out->end();
    });
  }
  return accounts;
}

Happening looped(const MomentPointer& before, const EventSpec& spec, const ContextKeys& context,
                 std::string_view each) {
  const auto accounts = turns(World{*before, each}, spec);
  if (!accounts) {
    return error(before, accounts.error());
  }
  Happening all{
      .result = {.state = State::Pass, .happened = Happened::Done, .n_turns = accounts->size()},
      .after = before};
  for (const auto account : *accounts) {
    const std::string id = before->organization().accounts()[account].id.text();
    for (const EventSpec& inner : spec.body) {
      Happening one = happen(all.after, inner, context, id);
      all.after = std::move(one.after);
      if (one.result.state != State::Pass) {
        one.result.n_turns = all.result.n_turns;
        all.result = std::move(one.result);
        return all;
      }
    }
  }
  return all;
}

}  // namespace

Happening happen(MomentPointer before, const EventSpec& spec, const ContextKeys& context,
                 std::string_view each) {
  if (spec.verb == EventVerb::Compromise) {
    return compromised(before, spec, each);
  }
  if (spec.verb == EventVerb::ForEach) {
    return looped(before, spec, context, each);
  }
  return Trial(std::move(before), spec, context, each).run();
}

}  // namespace orgsim::scenarios
