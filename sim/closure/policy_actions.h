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

/// Reads each policy once. For one thread.
class PolicyActionTable {
 public:
  explicit PolicyActionTable(std::vector<ActionName> actions);

  /// Of an action of the list.
  std::size_t position(std::string_view action) const;
  /// Nothing: the list lacks it.
  std::optional<std::size_t> find(std::string_view action) const;

  const PolicyActions& of(PolicyRef policy);
  PolicyActions of(std::span<const PolicyRef> policies);

 private:
  PolicyActions read(const CompiledPolicy& policy) const;
  TechniqueActions covered(const CompiledStatement& statement) const;

  std::vector<ActionName> actions_;
  std::unordered_map<std::string_view, std::size_t> positions_;  // By text.
  std::unordered_map<PolicyRef, PolicyActions> policies_;
};

}  // namespace orgsim::sim
