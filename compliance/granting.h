#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/organization/authorizer.h"

namespace orgsim::compliance {

/// Which documents may grant one of some actions to whom they are attached. Answers are kept: few
/// documents are asked of often. For one thread.
class GrantingDocuments {
 public:
  GrantingDocuments(const sim::Authorizer& authorizer, std::span<const std::string> actions);

  /// Whether one of the policies may; also where a text is not known.
  bool any_of(std::span<const sim::PolicyRef> policies);

 private:
  const sim::Authorizer& authorizer_;
  std::vector<sim::ActionName> actions_;
  std::uint64_t services_ = 0;                    // Their marks.
  std::vector<std::optional<bool>> by_document_;  // Nothing: not asked yet.
};

}  // namespace orgsim::compliance
