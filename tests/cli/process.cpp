#include "process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace orgsim::cli {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) {
    result.push_back(text.data());
  }
  result.push_back(nullptr);
  return result;
}

/// In the child only: nothing of the test framework may run here.
[[noreturn]] void become_program(std::vector<char*>& arguments, std::vector<char*>& environment,
                                 const std::string& in, const std::string& out,
                                 const std::string& err) {
  constexpr int kWrite = O_WRONLY | O_CREAT | O_TRUNC;
  dup2(open(in.c_str(), O_RDONLY), STDIN_FILENO);
  dup2(open(out.c_str(), kWrite, 0600), STDOUT_FILENO);
  dup2(open(err.c_str(), kWrite, 0600), STDERR_FILENO);
  execve(ORGSIM_PROGRAM, arguments.data(), environment.data());
  _exit(127);
}

}  // namespace

Ended run_program(const std::vector<std::string>& arguments, const Surroundings& around) {
  const TemporaryFolder folder;
  const std::string in = folder.write("in", around.in);
  const std::string out = around.out_path.empty() ? folder.path("out") : around.out_path;
  const std::string err = folder.path("err");
  std::vector<std::string> words = {"orgsim"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> settings;
  for (const auto& [name, value] : around.environment) {
    settings.push_back(name + "=" + value);
  }
  std::vector<char*> argv = pointers(words);
  std::vector<char*> envp = pointers(settings);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    become_program(argv, envp, in, out, err);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .out = around.out_path.empty() ? read_file(out) : "",
          .err = read_file(err)};
}

TemporaryFolder::TemporaryFolder()
    : path_((std::filesystem::temp_directory_path() / "orgsim-test-XXXXXX").string()) {
  REQUIRE(mkdtemp(path_.data()) != nullptr);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(const std::string& name, const std::string& text) const {
  std::ofstream(path(name), std::ios::binary) << text;
  return path(name);
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace orgsim::cli
