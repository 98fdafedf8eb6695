#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "cli/command.h"

namespace orgsim::cli {

/// One line on standard error that says how far a long command is, for a person at a terminal only.
/// It is rewritten in place, at most ten times a second, and gone when the object is.
class Progress {
 public:
  explicit Progress(const Invocation& invocation);
  ~Progress();

  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `what` is under way: `done` of `total` are done. `total` 0: nobody knows how many there are.
  void update(std::string_view what, std::size_t done, std::size_t total);

 private:
  void clear();

  std::ostream& err_;
  bool enabled_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_;
};

/// The line that `Progress` shows.
std::string progress_line(std::string_view what, std::size_t done, std::size_t total);

}  // namespace orgsim::cli
