#pragma once

#include <utility>

#include "model/policy.h"

namespace orgsim::sim {

/// A policy document made ready for deciding requests; made once per document and shared.
class CompiledPolicy {
 public:
  explicit CompiledPolicy(PolicyDocument document) : document_(std::move(document)) {}

  const PolicyDocument& document() const { return document_; }

 private:
  PolicyDocument document_;
};

using PolicyRef = const CompiledPolicy*;

}  // namespace orgsim::sim
