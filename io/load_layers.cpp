#include "io/load_layers.h"

#include "io/builtin.h"
#include "io/load_organization.h"
#include "io/read/organization_reader.h"

namespace orgsim::io {
namespace {

constexpr std::string_view kReferencePath = "library/reference/organization.json";

Result<Organization> load_reference(SourceFiles& files) {
  const std::uint32_t file =
      files.add(std::string(kReference), std::string(builtin_file(kReferencePath).value()));
  const Result<JsonValue> json = parse_json(files.text(file), file);
  return json ? read_organization(*json) : std::unexpected(json.error());
}

}  // namespace

Result<Organization> load_layers(std::span<const std::string> names, SourceFiles& files) {
  if (names.size() != 1) {
    return std::unexpected(
        Diagnostics{{.code = "E2001", .message = "several organizations", .hint = "name one"}});
  }
  return names.front() == kReference ? load_reference(files)
                                     : load_organization(names.front(), files);
}

}  // namespace orgsim::io
