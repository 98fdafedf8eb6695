#include "sim/decide/open_context.h"

#include <algorithm>
#include <utility>

#include "sim/decide/layer_walk.h"
#include "sim/decide/verdict.h"

namespace orgsim::sim {
namespace {

/// Open statements in the order of the walk take their truth tables one after the other.
class Tables {
 public:
  using Bool = TruthTable;
  static constexpr bool kDecidesOnly = false;

  Tables(const LayeredPolicies& policies, const Request& request, std::size_t size,
         std::span<const TruthTable> tables)
      : request_(request),
        has_boundary_(policies.boundary.has_value()),
        size_(size),
        tables_(tables) {}

  TruthTable constant(Truth value) const { return {size_, value}; }
  TruthTable applies(const CompiledStatement& statement, const StatementRef& ref) {
    const Truth applied =
        sim::applies(statement, ref.layer, request_, request_.context, has_boundary_);
    return applied == Truth::Unknown ? tables_[next_++] : constant(applied);
  }
  TruthTable not_collected(const StatementRef& /*ref*/, Effect /*effect*/) const {
    return constant(Truth::Unknown);
  }
  static void level(Layer /*layer*/, std::size_t /*level*/, const TruthTable& /*allows*/) {}

 private:
  const Request& request_;
  bool has_boundary_;
  std::size_t size_;
  std::span<const TruthTable> tables_;
  std::size_t next_ = 0;
};

}  // namespace

OpenContext::OpenContext(const LayeredPolicies& policies, const Request& request,
                         const Situation& situation, std::span<const OpenStatement> open)
    : policies_(policies),
      request_(request),
      situation_(situation),
      open_(open),
      space_(open, request),
      tables_(tables()),
      outcomes_(outcomes(tables_)) {}

std::vector<TruthTable> OpenContext::tables() const {
  std::vector<TruthTable> result(open_.size(), TruthTable(space_.size(), Truth::Unknown));
  Context context = request_.context;
  for (std::size_t index = 0; index < space_.size(); ++index) {
    space_.assume(index, context);
    for (std::size_t i = 0; i < open_.size(); ++i) {
      result[i].set(index, applies(*open_[i].statement, open_[i].ref.layer, request_, context,
                                   policies_.boundary.has_value()));
    }
  }
  return result;
}

std::vector<Outcome> OpenContext::outcomes(std::span<const TruthTable> tables) const {
  Tables evaluator(policies_, request_, space_.size(), tables);
  const LayerFacts<TruthTable> facts = LayerWalk(policies_, request_, situation_, evaluator).run();
  const TruthTable denies = denied(facts);
  const TruthTable allows = allowed(situation_, facts);
  std::vector<Outcome> result;
  result.reserve(space_.size());
  for (std::size_t index = 0; index < space_.size(); ++index) {
    result.push_back(outcome_of(situation_, denies.at(index), allows.at(index)));
  }
  return result;
}

Outcome OpenContext::outcome() const {
  CommonOutcome common;
  std::ranges::for_each(outcomes_, [&](Outcome outcome) { common.add(outcome); });
  return common.get();
}

std::vector<bool> OpenContext::matters() const {
  std::vector<bool> result;
  for (std::size_t i = 0; i < open_.size(); ++i) {
    std::vector<TruthTable> without = tables_;
    std::vector<TruthTable> with = tables_;
    without[i] = TruthTable(space_.size(), Truth::No);
    with[i] = TruthTable(space_.size(), Truth::Yes);
    result.push_back(outcomes(without) != outcomes(with));
  }
  return result;
}

std::vector<ContextValue> OpenContext::example(bool allowed) const {
  const auto found = std::ranges::find_if(outcomes_, [&](Outcome outcome) {
    return allowed ? outcome == Outcome::Allow
                   : outcome == Outcome::ExplicitDeny || outcome == Outcome::ImplicitDeny;
  });
  return found == outcomes_.end() ? std::vector<ContextValue>{}
                                  : space_.at(static_cast<std::size_t>(found - outcomes_.begin()));
}

}  // namespace orgsim::sim
