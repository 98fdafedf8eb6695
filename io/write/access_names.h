#pragma once

#include <string>
#include <string_view>

#include "io/source_files.h"
#include "io/write/path_strip.h"
#include "sim/graph/reach.h"

namespace orgsim::io {

/// How a report calls a principal: its ARN; a person by name; stand-ins by what they stand for.
std::string name_of(const sim::Authorizer& authorizer, Index<sim::Principal> principal);

/// The same for a column of a table: `prod/role Deploy`, `bob`.
std::string short_name_of(const sim::Authorizer& authorizer, Index<sim::Principal> principal);

/// `prod (222222222222)`.
std::string name_of(const Organization& organization, Index<Account> account);

/// What the source of an edge does to become its target: `assumes`, `joins a group of`.
std::string_view verb_of(sim::Technique technique);

/// A path in words, one hop an edge.
std::vector<Hop> hops_of(const sim::Authorizer& authorizer, const SourceFiles& files,
                         const sim::Path& path);

}  // namespace orgsim::io
