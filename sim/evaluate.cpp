#include "sim/evaluate.h"

#include <algorithm>
#include <array>

#include "model/text.h"
#include "sim/match.h"
#include "sim/rcp_services.h"

namespace orgsim::sim {
namespace {

using Policies = std::span<const PolicyRef>;

/// The Allows of a resource-based policy, by how strongly they name the caller.
struct Grants {
  Truth direct = Truth::No;
  Truth entity = Truth::No;  // The session's role, or the federated session's user.
  Truth account = Truth::No;

  Truth any() const { return either(direct, either(entity, account)); }

  void add(GrantClass grant, Truth applies) {
    Truth* slot = grant == GrantClass::Direct    ? &direct
                  : grant == GrantClass::Account ? &account
                                                 : &entity;
    *slot = either(*slot, applies);
  }
};

class Evaluation {
 public:
  Evaluation(const LayeredPolicies& policies, const Request& request)
      : policies_(policies), request_(request), action_(to_lower(request.action)) {}

  Decision decide() {
    rcps();
    scps();
    flat(Layer::Endpoint, policies_.endpoint);
    flat(Layer::Resource, policies_.resource);
    identity();
    flat(Layer::Boundary, policies_.boundary);
    flat(Layer::Session, policies_.session);
    compose();
    return std::move(decision_);
  }

 private:
  bool is_principal() const {
    return request_.caller.kind != CallerKind::Service &&
           request_.caller.kind != CallerKind::Anonymous;
  }

  Truth applies(const Statement& statement, PolicyVersion version) const {
    return both(principal_applies(statement, request_.caller, policies_.boundary.has_value()),
                request_applies(statement, version, request_));
  }

  /// Matches every statement of the policies into the stage; returns whether one allows.
  Truth collect(Stage& stage, Policies policies, std::size_t level) {
    Truth allows = Truth::No;
    for (std::size_t p = 0; p < policies.size(); ++p) {
      const PolicyDocument& document = policies[p]->document();
      for (std::size_t s = 0; s < document.statements.size(); ++s) {
        const Statement& statement = document.statements[s];
        const Truth applied = applies(statement, document.version);
        if (applied == Truth::No) {
          continue;
        }
        const StatementRef ref{stage.layer, level, p, s};
        stage.matches.push_back({ref, statement.effect, applied});
        if (applied == Truth::Unknown) {
          open_.push_back({&statement, document.version, ref});
        }
        if (statement.effect == Effect::Deny) {
          stage.denies = either(stage.denies, applied);
        } else {
          allows = either(allows, applied);
          note_grant(stage.layer, statement, applied);
        }
      }
    }
    return allows;
  }

  void note_grant(Layer layer, const Statement& statement, Truth applied) {
    if (layer == Layer::Resource && statement.principal) {
      grants_.add(statement.principal->negated
                      ? GrantClass::Direct
                      : grant_class(statement.principal->entries, request_.caller),
                  applied);
    }
  }

  void flat(Layer layer, const std::optional<Policies>& policies) {
    if (!policies || (!is_principal() && layer != Layer::Resource && layer != Layer::Endpoint)) {
      return;
    }
    Stage stage{.layer = layer};
    stage.allows = collect(stage, *policies, 0);
    decision_.stages.push_back(std::move(stage));
  }

  void identity() {
    if (!is_principal()) {
      return;
    }
    Stage stage{.layer = Layer::Identity};
    if (policies_.identity) {
      stage.allows = collect(stage, *policies_.identity, 0);
    }
    if (request_.caller.kind == CallerKind::RootUser) {
      stage.allows = Truth::Yes;  // A root user has every permission of its account.
    }
    decision_.stages.push_back(std::move(stage));
  }

  /// SCPs follow the caller's account: every level must allow, none may deny.
  void scps() {
    if (policies_.scp_levels.empty() || !is_principal() || request_.caller.in_management_account ||
        request_.caller.service_linked_role()) {
      return;
    }
    Stage stage{.layer = Layer::Scp, .allows = Truth::Yes};
    for (std::size_t level = 0; level < policies_.scp_levels.size(); ++level) {
      const Truth allows = collect(stage, policies_.scp_levels[level].policies, level);
      if (allows != Truth::Yes && (!stage.lacking_level || allows < stage.allows)) {
        stage.lacking_level = level;
      }
      stage.allows = both(stage.allows, allows);
    }
    decision_.stages.push_back(std::move(stage));
  }

