#include "sim/open_context.h"

#include <algorithm>
#include <utility>

#include "sim/layer_walk.h"
#include "sim/open_keys.h"
#include "sim/verdict.h"

namespace orgsim::sim {
namespace {

/// More contexts than these are not tried.
constexpr std::size_t kMostContexts = 4096;

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
    : policies_(policies), request_(request), situation_(situation), open_(open) {
  for (const OpenKey& key : open_keys(open, request)) {
    KeyCells cells = key_cells(key, request.context);
    if (!cells.values.empty() && size_ * cells.values.size() <= kMostContexts) {
      size_ *= cells.values.size();
      keys_.push_back(std::move(cells));
    }
  }
  tables_ = tables();
  outcomes_ = outcomes(tables_);
}

void OpenContext::assume(std::size_t index, Context& context) const {
  for (const KeyCells& key : keys_) {
    context.set(key.key.text(), key.values[index % key.values.size()]);
    index /= key.values.size();
  }
}

std::vector<TruthTable> OpenContext::tables() const {
  std::vector<TruthTable> result(open_.size(), TruthTable(size_, Truth::Unknown));
  Context context = request_.context;
  for (std::size_t index = 0; index < size_; ++index) {
    assume(index, context);
    for (std::size_t i = 0; i < open_.size(); ++i) {
      result[i].set(index, applies(*open_[i].statement, open_[i].ref.layer, request_, context,
                                   policies_.boundary.has_value()));
    }
  }
  return result;
}

std::vector<Outcome> OpenContext::outcomes(std::span<const TruthTable> tables) const {
  Tables evaluator(policies_, request_, size_, tables);
  const LayerFacts<TruthTable> facts = LayerWalk(policies_, request_, situation_, evaluator).run();
  const TruthTable denies = denied(facts);
  const TruthTable allows = allowed(situation_, facts);
  std::vector<Outcome> result;
  result.reserve(size_);
  for (std::size_t index = 0; index < size_; ++index) {
    result.push_back(outcome_of(situation_, denies.at(index), allows.at(index)));
  }
  return result;
}

Outcome OpenContext::outcome() const {
  const auto all = [&](auto... wanted) {
    return std::ranges::all_of(outcomes_,
                               [&](Outcome outcome) { return ((outcome == wanted) || ...); });
  };
  if (all(Outcome::Allow)) {
    return Outcome::Allow;
  }
  if (all(Outcome::ExplicitDeny)) {
    return Outcome::ExplicitDeny;
  }
  return all(Outcome::ExplicitDeny, Outcome::ImplicitDeny) ? Outcome::ImplicitDeny
                                                           : Outcome::Conditional;
}

std::vector<bool> OpenContext::matters() const {
  std::vector<bool> result;
  for (std::size_t i = 0; i < open_.size(); ++i) {
    std::vector<TruthTable> without = tables_;
    std::vector<TruthTable> with = tables_;
    without[i] = TruthTable(size_, Truth::No);
    with[i] = TruthTable(size_, Truth::Yes);
    result.push_back(outcomes(without) != outcomes(with));
  }
  return result;
}

std::vector<ContextValue> OpenContext::example(bool allowed) const {
  const auto found = std::ranges::find_if(outcomes_, [&](Outcome outcome) {
    return allowed ? outcome == Outcome::Allow
                   : outcome == Outcome::ExplicitDeny || outcome == Outcome::ImplicitDeny;
  });
  std::vector<ContextValue> result;
  if (found != outcomes_.end()) {
    auto index = static_cast<std::size_t>(found - outcomes_.begin());
    for (const KeyCells& key : keys_) {
      result.push_back({key.key.text(), key.values[index % key.values.size()]});
      index /= key.values.size();
    }
  }
  return result;
}

}  // namespace orgsim::sim
