#include <algorithm>

#include "model/given.h"
#include "sim/closure/escalation_powers.h"
#include "sim/graph/edge_rules.h"

namespace orgsim::sim {
namespace {

/// Finds the steps of one technique that one principal can do.
class ServiceOffers {
 public:
  ServiceOffers(PowerQuestion& question, std::size_t technique, Powers& powers)
      : question_(question),
        ground_(question.ground()),
        row_(*ground_.techniques()[technique]),
        technique_(technique),
        account_(given(question.principal().account)),
        powers_(powers) {}

  bool gives_others() const { return is_spreading(row_); }

  /// Whether the actor's policies may grant a step.
  bool is_granted() {
    return std::ranges::any_of(ground_.steps(technique_), [&](const TechniqueStep& step) {
      return question_.may_be_granted(step);
    });
  }

  /// Whether somebody whom the technique could give is not had yet.
  bool is_wanted() {
    if (!question_.is_filtered()) {
      return true;
    }
    bool wanted = false;
    each_trusting([&](const LikelyRole& role, std::string_view) {
      wanted = wanted || gives_wanted(role.role);
    });
    return wanted;
  }

  void add() {
    const std::vector<TechniqueStep>& steps = ground_.steps(technique_);
    const auto granted = [&](const TechniqueStep& step) { return question_.may_be_granted(step); };
    const Truth also = ground_.exists(account_, row_.also);
    const std::vector<Binding>& bindings = ground_.bindings(account_, technique_);
    for (std::size_t i = 0; also != Truth::No && i < bindings.size(); ++i) {
      const Truth exists = both(also, bindings[i].exists);
      std::vector<Truth> allowed(steps.size(), Truth::No);
      for (std::size_t step = 0; step < steps.size(); ++step) {
        if (granted(steps[step]) &&
            question_.wants(Offer{.technique = technique_, .step = step, .binding = i})) {
          allowed[step] = both(exists, may(step, bindings[i]));
        }
      }
      alone_ = std::ranges::all_of(allowed, [](Truth step) { return step == Truth::Yes; });
      for (std::size_t step = 0; step < steps.size(); ++step) {
        if (allowed[step] != Truth::No) {
          offer(step, i, bindings[i], allowed[step]);
        }
      }
    }
  }

 private:
  /// Whether the role, or who is deployed through it, is wanted by this technique.
  bool gives_wanted(Index<Principal> role) const {
    return gives_others() ? std::ranges::any_of(ground_.graph().edges_from(role),
                                                [&](const BecomeEdge& edge) {
                                                  return question_.wants_way(edge.target, row_.id);
                                                })
                          : question_.wants_way(role, row_.id);
  }

  /// All of the step but the role that is passed.
  Truth may(std::size_t step, const Binding& binding) {
    Truth result = Truth::Yes;
    for (const Need& need : row_.needs) {
      if (need.step == step && need.on != NeedOn::Nothing && result != Truth::No) {
        result = both(result, may(need, binding));
      }
    }
    return result;
  }

  Truth may(const Need& need, const Binding& binding) {
    switch (need.on) {
      case NeedOn::SharedThing:
        return question_.may(need.action, binding.arn);
      case NeedOn::Star:
        return question_.may(need.action, "*");
      case NeedOn::FreshThing:
        return may_fresh(need);
      case NeedOn::Nothing:
      case NeedOn::PassedRole:
      case NeedOn::ResourcePasses:
        return Truth::Yes;
    }
    return Truth::No;
  }

  Truth may_fresh(const Need& need) {
    if (question_.surely_may(need.action)) {
      return Truth::Yes;
    }
    Truth result = Truth::No;
    for (const std::string& arn : ground_.fresh(account_, need.format)) {
      result = either(result, question_.may(need.action, arn));
      if (result == Truth::Yes) {
        break;
      }
    }
    return result;
  }

  void offer(std::size_t step, std::size_t binding, const Binding& thing, Truth allowed) {
    if (step != 0) {
      add(step, binding, {}, {}, allowed);
      return;
    }
    switch (row_.rule) {
      case TechniqueRule::PassedRole:
      case TechniqueRule::InstanceRole:
        each_passed(binding, [&](Index<Principal> role, Truth passed) {
          add(0, binding, role, role, both(allowed, passed));
        });
        break;
      case TechniqueRule::ResourceRole:
        of_resource(binding, thing, allowed);
        break;
      case TechniqueRule::StackSetPassed:
        each_passed(binding, [&](Index<Principal> administration, Truth passed) {
          executions(administration, binding, both(allowed, passed));
        });
        break;
      case TechniqueRule::StackSetExecution:
        of_stack_set(binding, thing, allowed);
        break;
    }
  }

  template <class Visit>
  void each_trusting(Visit visit) {
    const auto& services = ground_.services(technique_);
    for (std::size_t i = 0; i < services.size(); ++i) {
      const std::string_view service = row_.services[i];
      for (const LikelyRole& role : ground_.trusting(account_, services[i])) {
        if (service != "ec2.amazonaws.com" || in_instance_profile(role.role)) {
          visit(role, service);
        }
      }
    }
  }

