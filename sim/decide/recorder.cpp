#include "sim/decide/recorder.h"

namespace orgsim::sim {

Truth Recorder::applies(const CompiledStatement& statement, const StatementRef& ref) {
  const Truth applied =
      sim::applies(statement, ref.layer, request_, request_.context, has_boundary_);
  if (applied != Truth::No) {
    matches_.at(static_cast<std::size_t>(ref.layer)).push_back({ref, statement.effect, applied});
  }
  if (applied == Truth::Unknown) {
    open_.push_back({&statement, ref});
  }
  return applied;
}

Truth Recorder::not_collected(const StatementRef& ref, Effect effect) {
  matches_.at(static_cast<std::size_t>(ref.layer)).push_back({ref, effect, Truth::Unknown});
  return Truth::Unknown;
}

void Recorder::level(Layer /*layer*/, std::size_t level, Truth allows) {
  if (allows < least_) {
    least_ = allows;
    lacking_level_ = level;
  }
}

}  // namespace orgsim::sim
