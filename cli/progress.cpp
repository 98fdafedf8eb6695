#include "cli/progress.h"

#include <fmt/format.h>

#include <ostream>

#include "io/write/escape.h"

namespace orgsim::cli {

Progress::Progress(const Invocation& invocation)
    : err_(invocation.console().err),
      enabled_(wants_progress(invocation.has("quiet"), invocation.console().terminal)) {}

Progress::~Progress() { clear(); }

void Progress::update(std::string_view what, std::size_t done, std::size_t total) {
  constexpr std::chrono::milliseconds kBetween(100);
  const auto now = std::chrono::steady_clock::now();
  if (!enabled_ || (shown_ && now - last_ < kBetween)) {
    return;
  }
  clear();
  err_ << progress_line(what, done, total) << std::flush;
  shown_ = true;
  last_ = now;
}

void Progress::clear() {
  constexpr std::string_view kEraseLine = "\r\x1b[K";
  if (shown_) {
    err_ << kEraseLine << std::flush;
    shown_ = false;
  }
}

std::string progress_line(std::string_view what, std::size_t done, std::size_t total) {
  const std::string safe = io::for_terminal(what);
  return total == 0 ? fmt::format("{} {}", safe, done) : fmt::format("{} {}/{}", safe, done, total);
}

}  // namespace orgsim::cli
