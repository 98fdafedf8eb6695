#include "io/write/blast_radius_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "io/write/access_names.h"
#include "io/write/blast_radius_names.h"
#include "io/write/open_conditions.h"
#include "io/write/technique_words.h"
#include "io/write/text_table.h"

namespace orgsim::io {
namespace {

constexpr std::size_t kFewActions = 2;

class BlastRadiusText {
 public:
  BlastRadiusText(const sim::Authorizer& authorizer, const SourceFiles& files,
                  const sim::BlastRadius& radius, const Paint& paint,
                  std::optional<std::size_t> width)
      : authorizer_(authorizer),
        organization_(authorizer.organization()),
        files_(files),
        radius_(radius),
        paint_(paint),
        width_(width) {}

  std::string text(const sim::RouteMatrix* matrix, bool everything) {
    headline();
    accounts();
    if (matrix != nullptr) {
      out_ += route_matrix_text(authorizer_, *matrix, paint_, width_);
    }
    stores();
    out_ += damage_text(authorizer_, radius_, paint_, width_);
    boundaries();
    open_conditions();
    if (everything) {
      principals();
    }
    return std::move(out_);
  }

 private:
  void line(const Line& line) { out_ += paint_(line) + "\n"; }

  void heading(std::string_view title, std::string_view rest) {
    line({});
    line({{.text = std::string(title), .tone = Tone::Heading}, {.text = std::string(rest)}});
  }

  void headline() {
    const bool alone = radius_.footholds.size() == 1;
    if (!alone) {
      line({{.text = "If these fall together"}});
    }
    for (const auto foothold : radius_.footholds) {
      line({{.text = alone ? "If " : "  "},
            {.text = name_of(authorizer_, foothold), .tone = Tone::Identity},
            {.text = alone ? " falls" : ""}});
    }
    const std::size_t n = radius_.principals().size();
    const double percent =
        radius_.n_principals == 0
            ? 0
            : 100.0 * static_cast<double>(n) / static_cast<double>(radius_.n_principals);
    line({{.text = fmt::format("  {} of {} principals fall with it ({:.0f} %)", n,
                               radius_.n_principals, percent)}});
    if (radius_.options.becomes_only) {
      line(
          {{.text = "  followed: who can become whom, with nothing rewritten and no ceiling lifted",
            .tone = Tone::Dim}});
    } else if (!radius_.options.raises) {
      line({{.text = "  followed: everything, with no ceiling of the organization lifted",
             .tone = Tone::Dim}});
    }
    depth("an administrator of another account", radius_.depths.other_account_administrator);
    depth("the management account", radius_.depths.management_account);
    depth("an account of tier zero", radius_.depths.tier_zero);
    if (declares_log_store()) {
      depth("the log archive", radius_.depths.log_archive);
    }
    for (const auto& [data_class, hops] : radius_.depths.data_classes) {
      depth(fmt::format("{} data", data_class), hops);
    }
  }

  /// Without one, whether the logs are reached is not known.
  bool declares_log_store() const {
    return std::ranges::any_of(*organization_.tables().resources, [](const Resource& resource) {
      return resource.data_classes &&
             std::ranges::find(*resource.data_classes, "audit-log") != resource.data_classes->end();
    });
  }

  void depth(std::string_view what, const std::optional<std::size_t>& hops) {
    line({{.text = fmt::format("  {:<38}", what)},
          hops ? Span{.text = fmt::format("{} hop{}", *hops, *hops == 1 ? "" : "s"),
                      .tone = Tone::Bad}
               : Span{.text = "not reached", .tone = Tone::Good}});
  }

  static Span certainty(sim::Truth certain) {
    return certain == sim::Truth::Yes ? Span{.text = "yes"}
                                      : Span{.text = "possible", .tone = Tone::Unknown};
  }

  /// The way to the facts in one cell: `sts-001 > org-14 > iam-005`.
  std::string way(const std::vector<sim::Fact>& facts) const {
    std::string result;
    for (const sim::Step& step : radius_.possible().witness(facts)) {
      result += fmt::format("{}{}", result.empty() ? "" : " > ", step.technique);
    }
    return result.empty() ? "itself" : result;
  }

