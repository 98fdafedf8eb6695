#include "io/load_waivers.h"

#include <fstream>
#include <iterator>

#include "io/read/waiver_reader.h"

namespace orgsim::io {

Result<std::vector<Waiver>> load_waivers(const std::string& path, SourceFiles& files) {
  std::ifstream input(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(input)), std::istreambuf_iterator<char>());
  if (!input.is_open() || input.bad()) {
    return std::unexpected(Diagnostics{
        {.code = "E1005", .message = "cannot read `" + path + "`", .hint = {}, .where = {}}});
  }
  const std::uint32_t file = files.add(path, std::move(text));
  const Result<JsonValue> json = parse_json(files.text(file), file);
  return json ? read_waiver_file(*json) : std::unexpected(json.error());
}

}  // namespace orgsim::io