  /// RCPs follow the resource's account. RCPFullAWSAccess is at every level, so they only deny.
  void rcps() {
    const std::string_view service = std::string_view(action_).substr(0, action_.find(':'));
    if (policies_.rcp_levels.empty() || request_.caller.service_linked_role() ||
        !supports_rcps(service) || action_ == "kms:retiregrant") {
      return;
    }
    Stage stage{.layer = Layer::Rcp};
    for (std::size_t level = 0; level < policies_.rcp_levels.size(); ++level) {
      collect(stage, policies_.rcp_levels[level].policies, level);
    }
    stage.allows = Truth::Yes;
    decision_.stages.push_back(std::move(stage));
  }

  /// What a layer allows; a layer that does not exist stops nothing.
  Truth allowed_by(Layer layer) const {
    const auto stage = std::ranges::find(decision_.stages, layer, &Stage::layer);
    return stage == decision_.stages.end() ? Truth::Yes : stage->allows;
  }

  Truth session_allows() const {
    const bool needed = request_.caller.kind == CallerKind::FederatedUser;
    return needed && !policies_.session ? Truth::No : allowed_by(Layer::Session);
  }

  /// Services whose resource policy must allow even within the account.
  /// Source: IAM User Guide, "How permissions and policies provide access management"; AWS KMS
  /// Developer Guide, "Key policies in AWS KMS".
  bool explicit_trust() const {
    constexpr auto kActions = std::to_array<std::string_view>(
        {"sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity",
         "sts:setsourceidentity", "sts:tagsession"});
    return std::ranges::binary_search(kActions, std::string_view(action_)) ||
           (action_.starts_with("kms:") && request_.resource.find(":key/") != std::string::npos);
  }

  bool same_account() const {
    return request_.resource_account.empty() ||
           request_.resource_account == request_.caller.account;
  }

  /// Whether the two sides let the request through, denies and ceilings apart.
  Truth core() const {
    if (!is_principal()) {
      return grants_.direct;
    }
    const Truth capped = both(allowed_by(Layer::Boundary), session_allows());
    const Truth own = both(allowed_by(Layer::Identity), capped);
    if (!same_account()) {
      return both(own, grants_.any());
    }
    const Truth by_identity = explicit_trust() ? both(own, grants_.any()) : own;
    return either(grants_.direct, either(both(grants_.entity, capped), by_identity));
  }

  void compose() {
    Truth denied = Truth::No;
    for (const Stage& stage : decision_.stages) {
      denied = either(denied, stage.denies);
    }
    const bool asks_who_it_is = action_ == "sts:getcalleridentity" && is_principal();
    const Truth ceilings = both(allowed_by(Layer::Scp), allowed_by(Layer::Endpoint));
    const Truth allowed = both(core(), ceilings);
    if (asks_who_it_is) {
      decision_.outcome = Outcome::Allow;
      decision_.stages.push_back({.layer = Layer::Service, .allows = Truth::Yes});
    } else if (denied == Truth::Yes) {
      decision_.outcome = Outcome::ExplicitDeny;
    } else if (allowed == Truth::No) {
      decision_.outcome = Outcome::ImplicitDeny;
      note_lacking();
    } else if (denied == Truth::Unknown || allowed == Truth::Unknown) {
      decision_.outcome = Outcome::Conditional;
      note_unmet();
    } else {
      decision_.outcome = Outcome::Allow;
    }
  }

  void note_lacking() {
    const auto lacks = [&](Layer layer, Truth allows) {
      if (allows == Truth::No) {
        decision_.lacking.push_back(layer);
      }
    };
    lacks(Layer::Scp, allowed_by(Layer::Scp));
    lacks(Layer::Endpoint, allowed_by(Layer::Endpoint));
    if (core() != Truth::No) {
      return;
    }
    if (!is_principal() || !same_account() || explicit_trust()) {
      lacks(Layer::Resource, grants_.any());
    }
    if (is_principal()) {
      lacks(Layer::Identity, allowed_by(Layer::Identity));
      lacks(Layer::Boundary, allowed_by(Layer::Boundary));
      lacks(Layer::Session, session_allows());
    }
  }

  void note_unmet() {
    for (const Open& open : open_) {
      for (const Condition& condition : open.statement->conditions) {
        Statement alone = *open.statement;
        alone.conditions = {condition};
        if (request_applies(alone, open.version, request_) == Truth::Unknown) {
          decision_.unmet.push_back({open.ref, condition});
        }
      }
    }
  }

  struct Open {
    const Statement* statement;
    PolicyVersion version;
    StatementRef ref;
  };

  const LayeredPolicies& policies_;
  const Request& request_;
  std::string action_;
  Grants grants_;
  std::vector<Open> open_;
  Decision decision_;
};

}  // namespace

Decision explain(const LayeredPolicies& policies, const Request& request) {
  return Evaluation(policies, request).decide();
}

}  // namespace orgsim::sim