  static Tone tone_of(sim::AccountLevel level) {
    return level == sim::AccountLevel::Admin   ? Tone::Bad
           : level == sim::AccountLevel::Write ? Tone::Warning
                                               : Tone::Plain;
  }

  /// What surely falls, where the readings differ.
  static Span sure_level(const sim::ReachedAccount& reached) {
    if (reached.certain_level == reached.level) {
      return {.text = "yes"};
    }
    return {.text = reached.certain_level == sim::AccountLevel::None
                        ? "possible"
                        : fmt::format("possible, surely {}", name_of(reached.certain_level)),
            .tone = Tone::Unknown};
  }

  /// The actions where they are few, else how many.
  static std::string held_back(const sim::ReachedAccount& reached) {
    const auto n_lifted = static_cast<std::size_t>(
        std::ranges::count(reached.held_back, true, &sim::HeldBack::can_be_lifted));
    const std::size_t n = reached.held_back.size();
    const std::string_view until = n_lifted == 0   ? ""
                                   : n_lifted == n ? " (until lifted)"
                                                   : " (some until lifted)";
    if (n > kFewActions) {
      return fmt::format("{} of {} privileged actions{}", n, sim::n_privileged_actions(), until);
    }
    std::vector<std::string_view> actions(n);
    std::ranges::transform(reached.held_back, actions.begin(), &sim::HeldBack::action);
    return n == 0 ? std::string() : fmt::format("{}{}", fmt::join(actions, ", "), until);
  }

  void accounts() {
    heading("Accounts",
            fmt::format(": {} of {}", radius_.accounts.size(), organization_.accounts().size()));
    TextTable table({{.title = "account", .wraps = true},
                     {.title = "level"},
                     {.title = "certain"},
                     {.title = "hops", .align = Align::Right},
                     {.title = "as", .wraps = true},
                     {.title = "way", .wraps = true},
                     {.title = "all routes in", .wraps = true},
                     {.title = "SCPs hold back", .wraps = true}});
    for (const sim::ReachedAccount& reached : radius_.accounts) {
      table.add({{.text = name_of(organization_, reached.account)},
                 {.text = std::string(name_of(reached.level)), .tone = tone_of(reached.level)},
                 sure_level(reached),
                 {.text = std::to_string(reached.hops)},
                 {.text = short_name_of(authorizer_, reached.principal)},
                 {.text = way(reached.needs)},
                 {.text = fmt::format("{}", fmt::join(reached.routes, ", "))},
                 {.text = held_back(reached), .tone = Tone::Good}});
    }
    out_ += table.text(paint_, width_);
  }

  void stores() {
    if (radius_.stores.empty()) {
      return;
    }
    heading("Data stores", fmt::format(": {}", radius_.stores.size()));
    TextTable table({{.title = "store", .wraps = true},
                     {.title = "class"},
                     {.title = "access"},
                     {.title = "certain"},
                     {.title = "hops", .align = Align::Right},
                     {.title = "by", .wraps = true},
                     {.title = "after", .wraps = true}});
    for (const sim::ReachedStore& store : radius_.stores) {
      for (std::size_t i = 0; i < store.accesses.size();) {
        std::size_t end = i + 1;
        while (end < store.accesses.size() && is_alike(store.accesses[i], store.accesses[end])) {
          ++end;
        }
        table.add(store_row(store, i, end));
        i = end;
      }
    }
    out_ += table.text(paint_, width_);
  }

  /// Reached by the same way, so that one row is enough.
  static bool is_alike(const sim::ReachedStore::Access& left,
                       const sim::ReachedStore::Access& right) {
    return left.principal == right.principal && left.needs == right.needs &&
           left.certain == right.certain && left.unlocked_by == right.unlocked_by;
  }

