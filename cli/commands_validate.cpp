#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <ostream>

#include "cli/commands.h"
#include "cli/diagnostics.h"
#include "cli/load.h"
#include "cli/output.h"
#include "io/load_layers.h"
#include "io/policy_sizes.h"
#include "io/unknown_actions.h"
#include "io/write/validation.h"
#include "model/validate.h"

namespace orgsim::cli {
namespace {

Diagnostics warnings_of(const Organization& organization) {
  Diagnostics warnings = unmodelled_warnings(organization.unmodelled());
  std::ranges::move(validate(organization), std::back_inserter(warnings));
  std::ranges::move(io::beyond_quotas(organization), std::back_inserter(warnings));
  std::ranges::move(io::unknown_actions(organization), std::back_inserter(warnings));
  return warnings;
}

ExitCode run(const Invocation& invocation) {
  io::SourceFiles files;
  io::Validation validation;
  for (const std::string& path : invocation.values("org")) {
    const auto organization = io::load_layers({&path, 1}, load_options(invocation), files);
    show(invocation, files, organization ? warnings_of(*organization) : organization.error());
    validation.add(path, organization);
  }
  const ExitCode written = write_reports(invocation, [&](const ReportStyle& style) {
    return style.format == "json" ? io::validation_json(validation)
                                  : io::validation_text(validation, style.paint);
  });
  const bool usable = validation.valid() && !(invocation.has("strict") && validation.incomplete());
  return worse(written, usable ? ExitCode::Answered : ExitCode::Unusable);
}

}  // namespace

constinit const Command kValidate = {
    .name = "validate",
    .group = Group::Files,
    .summary = "check an organization file: every error, and what is not modelled",
    .help =
        "Reads each --org by itself and shows every error with its place, the line, and "
        "advice, in the form that editors and CI know from compilers. What is read but not "
        "modelled is a warning: answers may miss its effect; so is what was probably not "
        "meant, such as a reference to nothing, an action that AWS does not list or a policy "
        "larger than AWS stores. The "
        "counts follow on standard output. Ends with 2 when something is wrong, or with "
        "--strict not modelled.",
    .examples =
        "orgsim validate --org organization.json\n"
        "orgsim validate --org organization.json --diagnostics json",
    .shared = Shared::Organization | Shared::Output,
    .formats = "text|json",
    .run = run};

}  // namespace orgsim::cli
