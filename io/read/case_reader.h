#pragma once

#include <string>
#include <vector>

#include "io/read/json_value.h"
#include "io/read/policy_reader.h"
#include "sim/decide/request.h"

namespace orgsim::io {

/// SCPs or RCPs of one level, with their documents.
struct CaseLevel {
  std::string name;
  std::vector<sim::CompiledPolicy> policies;
};

/// One line of `evaluate --cases`: a request and everything that bears on it.
struct EvaluationCase {
  std::string id;
  sim::Request request;
  std::optional<std::vector<sim::CompiledPolicy>> identity;
  std::optional<std::vector<sim::CompiledPolicy>> boundary;
  std::optional<std::vector<sim::CompiledPolicy>> session;
  std::vector<CaseLevel> scps;
  std::vector<CaseLevel> rcps;
  std::optional<std::vector<sim::CompiledPolicy>> resource;
  std::optional<std::vector<sim::CompiledPolicy>> endpoint;
};

/// Reads a case. The context is complete: a key that is neither in `context` nor in
/// `context_unknown` is absent. Members we do not know are ignored, as the format promises.
Result<EvaluationCase> read_case(const JsonValue& json, const sim::Assumptions& assumptions = {},
                                 PolicyMode mode = PolicyMode::Tolerant);

}  // namespace orgsim::io
