#include "io/load_baseline.h"

#include "io/read/baseline_reader.h"

namespace orgsim::io {

Result<compliance::Baseline> load_baseline(const std::string& path, std::string_view organization,
                                           SourceFiles& files) {
  std::string text;
  if (!read_file(path, 0, text)) {
    return std::unexpected(Diagnostics{
        {.code = "E1005", .message = "cannot read `" + path + "`", .hint = {}, .where = {}}});
  }
  const std::uint32_t file = files.add(path, std::move(text));
  const Result<JsonValue> json = parse_json(files.text(file), file);
  return json ? read_baseline(*json, organization) : std::unexpected(json.error());
}

}  // namespace orgsim::io
