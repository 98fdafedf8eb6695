#include "io/write/evidence_pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "io/write/compliance_parts.h"
#include "io/write/compliance_scope.h"
#include "io/write/compliance_sentences.h"
#include "io/write/escape.h"
#include "io/write/evidence_tables.h"
#include "io/write/markdown.h"
#include "model/sha256.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;
using compliance::CheckResult;
using compliance::Verdict;

std::string csv_of(const PackTable& table) {
  const auto line = [](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      text += (i == 0 ? "" : ",") + for_csv_cell(cells[i]);
    }
    return text + "\r\n";
  };
  std::string out = line(table.head);
  for (const auto& row : table.rows) {
    out += line(row);
  }
  return out;
}

std::string identity(const ComplianceReport& report, const PackRun& run) {
  const OrganizationRecord* home = report.premises.home();
  std::string out = fmt::format("# Evidence pack of {}\n\n## Identity\n\n",
                                for_markdown_cell(home == nullptr ? "accounts" : home->id));
  out += markdown_head({"what", "value"});
  if (!run.client.empty()) {
    out += markdown_row({"client", run.client});
  }
  out += markdown_row({"organization", home == nullptr ? "none" : home->id});
  out += markdown_row({"point in time", to_text(report.premises.now())});
  out += markdown_row({"program", "orgsim " + run.version});
  for (const compliance::Framework& framework : report.frameworks) {
    out += markdown_row({"framework", framework.name + " " + framework.version});
  }
  out += markdown_row({"command line", run.command_line});
  return out +
         "\nThe same inputs, options and program give the same bytes. The point in time is an "
         "input "
         "of the run, not the clock. `manifest.json` has the SHA-256 of every file of the pack.\n";
}

std::string opinion(const ComplianceReport& report) {
  const VerdictCounts counts = count(report);
  std::string out = fmt::format(
      "\n## Opinion\n\n{} checks: {} pass, {} fail, {} waived, {} cannot be told, {} do not "
      "apply.\n",
      report.results.size(), counts.passed, counts.failed, counts.waived, counts.undecided,
      counts.not_applicable);
  if (report.baseline) {
    out += "\n" + baseline_sentence(report) + "\n";
  }
  out += "\n" + markdown_head({"isolation claim", "result"});
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    const CheckResult& result = report.results[i];
    if (result.check->id.starts_with("ISO-") || result.check->id.starts_with("PCI-") ||
        result.check->id.starts_with("PER-")) {
      out += markdown_row(
          {fmt::format("{} ({})", result.check->title, result.check->id), status_words(report, i)});
    }
  }
  return out;
}

std::string table_markdown(const PackTable& table) {
  std::string out = fmt::format("\n## {}\n\nPopulation: {}. {} rows, also in `{}`.\n\n",
                                table.title, table.population, table.rows.size(), table.file);
  if (table.rows.empty()) {
    return out;
  }
  out += markdown_head(table.head);
  for (const auto& row : table.rows) {
    out += markdown_row(row);
  }
  return out;
}

/// Of a check: what was tested on which population with which result, and what it rests on.
std::string narrative(const ComplianceReport& report, std::size_t position) {
  constexpr std::size_t kMost = 8;
  const CheckResult& result = report.results[position];
  std::string out = fmt::format("\n### {}: {}\n\n", result.check->id, result.check->title);
  out += fmt::format("- Controls: {}\n", for_markdown_cell(controls_of(report, result.check->id)));
  out += fmt::format("- Test: {}; {} subjects examined.\n",
                     result.check->kind == compliance::CheckClass::Facts ? "facts of the model"
                     : result.check->kind == compliance::CheckClass::Permissions
                         ? "effective permissions, by every layer of policies"
                         : "reachability over any number of steps",
                     result.n_examined);
  out +=
      fmt::format("- Result: {}{}.\n", status_words(report, position),
                  result.subjects.empty() ? std::string()
                                          : fmt::format(", {} subjects", result.subjects.size()));
  if (result.not_applicable) {
    out += fmt::format("- Because: {}.\n",
                       for_markdown_cell(std::string(sentence_of(*result.not_applicable))));
  }
  std::size_t shown = 0;
  for (const compliance::Support& support : result.support) {
    if (shown < kMost && support.kind != "certificate" && support.where.known()) {
      ++shown;
      out += fmt::format("- Rests on {} {} {} ({}).\n", support.kind,
                         for_markdown_cell(support.subject), for_markdown_cell(support.detail),
                         for_markdown_cell(place(report.files, support.where)));
    }
  }
  for (const std::string_view assumption : result.assumptions) {
    out += fmt::format("- Assumes: {}.\n", assumption);
  }
  return out;
}

