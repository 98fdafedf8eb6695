#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sim/organization/authorizer.h"

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

/// What policies of one layer say of an action on a resource.
struct LayerAnswer {
  Truth allows = Truth::No;
  Truth denies = Truth::No;
};

/// Who asks: whether it meets all conditions of a statement, when only it counts.
class ConditionsOnCaller {
 public:
  ConditionsOnCaller(const Authorizer& authorizer, Index<Principal> caller)
      : authorizer_(authorizer), caller_(caller) {}

  /// `Unknown` where a condition asks for something else.
  Truth met(const CompiledStatement& statement);

 private:
  const Authorizer& authorizer_;
  Index<Principal> caller_;
  std::vector<std::pair<const CompiledStatement*, Truth>> met_;
};

/// Reads each policy once. For one thread.
class PolicyActionTable {
 public:
  PolicyActionTable(const CompiledDocuments& documents, std::vector<ActionName> actions);

  /// Of an action of the list.
  std::size_t position(std::string_view action) const;
  /// Nothing: the list lacks it.
  std::optional<std::size_t> find(std::string_view action) const;

  const PolicyActions& of(PolicyRef policy) { return reading(policy).all; }
  PolicyActions of(std::span<const PolicyRef> policies);

  /// What is settled before the request is known; `Unknown` is the rest.
  LayerAnswer ask(std::span<const PolicyRef> policies, Layer layer, std::size_t action,
                  std::string_view resource, ConditionsOnCaller& conditions);

 private:
  struct ReadStatement {
    TechniqueActions actions;  // Those that it covers.
    bool everywhere = false;   // On every resource.
    bool everybody = false;    // Whoever asks, but for conditions.
  };
  struct Read {
    PolicyActions all;
    std::vector<ReadStatement> statements;
  };

  const Read& reading(PolicyRef policy);
  LayerAnswer ask(PolicyRef policy, Layer layer, std::size_t action, std::string_view resource,
                  ConditionsOnCaller& conditions);
  Read read(const CompiledPolicy& policy) const;
  TechniqueActions covered(const PatternElement& element) const;
  TechniqueActions matching(std::string_view pattern) const;
  static Truth is_about(const ReadStatement& read, const CompiledStatement& statement, Layer layer,
                        std::string_view resource);

  /// Actions of one service, which follow one another.
  struct Service {
    std::uint64_t mark = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  const CompiledDocuments& documents_;
  std::vector<ActionName> actions_;
  std::vector<Service> services_;
  std::unordered_map<std::string_view, std::size_t> positions_;  // By text.
  std::unordered_map<std::string, std::size_t> lower_;           // By text in lower case.
  std::deque<Read> readings_;
  std::vector<std::uint32_t> by_document_;         // Their positions, from 1 on; 0: not read yet.
  std::unordered_map<PolicyRef, Read> stand_ins_;  // Of policies that are no document's.
};

}  // namespace orgsim::sim
