#include "cli/shared_options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <thread>

namespace orgsim::cli {
namespace {

std::string date_problem(std::string_view value) {
  return parse_date(value) ? "" : "it is no date like `2026-04-08`";
}

std::optional<std::size_t> positive_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && number > 0 ? std::optional(number) : std::nullopt;
}

std::string jobs_problem(std::string_view value) {
  return positive_number(value) ? "" : "it is no number of at least 1";
}

std::string report_problem(std::string_view value) {
  const std::size_t colon = value.find(':');
  const bool complete = colon != std::string_view::npos && colon > 0 && colon + 1 < value.size();
  return complete ? "" : "it is no FORMAT:PATH like `json:answer.json`";
}

constexpr std::array kOrganization = {
    Option{.name = "org",
           .argument = "ORG",
           .help = "organization file, folder of AWS CLI outputs, or `reference`, the "
                   "built-in one",
           .fallback = "reference",
           .repeatable = true},
    Option{.name = "org-format",
           .argument = "auto|aws-cli|orgsim",
           .help = "how to read --org",
           .fallback = "auto"},
    Option{.name = "allow-partial",
           .argument = "",
           .help = "accept outputs of the AWS CLI that lack their last pages"},
    Option{.name = "inventory",
           .argument = "FILE",
           .help = "what runs in an account; what it does not list does not exist",
           .repeatable = true},
    Option{.name = "scp",
           .argument = "FILE",
           .help = "SCP over the single account of `--org`",
           .repeatable = true},
    Option{.name = "now",
           .argument = "DATE",
           .help = "the day to judge at; default: the organization's `as_of`",
           .problem = date_problem},
    Option{.name = "strict", .argument = "", .help = "end with 2 when something is not modelled"}};

constexpr std::array kOutput = {
    Option{.name = "report",
           .argument = "FORMAT:PATH",
           .help = "write one more report, `-` for standard output",
           .repeatable = true,
           .problem = report_problem},
    Option{.name = "output",
           .argument = "FILE",
           .help = "write the answer to a file instead of standard output",
           .letter = 'o'}};

constexpr std::array kUnknown = {Option{.name = "unknown",
                                        .argument = "report|fail|pass",
                                        .help = "end with 3, 1 or 0 when something is undecided",
                                        .fallback = "report"}};

constexpr std::array kGate = {Option{.name = "fail-on-severity",
                                     .argument = "critical|high|medium|low|informational",
                                     .help = "the least severity that fails the run"}};

constexpr std::array kJobs = {Option{.name = "jobs",
                                     .argument = "N",
                                     .help = "threads; default: one per processor",
                                     .letter = 'j',
                                     .problem = jobs_problem}};

constexpr std::array kEvery = {
    Option{.name = "color",
           .argument = "always|never|auto",
           .help = "colour; NO_COLOR and FORCE_COLOR are heeded by `auto`",
           .fallback = "auto"},
    Option{.name = "diagnostics",
           .argument = "text|json",
           .help = "problems on standard error: for people, or one JSON object a line",
           .fallback = "text"},
    Option{.name = "quiet",
           .argument = "",
           .help = "no warnings and no progress on standard error",
           .letter = 'q'},
    Option{.name = "verbose",
           .argument = "",
           .help = "say on standard error what is read and written",
           .letter = 'v'},
    Option{.name = "help", .argument = "", .help = "show this text", .letter = 'h'}};

}  // namespace

std::span<const Option> shared_options(Shared one) {
  switch (one) {
    case Shared::None:
      return kEvery;
    case Shared::Organization:
      return kOrganization;
    case Shared::Output:
      return kOutput;
    case Shared::Unknown:
      return kUnknown;
    case Shared::Gate:
      return kGate;
    case Shared::Jobs:
      return kJobs;
  }
  return {};
}

std::span<const Shared> shared_subjects() {
  static constexpr std::array kSubjects = {Shared::Organization, Shared::Output, Shared::Unknown,
                                           Shared::Gate,         Shared::Jobs,   Shared::None};
  return kSubjects;
}

std::optional<Date> now(const Invocation& invocation) {
  return parse_date(invocation.value("now"));
}

std::size_t jobs(const Invocation& invocation) {
  const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
  return positive_number(invocation.value("jobs")).value_or(processors);
}

ExitCode undecided_code(const Invocation& invocation) {
  const std::string choice = invocation.value("unknown");
  if (choice == "fail") {
    return ExitCode::GateFailed;
  }
  return choice == "pass" ? ExitCode::Answered : ExitCode::Undecided;
}

}  // namespace orgsim::cli
