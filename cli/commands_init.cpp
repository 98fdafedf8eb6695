#include <fmt/format.h>

#include <array>
#include <cassert>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <system_error>

#include "cli/commands.h"
#include "io/builtin.h"

namespace orgsim::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 2> kNames = {"organization.jsonc", "first.scenario.jsonc"};

std::string reason(std::error_code error) { return error.message(); }

/// What is in the way of writing all files, so that either all are written or none.
std::string obstacle(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return fmt::format("cannot make `{}`: {}", folder.string(), reason(error));
  }
  for (const std::string_view name : kNames) {
    if (fs::exists(fs::symlink_status(folder / name, error))) {
      return fmt::format("`{}` exists", (folder / name).string());
    }
  }
  return "";
}

ExitCode write_starter(const Invocation& invocation, const fs::path& folder,
                       std::string_view name) {
  const std::string path = (folder / name).string();
  const auto text = io::builtin_file(fmt::format("starter/{}", name));
  assert(text);
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file << *text;
  file.close();
  if (!file) {
    return invocation.refuse(
        {.message = fmt::format("cannot write `{}`: {}", path,
                                reason(std::error_code(errno, std::generic_category()))),
         .hint = ""});
  }
  invocation.console().out << fmt::format("wrote {}\n", path);
  return ExitCode::Answered;
}

ExitCode run(const Invocation& invocation) {
  const fs::path folder = invocation.positionals().empty() ? "." : invocation.positionals().front();
  if (const std::string problem = obstacle(folder); !problem.empty()) {
    return invocation.refuse(
        {.message = problem, .hint = "name another folder: orgsim init FOLDER"});
  }
  ExitCode code = ExitCode::Answered;
  for (const std::string_view name : kNames) {
    code = worse(code, write_starter(invocation, folder, name));
  }
  return code;
}

}  // namespace

constinit const Command kInit = {
    .name = "init",
    .group = Group::Files,
    .summary = "write a small organization and a scenario to start from",
    .arguments = "[FOLDER]",
    .help =
        "Writes organization.jsonc and first.scenario.jsonc, both with comments, to FOLDER "
        "(default: the current one). Nothing that exists is overwritten.",
    .examples = "orgsim init\norgsim init my-organization",
    .max_positionals = 1,
    .run = run};

}  // namespace orgsim::cli