  std::vector<Span> store_row(const sim::ReachedStore& store, std::size_t begin,
                              std::size_t end) const {
    const Resource& resource = (*organization_.tables().resources)[store.resource];
    const auto classes = resource.data_classes.value_or(std::vector<std::string>());
    std::vector<std::string> accesses;
    for (std::size_t i = begin; i < end; ++i) {
      const auto access = store.accesses[i].access;
      const bool sealed = store.ciphertext_only && access == sim::StoreAccess::Read;
      accesses.push_back(fmt::format("{}{}", name_of(access), sealed ? " (ciphertext only)" : ""));
    }
    const sim::ReachedStore::Access& first = store.accesses[begin];
    return {{.text = resource.arn},
            {.text = fmt::format("{}", fmt::join(classes, ", "))},
            {.text = fmt::format("{}", fmt::join(accesses, ", "))},
            certainty(first.certain),
            {.text = std::to_string(first.hops)},
            {.text = short_name_of(authorizer_, first.principal)},
            {.text = preparations(first)}};
  }

  /// What has to be lifted or rewritten before.
  std::string preparations(const sim::ReachedStore::Access& access) const {
    std::vector<std::string> result;
    for (const sim::Fact& need : access.needs) {
      if (need.is_raise()) {
        result.push_back(raise_of(authorizer_, need));
      }
    }
    if (!access.unlocked_by.empty()) {
      result.emplace_back(access.unlocked_by);
    }
    return fmt::format("{}", fmt::join(result, ", "));
  }

  void boundaries() {
    if (radius_.boundaries.empty()) {
      return;
    }
    heading("Boundaries crossed", fmt::format(": {}", radius_.boundaries.size()));
    for (const sim::CrossedBoundary& boundary : radius_.boundaries) {
      line({{.text = fmt::format("{}: ", name_of(boundary.kind)), .tone = Tone::Strong},
            {.text = fmt::format("from {} into {}", boundary.from, boundary.to)}});
      out_ += path_strip(hops_of(authorizer_, files_, boundary.witness), paint_, width_);
    }
  }

  void open_conditions() {
    const auto questions = open_questions(authorizer_, radius_);
    if (questions.empty()) {
      return;
    }
    heading("What separates possible from certain", "");
    TextTable table({{.title = "condition"},
                     {.title = "operator"},
                     {.title = "values", .wraps = true},
                     {.title = "principals it opens", .align = Align::Right}});
    for (const OpenQuestion& question : questions) {
      table.add({{.text = question.key},
                 {.text = question.condition_operator},
                 {.text = fmt::format("{}", fmt::join(question.values, ", "))},
                 {.text = std::to_string(question.n_principals)}});
    }
    out_ += table.text(paint_, width_);
  }

  void principals() {
    const auto fallen = radius_.principals();
    heading("Principals", fmt::format(": {}", fallen.size()));
    TextTable table({{.title = "principal", .wraps = true},
                     {.title = "certain"},
                     {.title = "hops", .align = Align::Right},
                     {.title = "way", .wraps = true}});
    for (const auto principal : fallen) {
      table.add(
          {{.text = name_of(authorizer_, principal)},
           certainty(radius_.certain().holds(principal) ? sim::Truth::Yes : sim::Truth::Unknown),
           {.text = std::to_string(radius_.possible().hops(principal))},
           {.text = way({sim::Fact::held(principal)})}});
    }
    out_ += table.text(paint_, width_);
  }

  const sim::Authorizer& authorizer_;
  const Organization& organization_;
  const SourceFiles& files_;
  const sim::BlastRadius& radius_;
  const Paint& paint_;
  std::optional<std::size_t> width_;
  std::string out_;
};

}  // namespace

std::string blast_radius_text(const sim::Authorizer& authorizer, const SourceFiles& files,
                              const sim::BlastRadius& radius, const sim::RouteMatrix* matrix,
                              const Paint& paint, std::optional<std::size_t> width,
                              bool everything) {
  return BlastRadiusText(authorizer, files, radius, paint, width).text(matrix, everything);
}

}  // namespace orgsim::io
