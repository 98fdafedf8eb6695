#include "io/write/decision_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/write/access_names.h"
#include "io/write/decision_names.h"
#include "io/write/text_table.h"
#include "model/overload.h"
#include "model/text.h"

namespace orgsim::io {
namespace {

/// A layer as a person calls it.
std::string_view title_of(sim::Layer layer) {
  switch (layer) {
    case sim::Layer::Identity:
      return "identity policies";
    case sim::Layer::Boundary:
      return "permissions boundary";
    case sim::Layer::Session:
      return "session policies";
    case sim::Layer::Scp:
      return "SCPs";
    case sim::Layer::Rcp:
      return "RCPs";
    case sim::Layer::Resource:
      return "resource policy";
    case sim::Layer::Endpoint:
      return "endpoint policy";
    case sim::Layer::Service:
      return "rule of the service";
  }
  return "";
}

class DecisionText {
 public:
  DecisionText(const sim::Authorizer& authorizer, const SourceFiles& files,
               const sim::Explanation& explanation, const Paint& paint,
               std::optional<std::size_t> width)
      : authorizer_(authorizer),
        files_(files),
        explanation_(explanation),
        decision_(explanation.decision),
        paint_(paint),
        width_(width) {}

  std::string text(const sim::AccessRequest& request) {
    verdict();
    line({{.text = "  "},
          {.text = name_of(authorizer_, request.asker), .tone = Tone::Identity},
          {.text = " asks for "},
          {.text = std::string(request.action), .tone = Tone::Strong},
          {.text = " on "},
          {.text = std::string(request.resource), .tone = Tone::Identity}});
    for (const std::string& reason : reasons()) {
      line({{.text = "  " + reason}});
    }
    line({});
    layers();
    open_conditions();
    coverage(request);
    return std::move(out_);
  }

 private:
  void line(const Line& line) { out_ += paint_(line) + "\n"; }

  void verdict() {
    switch (decision_.outcome) {
      case sim::Outcome::Allow:
        return line({{.text = "ALLOWED", .tone = Tone::Good}});
      case sim::Outcome::ExplicitDeny:
        return line({{.text = "DENIED", .tone = Tone::Bad}, {.text = " explicitly"}});
      case sim::Outcome::ImplicitDeny:
        return line({{.text = "DENIED", .tone = Tone::Bad},
                     {.text = " implicitly: something that must allow it does not"}});
      case sim::Outcome::Conditional:
        return line({{.text = "IT DEPENDS", .tone = Tone::Unknown},
                     {.text = " on what the input does not say"}});
    }
  }

  /// What decided, a sentence each.
  std::vector<std::string> reasons() const {
    std::vector<std::string> result;
    for (const sim::Stage& stage : decision_.stages) {
      for (const sim::StatementMatch& match : stage.matches) {
        const bool denies = decision_.outcome == sim::Outcome::ExplicitDeny &&
                            match.effect == Effect::Deny && match.applies == sim::Truth::Yes;
        if (denies) {
          result.push_back(fmt::format("because {} denies it", describe(match.statement)));
        }
      }
    }
    for (const sim::Layer layer : decision_.lacking) {
      result.push_back("because " + lacking(layer));
    }
    return result;
  }

  std::string lacking(sim::Layer layer) const {
    const auto stage = std::ranges::find(decision_.stages, layer, &sim::Stage::layer);
    if (stage == decision_.stages.end()) {
      return fmt::format("there is no {} that allows it", singular(layer));
    }
    if (stage->lacking_level && layer == sim::Layer::Scp) {
      return fmt::format("no SCP attached to {} allows it",
                         explanation_.scp_levels[*stage->lacking_level]);
    }
    return fmt::format("no statement of the {} allows it", title_of(layer));
  }

  static std::string_view singular(sim::Layer layer) {
    return layer == sim::Layer::Identity  ? "identity policy"
           : layer == sim::Layer::Session ? "session policy"
                                          : title_of(layer);
  }

  std::string describe(const sim::StatementRef& reference) const {
    const sim::PolicySource& source = explanation_.source(reference);
    const std::string policy = source.name.empty() ? "a policy" : "`" + source.name + "`";
    const Statement* statement = authorizer_.statement(explanation_, reference);
    const std::string sid = statement == nullptr || statement->sid.empty()
                                ? fmt::format("statement {}", reference.statement + 1)
                                : fmt::format("statement `{}`", statement->sid);
    return fmt::format("{} of {} ({}, attached to {})", sid, policy, layer_noun(reference.layer),
                       source.attached_to);
  }

  static std::string_view layer_noun(sim::Layer layer) {
    return layer == sim::Layer::Scp ? "SCP" : layer == sim::Layer::Rcp ? "RCP" : title_of(layer);
  }

