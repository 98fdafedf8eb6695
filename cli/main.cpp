#include <fmt/format.h>

#include <boost/program_options.hpp>
#include <exception>
#include <fstream>
#include <iostream>

#include "io/evaluate_cases.h"
#include "io/load_organization.h"
#include "io/write/tree_text.h"

namespace {

namespace options = boost::program_options;

constexpr int kAnswered = 0;
constexpr int kUnusable = 2;  // Usage, or input that cannot be read.

int usage_error(const std::string& message) {
  std::cerr << fmt::format("orgsim: error: {}\n  hint: `orgsim --help` lists the commands\n",
                           message);
  return kUnusable;
}

int evaluate(const std::string& path) {
  if (path == "-") {
    return orgsim::io::evaluate_cases(std::cin, std::cout) ? kAnswered : kUnusable;
  }
  std::ifstream cases(path);
  if (!cases) {
    return usage_error(fmt::format("cannot read `{}`", path));
  }
  return orgsim::io::evaluate_cases(cases, std::cout) ? kAnswered : kUnusable;
}

void print(const orgsim::io::SourceFiles& files, const orgsim::Diagnostics& diagnostics) {
  for (const orgsim::Diagnostic& diagnostic : diagnostics) {
    std::cerr << orgsim::io::render(files, diagnostic) << '\n';
  }
}

void print_unmodelled(const orgsim::io::SourceFiles& files,
                      const orgsim::Organization& organization) {
  for (const orgsim::Unmodelled& unmodelled : organization.unmodelled()) {
    print(files, {{.level = orgsim::DiagnosticLevel::Warning,
                   .code = "W5001",
                   .message = "not modelled: `" + unmodelled.construct + "`",
                   .where = unmodelled.where}});
  }
}

/// `validate` reports on the file; `show` draws it.
int with_organization(const std::string& command, const std::string& path, bool strict) {
  orgsim::io::SourceFiles files;
  const auto organization = orgsim::io::load_organization(path, files);
  if (!organization) {
    print(files, organization.error());
    std::cerr << fmt::format("orgsim: {} errors\n", organization.error().size());
    return kUnusable;
  }
  if (command == "show") {
    std::cout << orgsim::io::tree_text(*organization);
  } else {
    print_unmodelled(files, *organization);
    std::cout << fmt::format(
        "valid: {} accounts, {} OUs, {} policies, {} constructs not modelled\n",
        organization->accounts().size(), organization->ous().size(),
        organization->policies().size(), organization->unmodelled().size());
  }
  return strict && !organization->unmodelled().empty() ? kUnusable : kAnswered;
}

int run(int argc, const char* const* argv) {
  options::options_description described(
      "orgsim validate --org FILE    errors and what is not modelled of an organization file\n"
      "orgsim show --org FILE        the organization as a tree\n"
      "orgsim evaluate --cases FILE  decisions, one case a line\n\nOptions");
  described.add_options()("help", "show this text")("version", "show the version")(
      "org", options::value<std::string>(), "an organization file")(
      "strict", "constructs that are not modelled make the exit code 2")(
      "cases", options::value<std::string>(),
      "decide each line of the file, or of standard input for `-`");
  options::options_description all;
  all.add(described).add_options()("command", options::value<std::string>());
  options::variables_map given;
  options::store(options::command_line_parser(argc, argv)
                     .options(all)
                     .positional(options::positional_options_description().add("command", 1))
                     .run(),
                 given);
  if (given.contains("help")) {
    std::cout << described;
    return kAnswered;
  }
  if (given.contains("version")) {
    std::cout << "orgsim " ORGSIM_VERSION "\n";
    return kAnswered;
  }
  if (!given.contains("command")) {
    return usage_error("no command");
  }
  const auto command = given["command"].as<std::string>();
  if (command == "validate" || command == "show") {
    return given.contains("org") ? with_organization(command, given["org"].as<std::string>(),
                                                     given.contains("strict"))
                                 : usage_error(fmt::format("`{}` needs `--org FILE`", command));
  }
  if (command != "evaluate") {
    return usage_error(fmt::format("unknown command `{}`", command));
  }
  return given.contains("cases") ? evaluate(given["cases"].as<std::string>())
                                 : usage_error("`evaluate` needs `--cases FILE`");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& problem) {
    return usage_error(problem.what());
  }
}
