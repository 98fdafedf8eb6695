#pragma once

#include <array>
#include <optional>
#include <vector>

#include "sim/decide/rule.h"

namespace orgsim::sim {

/// A statement that applies or not as unknown facts turn out.
struct OpenStatement {
  const CompiledStatement* statement;
  StatementRef ref;
};

/// An evaluator of `LayerWalk` that keeps every statement that applies, or may.
class Recorder {
 public:
  using Bool = Truth;
  static constexpr bool kDecidesOnly = false;

  Recorder(const LayeredPolicies& policies, const Request& request)
      : request_(request), has_boundary_(policies.boundary.has_value()) {}

  static Truth constant(Truth value) { return value; }
  Truth applies(const CompiledStatement& statement, const StatementRef& ref);
  Truth not_collected(const StatementRef& ref, Effect effect);
  void level(Layer layer, std::size_t level, Truth allows);

  const std::vector<StatementMatch>& matches(Layer layer) const {
    return matches_.at(static_cast<std::size_t>(layer));
  }
  /// In the order of the walk.
  const std::vector<OpenStatement>& open() const { return open_; }
  /// The first SCP level of those that allow least.
  std::optional<std::size_t> lacking_level() const { return lacking_level_; }

 private:
  const Request& request_;
  bool has_boundary_;
  std::array<std::vector<StatementMatch>, kLayers> matches_;
  std::vector<OpenStatement> open_;
  std::optional<std::size_t> lacking_level_;
  Truth least_ = Truth::Yes;
};

}  // namespace orgsim::sim
