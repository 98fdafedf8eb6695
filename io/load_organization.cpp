#include "io/load_organization.h"

#include <array>
#include <filesystem>

#include "io/read/aws_cli/aws_cli_reader.h"
#include "io/read/aws_cli/iam_details.h"
#include "io/read/organization_reader.h"

namespace orgsim::io {
namespace {

Result<Organization> read_native(const std::string& path, const LoadOptions& options,
                                 SourceFiles& files) {
  std::string text;
  if (!read_file(path, 0, text)) {
    return std::unexpected(Diagnostics{{.code = "E1005", .message = "cannot read `" + path + "`"}});
  }
  const std::uint32_t file = files.add(path, std::move(text));
  const Result<JsonValue> json = parse_json(files.text(file), file);
  if (!json) {
    return std::unexpected(json.error());
  }
  return options.records_unknown_attachments ? read_organization_to_judge(*json)
                                             : read_organization(*json);
}

Result<Organization> read_dump(const std::string& path, const LoadOptions& options,
                               SourceFiles& files) {
  return read_aws_cli(path, {.allow_partial = options.allow_partial}, files);
}

bool is_dump(const std::string& path) {
  std::error_code problem;
  if (std::filesystem::is_directory(path, problem) || path.ends_with(".ndjson") ||
      path.ends_with(".jsonl")) {
    return true;
  }
  std::string text;
  if (!read_file(path, kJsonPadding, text)) {
    return false;
  }
  const auto members = FastJson().top_level({.text = text});
  return members && is_iam_details(*members);
}

/// A format, how to tell it, and how to read it. The first that recognises the path reads it.
struct FormatRow {
  std::string_view name;
  bool (*recognises)(const std::string& path);
  Result<Organization> (*read)(const std::string&, const LoadOptions&, SourceFiles&);
};

constexpr std::array kFormats = {
    FormatRow{"aws-cli", &is_dump, &read_dump},
    FormatRow{"orgsim", [](const std::string&) { return true; }, &read_native},
};

}  // namespace

std::string_view organization_formats() { return "`aws-cli` or `orgsim`"; }

Result<Organization> load_organization(const std::string& path, const LoadOptions& options,
                                       SourceFiles& files) {
  for (const FormatRow& row : kFormats) {
    if (options.format.empty() ? row.recognises(path) : options.format == row.name) {
      return row.read(path, options, files);
    }
  }
  return std::unexpected(Diagnostics{{.code = "E1105",
                                      .message = "unknown format `" + options.format + "`",
                                      .hint = std::string(organization_formats())}});
}

Result<Organization> load_organization(const std::string& path, SourceFiles& files) {
  return load_organization(path, {}, files);
}

}  // namespace orgsim::io
