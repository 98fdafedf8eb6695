#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/source_files.h"
#include "io/write/paint.h"
#include "sim/closure/exposure.h"
#include "sim/organization/who_can.h"

namespace orgsim::io {

/// The question and its answer.
struct WhoCanAnswer {
  std::string action;
  std::string resource;
  std::vector<sim::Permitted> permitted;
  /// Who comes to be able to, by becoming, rewriting or lifting; nothing: it was not asked.
  std::optional<std::vector<sim::Exposure>> transitive;
};

/// By account, those that hang on an open condition marked.
std::string who_can_text(const sim::Authorizer& authorizer, const SourceFiles& files,
                         const WhoCanAnswer& answer, const Paint& paint,
                         std::optional<std::size_t> width);

/// `{"format": "orgsim-who-can/1", "action", "resource", "principals": [{"principal", "account",
/// "decision", "hangs_on"}], "transitive"}`; `account` is null outside the organization, `hangs_on`
/// has the keys that leave a conditional answer open, and `the resource's policy` where it was not
/// collected; `transitive` is null when it was not asked, else as `exposures_json` writes it.
std::string who_can_json(const sim::Authorizer& authorizer, const SourceFiles& files,
                         const WhoCanAnswer& answer);

}  // namespace orgsim::io
