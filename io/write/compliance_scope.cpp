#include "io/write/compliance_scope.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "compliance/evidence.h"
#include "io/write/markdown.h"
#include "io/write/text_table.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;
using compliance::FaultEffect;
using compliance::ScopeCategory;
using compliance::ScopedAccount;

bool is_out(const ScopedAccount& scoped) { return scoped.category <= ScopeCategory::Review; }

std::string missing_of(const ScopedAccount& scoped) {
  std::string text;
  for (const EvidenceDomain domain : scoped.missing) {
    text += (text.empty() ? "" : ", ") + std::string(compliance::name_of(domain));
  }
  return text;
}

/// What the scope comes to: an account that is out by what is known, but was not looked at whole,
/// counts as in.
std::string computed_of(const ScopedAccount& scoped) {
  return is_out(scoped) && !scoped.missing.empty()
             ? "cannot tell: treat as in scope"
             : std::string(compliance::name_of(scoped.category));
}

std::string reason_of(const ScopedAccount& scoped) {
  if (is_out(scoped) && !scoped.missing.empty()) {
    return "not collected: " + missing_of(scoped);
  }
  if (scoped.reasons.empty()) {
    return {};
  }
  const compliance::ScopeReason& first = scoped.reasons.front();
  const std::size_t more = scoped.reasons.size() - 1;
  return fmt::format("{}: {}{}", first.relation, first.other,
                     more == 0 ? std::string() : fmt::format(" and {} more", more));
}

/// By kind of relation, which layers refuse: `become: cde-perimeter CdeIdentitiesOnly`.
std::string refusals_of(const ScopedAccount& scoped) {
  std::map<std::string_view, std::set<std::string>> by_kind;
  for (const compliance::Certificate& one : scoped.certificate) {
    const bool lacks = one.layer == "no-allow";
    by_kind[one.kind].insert(lacks                   ? "no Allow by " + one.policy
                             : one.policy.empty()    ? one.layer
                             : one.statement.empty() ? one.policy
                                                     : one.policy + " " + one.statement);
  }
  std::string text;
  for (const auto& [kind, by] : by_kind) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", kind, fmt::join(by, ", "));
  }
  return text;
}

std::string declared_of(const ComplianceReport& report, const ScopedAccount& scoped) {
  const std::string& declared = report.premises.account(scoped.account).pci_declared;
  return declared.empty() ? "(not declared)" : declared;
}

std::vector<std::string> row_of(const ComplianceReport& report, const ScopedAccount& scoped) {
  const Account& account = report.premises.account(scoped.account);
  const std::string computed = computed_of(scoped);
  const bool out = is_out(scoped) && scoped.missing.empty();
  return {std::string(account.id.text()), account.name, computed, declared_of(report, scoped),
          out && scoped.reasons.empty() ? refusals_of(scoped) : reason_of(scoped)};
}

const std::vector<std::string>& scope_titles() {
  static const std::vector<std::string> kTitles = {"account", "name", "computed", "declared",
                                                   "because"};
  return kTitles;
}

std::vector<Column> columns_of(const std::vector<std::string>& titles) {
  std::vector<Column> columns;
  columns.reserve(titles.size());
  for (const std::string& title : titles) {
    columns.push_back({.title = title, .wraps = &title == &titles.back()});
  }
  return columns;
}

}  // namespace

std::string scope_text(const ComplianceReport& report, const Paint& paint,
                       std::optional<std::size_t> width) {
  if (!report.scope) {
    return {};
  }
  TextTable table(columns_of(scope_titles()));
  for (const ScopedAccount& scoped : *report.scope) {
    const auto row = row_of(report, scoped);
    const bool differs = row[2] != row[3];
    table.add({{.text = row[0], .tone = Tone::Identity},
               {.text = row[1]},
               {.text = row[2], .tone = differs ? Tone::Bad : Tone::Plain},
               {.text = row[3]},
               {.text = row[4], .tone = Tone::Dim}});
  }
  return "\n" + paint(Tone::Heading, "PCI DSS scope, computed and declared") + "\n" +
         table.text(paint, width);
}

std::string scope_markdown(const ComplianceReport& report) {
  if (!report.scope) {
    return {};
  }
  std::string out =
      "\n## PCI DSS scope, computed and declared\n\n"
      "What is out of scope is so because every relation is refused; the last column names what "
      "refuses it.\n\n" +
      markdown_head(scope_titles());
  for (const ScopedAccount& scoped : *report.scope) {
    out += markdown_row(row_of(report, scoped));
  }
  return out + "\nFingerprint of the segmentation: `" +
         compliance::segmentation_fingerprint(report.premises) +
         "`. When it differs from the one of the last penetration test of the segmentation, a new "
         "test is due (11.4.5).\n";
}

namespace {

Json certificate_json(const ScopedAccount& scoped, PlaceJson& places) {
  Json list = Json::array();
  for (const compliance::Certificate& one : scoped.certificate) {
    list.push_back({{"relation", one.kind},
                    {"action", one.action.empty() ? Json(nullptr) : Json(one.action)},
                    {"target", one.target},
                    {"refused_by", one.layer},
                    {"policy", one.policy},
                    {"statement", one.statement},
                    {"where", places(one.where)}});
  }
  return list;
}

Json reasons_json(const ScopedAccount& scoped, PlaceJson& places) {
  Json list = Json::array();
  for (const compliance::ScopeReason& reason : scoped.reasons) {
    Json path = Json::array();
    for (const compliance::Hop& hop : reason.witness) {
      path.push_back(
          {{"from", hop.from},
           {"to", hop.to},
           {"action", hop.needs.empty() ? Json(nullptr) : Json(hop.needs.front().action)},
           {"where", places(hop.where)}});
    }
    list.push_back({{"relation", reason.relation},
                    {"other", reason.other},
                    {"path", std::move(path)},
                    {"where", places(reason.where)}});
  }
  return list;
}

}  // namespace

