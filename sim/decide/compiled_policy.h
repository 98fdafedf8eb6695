#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "model/policy.h"
#include "sim/decide/action.h"
#include "sim/decide/assumptions.h"
#include "sim/decide/condition.h"
#include "sim/decide/decision.h"
#include "sim/decide/pattern.h"
#include "sim/decide/set_once.h"

namespace orgsim::sim {

/// An entry of `Principal` or `NotPrincipal`. An account is named by its id or its root's ARN; then
/// `value` is the id.
struct CompiledPrincipal {
  PrincipalType type = PrincipalType::Everyone;
  bool account = false;
  std::string value;
};

/// A pattern of `Resource` with the layers in which it counts: an ARN of fewer than six fields is
/// padded with stars in identity-based policies, in resource-based ones only if it holds a star, in
/// SCPs only if it ends with one, and never in RCPs.
struct ResourcePattern {
  Pattern pattern;
  unsigned layers = 0;  // The bit of each layer, see `layer_bit`.
};

constexpr unsigned layer_bit(Layer layer) { return 1U << static_cast<unsigned>(layer); }

/// A statement ready to be asked of many requests.
struct CompiledStatement {
  Effect effect = Effect::Deny;
  bool uncertain = false;
  bool action_negated = false;
  bool resource_negated = false;
  bool principal_stated = false;
  bool principal_negated = false;
  std::uint64_t services = kEveryService;  // Marks of the services it can cover.
  std::vector<ActionPattern> actions;
  std::vector<ResourcePattern> resources;  // Empty when the policy has no such element.
  std::vector<CompiledPrincipal> principals;
  std::vector<CompiledCondition> conditions;
};

/// A policy document made ready for deciding requests; made once per document and shared. Its
/// statements are compiled when somebody asks for them: most policies of an organization grant
/// nothing that is ever asked for. Constant use is safe from several threads.
class CompiledPolicy {
 public:
  explicit CompiledPolicy(PolicyDocument document, const Assumptions& assumptions = {});

  /// Of a document that outlives it.
  explicit CompiledPolicy(const PolicyDocument* document, const Assumptions& assumptions = {});

  /// A policy whose text is not known: it may allow anything, and deny too if `may_deny`.
  static CompiledPolicy not_collected(bool may_deny);

  const PolicyDocument& document() const { return *document_; }
  /// One for each statement of the document, in its order.
  std::span<const CompiledStatement> statements() const {
    const CompiledStatement* compiled = statements_.get();
    return {compiled != nullptr ? compiled : compile(), n_statements_};
  }
  /// Marks of the services that some statement can cover.
  std::uint64_t services() const { return services_; }
  /// Whether some statement denies something.
  bool has_deny() const { return has_deny_; }
  bool collected() const { return collected_; }
  bool may_deny() const { return may_deny_; }

 private:
  CompiledPolicy(std::shared_ptr<const PolicyDocument> document, const Assumptions& assumptions);
  const CompiledStatement* compile() const;

  std::shared_ptr<const PolicyDocument> document_;
  mutable SetOnce<const CompiledStatement[]> statements_;
  std::uint64_t services_ = 0;
  std::uint32_t n_statements_ = 0;
  Assumptions assumptions_;
  bool has_deny_ = false;
  bool collected_ = true;
  bool may_deny_ = true;
};

using PolicyRef = const CompiledPolicy*;

}  // namespace orgsim::sim
