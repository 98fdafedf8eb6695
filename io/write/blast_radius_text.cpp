#include "io/write/blast_radius_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/write/access_names.h"
#include "io/write/blast_radius_names.h"
#include "io/write/text_table.h"

namespace orgsim::io {
namespace {

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

  std::string text(bool everything) {
    headline();
    accounts();
    stores();
    ceilings();
    boundaries();
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
    for (const auto foothold : radius_.footholds) {
      line({{.text = "If "},
            {.text = name_of(authorizer_, foothold), .tone = Tone::Identity},
            {.text = " falls"}});
    }
    const std::size_t n = radius_.principals(authorizer_).size();
    const double percent =
        radius_.n_principals == 0
            ? 0
            : 100.0 * static_cast<double>(n) / static_cast<double>(radius_.n_principals);
    line({{.text = fmt::format("  {} of {} principals fall with it ({:.0f} %)", n,
                               radius_.n_principals, percent)}});
    depth("an administrator of another account", radius_.depths.other_account_administrator);
    depth("the management account", radius_.depths.management_account);
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

  /// The way to a principal in one cell: `sts-001 > idc-01`.
  std::string way(Index<sim::Principal> principal) const {
    std::string result;
    for (const sim::BecomeEdge& edge : radius_.possible.witness(principal)) {
      result += fmt::format("{}{}", result.empty() ? "" : " > ", sim::row_of(edge.technique).id);
    }
    return result.empty() ? "itself" : result;
  }

  static Tone tone_of(sim::AccountLevel level) {
    return level == sim::AccountLevel::Admin   ? Tone::Bad
           : level == sim::AccountLevel::Write ? Tone::Warning
                                               : Tone::Plain;
  }

  void accounts() {
    heading("Accounts",
            fmt::format(": {} of {}", radius_.accounts.size(), organization_.accounts().size()));
    TextTable table({{.title = "account"},
                     {.title = "level"},
                     {.title = "certain"},
                     {.title = "hops", .align = Align::Right},
                     {.title = "as", .wraps = true},
                     {.title = "way", .wraps = true},
                     {.title = "all routes in", .wraps = true},
                     {.title = "SCPs hold back", .wraps = true}});
    for (const sim::ReachedAccount& reached : radius_.accounts) {
      std::vector<std::string_view> routes;
      routes.reserve(reached.routes.size());
      for (const sim::Technique route : reached.routes) {
        routes.push_back(sim::row_of(route).id);
      }
      std::vector<std::string_view> held_back;
      held_back.reserve(reached.held_back.size());
      for (const sim::HeldBack& held : reached.held_back) {
        held_back.push_back(held.action);
      }
      table.add({{.text = name_of(organization_, reached.account)},
                 {.text = std::string(name_of(reached.level)), .tone = tone_of(reached.level)},
                 certainty(reached.certain),
                 {.text = std::to_string(reached.hops)},
                 {.text = short_name_of(authorizer_, reached.principal)},
                 {.text = way(reached.principal)},
                 {.text = fmt::format("{}", fmt::join(routes, ", "))},
                 {.text = fmt::format("{}", fmt::join(held_back, ", ")), .tone = Tone::Good}});
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
                     {.title = "by", .wraps = true}});
    for (const sim::ReachedStore& store : radius_.stores) {
      const Resource& resource = (*organization_.tables().resources)[store.resource];
      const auto classes = resource.data_classes.value_or(std::vector<std::string>());
      for (const sim::ReachedStore::Access& access : store.accesses) {
        const bool sealed = store.ciphertext_only && access.access == sim::StoreAccess::Read;
        table.add({{.text = resource.arn},
                   {.text = fmt::format("{}", fmt::join(classes, ", "))},
                   {.text = fmt::format("{}{}", name_of(access.access),
                                        sealed ? " (ciphertext only)" : "")},
                   certainty(access.certain),
                   {.text = std::to_string(access.hops)},
                   {.text = short_name_of(authorizer_, access.principal)}});
      }
    }
    out_ += table.text(paint_, width_);
  }

  void ceilings() {
    if (radius_.ceilings.empty()) {
      return;
    }
    heading("Ceilings that can be lifted", fmt::format(": {}", radius_.ceilings.size()));
    TextTable table({{.title = "policy"},
                     {.title = "on"},
                     {.title = "members below", .align = Align::Right},
                     {.title = "by", .wraps = true},
                     {.title = "action"}});
    for (const sim::RaisedCeiling& ceiling : radius_.ceilings) {
      const OrganizationPolicy& policy = organization_.policies()[ceiling.policy];
      table.add({{.text = policy.name.empty() ? policy.id : policy.name},
                 {.text = ceiling.target},
                 {.text = std::to_string(ceiling.n_accounts)},
                 {.text = short_name_of(authorizer_, ceiling.principal)},
                 {.text = std::string(ceiling.action)}});
    }
    out_ += table.text(paint_, width_);
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

  void principals() {
    const auto fallen = radius_.principals(authorizer_);
    heading("Principals", fmt::format(": {}", fallen.size()));
    TextTable table({{.title = "principal", .wraps = true},
                     {.title = "certain"},
                     {.title = "hops", .align = Align::Right},
                     {.title = "way", .wraps = true}});
    for (const auto principal : fallen) {
      table.add(
          {{.text = name_of(authorizer_, principal)},
           certainty(radius_.certain.reaches(principal) ? sim::Truth::Yes : sim::Truth::Unknown),
           {.text = std::to_string(radius_.possible.hops(principal))},
           {.text = way(principal)}});
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
                              const sim::BlastRadius& radius, const Paint& paint,
                              std::optional<std::size_t> width, bool everything) {
  return BlastRadiusText(authorizer, files, radius, paint, width).text(everything);
}

}  // namespace orgsim::io
