#include "io/load_layers.h"

#include <cassert>

#include "io/builtin.h"
#include "io/read/organization_reader.h"

namespace orgsim::io {
namespace {

constexpr std::string_view kReferencePath = "library/reference/organization.json";

Result<Organization> load_reference(SourceFiles& files) {
  const auto text = builtin_file(kReferencePath);
  assert(text);
  const std::uint32_t file = files.add(std::string(kReference), std::string(*text));
  const Result<JsonValue> json = parse_json(files.text(file), file);
  return json ? read_organization(*json) : std::unexpected(json.error());
}

}  // namespace

Result<Organization> load_layers(std::span<const std::string> names, const LoadOptions& options,
                                 SourceFiles& files) {
  if (names.size() != 1) {
    return std::unexpected(
        Diagnostics{{.code = "E2001", .message = "several organizations", .hint = "name one"}});
  }
  return names.front() == kReference ? load_reference(files)
                                     : load_organization(names.front(), options, files);
}

Result<Organization> load_layers(std::span<const std::string> names, SourceFiles& files) {
  return load_layers(names, {}, files);
}

}  // namespace orgsim::io
