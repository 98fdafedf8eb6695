#include <algorithm>
#include <array>

#include "cli/commands.h"
#include "cli/diagnostics.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/shared_options.h"
#include "io/load_waivers.h"
#include "io/read/framework_reader.h"
#include "io/write/compliance_report.h"
#include "model/organization_builder.h"
#include "sim/access_graph.h"

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
           .repeatable = true}};

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
    if (result.verdict == compliance::Verdict::Fail && !report.waiving.waived[i] &&
        result.severity >= least) {
      code = worse(code, ExitCode::GateFailed);
    } else if (result.verdict == compliance::Verdict::CannotTell) {
      code = worse(code, undecided_code(invocation));
    }
  }
  return code;
}

std::string rendered(const io::ComplianceReport& report, const ReportStyle& style) {
  struct Row {
    std::string_view format;
    std::string (*write)(const io::ComplianceReport&);
  };
  constexpr std::array kWriters = {Row{"csv", io::compliance_csv}, Row{"json", io::compliance_json},
                                   Row{"junit", io::compliance_junit},
                                   Row{"markdown", io::compliance_markdown},
                                   Row{"sarif", io::compliance_sarif}};
  const auto row = std::ranges::find(kWriters, style.format, &Row::format);
  return row == kWriters.end() ? io::compliance_text(report, style.paint, style.width)
                               : row->write(report);
}

ExitCode run(const Invocation& invocation) {
  auto loaded = load(invocation);
  if (!loaded || !add_waivers(invocation, *loaded)) {
    return ExitCode::Unusable;
  }
  const sim::Authorizer authorizer(loaded->organization);
  const sim::AccessGraph graph = sim::build_access_graph(authorizer);
  const compliance::Premises premises(authorizer, graph, loaded->now);
  io::ComplianceReport report{.premises = premises,
                              .files = loaded->files,
                              .frameworks = chosen_frameworks(invocation),
                              .results = {},
                              .waivers = *loaded->organization.tables().waivers,
                              .waiving = {}};
  report.results = compliance::assess(premises, compliance::checks_of(report.frameworks));
  report.waiving = compliance::waive(premises, report.results, report.waivers);
  const ExitCode written =
      write_reports(invocation, [&](const ReportStyle& style) { return rendered(report, style); });
  return worse(worse(written, loaded->code), code_of(invocation, report));
}

}  // namespace

constinit const Command kComply = {
    .name = "comply",
    .group = Group::Compliance,
    .summary = "which controls of SOC 2, PCI DSS, HIPAA, FedRAMP and CIS hold",
    .arguments = "",
    .help =
        "Judges the organization by the checks of the chosen frameworks, by effect and not\n"
        "by text: a guardrail holds when nobody can do what it forbids, whatever policy\n"
        "prevents it. Missing evidence makes a check `cannot tell`, never a pass.\n"
        "Ends with 1 when a check fails that is not waived, with 3 when nothing fails but\n"
        "something cannot be told.",
    .examples =
        "orgsim comply --framework pci-dss\n"
        "orgsim comply --framework soc2 --format json --output soc2.json\n"
        "orgsim comply --fail-on-severity high --unknown pass",
    .options = kOptions,
    .shared = Shared::Organization | Shared::Output | Shared::Unknown | Shared::Gate,
    .formats = "text|json|junit|sarif|markdown|csv",
    .run = run};

}  // namespace orgsim::cli
