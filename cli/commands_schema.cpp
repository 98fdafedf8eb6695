#include <fmt/format.h>

#include <ostream>

#include "cli/commands.h"
#include "cli/parse.h"
#include "io/builtin.h"

namespace orgsim::cli {
namespace {

constexpr std::string_view kFolder = "schema/";
constexpr std::string_view kEnding = ".schema.json";

std::vector<std::string> kinds() {
  std::vector<std::string> result;
  for (const io::BuiltinFile& file : io::builtin_files()) {
    if (file.path.starts_with(kFolder) && file.path.ends_with(kEnding)) {
      const std::string_view name = file.path.substr(kFolder.size());
      result.emplace_back(name.substr(0, name.size() - kEnding.size()));
    }
  }
  return result;
}

ExitCode run(const Invocation& invocation) {
  std::ostream& out = invocation.console().out;
  if (invocation.positionals().empty()) {
    for (const std::string& kind : kinds()) {
      out << kind << '\n';
    }
    return ExitCode::Answered;
  }
  const std::string& kind = invocation.positionals().front();
  const auto schema = io::builtin_file(fmt::format("{}{}{}", kFolder, kind, kEnding));
  if (!schema) {
    return invocation.refuse(
        {.message = fmt::format("no schema `{}`", kind),
         .hint = suggestion(kind, kinds(), fmt::format("one of {}", fmt::join(kinds(), ", ")))});
  }
  out << *schema;
  return ExitCode::Answered;
}

}  // namespace

constinit const Command kSchema = {
    .name = "schema",
    .group = Group::Files,
    .summary = "print the JSON Schema of a kind of file",
    .arguments = "[KIND]",
    .help =
        "Prints the JSON Schema that editors complete and check files with; without KIND "
        "the kinds there are.",
    .examples = "orgsim schema\norgsim schema organization",
    .max_positionals = 1,
    .run = run};

}  // namespace orgsim::cli