  template <class Visit>
  void each_passed(std::size_t binding, Visit visit) {
    each_trusting([&](const LikelyRole& role, std::string_view service) {
      if (role.role == question_.index() || !may_be_worth_passing(binding, role.role)) {
        return;
      }
      const Truth passed = both(role.holds, may_pass(role.role, service));
      if (passed != Truth::No) {
        visit(role.role, passed);
      }
    });
  }

  /// What is passed is what is had, but for the administration roles of StackSets.
  bool may_be_worth_passing(std::size_t binding, Index<Principal> role) const {
    return gives_others() ||
           (question_.wants_way(role, row_.id) &&
            question_.wants(Offer{.technique = technique_, .binding = binding, .target = role}));
  }

  Truth may_pass(Index<Principal> role, std::string_view service) {
    const std::array stated = {StatedKey{.key = "iam:PassedToService",
                                         .value = Present{.values = {std::string(service)}}}};
    return question_.may("iam:PassRole", ground_.principal(role).arn, stated);
  }

  bool in_instance_profile(Index<Principal> role) const {
    const auto* record = std::get_if<Index<Role>>(&ground_.principal(role).origin);
    return record != nullptr && !(*ground_.authorizer().organization().tables().roles)[*record]
                                     .instance_profiles.empty();
  }

  void of_resource(std::size_t binding, const Binding& thing, Truth allowed) {
    const bool known = thing.resource != nullptr && thing.resource->role_arn.has_value();
    each_trusting([&](const LikelyRole& role, std::string_view) {
      if (!known) {
        add(0, binding, role.role, {}, both(both(allowed, role.holds), Truth::Unknown));
      } else if (ground_.principal(role.role).arn == *thing.resource->role_arn) {
        add(0, binding, role.role, {}, both(allowed, role.holds));
      }
    });
  }

  /// Whom the administration role of a StackSet may become in the target accounts.
  void executions(Index<Principal> administration, std::size_t binding, Truth allowed) {
    for (const BecomeEdge& edge : ground_.graph().edges_from(administration)) {
      if (edge.technique == Technique::AssumeRole) {
        add(0, binding, edge.target, administration, both(allowed, edge.holds));
      }
    }
  }

  void of_stack_set(std::size_t binding, const Binding& thing, Truth allowed) {
    const std::string_view execution =
        thing.resource == nullptr ? std::string_view() : thing.resource->execution_role_arn;
    const bool named = thing.resource != nullptr && thing.resource->role_arn.has_value();
    const std::string_view stated = named ? std::string_view(*thing.resource->role_arn) : "";
    each_passed(binding, [&](Index<Principal> administration, Truth passed) {
      if (stated.empty() || ground_.principal(administration).arn == stated) {
        deploy(binding, administration, execution, both(allowed, passed));
      }
    });
  }

  /// What the administration role of a StackSet becomes in its targets; the execution role is not
  /// known when it is empty.
  void deploy(std::size_t binding, Index<Principal> administration, std::string_view execution,
              Truth allowed) {
    for (const BecomeEdge& edge : ground_.graph().edges_from(administration)) {
      if (edge.technique == Technique::AssumeRole &&
          (execution.empty() || ground_.principal(edge.target).arn == execution)) {
        const Truth target = execution.empty() ? Truth::Unknown : Truth::Yes;
        add(0, binding, edge.target, administration, both(allowed, both(target, edge.holds)));
      }
    }
  }

  void add(std::size_t step, std::size_t binding, std::optional<Index<Principal>> target,
           std::optional<Index<Principal>> passed, Truth certain) {
    if (certain != Truth::No && target != question_.index() &&
        (!target || question_.wants_way(*target, row_.id))) {
      if (step == 0 && alone_ && certain == Truth::Yes) {
        question_.note_way(*target, row_.id);
      }
      powers_.offers.push_back({.technique = technique_,
                                .step = step,
                                .binding = binding,
                                .target = target,
                                .passed = passed,
                                .certain = certain});
    }
  }

  PowerQuestion& question_;
  EscalationGround& ground_;
  const ServiceTechnique& row_;
  std::size_t technique_;
  Index<Account> account_;
  Powers& powers_;
  bool alone_ = false;  // The actor surely does every step of what is being offered.
};

}  // namespace

void add_service_offers(PowerQuestion& question, Powers& powers) {
  const bool own = !question.wanted_of_account().empty();
  EscalationGround& ground = question.ground();
  for (const std::size_t i : own ? ground.techniques_by_id() : ground.spreading_techniques()) {
    ServiceOffers offers(question, i, powers);
    // The cheaper question first: grants are read by then only where the account is asked about.
    if (own ? offers.is_granted() && offers.is_wanted()
            : offers.is_wanted() && offers.is_granted()) {
      offers.add();
    }
  }
}

}  // namespace orgsim::sim