  static Span says(const sim::Stage& stage) {
    if (stage.denies == sim::Truth::Yes) {
      return {.text = "denies", .tone = Tone::Bad};
    }
    if (stage.denies == sim::Truth::Unknown) {
      return {.text = "may deny", .tone = Tone::Unknown};
    }
    if (stage.allows == sim::Truth::Yes) {
      return {.text = stage.layer == sim::Layer::Rcp ? "does not deny" : "allows",
              .tone = Tone::Good};
    }
    return stage.allows == sim::Truth::Unknown ? Span{.text = "may allow", .tone = Tone::Unknown}
                                               : Span{.text = "does not allow", .tone = Tone::Bad};
  }

  void layers() {
    TextTable table({{.title = "layer"},
                     {.title = "says"},
                     {.title = "statement", .wraps = true},
                     {.title = "of", .wraps = true},
                     {.title = "place"}});
    for (const sim::Stage& stage : decision_.stages) {
      bool first = true;
      for (const sim::StatementMatch& match : shown(stage)) {
        const sim::PolicySource& source = explanation_.source(match.statement);
        table.add({first ? Span{.text = std::string(title_of(stage.layer))} : Span{},
                   first ? says(stage) : Span{},
                   {.text = statement_cell(match)},
                   {.text = fmt::format("{}{}{}", source.name, source.name.empty() ? "" : " on ",
                                        source.attached_to)},
                   {.text = place_of(match.statement)}});
        first = false;
      }
      if (first) {
        table.add({{.text = std::string(title_of(stage.layer))},
                   says(stage),
                   {.text = "no statement applies", .tone = Tone::Dim}});
      }
    }
    out_ += table.text(paint_, width_);
  }

  /// The statements worth a row: denies, and the allows of layers other than SCPs that let
  /// everything through anyway.
  static std::vector<sim::StatementMatch> shown(const sim::Stage& stage) {
    std::vector<sim::StatementMatch> result;
    for (const sim::StatementMatch& match : stage.matches) {
      const bool pass = match.effect == Effect::Allow && (stage.layer == sim::Layer::Rcp);
      if (!pass) {
        result.push_back(match);
      }
    }
    return result;
  }

  std::string statement_cell(const sim::StatementMatch& match) const {
    const Statement* statement = authorizer_.statement(explanation_, match.statement);
    const std::string sid = statement == nullptr ? "text not collected"
                            : statement->sid.empty()
                                ? fmt::format("#{}", match.statement.statement + 1)
                                : statement->sid;
    return fmt::format("{} {}{}", match.effect == Effect::Deny ? "Deny" : "Allow", sid,
                       match.applies == sim::Truth::Unknown ? " (if a condition holds)" : "");
  }

  std::string place_of(const sim::StatementRef& reference) const {
    const Statement* statement = authorizer_.statement(explanation_, reference);
    return statement == nullptr ? "" : place(files_, statement->where);
  }

  void open_conditions() {
    if (decision_.unmet.empty()) {
      return;
    }
    line({});
    line({{.text = "It hangs on", .tone = Tone::Heading}});
    TextTable table({{.title = "key"},
                     {.title = "operator"},
                     {.title = "values", .wraps = true},
                     {.title = "decided by"},
                     {.title = "statement", .wraps = true}});
    for (const sim::OpenCondition& open : decision_.unmet) {
      const auto key = sim::find_global_key(to_lower(open.condition.key));
      table.add({{.text = open.condition.key},
                 {.text = spelled(open.condition.op)},
                 {.text = fmt::format("{}", fmt::join(open.condition.values, ", "))},
                 {.text = key ? std::string(name_of(key->control)) : "the service"},
                 {.text = describe(open.statement)}});
    }
    out_ += table.text(paint_, width_);
  }

  void coverage(const sim::AccessRequest& request) {
    if (!explanation_.resource_known) {
      line({});
      line({{.text = "Not known: "},
            {.text = std::string(request.resource), .tone = Tone::Identity},
            {.text = " is not in the input, so that its policy and owner may be any"}});
    }
  }

  const sim::Authorizer& authorizer_;
  const SourceFiles& files_;
  const sim::Explanation& explanation_;
  const sim::Decision& decision_;
  const Paint& paint_;
  std::optional<std::size_t> width_;
  std::string out_;
};

}  // namespace

std::string name_of(const sim::Authorizer& authorizer, const sim::Asker& asker) {
  return std::visit(
      Overload{[&](Index<sim::Principal> principal) { return name_of(authorizer, principal); },
               [](const sim::ServiceCaller& service) { return service.name; },
               [](const sim::AnonymousCaller&) { return std::string("anybody, unsigned"); },
               [](const sim::OutsideCaller& outsider) { return outsider.arn; }},
      asker);
}

std::string decision_text(const sim::Authorizer& authorizer, const SourceFiles& files,
                          const sim::AccessRequest& request, const sim::Explanation& explanation,
                          const Paint& paint, std::optional<std::size_t> width) {
  return DecisionText(authorizer, files, explanation, paint, width).text(request);
}

}  // namespace orgsim::io
