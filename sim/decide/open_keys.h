#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/decide/recorder.h"

namespace orgsim::sim {

/// A key that is not known, with everything in the open statements that tells its values apart.
struct OpenKey {
  KeyName key;
  std::vector<std::vector<PatternToken>> texts;         // Without variables, with regard to case.
  std::vector<std::vector<PatternToken>> folded_texts;  // In lower case, without regard to it.
  std::vector<Decimal> numbers;
  std::vector<Instant> instants;
  std::vector<IpNetwork> networks;
  std::vector<std::string> binaries;
  std::vector<const CompiledCondition*> over_sets;  // Those with a set operator.
  bool compares_arns = false;
  bool compares_bools = false;
  bool tells_empty = false;   // `Null` and `ForAllValues` treat empty text like an absent key.
  bool as_one_value = false;  // Some condition without set operator, or a variable.
  bool beyond_us = false;     // Hangs together with another unknown key.
};

/// The unknown keys on which the open statements hang, in the order of their first use.
std::vector<OpenKey> open_keys(std::span<const OpenStatement> open, const Request& request);

}  // namespace orgsim::sim
