#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace orgsim {

/// Where a record was read: an input file and the byte offset of its first character. The reader
/// that numbered the file computes JSON pointer, line and column from it when a message needs them.
struct SourceLocation {
  static constexpr std::uint32_t kNoFile = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t file = kNoFile;
  std::uint32_t offset = 0;

  bool known() const { return file != kNoFile; }
  friend constexpr auto operator<=>(const SourceLocation&, const SourceLocation&) = default;
};

enum class DiagnosticLevel { Warning, Error };

/// One problem of the input, for the person who wrote it: lower case, no final period, user text in
/// backticks. Codes: E1xxx syntax and types, E2xxx import, E3xxx reference not found, E4xxx event
/// refused, W5xxx coverage and lint. An empty `hint` means that we have no advice.
struct Diagnostic {
  DiagnosticLevel level = DiagnosticLevel::Error;
  std::string code;
  std::string message;
  std::string hint;
  SourceLocation where;
  SourceLocation other;  // The place it clashes with; not known for most.
};

using Diagnostics = std::vector<Diagnostic>;

/// Whether some diagnostic is an error, so that the input cannot be used.
bool has_errors(const Diagnostics& diagnostics);

}  // namespace orgsim
