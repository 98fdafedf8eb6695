#pragma once

#include <map>
#include <string>
#include <vector>

namespace orgsim::cli {

/// What a run of the program left behind.
struct Ended {
  int code = -1;  // -1: ended by a signal.
  std::string out;
  std::string err;
};

/// How to run it besides the arguments.
struct Surroundings {
  std::string in;
  std::map<std::string, std::string> environment;  // The whole of it.
  std::string out_path;                            // Not empty: standard output goes there.
};

/// Runs the built program, without a shell.
Ended run_program(const std::vector<std::string>& arguments, const Surroundings& around = {});

/// A folder of its own for a test, removed with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string path(const std::string& name) const { return path_ + "/" + name; }

  /// Writes a file; returns its path.
  std::string write(const std::string& name, const std::string& text) const;

 private:
  std::string path_;
};

std::string read_file(const std::string& path);

}  // namespace orgsim::cli
