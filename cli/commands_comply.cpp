#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "cli/commands.h"
#include "cli/diagnostics.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/shared_options.h"
#include "cli/version.h"
#include "compliance/new_account.h"
#include "io/load_baseline.h"
#include "io/load_waivers.h"
#include "io/read/framework_reader.h"
#include "io/write/compliance_report.h"
#include "io/write/evidence_pack.h"
#include "model/organization_builder.h"
#include "sim/graph/access_graph.h"

namespace orgsim::cli {
namespace {

constexpr std::array kOptions = {
    Option{.name = "framework",
           .argument = "soc2|pci-dss|hipaa|fedramp|cis|all",
           .help = "whose controls to report, and so which checks to run",
           .fallback = "all",
           .repeatable = true},
    Option{.name = "waivers",
           .argument = "FILE",
           .help = "failures that somebody accepts for a time, besides the organization's own",
           .repeatable = true},
    Option{.name = "baseline",
           .argument = "FILE",
           .help = "an earlier report of `--format json`: only new failures end with 1"},
    Option{.name = "new-account",
           .argument = "OU",
           .help = "what one more account, vended into the OU, fails from its first minute"},
    Option{.name = "evidence-pack",
           .argument = "FOLDER",
           .help = "write an evidence pack for an auditor: tables, narratives, manifest"},
    Option{.name = "single-faults",
           .help = "try each guardrail, attachment and filter taken away alone"}};

std::vector<compliance::Framework> chosen_frameworks(const Invocation& invocation) {
  const auto names = invocation.values("framework");
  std::vector<compliance::Framework> frameworks = io::builtin_frameworks();
  if (std::ranges::find(names, "all") == names.end()) {
    std::erase_if(frameworks, [&](const compliance::Framework& framework) {
      return std::ranges::find(names, framework.id) == names.end();
    });
  }
  return frameworks;
}

/// Adds the waivers of the waiver files to those of the organization, so that they are judged like
/// them. False after it said why a file cannot be used.
bool add_waivers(const Invocation& invocation, Loaded& loaded) {
  OrganizationBuilder builder(loaded.organization);
  for (const std::string& path : invocation.values("waivers")) {
    auto read = io::load_waivers(path, loaded.files);
    if (!read) {
      show(invocation, loaded.files, read.error());
      return false;
    }
    std::ranges::move(*read, std::back_inserter(builder.tables().waivers.edit()));
  }
  auto organization = std::move(builder).build();
  if (!organization) {
    show(invocation, loaded.files, organization.error());
    return false;
  }
  loaded.organization = std::move(*organization);
  return true;
}

/// The least severity whose failure fails the run: any, unless the command line says otherwise.
compliance::Severity least_severity(const Invocation& invocation) {
  using enum compliance::Severity;
  for (const auto severity : {Low, Medium, High, Critical}) {
    if (invocation.value("fail-on-severity") == compliance::name_of(severity)) {
      return severity;
    }
  }
  return Informational;
}

ExitCode code_of(const Invocation& invocation, const io::ComplianceReport& report) {
  const auto least = least_severity(invocation);
  ExitCode code = ExitCode::Answered;
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    const compliance::CheckResult& result = report.results[i];
    bool fails = false;
    for (std::size_t j = 0; j < result.subjects.size(); ++j) {
      fails = fails || io::fails_gate(report, i, j);
    }
    if (fails && result.severity >= least) {
      code = worse(code, ExitCode::GateFailed);
    } else if (result.verdict == compliance::Verdict::CannotTell) {
      code = worse(code, undecided_code(invocation));
    }
  }
  return code;
}

/// Compares with the baseline of `--baseline`, if any. False after it said why it cannot be used.
bool add_baseline(const Invocation& invocation, Loaded& loaded, io::ComplianceReport& report) {
  const std::string path = invocation.value("baseline");
  if (path.empty()) {
    return true;
  }
  const OrganizationRecord* home = report.premises.home();
  auto baseline =
      io::load_baseline(path, home == nullptr ? std::string_view() : home->id, loaded.files);
  if (!baseline) {
    show(invocation, loaded.files, baseline.error());
    return false;
  }
  report.comparison = compliance::compare(report.results, *baseline);
  report.baseline = std::move(*baseline);
  return true;
}

/// The scope of PCI DSS, where the framework is asked for, and the single faults.
void add_scope(const Invocation& invocation, io::ComplianceReport& report,
               std::span<const compliance::Check* const> checks) {
  const bool of_cards = std::ranges::find(report.frameworks, "pci-dss",
                                          &compliance::Framework::id) != report.frameworks.end();
  if (of_cards) {
    report.scope = compliance::scope(report.premises);
  }
  if (invocation.has("single-faults")) {
    report.faults = compliance::single_faults(report.premises, checks);
  }
}

std::string rendered(const io::ComplianceReport& report, const ReportStyle& style) {
  struct Row {
    std::string_view format;
    std::string (*write)(const io::ComplianceReport&);
  };
  constexpr std::array kWriters = {
      Row{"csv", io::compliance_csv},     Row{"json", io::compliance_json},
      Row{"junit", io::compliance_junit}, Row{"markdown", io::compliance_markdown},
      Row{"ocsf", io::compliance_ocsf},   Row{"sarif", io::compliance_sarif}};
  const auto row = std::ranges::find(kWriters, style.format, &Row::format);
  return row == kWriters.end() ? io::compliance_text(report, style.paint, style.width)
                               : row->write(report);
}

/// The OU or root of the home organization that a name or id means.
std::optional<Index<OrganizationalUnit>> find_ou(const Organization& organization,
                                                 std::string_view name) {
  for (const auto index : organization.ous().indexes()) {
    const OrganizationalUnit& ou = organization.ous()[index];
    if (ou.organization == Index<OrganizationRecord>(0) && (ou.id == name || ou.name == name)) {
      return index;
    }
  }
  return std::nullopt;
}

/// Puts one more account into the OU of `--new-account`, and keeps what fails without it. False
/// after it said why that cannot be.
bool add_new_account(const Invocation& invocation, Loaded& loaded,
                     std::span<const compliance::Check* const> checks,
                     std::optional<compliance::Baseline>& without) {
  const std::string name = invocation.value("new-account");
  if (name.empty()) {
    return true;
  }
  const auto ou = find_ou(loaded.organization, name);
  if (!ou) {
    invocation.refuse(
        {.message = fmt::format("there is no OU `{}`", name), .hint = "`orgsim show` lists them"});
    return false;
  }
  const sim::Authorizer authorizer(loaded.organization);
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  const compliance::Premises premises(authorizer, graph, loaded.now);
  without = compliance::baseline_of(compliance::assess(premises, checks));
  without->as_of = fmt::format("{} without the new account", to_text(loaded.now));
  auto with = compliance::with_new_account(loaded.organization, *ou, loaded.now);
  if (!with) {
    show(invocation, loaded.files, with.error());
    return false;
  }
  loaded.organization = std::move(*with);
  return true;
}

/// The command as it was given, but for where its output goes.
std::string command_line(const Invocation& invocation) {
  std::string text = "orgsim comply";
  for (const char* option :
       {"org", "org-format", "framework", "waivers", "baseline", "new-account", "now"}) {
    if (invocation.has(option)) {
      for (const std::string& value : invocation.values(option)) {
        text += fmt::format(" --{} {}", option, value);
      }
    }
  }
  return text + (invocation.has("single-faults") ? " --single-faults" : "");
}

ExitCode write_pack(const Invocation& invocation, const io::ComplianceReport& report) {
  const std::string folder = invocation.value("evidence-pack");
  if (folder.empty()) {
    return ExitCode::Answered;
  }
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) {
    return invocation.refuse(
        {.message = fmt::format("cannot make `{}`: {}", folder, problem.message()), .hint = ""});
  }
  ExitCode code = ExitCode::Answered;
  const io::PackRun run{
      .version = program_version(), .command_line = command_line(invocation), .client = {}};
  for (const io::PackFile& file : io::evidence_pack(report, run)) {
    code = worse(code, write_file(invocation, folder + "/" + file.name, file.text));
  }
  return code;
}

