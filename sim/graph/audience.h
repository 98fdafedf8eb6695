#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "sim/organization/authorizer.h"

namespace orgsim::sim {

/// The conditions of a statement that can be asked of a caller before the request is known, by
/// their positions.
std::vector<std::size_t> conditions_on_caller(const CompiledStatement& statement);

/// Equal for conditions that ask the same of a caller.
std::string audience_key(const CompiledPolicy& trust, std::size_t statement,
                         std::span<const std::size_t> conditions);

/// Whether the caller meets these conditions on it.
Truth meets(const Authorizer& authorizer, const CompiledStatement& statement,
            std::span<const std::size_t> conditions, Index<Principal> caller);

}  // namespace orgsim::sim
