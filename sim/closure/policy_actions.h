#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/decide/compiled_policy.h"

namespace orgsim::sim {

/// The actions that the techniques take, by position in a list.
constexpr std::size_t kMaxTechniqueActions = 320;
using TechniqueActions = std::bitset<kMaxTechniqueActions>;

/// What one policy says of them.
struct PolicyActions {
  TechniqueActions grants;   // Those that some Allow covers; everything where no text is known.
  TechniqueActions plainly;  // Those that an Allow covers on every resource, without condition.
  TechniqueActions denies;   // Those that some Deny covers.

  PolicyActions& operator|=(const PolicyActions& other);
  /// Those that policies with nothing else beside them surely allow on every resource.
  TechniqueActions surely() const { return plainly & ~denies; }
};

/// What policies of one layer say of an action on a resource when nothing is known of the request.
struct LayerAnswer {
  Truth allows = Truth::No;
  Truth denies = Truth::No;
};

/// Reads each policy once. For one thread.
class PolicyActionTable {
 public:
  explicit PolicyActionTable(std::vector<ActionName> actions);

  /// Of an action of the list.
  std::size_t position(std::string_view action) const;
  /// Nothing: the list lacks it.
  std::optional<std::size_t> find(std::string_view action) const;

  const PolicyActions& of(PolicyRef policy) { return reading(policy).all; }
  PolicyActions of(std::span<const PolicyRef> policies);

  /// Statements with conditions, or with variables in their resources, say `Unknown`.
  LayerAnswer ask(std::span<const PolicyRef> policies, Layer layer, std::size_t action,
                  std::string_view resource);

 private:
  struct Read {
    PolicyActions all;
    std::vector<TechniqueActions> by_statement;  // Those that it covers.
  };

  const Read& reading(PolicyRef policy);
  Read read(const CompiledPolicy& policy) const;
  TechniqueActions covered(const CompiledStatement& statement) const;

  std::vector<ActionName> actions_;
  std::unordered_map<std::string_view, std::size_t> positions_;  // By text.
  std::unordered_map<PolicyRef, Read> policies_;
};

}  // namespace orgsim::sim
