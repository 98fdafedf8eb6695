#include "io/write/choke_points.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "io/write/access_names.h"
#include "io/write/text_table.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

std::string_view name_of(sim::ChangeKind kind) {
  switch (kind) {
    case sim::ChangeKind::TrustStatement:
      return "trust-statement";
    case sim::ChangeKind::Assignment:
      return "assignment";
    case sim::ChangeKind::Membership:
      return "membership";
    case sim::ChangeKind::Registration:
      return "registration";
    case sim::ChangeKind::Feature:
      return "feature";
    case sim::ChangeKind::Permission:
      return "permission";
    case sim::ChangeKind::ScpStatement:
      return "scp-statement";
    case sim::ChangeKind::RcpStatement:
      return "rcp-statement";
  }
  return "";
}

std::string_view name_of(sim::DeadReason reason) {
  switch (reason) {
    case sim::DeadReason::NotAttached:
      return "not-attached";
    case sim::DeadReason::TypeNotEnabled:
      return "type-not-enabled";
    case sim::DeadReason::NoMembersBelow:
      return "no-members-below";
    case sim::DeadReason::Shadowed:
      return "shadowed";
  }
  return "";
}

std::string place_of(const Organization& organization, const sim::GuardPlace& place) {
  const OrganizationPolicy& policy = organization.policies()[place.policy];
  if (!policy.document) {
    return policy.name;
  }
  const Statement& statement = organization.document(*policy.document).statements[place.statement];
  const std::string& name = policy.name.empty() ? policy.id : policy.name;
  const std::string which =
      statement.sid.empty() ? fmt::format("statement {}", place.statement + 1) : statement.sid;
  return place.target.empty() ? fmt::format("{}, {}", name, which)
                              : fmt::format("{}, {} on {}", name, which, place.target);
}

std::string why_dead(const Organization& organization, const sim::DeadGuard& dead) {
  switch (dead.reason) {
    case sim::DeadReason::NotAttached:
      return "attached to nothing";
    case sim::DeadReason::TypeNotEnabled:
      return "policies of its type are not enabled";
    case sim::DeadReason::NoMembersBelow:
      return "binds no member account there";
    case sim::DeadReason::Shadowed:
      return "all it refuses is refused by " +
             (dead.by ? place_of(organization, *dead.by) : std::string("another"));
  }
  return "";
}

Json impact_json(const sim::Impact& impact) {
  return {{"targets", impact.n_targets},
          {"admin_accounts", impact.n_admin_accounts},
          {"data_stores", impact.n_stores}};
}

class ChokeText {
 public:
  ChokeText(const sim::Authorizer& authorizer, const sim::ChokePoints& points, const Paint& paint,
            std::optional<std::size_t> width)
      : authorizer_(authorizer), points_(points), paint_(paint), width_(width) {}

  std::string text(const std::vector<sim::DeadGuard>& dead) {
    const sim::Impact& before = points_.before;
    out_ += fmt::format(
        "As things are: targets that fall: {}, accounts administered: {}, data stores reached: "
        "{}\n",
        before.n_targets, before.n_admin_accounts, before.n_stores);
    changes();
    pair();
    graph();
    guards(dead);
    return std::move(out_);
  }

 private:
  void heading(std::string_view title) {
    out_ += "\n" + paint_({{.text = std::string(title), .tone = Tone::Heading}}) + "\n";
  }

  void changes() {
    heading(fmt::format("Single changes: {} of {} tried help", points_.changes.size(),
                        points_.n_tried));
    TextTable table({{.title = "#", .align = Align::Right},
                     {.title = "change", .wraps = true},
                     {.title = "targets left", .align = Align::Right},
                     {.title = "admin accounts", .align = Align::Right},
                     {.title = "stores", .align = Align::Right},
                     {.title = "edges removed", .align = Align::Right},
                     {.title = "others who lose", .align = Align::Right},
                     {.title = "breaks"}});
    for (std::size_t i = 0; i < points_.changes.size(); ++i) {
      const sim::ChokePoint& point = points_.changes[i];
      table.add({{.text = std::to_string(i + 1)},
                 {.text = change_sentence(point.change)},
                 {.text = std::to_string(point.after.n_targets),
                  .tone = point.after.n_targets == 0 ? Tone::Good : Tone::Plain},
                 {.text = std::to_string(point.after.n_admin_accounts)},
                 {.text = std::to_string(point.after.n_stores)},
                 {.text = std::to_string(point.n_edges)},
                 {.text = std::to_string(point.collateral)},
                 {.text = point.change.breaks}});
    }
    out_ += table.empty() ? std::string() : table.text(paint_, width_);
  }

