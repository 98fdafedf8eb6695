#include "io/write/run_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/write/access_names.h"
#include "io/write/run_words.h"
#include "io/write/technique_words.h"
#include "io/write/text_table.h"
#include "io/write/text_tree.h"
#include "model/overload.h"

namespace orgsim::io {
namespace {

using scenarios::State;
using scenarios::Step;

constexpr std::size_t kShown = 3;     // Of rulings and of accesses.
constexpr std::size_t kMembers = 20;  // Of a blast radius.
constexpr std::string_view kIndent = "             ";

Tone tone_of(State state) {
  switch (state) {
    case State::Pass:
      return Tone::Good;
    case State::Fail:
    case State::Error:
      return Tone::Bad;
    case State::Unknown:
      return Tone::Unknown;
    case State::Skipped:
      return Tone::Dim;
    case State::Waived:
      return Tone::Warning;
  }
  return Tone::Plain;
}

class Story {
 public:
  Story(const ScenarioRun& run, const SourceFiles& files, const Paint& paint,
        std::optional<std::size_t> width)
      : run_(run), scenario_(run.result.scenario), files_(files), paint_(paint), width_(width) {}

  std::string text() {
    text_ += paint_(Tone::Heading, scenario_.title) + "\n";
    if (!scenario_.description.empty()) {
      paragraph("", scenario_.description, Tone::Plain);
    }
    line("", Tone::Dim, run_.file + (run_.organization.empty() ? "" : " on " + run_.organization));
    text_ += "\n" + text_tree(map(), paint_, width_);
    for (std::size_t i = 0; i < scenario_.steps.size(); ++i) {
      step(scenario_.steps[i], run_.result.steps[i]);
    }
    return std::move(text_);
  }

 private:
  /// Every step below the one it starts from, with how its expectations ended.
  std::vector<TreeLine> map() const {
    std::vector<TreeLine> lines = {{.depth = 0, .label = {{"start", Tone::Dim}}}};
    append_after(std::nullopt, 1, lines);
    return lines;
  }

  void append_after(std::optional<std::size_t> from, std::size_t depth,
                    std::vector<TreeLine>& lines) const {
    for (std::size_t i = 0; i < scenario_.steps.size(); ++i) {
      if (scenario_.steps[i].from == from) {
        lines.push_back({.depth = depth, .label = step_label(i)});
        append_after(i, depth + 1, lines);
      }
    }
  }

  Line step_label(std::size_t index) const {
    Line label = {{scenario_.steps[index].name, Tone::Strong}};
    for (const State state :
         {State::Pass, State::Fail, State::Error, State::Unknown, State::Waived, State::Skipped}) {
      const std::size_t n = count(run_.result.steps[index], state);
      if (n > 0) {
        label.push_back({fmt::format("  {} {}", n, lower_word_of(state)), tone_of(state)});
      }
    }
    return label;
  }

  static std::size_t count(const scenarios::StepResult& result, State state) {
    const auto expectations =
        std::ranges::count(result.expectations, state, &scenarios::ExpectationResult::state);
    const auto events =
        state == State::Pass || state == State::Skipped
            ? 0
            : std::ranges::count(result.events, state, &scenarios::EventResult::state);
    return static_cast<std::size_t>(expectations + events);
  }

  void step(const Step& step, const scenarios::StepResult& result) {
    text_ += "\n" + paint_(Tone::Strong, step.name);
    if (step.from) {
      text_ += paint_(Tone::Dim, "  after " + scenario_.steps[*step.from].name);
    }
    text_ += "\n";
    if (!step.description.empty()) {
      paragraph("  ", step.description, Tone::Plain);
    }
    for (std::size_t i = 0; i < step.events.size(); ++i) {
      event(step.events[i], result.events[i]);
    }
    for (std::size_t i = 0; i < step.expectations.size(); ++i) {
      expectation(step.expectations[i], result.expectations[i]);
    }
  }

  void event(const scenarios::EventSpec& spec, const scenarios::EventResult& result) {
    const bool as_declared = result.state == State::Pass || result.state == State::Skipped;
    const std::string_view mark = as_declared ? "then" : word_of(result.state);
    text_ +=
        "  " + paint_(as_declared ? Tone::Dim : tone_of(result.state), fmt::format("{:<9}", mark));
    paragraph_rest("             ", sentence_of(spec) + happened(result));
    if (!spec.note.empty()) {
      paragraph(kIndent, spec.note, Tone::Dim);
    }
    if (result.happened == scenarios::Happened::Denied || !as_declared) {
      rulings(result.rulings);
    }
    for (const Diagnostic& refusal : result.refusal) {
      line(kIndent, Tone::Plain, fmt::format("refused: {} [{}]", refusal.message, refusal.code));
    }
    problems(result.problems);
  }

