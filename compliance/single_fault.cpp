#include "compliance/single_fault.h"

#include <algorithm>
#include <set>

#include "compliance/assess.h"
#include "compliance/network_paths.h"
#include "model/given.h"
#include "model/organization_builder.h"
#include "model/sha256.h"
#include "sim/graph/access_graph.h"

namespace orgsim::compliance {
namespace {

/// What a fault is measured by.
struct Outcome {
  std::vector<ScopedAccount> scope;
  std::set<std::string_view> failing;
};

Outcome outcome_of(const Premises& premises, std::span<const Check* const> checks) {
  Outcome outcome{.scope = scope(premises), .failing = {}};
  for (const CheckResult& result : assess(premises, checks)) {
    if (result.verdict == Verdict::Fail) {
      outcome.failing.insert(result.check->id);
    }
  }
  return outcome;
}

Outcome outcome_of(const Organization& organization, Date now,
                   std::span<const Check* const> checks) {
  const sim::Authorizer authorizer(organization);
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  return outcome_of(Premises(authorizer, graph, now), checks);
}

bool denies(const PolicyDocument& document) {
  return std::ranges::any_of(document.statements, [](const Statement& statement) {
    return statement.effect == Effect::Deny;
  });
}

/// Tries faults one by one.
class Trial {
 public:
  Trial(const Premises& premises, std::span<const Check* const> checks)
      : premises_(premises), checks_(checks), before_(outcome_of(premises, checks)) {}

  std::vector<FaultEffect> run() {
    for (const auto policy : premises_.organization().policies().indexes()) {
      statements(policy);
    }
    attachments();
    filters();
    return std::move(effects_);
  }

 private:
  /// The document of a policy of the home organization that denies something.
  const PolicyDocument* denying(Index<OrganizationPolicy> index) const {
    const OrganizationPolicy& policy = premises_.organization().policies()[index];
    if (policy.organization != Index<OrganizationRecord>(0) || !policy.document) {
      return nullptr;
    }
    const PolicyDocument& document = premises_.organization().document(*policy.document);
    return denies(document) ? &document : nullptr;
  }

  void statements(Index<OrganizationPolicy> index) {
    const PolicyDocument* document = denying(index);
    if (document == nullptr) {
      return;
    }
    const OrganizationPolicy& policy = premises_.organization().policies()[index];
    for (std::size_t i = 0; i < document->statements.size(); ++i) {
      const Statement& statement = document->statements[i];
      if (statement.effect != Effect::Deny) {
        continue;
      }
      OrganizationBuilder next(premises_.organization());
      auto& list = next.tables().documents.edit()[given(policy.document)].statements;
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
      try_fault({.kind = Fault::Kind::Statement,
                 .control = policy.name,
                 .detail = statement.sid.empty() ? std::to_string(i) : statement.sid,
                 .where = statement.where},
                std::move(next));
    }
  }

  template <class Target>
  void detach(const std::vector<Index<OrganizationPolicy>>& attached, std::string_view target,
              SourceLocation where, Target edit) {
    for (std::size_t i = 0; i < attached.size(); ++i) {
      if (denying(attached[i]) == nullptr) {
        continue;
      }
      OrganizationBuilder next(premises_.organization());
      std::vector<Index<OrganizationPolicy>>& list = edit(next);
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
      try_fault({.kind = Fault::Kind::Attachment,
                 .control = premises_.organization().policies()[attached[i]].name,
                 .detail = std::string(target),
                 .where = where},
                std::move(next));
    }
  }

  void attachments() {
    const Organization& organization = premises_.organization();
    for (const auto index : organization.ous().indexes()) {
      const OrganizationalUnit& ou = organization.ous()[index];
      if (ou.organization == Index<OrganizationRecord>(0)) {
        detach(ou.attached, ou.name.empty() ? ou.id : ou.name, ou.where,
               [index](OrganizationBuilder& next) -> auto& {
                 return next.tables().ous.edit()[index].attached;
               });
      }
    }
    for (const auto index : premises_.accounts()) {
      const Account& account = premises_.account(index);
      detach(account.attached, account.id.text(), account.where,
             [index](OrganizationBuilder& next) -> auto& {
               return next.tables().accounts.edit()[index].attached;
             });
    }
  }

  /// A filter that fails lets in whatever the routes bring.
  void filters() {
    const auto& collected = premises_.tables().network;
    if (!collected) {
      return;
    }
    const Network& net = **collected;
    const auto all = routes(net);
    for (std::size_t i = 0; i < net.vpcs.size(); ++i) {
      OrganizationBuilder next(premises_.organization());
      Cow<Network> table = *collected;
      Vpc& vpc = table.edit().vpcs[i];
      vpc.ingress.clear();
      for (const Route& route : all) {
        if (route.to->id == vpc.id) {
          vpc.ingress.push_back({.from = route.from->id, .ports = {}});
        }
      }
      if (!vpc.ingress.empty()) {
        next.tables().network = table;
        try_fault({.kind = Fault::Kind::Filter,
                   .control = vpc.id,
                   .detail = std::string(premises_.id(vpc.account)),
                   .where = vpc.where},
                  std::move(next));
      }
    }
  }

  void try_fault(Fault fault, OrganizationBuilder next) {
    const auto organization = std::move(next).build();
    if (!organization) {
      return;  // No fault makes a sound organization unsound.
    }
    const Outcome after = outcome_of(*organization, premises_.now(), checks_);
    FaultEffect effect{.fault = std::move(fault), .moves = {}, .broken = {}};
    for (std::size_t i = 0; i < after.scope.size(); ++i) {
      if (after.scope[i].category > before_.scope[i].category) {
        effect.moves.push_back({.account = std::string(premises_.id(after.scope[i].account)),
                                .before = before_.scope[i].category,
                                .after = after.scope[i].category});
      }
    }
    std::ranges::set_difference(after.failing, before_.failing, std::back_inserter(effect.broken));
    effects_.push_back(std::move(effect));
  }

  const Premises& premises_;
  std::span<const Check* const> checks_;
  Outcome before_;
  std::vector<FaultEffect> effects_;
};

}  // namespace

std::vector<FaultEffect> single_faults(const Premises& premises,
                                       std::span<const Check* const> checks) {
  return Trial(premises, checks).run();
}

std::string segmentation_fingerprint(const Premises& premises) {
  std::string text;
  for (const ScopedAccount& scoped : scope(premises)) {
    text += std::string(premises.id(scoped.account)) + " " + std::string(name_of(scoped.category));
    for (const Certificate& one : scoped.certificate) {
      text += "\n" + std::string(one.kind) + " " + one.action + " " + one.target + " " + one.layer +
              " " + one.policy + " " + one.statement;
    }
    text += "\n";
  }
  if (premises.tables().network) {
    for (const Route& route : routes(given(premises.tables().network))) {
      text += route.from->id + ">" + route.to->id + " " + std::string(route.by) + " " +
              std::to_string(static_cast<int>(filter_between(*route.from, *route.to))) + "\n";
    }
  }
  return sha256(text);
}

}  // namespace orgsim::compliance
