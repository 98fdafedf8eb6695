#include "io/load_layers.h"

#include <algorithm>
#include <iterator>

#include "io/builtin.h"
#include "io/read/organization_reader.h"
#include "model/layers.h"

namespace orgsim::io {
namespace {

constexpr std::string_view kReferencePath = "library/reference/organization.json";

Result<Organization> load_reference(SourceFiles& files) {
  const std::uint32_t file =
      files.add(std::string(kReference), std::string(builtin_file(kReferencePath).value_or("")));
  const Result<JsonValue> json = parse_json(files.text(file), file);
  return json ? read_organization(*json) : std::unexpected(json.error());
}

Result<Organization> load_one(const std::string& name, const LoadOptions& options,
                              SourceFiles& files) {
  return name == kReference ? load_reference(files) : load_organization(name, options, files);
}

}  // namespace

Result<Organization> load_layers(std::span<const std::string> names, SourceFiles& files) {
  return load_layers(names, {}, files);
}

Result<Organization> load_layers(std::span<const std::string> names, const LoadOptions& options,
                                 SourceFiles& files) {
  if (names.empty()) {
    return std::unexpected(Diagnostics{
        {.code = "E2011", .message = "no organization", .hint = "name a file or a folder"}});
  }
  Result<Organization> below = load_one(names.front(), options, files);
  for (const std::string& name : names.subspan(1)) {
    Result<Organization> above = load_one(name, options, files);
    if (below && above) {
      below = layered(*below, *above);
    } else if (!above && below) {
      below = std::move(above);
    } else if (!above) {
      std::ranges::move(above.error(), std::back_inserter(below.error()));
    }
  }
  return below;
}

}  // namespace orgsim::io
