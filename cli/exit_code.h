#pragma once

#include <algorithm>
#include <array>

namespace orgsim::cli {

/// What a run ended with; the numbers are the process's exit codes.
enum class ExitCode {
  Answered = 0,    // A question's answer is never a failure.
  GateFailed = 1,  // An expectation, a control or a `--fail-on` kind.
  Unusable = 2,    // Usage, input that cannot be read, an error of ours, nothing selected.
  Undecided = 3,   // Nothing failed, but something asked is not known.
};

/// The code of a run that met both: an incomplete run must not read as a complete one, and a
/// failure not as a doubt. Precedence 2 > 1 > 3 > 0.
constexpr ExitCode worse(ExitCode left, ExitCode right) {
  constexpr std::array kByWeight = {ExitCode::Answered, ExitCode::Undecided, ExitCode::GateFailed,
                                    ExitCode::Unusable};
  const auto weight = [&](ExitCode code) { return std::ranges::find(kByWeight, code); };
  return weight(left) < weight(right) ? right : left;
}

static_assert(worse(ExitCode::GateFailed, ExitCode::Undecided) == ExitCode::GateFailed);
static_assert(worse(ExitCode::GateFailed, ExitCode::Unusable) == ExitCode::Unusable);
static_assert(worse(ExitCode::Undecided, ExitCode::Answered) == ExitCode::Undecided);

}  // namespace orgsim::cli