  static std::string happened(const scenarios::EventResult& result) {
    std::string text;
    if (result.n_turns > 0) {
      text += fmt::format(" ({} accounts)", result.n_turns);
    }
    if (result.happened != scenarios::Happened::Done && result.state != State::Error) {
      text += fmt::format(" - {}", word_of(result.happened));
    }
    return text;
  }

  void expectation(const scenarios::Expectation& asked,
                   const scenarios::ExpectationResult& result) {
    text_ += "  " + paint_(tone_of(result.state), fmt::format("{:<7}", word_of(result.state))) +
             "  " + paint_(Tone::Strong, asked.id) + "  ";
    paragraph_rest(kIndent, sentence_of(asked));
    if (!asked.because.empty()) {
      paragraph(kIndent, asked.because, Tone::Dim);
    }
    if (asked.waived && result.state == State::Waived) {
      line(kIndent, Tone::Warning,
           fmt::format("waived until {}: {}", to_text(asked.waived->until),
                       asked.waived->justification));
    }
    if (!asked.todo.empty()) {
      line(kIndent, Tone::Dim, "not asked yet: " + asked.todo);
    }
    failing_ = result.state != State::Pass;
    std::visit([this](const auto& evidence) { show(evidence); }, result.evidence);
    problems(result.problems);
  }

  void show(std::monostate) {}
  void show(const scenarios::DecisionEvidence& evidence) {
    if (evidence.rulings.size() < evidence.n_asked) {
      line(kIndent, Tone::Dim,
           fmt::format("{} of {} principals:", evidence.rulings.size(), evidence.n_asked));
    }
    rulings(evidence.rulings);
  }
  void show(const scenarios::PathEvidence& evidence) {
    if (evidence.n_ways) {
      line(kIndent, Tone::Plain, fmt::format("{} ways that share no hop", *evidence.n_ways));
    }
    if (evidence.witness) {
      witness(*evidence.witness, evidence.store);
    } else if (failing_) {
      line(kIndent, Tone::Plain, "there is no such way");
    }
  }
  void show(const scenarios::RadiusEvidence& evidence) {
    std::string numbers = evidence.before && *evidence.before != evidence.now
                              ? fmt::format("{} -> {}", *evidence.before, evidence.now)
                              : std::to_string(evidence.now);
    if (evidence.certain < evidence.now) {
      numbers += fmt::format(", {} of them for certain", evidence.certain);
    }
    line(kIndent, Tone::Strong, numbers);
    if (!evidence.members.empty() && evidence.members.size() <= kMembers) {
      std::vector<std::string> names;
      names.reserve(evidence.members.size());
      for (const std::string& member : evidence.members) {
        names.push_back(short_name(member, run_.result.account_names));
      }
      paragraph(kIndent, joined(names), Tone::Dim);
    }
    for (const scenarios::Surprise& missing : evidence.not_included) {
      line(kIndent, Tone::Bad, missing.name + " does not fall for certain");
    }
    for (const scenarios::Surprise& wrong : evidence.not_excluded) {
      line(kIndent, Tone::Bad, wrong.name + " falls:");
      witness(wrong.witness, "");
    }
  }
  void show(const scenarios::CheckEvidence& evidence) {
    line(kIndent, Tone::Plain,
         evidence.subjects.empty()
             ? evidence.verdict
             : fmt::format("{}: {}", evidence.verdict, joined(evidence.subjects)));
  }
  void show(const scenarios::DelegationEvidence& evidence) {
    if (failing_ || !evidence.zone.empty()) {
      line(kIndent, Tone::Plain,
           evidence.zone.empty() ? evidence.state
                                 : fmt::format("{}: to zone {} of account {}", evidence.state,
                                               evidence.zone, evidence.account));
    }
  }
  void show(const scenarios::ComparisonEvidence& evidence) {
    accesses("gained", evidence.gained);
    accesses("lost", evidence.lost);
    accesses("gained only under a context that is not known", evidence.undecided);
  }
  void show(const scenarios::MembershipEvidence& evidence) {
    if (failing_) {
      line(kIndent, Tone::Plain,
           evidence.organization.empty()
               ? "it is in no organization"
               : fmt::format("it is in org:{} ou:{}", evidence.organization, evidence.ou));
    }
  }
  void show(const scenarios::GoldenEvidence& evidence) {
    if (!evidence.difference.empty()) {
      line(kIndent, Tone::Bad, evidence.difference);
    }
  }