ExitCode run(const Invocation& invocation) {
  io::LoadOptions options = load_options(invocation);
  options.records_unknown_attachments = true;
  auto loaded = load(invocation, options);
  if (!loaded || !add_waivers(invocation, *loaded)) {
    return ExitCode::Unusable;
  }
  auto frameworks = chosen_frameworks(invocation);
  const auto checks = compliance::checks_of(frameworks);
  std::optional<compliance::Baseline> without;
  if (!add_new_account(invocation, *loaded, checks, without)) {
    return ExitCode::Unusable;
  }
  const sim::Authorizer authorizer(loaded->organization);
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  const compliance::Premises premises(authorizer, graph, loaded->now);
  io::ComplianceReport report{.premises = premises,
                              .files = loaded->files,
                              .frameworks = std::move(frameworks),
                              .results = {},
                              .waivers = *loaded->organization.tables().waivers,
                              .waiving = {},
                              .version = program_version()};
  report.results = compliance::assess(premises, checks);
  report.waiving = compliance::waive(premises, report.results, report.waivers);
  if (without) {
    report.comparison = compliance::compare(report.results, *without);
    report.baseline = std::move(*without);
  } else if (!add_baseline(invocation, *loaded, report)) {
    return ExitCode::Unusable;
  }
  add_scope(invocation, report, checks);
  const ExitCode written = worse(
      write_reports(invocation, [&](const ReportStyle& style) { return rendered(report, style); }),
      write_pack(invocation, report));
  return worse(worse(written, loaded->code), code_of(invocation, report));
}

}  // namespace

constinit const Command kComply = {
    .name = "comply",
    .group = Group::Compliance,
    .summary = "which controls of SOC 2, PCI DSS, HIPAA, FedRAMP and CIS hold",
    .arguments = "",
    .help =
        "Judges the organization by the checks of the chosen frameworks, by effect and not "
        "by text: a guardrail holds when nobody can do what it forbids, whatever policy "
        "prevents it. Missing evidence makes a check `cannot tell`, never a pass. "
        "Ends with 1 when a check fails that is not waived, with 3 when nothing fails but "
        "something cannot be told.",
    .examples =
        "orgsim comply --framework pci-dss\n"
        "orgsim comply --framework soc2 --format json --output soc2.json\n"
        "orgsim comply --fail-on-severity high --unknown pass",
    .options = kOptions,
    .shared = Shared::Organization | Shared::Output | Shared::Unknown | Shared::Gate,
    .formats = "text|json|junit|sarif|ocsf|markdown|csv",
    .run = run};

}  // namespace orgsim::cli
