#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/source_files.h"
#include "io/write/path_strip.h"
#include "sim/closure/closure.h"

namespace orgsim::io {

/// What somebody does with a technique to whom it gains, by the technique's id: `assumes`,
/// `makes an access key of`.
std::string_view verb_of(std::string_view technique);

/// A lifted ceiling as a condition that came true: `the SCP DenyTrailTamper is lifted`.
std::string raise_of(const sim::Authorizer& authorizer, const sim::Fact& raise);

/// The steps of a closure's witness in words, one hop a step.
std::vector<Hop> hops_of(const sim::Authorizer& authorizer, const SourceFiles& files,
                         const std::vector<sim::Step>& steps);

}  // namespace orgsim::io
