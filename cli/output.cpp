#include "cli/output.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <ostream>
#include <system_error>

#include "cli/diagnostics.h"
#include "cli/parse.h"
#include "model/text.h"

namespace orgsim::cli {
namespace {

constexpr std::string_view kStandardOutput = "-";

std::expected<void, UsageError> check_format(const Invocation& invocation,
                                             const std::string& format) {
  std::vector<std::string> formats;
  for (const std::string_view known : split(invocation.command().formats, '|')) {
    formats.emplace_back(known);
  }
  if (std::ranges::find(formats, format) != formats.end()) {
    return {};
  }
  return std::unexpected(UsageError{
      .message = fmt::format("`{}` writes no `{}`", invocation.command().name, format),
      .hint = suggestion(format, formats, fmt::format("it writes {}", fmt::join(formats, ", ")))});
}

std::string main_format(const Invocation& invocation) {
  const std::string format = invocation.value("format");
  return format.empty() ? std::string(invocation.command().formats) : format;
}

}  // namespace

ExitCode write_file(const Invocation& invocation, const std::string& path,
                    const std::string& text) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) {
    return invocation.refuse(
        {.message = fmt::format("cannot write `{}`: {}", path,
                                std::error_code(errno, std::generic_category()).message()),
         .hint = ""});
  }
  say(invocation, fmt::format("wrote `{}`", path));
  return ExitCode::Answered;
}

std::expected<std::vector<ReportTarget>, UsageError> report_targets(const Invocation& invocation) {
  std::vector<ReportTarget> extra;
  for (const std::string& report : invocation.values("report")) {
    const std::size_t colon = report.find(':');
    extra.push_back({.format = report.substr(0, colon), .path = report.substr(colon + 1)});
    if (const auto checked = check_format(invocation, extra.back().format); !checked) {
      return std::unexpected(checked.error());
    }
  }
  std::vector<ReportTarget> targets = {{.format = main_format(invocation),
                                        .path = invocation.has("output")
                                                    ? invocation.value("output")
                                                    : std::string(kStandardOutput)}};
  const bool asked = invocation.has("format") || invocation.has("output");
  const auto n_extra = std::ranges::count(extra, kStandardOutput, &ReportTarget::path);
  if (n_extra > 0 && !asked) {
    targets.clear();
  }
  targets.insert(targets.end(), extra.begin(), extra.end());
  if (std::ranges::count(targets, kStandardOutput, &ReportTarget::path) > 1) {
    return std::unexpected(UsageError{.message = "two reports for standard output",
                                      .hint = "give all but one a path"});
  }
  return targets;
}

ExitCode write_reports(const Invocation& invocation, const RenderReport& render) {
  const auto targets = report_targets(invocation);
  if (!targets) {
    return invocation.refuse(targets.error());
  }
  ExitCode code = ExitCode::Answered;
  for (const ReportTarget& target : *targets) {
    ReportStyle style{.format = target.format, .width = invocation.console().terminal.width};
    if (target.path == kStandardOutput) {
      style.paint = paint_for_out(invocation);
      invocation.console().out << render(style);
    } else {
      style.paint = io::Paint(invocation.value("color") == "always");
      style.width = std::nullopt;
      code = worse(code, write_file(invocation, target.path, render(style)));
    }
  }
  return code;
}

}  // namespace orgsim::cli
