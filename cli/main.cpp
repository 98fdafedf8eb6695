#include <fmt/format.h>

#include <boost/program_options.hpp>
#include <exception>
#include <fstream>
#include <iostream>

#include "io/evaluate_cases.h"

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

int run(int argc, const char* const* argv) {
  options::options_description described("orgsim evaluate --cases FILE.jsonl\n\nOptions");
  described.add_options()("help", "show this text")("version", "show the version")(
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