Json scope_json(const ComplianceReport& report, PlaceJson& places) {
  Json accounts = Json::array();
  if (!report.scope) {
    return accounts;
  }
  for (const ScopedAccount& scoped : *report.scope) {
    const Account& account = report.premises.account(scoped.account);
    Json missing = Json::array();
    for (const EvidenceDomain domain : scoped.missing) {
      missing.push_back(compliance::name_of(domain));
    }
    const Json declared = account.pci_declared.empty() ? Json(nullptr) : Json(account.pci_declared);
    accounts.push_back({{"account", account.id.text()},
                        {"name", account.name},
                        {"computed", compliance::name_of(scoped.category)},
                        {"declared", declared},
                        {"may_be_out", compliance::is_surely_out(scoped)},
                        {"missing", std::move(missing)},
                        {"reasons", reasons_json(scoped, places)},
                        {"certificate", certificate_json(scoped, places)}});
  }
  return {{"segmentation_fingerprint", compliance::segmentation_fingerprint(report.premises)},
          {"accounts", std::move(accounts)}};
}

namespace {

std::string_view kind_of(const compliance::Fault& fault) {
  switch (fault.kind) {
    case compliance::Fault::Kind::Statement:
      return "statement";
    case compliance::Fault::Kind::Attachment:
      return "attachment";
    case compliance::Fault::Kind::Filter:
      return "filter";
  }
  return "";
}

std::string moves_of(const FaultEffect& effect) {
  std::string text;
  for (const compliance::ScopeMove& move : effect.moves) {
    text += fmt::format("{}{} becomes {}", text.empty() ? "" : ", ", move.account,
                        compliance::name_of(move.after));
  }
  return text;
}

/// Those whose failure moves the scope first, then those that fail most checks.
std::vector<const FaultEffect*> by_weight(const std::vector<FaultEffect>& effects) {
  std::vector<const FaultEffect*> result;
  result.reserve(effects.size());
  for (const FaultEffect& effect : effects) {
    result.push_back(&effect);
  }
  std::ranges::stable_sort(result, [](const FaultEffect* left, const FaultEffect* right) {
    return std::pair(left->moves.size(), left->broken.size()) >
           std::pair(right->moves.size(), right->broken.size());
  });
  return result;
}

std::vector<std::string> fault_row(const FaultEffect& effect) {
  const bool nothing = effect.moves.empty() && effect.broken.empty();
  return {fmt::format("{} {}", effect.fault.control, effect.fault.detail),
          std::string(kind_of(effect.fault)), effect.moves.empty() ? "no" : "yes",
          nothing ? "nothing: redundant or dead today" : moves_of(effect),
          fmt::format("{}", fmt::join(effect.broken, " "))};
}

const std::vector<std::string>& fault_titles() {
  static const std::vector<std::string> kTitles = {"control that fails alone", "kind",
                                                   "segmentation", "scope", "checks that fail"};
  return kTitles;
}

}  // namespace

std::string faults_text(const ComplianceReport& report, const Paint& paint,
                        std::optional<std::size_t> width) {
  if (!report.faults) {
    return {};
  }
  TextTable table(columns_of(fault_titles()));
  for (const FaultEffect* effect : by_weight(*report.faults)) {
    const auto row = fault_row(*effect);
    table.add({{.text = row[0], .tone = Tone::Strong},
               {.text = row[1], .tone = Tone::Dim},
               {.text = row[2], .tone = effect->moves.empty() ? Tone::Plain : Tone::Bad},
               {.text = row[3]},
               {.text = row[4], .tone = Tone::Dim}});
  }
  return "\n" + paint(Tone::Heading, "Single faults: what one failing control opens") + "\n" +
         table.text(paint, width);
}

std::string faults_markdown(const ComplianceReport& report) {
  if (!report.faults) {
    return {};
  }
  std::string out =
      "\n## Single faults\n\nEvery control taken away alone. One that moves an account towards the "
      "cardholder data environment is a segmentation control and a target of the penetration test "
      "of 11.4.5.\n\n" +
      markdown_head(fault_titles());
  for (const FaultEffect* effect : by_weight(*report.faults)) {
    out += markdown_row(fault_row(*effect));
  }
  return out;
}

Json faults_json(const ComplianceReport& report, PlaceJson& places) {
  Json list = Json::array();
  if (!report.faults) {
    return list;
  }
  for (const FaultEffect& effect : *report.faults) {
    Json moves = Json::array();
    for (const compliance::ScopeMove& move : effect.moves) {
      moves.push_back({{"account", move.account},
                       {"before", compliance::name_of(move.before)},
                       {"after", compliance::name_of(move.after)}});
    }
    list.push_back({{"control", effect.fault.control},
                    {"kind", kind_of(effect.fault)},
                    {"detail", effect.fault.detail},
                    {"segmentation", !effect.moves.empty()},
                    {"scope", std::move(moves)},
                    {"fails", effect.broken},
                    {"where", places(effect.fault.where)}});
  }
  return list;
}

}  // namespace orgsim::io
