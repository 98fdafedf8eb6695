#include "io/write/decision_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/aws_managed_policies.h"
#include "io/write/access_names.h"
#include "io/write/decision_names.h"
#include "io/write/decision_sentences.h"
#include "io/write/text_table.h"
#include "model/overload.h"
#include "model/text.h"
#include "sim/catalogue/action_catalogue.h"

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

/// The resource-based policy as the resource's service calls it.
std::string_view resource_title(const sim::AccessRequest& request) {
  const std::string action = to_lower(request.action);
  if (action.starts_with("sts:")) {
    return "trust policy";
  }
  if (action.starts_with("kms:")) {
    return "key policy";
  }
  return action.starts_with("s3:") ? "bucket policy" : "resource policy";
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
    accounts(request);
    resource_title_ = resource_title(request);
    reasons(request);
    line({});
    layers();
    near_misses();
    open_conditions();
    context();
    notes(request);
    return std::move(out_);
  }

 private:
  /// Whether both sides are of one account, which decides how their policies combine.
  void accounts(const sim::AccessRequest& request) {
    const auto* principal = std::get_if<Index<sim::Principal>>(&request.asker);
    const auto own =
        principal == nullptr ? std::nullopt : authorizer_.principals()[*principal].account;
    if (!own || explanation_.resource_account.empty()) {
      return;
    }
    const Account& account = authorizer_.organization().accounts()[*own];
    line({{.text = account.id.text() == explanation_.resource_account
                       ? "  within account " + named(account.id.text())
                       : fmt::format("  from account {} to account {}", named(account.id.text()),
                                     named(explanation_.resource_account))}});
  }

  /// An account's id, with its name where it is one of ours.
  std::string named(std::string_view id) const {
    const auto account = authorizer_.organization().find_account(id);
    return account
               ? fmt::format("{} ({})", id, authorizer_.organization().accounts()[*account].name)
               : std::string(id);
  }

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
  void reasons(const sim::AccessRequest& request) {
    for (const sim::StatementRef& statement : decision_.decided_by) {
      if (is_of_stranger(statement)) {
        because("the caller's account, of which the input says nothing, is taken to allow it");
        continue;
      }
      because(describe(statement) +
              (decision_.outcome == sim::Outcome::Allow ? " allows it" : " denies it"));
      conditions(statement);
    }
    if (decision_.outcome == sim::Outcome::Allow && decision_.decided_by.empty()) {
      because(is_allowed_by_service() ? "its service allows it to everybody with credentials"
                                      : "the caller has every permission of its account");
    }
    for (const sim::Layer layer : decision_.lacking) {
      because(lacking(layer));
    }
    if (const auto rule = sim::refused_by_service(authorizer_, request);
        rule && sim::may_allow(decision_.outcome)) {
      line({{.text = "  yet the service refuses it: ", .tone = Tone::Bad},
            {.text = std::string(sentence_of(*rule))}});
    }
  }

  void because(const std::string& reason) { line({{.text = "  because " + reason}}); }

  bool is_allowed_by_service() const {
    return !decision_.stages.empty() && decision_.stages.back().layer == sim::Layer::Service;
  }

  /// The conditions of a statement that decided, with what the request has for their keys.
  void conditions(const sim::StatementRef& reference) {
    const Statement* statement = authorizer_.statement(explanation_, reference);
    if (statement == nullptr) {
      return;
    }
    for (const Condition& condition : statement->conditions) {
      line({{.text = "    where ", .tone = Tone::Dim},
            {.text = text_of(condition)},
            {.text = ": it is ", .tone = Tone::Dim},
            {.text = value_of(condition.key)}});
    }
  }

  std::string value_of(std::string_view key) const {
    const sim::ContextValue* found = find_key(key);
    return found == nullptr ? "" : text_of(found->value);
  }

  const sim::ContextValue* find_key(std::string_view key) const {
    const auto found = std::ranges::find_if(
        explanation_.context,
        [&](const sim::ContextValue& value) { return equals_ignoring_case(value.key, key); });
    return found == explanation_.context.end() ? nullptr : &*found;
  }

  std::string lacking(sim::Layer layer) const {
    if (layer == sim::Layer::Service) {
      return decision_.refusal ? std::string(sentence_of(*decision_.refusal))
                               : "the bucket's policy is public, and S3 Block Public Access keeps "
                                 "such buckets to AWS services and to the account that owns them";
    }
    const auto stage = std::ranges::find(decision_.stages, layer, &sim::Stage::layer);
    if (stage == decision_.stages.end()) {
      return fmt::format("there is no {} that allows it", singular(layer));
    }
    if (stage->lacking_level && layer == sim::Layer::Scp) {
      return fmt::format("no SCP attached to {} allows it",
                         explanation_.scp_levels[*stage->lacking_level]);
    }
    return fmt::format("no statement of the {} allows it", title(layer));
  }

  std::string_view title(sim::Layer layer) const {
    return layer == sim::Layer::Resource ? resource_title_ : title_of(layer);
  }

  std::string_view singular(sim::Layer layer) const {
    return layer == sim::Layer::Identity  ? "identity policy"
           : layer == sim::Layer::Session ? "session policy"
                                          : title(layer);
  }

  /// Whether it stands for the policies of a caller that the input does not hold.
  bool is_of_stranger(const sim::StatementRef& reference) const {
    const sim::PolicySource& source = explanation_.source(reference);
    return reference.layer == sim::Layer::Identity && source.name.empty() &&
           source.attached_to.empty();
  }

  std::string describe(const sim::StatementRef& reference) const {
    const sim::PolicySource& source = explanation_.source(reference);
    const Statement* statement = authorizer_.statement(explanation_, reference);
    const std::string sid = statement == nullptr || statement->sid.empty()
                                ? fmt::format("statement {}", reference.statement + 1)
                                : fmt::format("statement `{}`", statement->sid);
    if (source.name.empty()) {
      return fmt::format("{} of {} of {}", sid,
                         reference.layer == sim::Layer::Resource
                             ? fmt::format("the {}", resource_title_)
                             : std::string(with_article(reference.layer)),
                         source.attached_to);
    }
    if (reference.layer == sim::Layer::Resource) {
      return fmt::format("`{}` of {}", source.name, source.attached_to);
    }
    return fmt::format("{} of `{}` ({}, attached to {})", sid, source.name,
                       layer_noun(reference.layer), source.attached_to);
  }

  static std::string_view with_article(sim::Layer layer) {
    switch (layer) {
      case sim::Layer::Identity:
        return "an identity policy";
      case sim::Layer::Boundary:
        return "the permissions boundary";
      case sim::Layer::Session:
        return "a session policy";
      case sim::Layer::Scp:
        return "an SCP";
      case sim::Layer::Rcp:
        return "an RCP";
      case sim::Layer::Resource:
        return "the policy";
      case sim::Layer::Endpoint:
        return "the endpoint policy";
      case sim::Layer::Service:
        break;
    }
    return "a rule";
  }

  std::string_view layer_noun(sim::Layer layer) const {
    return layer == sim::Layer::Scp        ? "SCP"
           : layer == sim::Layer::Rcp      ? "RCP"
           : layer == sim::Layer::Identity ? "identity policy"
                                           : title(layer);
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
        table.add({first ? Span{.text = std::string(title(stage.layer))} : Span{},
                   first ? says(stage) : Span{},
                   {.text = statement_cell(match)},
                   {.text = of(source)},
                   {.text = place_of(match.statement)}});
        first = false;
      }
      if (first) {
        table.add({{.text = std::string(title(stage.layer))},
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

  std::string statement_name(const sim::StatementRef& reference, Effect effect) const {
    const Statement* statement = authorizer_.statement(explanation_, reference);
    if (statement == nullptr) {
      return reference.statement == sim::StatementRef::kWholePolicy
                 ? std::string("text not collected")
                 : fmt::format("{} everything", effect == Effect::Deny ? "Deny" : "Allow");
    }
    const std::string sid =
        statement->sid.empty() ? fmt::format("#{}", reference.statement + 1) : statement->sid;
    return fmt::format("{} {}", effect == Effect::Deny ? "Deny" : "Allow", sid);
  }

  std::string statement_cell(const sim::StatementMatch& match) const {
    return statement_name(match.statement, match.effect) +
           (match.applies == sim::Truth::Unknown ? " (if a condition holds)" : "");
  }

  std::string place_of(const sim::StatementRef& reference) const {
    const Statement* statement = authorizer_.statement(explanation_, reference);
    if (statement == nullptr) {
      return "";
    }
    const bool of_aws = explanation_.source(reference).name.contains(":iam::aws:policy/");
    return of_aws && !statement->where.known()
               ? fmt::format("AWS, as of {}", aws_managed_policies_date())
               : place(files_, statement->where);
  }

  /// Allows that would have helped, or Denies that would have hurt, had their conditions held.
  void near_misses() {
    const bool denied = decision_.outcome == sim::Outcome::ImplicitDeny;
    if (!denied && decision_.outcome != sim::Outcome::Allow) {
      return;
    }
    TextTable table({{.title = "statement", .wraps = true},
                     {.title = "of", .wraps = true},
                     {.title = "condition that does not hold", .wraps = true},
                     {.title = "the request has", .wraps = true}});
    for (const sim::NearMiss& miss : explanation_.near_misses) {
      if (is_worth_showing(miss, denied)) {
        const sim::PolicySource& source = explanation_.source(miss.statement);
        table.add({{.text = statement_name(miss.statement, miss.effect)},
                   {.text = of(source)},
                   {.text = text_of(miss.failing.front())},
                   {.text = value_of(miss.failing.front().key)}});
      }
    }
    if (!table.empty()) {
      line({});
      line({{.text = denied ? "It would allow, but for a condition"
                            : "It would deny, but for a condition",
             .tone = Tone::Heading}});
      out_ += table.text(paint_, width_);
    }
  }

  bool is_worth_showing(const sim::NearMiss& miss, bool denied) const {
    return denied ? miss.effect == Effect::Allow &&
                        std::ranges::find(decision_.lacking, miss.statement.layer) !=
                            decision_.lacking.end()
                  : miss.effect == Effect::Deny;
  }

  static std::string of(const sim::PolicySource& source) {
    return fmt::format("{}{}{}", source.name, source.name.empty() ? "" : " on ",
                       source.attached_to);
  }

  void open_conditions() {
    if (decision_.unmet.empty()) {
      return;
    }
    line({});
    line({{.text = "It depends on", .tone = Tone::Heading}});
    TextTable table({{.title = "condition", .wraps = true},
                     {.title = "decided by"},
                     {.title = "statement", .wraps = true},
                     {.title = "of", .wraps = true}});
    for (const sim::OpenCondition& open : decision_.unmet) {
      const Statement* statement = authorizer_.statement(explanation_, open.statement);
      const Effect effect = statement == nullptr ? Effect::Deny : statement->effect;
      table.add({{.text = text_of(open.condition)},
                 {.text = std::string(controller_of(open.condition.key))},
                 {.text = statement_name(open.statement, effect)},
                 {.text = of(explanation_.source(open.statement))}});
    }
    out_ += table.text(paint_, width_);
    example("allowed", decision_.allowing);
    example("denied", decision_.denying);
  }

  void example(std::string_view answer, const std::vector<sim::ContextValue>& context) {
    if (context.empty()) {
      return;
    }
    std::vector<std::string> values;
    for (const sim::ContextValue& value : context) {
      const sim::ContextValue* spelled = find_key(value.key);
      const std::string& key = spelled == nullptr ? value.key : spelled->key;
      values.push_back(std::holds_alternative<sim::Absent>(value.value)
                           ? key + " absent"
                           : fmt::format("{} = {}", key, text_of(value.value)));
    }
    line({{.text = fmt::format("for example {} with ", answer), .tone = Tone::Dim},
          {.text = fmt::format("{}", fmt::join(values, " and "))}});
  }

  /// The keys that the statements ask for, as the request has them.
  void context() {
    if (explanation_.context.empty()) {
      return;
    }
    line({});
    line({{.text = "Context keys that these statements ask for", .tone = Tone::Heading}});
    TextTable table({{.title = "key"}, {.title = "value", .wraps = true}, {.title = "decided by"}});
    for (const sim::ContextValue& value : explanation_.context) {
      table.add({{.text = value.key},
                 {.text = text_of(value.value)},
                 {.text = std::string(controller_of(value.key))}});
    }
    out_ += table.text(paint_, width_);
  }

  void note(std::string_view label, const std::string& text) {
    line({});
    line({{.text = std::string(label), .tone = Tone::Warning}, {.text = text}});
  }

  /// What the answer rests on that the input does not say.
  void notes(const sim::AccessRequest& request) {
    if (!explanation_.resource_known) {
      note("Not known: ", fmt::format("{} is not in the input, so that its policy and owner may "
                                      "be any",
                                      request.resource));
    }
    if (decision_.grants_suspended == sim::Truth::Unknown) {
      note("Not known: ",
           "whether S3 Block Public Access is on for the bucket, whose policy is public");
    }
    const sim::ActionCatalogue& catalogue = sim::ActionCatalogue::builtin();
    if (!catalogue.find(request.action)) {
      note("Not known: ",
           fmt::format("`{}` is no action that AWS listed on {}; policies match it as text",
                       request.action, catalogue.date()));
    }
  }

  const sim::Authorizer& authorizer_;
  const SourceFiles& files_;
  const sim::Explanation& explanation_;
  const sim::Decision& decision_;
  const Paint& paint_;
  std::optional<std::size_t> width_;
  std::string_view resource_title_;
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