  void accesses(std::string_view what, const std::vector<scenarios::Access>& found) {
    if (found.empty()) {
      return;
    }
    line(kIndent, Tone::Plain, fmt::format("{} {}:", found.size(), what));
    for (std::size_t i = 0; i < std::min(found.size(), kShown); ++i) {
      line(kIndent, Tone::Plain,
           fmt::format("{} -> {}", short_name(found[i].from, run_.result.account_names),
                       short_name(found[i].to, run_.result.account_names)));
    }
    witness(found.front().witness, "");
  }

  void rulings(const std::vector<scenarios::Ruling>& found) {
    for (std::size_t i = 0; i < std::min(found.size(), kShown); ++i) {
      const scenarios::Ruling& ruling = found[i];
      const std::string who = short_name(ruling.principal, run_.result.account_names);
      const std::string what = ruling.action.empty() ? "" : " " + ruling.action;
      paragraph(kIndent, fmt::format("{}{}: {}", who, what, sentence_of(ruling)), Tone::Dim);
    }
    if (found.size() > kShown) {
      line(kIndent, Tone::Dim, fmt::format("... and {} more", found.size() - kShown));
    }
  }

  void witness(const std::vector<scenarios::Hop>& hops, const std::string& store) {
    for (std::size_t i = 0; i < hops.size(); ++i) {
      const scenarios::Hop& hop = hops[i];
      const auto& names = run_.result.account_names;
      std::string doubt = hop.holds == sim::Truth::Unknown ? "  (if its conditions hold)" : "";
      text_ += std::string(kIndent) + paint_(Tone::Dim, fmt::format("{} ", i + 1)) +
               paint_(Tone::Identity, short_name(hop.from, names)) + " " +
               std::string(verb_of(hop.technique)) + " " +
               paint_(Tone::Identity, short_name(hop.to, names)) + paint_(Tone::Dim, doubt) + "\n";
    }
    if (!store.empty()) {
      line(kIndent, Tone::Plain, "and has access to " + store);
    }
  }

  void problems(const Diagnostics& found) {
    for (const Diagnostic& problem : found) {
      text_ += render(files_, problem) + "\n";
    }
  }

  void line(std::string_view indent, Tone tone, std::string_view text) {
    text_ += std::string(indent) + paint_(tone, text) + "\n";
  }

  /// Wrapped at a terminal, indented.
  void paragraph(std::string_view indent, std::string_view text, Tone tone) {
    for (const std::string& piece : pieces(indent, text)) {
      line(indent, tone, piece);
    }
  }

  /// The same where the first line has begun.
  void paragraph_rest(std::string_view indent, std::string_view text) {
    bool first = true;
    for (const std::string& piece : pieces(indent, text)) {
      text_ += (first ? "" : std::string(indent)) + paint_(Tone::Plain, piece) + "\n";
      first = false;
    }
  }

  std::vector<std::string> pieces(std::string_view indent, std::string_view text) const {
    constexpr std::size_t kNarrowest = 20;
    if (!width_) {
      return {std::string(text)};
    }
    return wrapped(text, std::max(kNarrowest, *width_ - std::min(*width_, indent.size())));
  }

  const ScenarioRun& run_;
  const scenarios::Scenario& scenario_;
  const SourceFiles& files_;
  const Paint& paint_;
  std::optional<std::size_t> width_;
  bool failing_ = false;
  std::string text_;
};

std::string summary(const std::vector<ScenarioRun>& runs, const Paint& paint) {
  const RunCounts counts = counts_of(runs, scenarios::Severity::Informational);
  std::string text =
      fmt::format("{} {}, {} {}:", runs.size(), runs.size() == 1 ? "scenario" : "scenarios",
                  counts.total(), counts.total() == 1 ? "expectation" : "expectations");
  for (const State state :
       {State::Pass, State::Fail, State::Error, State::Unknown, State::Waived, State::Skipped}) {
    if (counts.of(state) > 0) {
      text +=
          " " + paint(tone_of(state), fmt::format("{} {}", counts.of(state), lower_word_of(state)));
    }
  }
  return text + "\n";
}

}  // namespace

std::string run_text(const std::vector<ScenarioRun>& runs, const SourceFiles& files,
                     const Paint& paint, std::optional<std::size_t> width) {
  std::string text;
  for (const ScenarioRun& run : runs) {
    text += Story(run, files, paint, width).text() + "\n";
  }
  return text + summary(runs, paint);
}

}  // namespace orgsim::io
