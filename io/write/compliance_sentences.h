#pragma once

#include <string>
#include <string_view>

#include "compliance/finding.h"

namespace orgsim::io {

/// What a reason says, with the names of facts in braces; for one that does not apply, the whole
/// sentence.
std::string_view sentence_of(compliance::Reason reason);

/// The finding in words, to be read after its subject: `may kms:CreateKey`.
std::string sentence_of(const compliance::Finding& finding);

}  // namespace orgsim::io
