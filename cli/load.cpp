#include "cli/load.h"

#include <fmt/format.h>

#include <chrono>

#include "cli/diagnostics.h"
#include "cli/shared_options.h"
#include "io/load_layers.h"
#include "io/overlays.h"

namespace orgsim::cli {
namespace {

Date day_of(const Invocation& invocation, const Organization& organization) {
  if (const auto given = now(invocation)) {
    return *given;
  }
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return organization.tables().as_of.value_or(today);
}

}  // namespace

io::LoadOptions load_options(const Invocation& invocation) {
  const std::string format = invocation.value("org-format");
  return {.format = format == "auto" ? "" : format,
          .allow_partial = invocation.has("allow-partial")};
}

std::optional<Loaded> load(const Invocation& invocation) {
  return load(invocation, load_options(invocation));
}

std::optional<Loaded> load(const Invocation& invocation, const io::LoadOptions& options) {
  const std::vector<std::string> layers = invocation.values("org");
  io::SourceFiles files;
  auto organization = io::load_layers(layers, options, files);
  if (organization && invocation.has("scp")) {
    organization = io::with_scps(*organization, invocation.values("scp"), files);
  }
  if (organization && invocation.has("inventory")) {
    organization = io::with_inventories(*organization, invocation.values("inventory"), files);
  }
  if (!organization) {
    show(invocation, files, organization.error());
    return std::nullopt;
  }
  say(invocation, fmt::format("read {}: {} accounts", fmt::join(layers, ", "),
                              organization->accounts().size()));
  const Date day = day_of(invocation, *organization);
  const bool incomplete = invocation.has("strict") && !organization->unmodelled().empty();
  if (incomplete) {
    show(invocation, files, unmodelled_warnings(organization->unmodelled()));
  }
  return Loaded{.files = std::move(files),
                .organization = *std::move(organization),
                .now = day,
                .code = incomplete ? ExitCode::Unusable : ExitCode::Answered};
}

}  // namespace orgsim::cli
