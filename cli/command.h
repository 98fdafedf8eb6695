#pragma once

#include <cstdint>
#include <expected>
#include <iosfwd>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "cli/terminal.h"

namespace orgsim::cli {

/// Why the arguments cannot be used; `hint` may be empty.
struct UsageError {
  std::string message;
  std::string hint;
};

/// An option of the command line. Options take text; those with a closed set of values list it in
/// `argument`, separated by `|`.
struct Option {
  std::string_view name;      // Without dashes.
  std::string_view argument;  // `FILE`, `always|never|auto`; empty: a switch.
  std::string_view help;
  std::string_view fallback = "";  // What holds when it is not given; empty: nothing does.
  char letter = '\0';              // `q` of `-q`.
  bool repeatable = false;
  // Why a value is wrong, or empty; for what a closed set cannot say.
  std::string (*problem)(std::string_view value) = nullptr;
};

/// Options that many commands share, by subject; a command says which it takes. Every command takes
/// those of `Shared::None`: `--color`, `--diagnostics`, `--quiet`, `--verbose`, `--help`.
enum class Shared : std::uint8_t {
  None = 0,
  Organization = 1,  // --org, --org-format, --allow-partial, --now, --strict.
  Output = 2,        // --format, --report, --output.
  Unknown = 4,       // --unknown.
  Gate = 8,          // --fail-on-severity.
  Jobs = 16,         // --jobs.
};

constexpr Shared operator|(Shared left, Shared right) {
  return static_cast<Shared>(static_cast<unsigned>(left) | static_cast<unsigned>(right));
}
constexpr bool contains(Shared set, Shared one) {
  return (static_cast<unsigned>(set) & static_cast<unsigned>(one)) != 0;
}

/// The heading that `orgsim --help` lists a command under.
enum class Group { Scenarios, Questions, Compliance, Files, Program };

class Invocation;

/// A command, whole: what help, completion and parsing know about it, and what runs it.
struct Command {
  std::string_view name;
  Group group = Group::Questions;
  std::string_view summary;    // One line, lower case, no final period.
  std::string_view arguments;  // What follows the options in the usage line: `NAME [TYPE]`.
  std::string_view help;       // Paragraphs, one a line; shown wrapped.
  std::string_view examples;   // One command line a line; a test parses each.
  std::span<const Option> options = {};
  Shared shared = Shared::None;
  std::string_view formats = "text";  // Of `--format`, the first is the default.
  std::size_t min_positionals = 0;
  std::size_t max_positionals = 0;
  ExitCode (*run)(const Invocation& invocation) = nullptr;
};

/// Where a run reads and writes. `out` is for the result alone; `err` for progress and problems.
struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  Terminal terminal;
};

/// Option values by name, as given; those that are not given are absent.
using OptionValues = std::map<std::string, std::vector<std::string>, std::less<>>;

/// A command line that fits its command, and the console to run it on.
class Invocation {
 public:
  Invocation(const Command& command, OptionValues options, std::vector<std::string> positionals,
             const Console& console);

  const Command& command() const { return *command_; }
  const Console& console() const { return *console_; }
  const std::vector<std::string>& positionals() const { return positionals_; }

  /// Whether the option was given: for switches, and where the fallback is not the same as silence.
  bool has(std::string_view option) const;

  /// The value given, else the option's fallback, else empty.
  std::string value(std::string_view option) const;

  /// Every value of a repeatable option, in order; with none given, its fallback.
  std::vector<std::string> values(std::string_view option) const;

  /// Reports a problem of usage on `err`. Returns the code to end with.
  ExitCode refuse(const UsageError& error) const;

 private:
  const Command* command_;
  OptionValues options_;
  std::vector<std::string> positionals_;
  const Console* console_;
};

/// Every command, in the order of `orgsim --help`.
std::span<const Command* const> commands();

const Command* find_command(std::string_view name);

/// The options of a command: its own, then the shared ones it takes.
std::vector<Option> options_of(const Command& command);

/// `orgsim show [OPTION ...]`.
std::string usage_line(const Command& command);

/// Whether the option takes one of a closed set of values.
bool is_closed(const Option& option);

/// Reports `error` as the program's, on `err`. Returns the code to end with.
ExitCode refuse(std::ostream& err, const Terminal& terminal, const UsageError& error);

}  // namespace orgsim::cli