std::string narratives(const ComplianceReport& report) {
  std::string out = "\n## Control narratives\n";
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    out += narrative(report, i);
  }
  return out;
}

std::string cannot_tell(const ComplianceReport& report) {
  std::string rows;
  for (const CheckResult& result : report.results) {
    if (result.verdict == Verdict::CannotTell) {
      rows += markdown_row({std::string(result.check->id), std::string(result.check->title),
                            fmt::format("{}", fmt::join(result.missing, ", ")),
                            fmt::format("{}", fmt::join(result.missing_accounts, ", "))});
    }
  }
  return "\n## What cannot be told\n\n" +
         (rows.empty()
              ? std::string("Nothing is undecided.\n")
              : markdown_head({"check", "title", "not collected or declared", "of accounts"}) +
                    rows);
}

std::string not_collected(const ComplianceReport& report) {
  const auto& unmodelled = report.premises.organization().unmodelled();
  std::string out = "\n## Read but not modelled\n\n";
  if (unmodelled.empty()) {
    return out + "Everything in the inputs is part of the model.\n";
  }
  out += markdown_head({"construct", "place"});
  for (const Unmodelled& one : unmodelled) {
    out += markdown_row({one.construct, place(report.files, one.where)});
  }
  return out;
}

std::string assumptions(const ComplianceReport& report) {
  std::set<std::string_view> all;
  for (const CheckResult& result : report.results) {
    all.insert(result.assumptions.begin(), result.assumptions.end());
  }
  std::string out = "\n## Assumed\n\n";
  for (const std::string_view one : all) {
    out += fmt::format("- {} (`orgsim explain {}`)\n", one, one);
  }
  return all.empty() ? out + "Nothing beyond the method.\n" : out;
}

constexpr std::string_view kMethod =
    "\n## Method and limits\n\n"
    "- Guardrails are judged by their effect on every principal that exists, on a hypothetical "
    "administrator of each account and on its root user, not by the text of policies.\n"
    "- A condition that the inputs do not settle counts for the actor: what is called impossible "
    "is "
    "impossible whatever its value.\n"
    "- Missing evidence makes a check undecided; it never passes by silence, and a waiver never "
    "covers it.\n"
    "- This supports the design of controls at a point in time. It is no penetration test of the "
    "segmentation (PCI DSS 11.4.5), no sample of operating effectiveness (SOC 2, type 2), no scope "
    "decision of an assessor, and no attestation.\n"
    "\n## Sign-off\n\n"
    "| role | name | date | signature |\n|---|---|---|---|\n"
    "| prepared by |  |  |  |\n| reviewed by |  |  |  |\n| accepted by |  |  |  |\n"
    "\nKeep the pack and its manifest for six years where HIPAA applies (164.316(b)(2)(i)).\n";

std::string pack_markdown(const ComplianceReport& report, const PackRun& run,
                          const std::vector<PackTable>& tables) {
  std::string out = identity(report, run) + opinion(report);
  for (const PackTable& table : tables) {
    if (table.file != "controls.csv") {
      out += table_markdown(table);
    }
  }
  return out + scope_markdown(report) + faults_markdown(report) + narratives(report) +
         cannot_tell(report) + not_collected(report) + assumptions(report) + std::string(kMethod);
}

std::string manifest(const std::vector<PackFile>& files, const PackRun& run,
                     const ComplianceReport& report) {
  Json list = Json::array();
  for (const PackFile& file : files) {
    list.push_back(
        {{"file", file.name}, {"bytes", file.text.size()}, {"sha256", sha256(file.text)}});
  }
  const Json json = {{"format", "orgsim-evidence-pack/1"},
                     {"program", "orgsim " + run.version},
                     {"as_of", to_text(report.premises.now())},
                     {"files", std::move(list)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::vector<PackFile> evidence_pack(const ComplianceReport& report, const PackRun& run) {
  const auto tables = pack_tables(report);
  std::vector<PackFile> files = {
      {"findings.csv", compliance_csv(report)},        {"findings.md", compliance_markdown(report)},
      {"findings.ocsf.json", compliance_ocsf(report)}, {"findings.sarif", compliance_sarif(report)},
      {"pack.md", pack_markdown(report, run, tables)}, {"result.json", compliance_json(report)},
      {"results.junit.xml", compliance_junit(report)}};
  for (const PackTable& table : tables) {
    files.push_back({table.file, csv_of(table)});
  }
  std::ranges::sort(files, {}, &PackFile::name);
  files.push_back({"manifest.json", manifest(files, run, report)});
  return files;
}

}  // namespace orgsim::io
