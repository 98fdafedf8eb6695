#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace orgsim::io {

/// A file that is part of the program.
struct BuiltinFile {
  // Below `scenarios/`: `library/reference/organization.json`; or
  // `compliance/frameworks/soc2.json`.
  std::string_view path;
  std::string_view text;
};

/// Every built-in file, sorted by path: the frameworks, those of `scenarios/library` but for the
/// expected reports that tests compare with, the schemas of `scenarios/schema`, and what `init`
/// writes.
std::span<const BuiltinFile> builtin_files();

/// The text of one; nothing when there is no such file.
std::optional<std::string_view> builtin_file(std::string_view path);

}  // namespace orgsim::io