  void pair() {
    if (points_.pair) {
      out_ += fmt::format(
          "Together, changes {} and {} leave {} targets, {} administered accounts "
          "and {} stores\n",
          points_.pair->first + 1, points_.pair->second + 1, points_.after_pair.n_targets,
          points_.after_pair.n_admin_accounts, points_.after_pair.n_stores);
    }
  }

  void graph() {
    heading("Over become-edges alone");
    for (const auto dominator : points_.dominators) {
      out_ += "  every way leads through " + io::name_of(authorizer_, dominator) + "\n";
    }
    if (points_.dominators.empty()) {
      out_ += "  no principal that every way leads through\n";
    }
    out_ += fmt::format("  the fewest edges that separate the targets: {}\n", points_.cut.size());
    for (const sim::BecomeEdge& edge : points_.cut) {
      out_ += fmt::format("    {} {} {}\n", short_name_of(authorizer_, edge.source),
                          verb_of(edge.technique), short_name_of(authorizer_, edge.target));
    }
  }

  void guards(const std::vector<sim::DeadGuard>& dead) {
    if (dead.empty()) {
      return;
    }
    heading("Guards that keep nobody from anything");
    TextTable table({{.title = "guard", .wraps = true}, {.title = "why", .wraps = true}});
    for (const sim::DeadGuard& guard : dead) {
      table.add({{.text = place_of(authorizer_.organization(), guard.guard)},
                 {.text = why_dead(authorizer_.organization(), guard)}});
    }
    out_ += table.text(paint_, width_);
  }

  const sim::Authorizer& authorizer_;
  const sim::ChokePoints& points_;
  const Paint& paint_;
  std::optional<std::size_t> width_;
  std::string out_;
};

}  // namespace

std::string change_sentence(const sim::Candidate& change) {
  const std::string& subject = change.subject;
  const std::string& detail = change.detail;
  switch (change.kind) {
    case sim::ChangeKind::TrustStatement:
      return fmt::format("take statement {} out of the trust policy of {}", detail, subject);
    case sim::ChangeKind::Assignment:
      return fmt::format("take back the assignment of {} in {}", subject, detail);
    case sim::ChangeKind::Membership:
      return fmt::format("take {} out of {}", detail, subject);
    case sim::ChangeKind::Registration:
      return fmt::format("deregister {} as administrator of {}", subject, detail);
    case sim::ChangeKind::Feature:
      return fmt::format("turn {} off in {}", detail, subject);
    case sim::ChangeKind::Permission:
      return fmt::format("take {} off {}", detail, subject);
    case sim::ChangeKind::ScpStatement:
      return fmt::format("deny {} by an SCP on {}", detail, subject);
    case sim::ChangeKind::RcpStatement:
      return fmt::format("deny {} by an RCP on {}", detail, subject);
  }
  return "";
}

std::string choke_points_text(const sim::Authorizer& authorizer, const sim::ChokePoints& points,
                              const std::vector<sim::DeadGuard>& dead, const Paint& paint,
                              std::optional<std::size_t> width) {
  return ChokeText(authorizer, points, paint, width).text(dead);
}

std::string choke_points_json(const sim::Authorizer& authorizer, const sim::ChokePoints& points,
                              const std::vector<sim::DeadGuard>& dead) {
  Json changes = Json::array();
  for (const sim::ChokePoint& point : points.changes) {
    changes.push_back({{"kind", name_of(point.change.kind)},
                       {"subject", point.change.subject},
                       {"detail", point.change.detail},
                       {"after", impact_json(point.after)},
                       {"edges_removed", point.n_edges},
                       {"collateral", point.collateral},
                       {"breaks", point.change.breaks}});
  }
  Json dominators = Json::array();
  for (const auto dominator : points.dominators) {
    dominators.push_back(io::name_of(authorizer, dominator));
  }
  Json cut = Json::array();
  for (const sim::BecomeEdge& edge : points.cut) {
    cut.push_back({{"from", io::name_of(authorizer, edge.source)},
                   {"technique", sim::row_of(edge.technique).id},
                   {"to", io::name_of(authorizer, edge.target)}});
  }
  Json guards = Json::array();
  for (const sim::DeadGuard& guard : dead) {
    guards.push_back(
        {{"guard", place_of(authorizer.organization(), guard.guard)},
         {"because", name_of(guard.reason)},
         {"by", guard.by ? Json(place_of(authorizer.organization(), *guard.by)) : Json(nullptr)}});
  }
  Json pair = nullptr;
  if (points.pair) {
    pair = {{"changes", {points.pair->first, points.pair->second}},
            {"after", impact_json(points.after_pair)}};
  }
  const Json json = {{"format", "orgsim-choke-points/1"}, {"before", impact_json(points.before)},
                     {"tried", points.n_tried},           {"changes", std::move(changes)},
                     {"pair", std::move(pair)},           {"dominators", std::move(dominators)},
                     {"least_cut", std::move(cut)},       {"dead_guards", std::move(guards)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io
