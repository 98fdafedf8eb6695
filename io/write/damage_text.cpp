#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "io/write/access_names.h"
#include "io/write/blast_radius_names.h"
#include "io/write/blast_radius_text.h"
#include "io/write/text_table.h"

namespace orgsim::io {
namespace {

/// What becomes of a store, with what decides it.
std::string why(const sim::Authorizer& authorizer, const sim::Recovery& recovery) {
  const Organization& organization = authorizer.organization();
  const auto vault = [&] {
    return recovery.vault ? (*organization.tables().resources)[*recovery.vault].arn : std::string();
  };
  switch (recovery.fate) {
    case sim::Fate::Untouched:
      return "nobody who falls deletes it or its key";
    case sim::Fate::Locked:
      return "a lock in compliance mode holds even against who deletes everything else";
    case sim::Fate::Restorable:
      return fmt::format(
          "from {}, into {}", vault(),
          recovery.restorer ? name_of(organization, *recovery.restorer) : std::string("another"));
    case sim::Fate::Delayed:
      if (recovery.vault && !recovery.restorer) {
        return fmt::format("{} keeps its points, but no clean account is left", vault());
      }
      return recovery.vault ? fmt::format("{} is left until its key is gone", vault())
                            : "content is left until its key is gone, in 7 to 30 days";
    case sim::Fate::Lost:
      return "no recovery point is out of reach";
  }
  return "";
}

Tone tone_of(sim::Fate fate) {
  switch (fate) {
    case sim::Fate::Untouched:
    case sim::Fate::Locked:
    case sim::Fate::Restorable:
      return Tone::Good;
    case sim::Fate::Delayed:
      return Tone::Warning;
    case sim::Fate::Lost:
      return Tone::Bad;
  }
  return Tone::Plain;
}

std::string_view yes_no(bool value) { return value ? "yes" : "no"; }

constexpr std::size_t kFewTargets = 3;

class DamageText {
 public:
  DamageText(const sim::Authorizer& authorizer, const sim::BlastRadius& radius, const Paint& paint,
             std::optional<std::size_t> width)
      : authorizer_(authorizer),
        organization_(authorizer.organization()),
        radius_(radius),
        paint_(paint),
        width_(width) {}

  std::string text() {
    controls();
    ceilings();
    acts();
    names();
    recoverability();
    persistence();
    return std::move(out_);
  }

 private:
  void heading(std::string_view title, std::size_t n) {
    out_ += "\n" +
            paint_({{.text = std::string(title), .tone = Tone::Heading},
                    {.text = fmt::format(": {}", n)}}) +
            "\n";
  }

  static Span certainty(sim::Truth certain) {
    return certain == sim::Truth::Yes ? Span{.text = "yes"}
                                      : Span{.text = "possible", .tone = Tone::Unknown};
  }

  std::string extent(bool whole, std::size_t n_accounts) const {
    return whole ? "the whole organization"
                 : fmt::format("{} account{}", n_accounts, n_accounts == 1 ? "" : "s");
  }

  void controls() {
    if (radius_.controls.empty()) {
      return;
    }
    heading("Controls that can be stopped", radius_.controls.size());
    TextTable table({{.title = "control", .wraps = true},
                     {.title = "blinds"},
                     {.title = "certain"},
                     {.title = "hops", .align = Align::Right},
                     {.title = "by", .wraps = true},
                     {.title = "action", .wraps = true},
                     {.title = "before anything is logged"}});
    for (const sim::BlindedControl& control : radius_.controls) {
      table.add({{.text = control.control},
                 {.text = extent(control.whole_organization, control.accounts.size())},
                 certainty(control.certain),
                 {.text = std::to_string(control.hops)},
                 {.text = short_name_of(authorizer_, control.principal)},
                 {.text = std::string(control.action)},
                 {.text = control.unseen == sim::Truth::Unknown
                              ? "not known"
                              : std::string(yes_no(control.unseen == sim::Truth::Yes))}});
    }
    out_ += table.text(paint_, width_);
  }

  void ceilings() {
    if (radius_.ceilings.empty()) {
      return;
    }
    heading("Ceilings that can be lifted", radius_.ceilings.size());
    TextTable table({{.title = "what"},
                     {.title = "on", .wraps = true},
                     {.title = "members below", .align = Align::Right},
                     {.title = "certain"},
                     {.title = "by", .wraps = true},
                     {.title = "action"}});
    for (std::size_t i = 0; i < radius_.ceilings.size();) {
      const sim::RaisedCeiling& first = radius_.ceilings[i];
      std::vector<std::string> targets;
      std::size_t n_accounts = 0;
      bool several = false;
      for (; i < radius_.ceilings.size() && is_alike(first, radius_.ceilings[i]); ++i) {
        targets.push_back(radius_.ceilings[i].target);
        n_accounts += radius_.ceilings[i].n_accounts;
        several = several || radius_.ceilings[i].principal != first.principal;
      }
      const bool whole = !first.policy && targets.size() > kFewTargets;
      table.add(
          {{.text = subject(first)},
           {.text = whole ? fmt::format("{} accounts", targets.size())
                          : fmt::format("{}", fmt::join(targets, ", "))},
           {.text = std::to_string(n_accounts)},
           certainty(first.certain),
           {.text = several ? "somebody in each" : short_name_of(authorizer_, first.principal)},
           {.text = std::string(first.action)}});
    }
    out_ += table.text(paint_, width_);
  }

  void acts() {
    if (radius_.acts.empty()) {
      return;
    }
    heading("Acts on the organization", radius_.acts.size());
    TextTable table({{.title = "act"},
                     {.title = "what it does", .wraps = true},
                     {.title = "from"},
                     {.title = "certain"},
                     {.title = "hops", .align = Align::Right},
                     {.title = "by", .wraps = true},
                     {.title = "action", .wraps = true}});
    for (const sim::OrganizationAct& act : radius_.acts) {
      table.add({{.text = std::string(act.row->id)},
                 {.text = std::string(act.row->effect)},
                 {.text = extent(false, act.accounts.size())},
                 certainty(act.certain),
                 {.text = std::to_string(act.hops)},
                 {.text = short_name_of(authorizer_, act.principal)},
                 {.text = std::string(act.row->action)}});
    }
    out_ += table.text(paint_, width_);
  }

  /// Of one policy, or of accounts in one way: one row is enough.
  static bool is_alike(const sim::RaisedCeiling& left, const sim::RaisedCeiling& right) {
    return left.policy == right.policy && left.technique == right.technique &&
           left.certain == right.certain;
  }

  std::string subject(const sim::RaisedCeiling& ceiling) const {
    if (!ceiling.policy) {
      return "everything above the account";
    }
    const OrganizationPolicy& policy = organization_.policies()[*ceiling.policy];
    return policy.name.empty() ? policy.id : policy.name;
  }

  void names() {
    const sim::NamesControlled& names = radius_.names;
    if (names.zones.empty()) {
      return;
    }
    heading("Names controlled", names.zones.size());
    TextTable table({{.title = "zone"},
                     {.title = "names", .align = Align::Right},
                     {.title = "certain"},
                     {.title = "hops", .align = Align::Right},
                     {.title = "by", .wraps = true},
                     {.title = "through"}});
    for (const sim::ControlledZone& zone : names.zones) {
      table.add({{.text = zone_name(zone.zone)},
                 {.text = fmt::format("{}{}", zone.n_names, zone.has_wildcard ? " and *" : "")},
                 certainty(zone.certain),
                 {.text = std::to_string(zone.hops)},
                 {.text = short_name_of(authorizer_, zone.principal)},
                 {.text = zone.through.empty() ? std::string(zone.action)
                                               : "NS records in " + zone_name(zone.through)}});
    }
    out_ += table.text(paint_, width_);
    if (!names.certificates.empty()) {
      out_ +=
          fmt::format("Certificates for names below: {}\n", fmt::join(names.certificates, ", "));
    }
    for (const sim::MailControlled& mail : names.mail_domains) {
      out_ += fmt::format("Mail to {} is read: root users of {}\n", mail.domain,
                          extent(false, mail.accounts.size()));
    }
    for (const sim::IssuerControlled& issuer : names.issuers) {
      out_ += fmt::format("Tokens of {} are forged: {} role{} trust it\n", issuer.host,
                          issuer.roles.size(), issuer.roles.size() == 1 ? "" : "s");
    }
  }

  std::string zone_name(const std::string& id) const {
    const auto& dns = organization_.tables().dns;
    if (!dns) {
      return id;
    }
    const auto& zones = (*dns)->zones;
    const auto found = std::ranges::find(zones, id, &HostedZone::id);
    return found == zones.end() ? id : fmt::format("{} ({})", found->name, id);
  }

  void recoverability() {
    if (radius_.recoveries.empty()) {
      return;
    }
    heading("What can be restored", radius_.recoveries.size());
    TextTable table({{.title = "store", .wraps = true},
                     {.title = "class"},
                     {.title = "fate"},
                     {.title = "certain"},
                     {.title = "why", .wraps = true}});
    for (const sim::Recovery& recovery : radius_.recoveries) {
      const Resource& store = (*organization_.tables().resources)[recovery.store];
      table.add(
          {{.text = store.arn},
           {.text = fmt::format(
                "{}", fmt::join(store.data_classes.value_or(std::vector<std::string>()), ", "))},
           {.text = std::string(name_of(recovery.fate)), .tone = tone_of(recovery.fate)},
           certainty(recovery.certain),
           {.text = why(authorizer_, recovery)}});
    }
    out_ += table.text(paint_, width_);
    root_of_management();
  }

  /// Who has it can undo the rest with AWS Support.
  void root_of_management() {
    for (const OrganizationRecord& record : *organization_.tables().organizations) {
      const auto root = authorizer_.principals().root_user(record.management_account);
      const bool falls = root && radius_.possible().holds(*root);
      out_ +=
          fmt::format("The root user of {} {}\n", name_of(organization_, record.management_account),
                      falls ? "falls too" : "is still its owner's");
    }
  }

  void persistence() {
    if (radius_.persistences.empty()) {
      return;
    }
    heading("Ways to stay", radius_.persistences.size());
    TextTable table({{.title = "way"},
                     {.title = "in"},
                     {.title = "certain"},
                     {.title = "hops", .align = Align::Right},
                     {.title = "action", .wraps = true},
                     {.title = "rotation"},
                     {.title = "role deleted"},
                     {.title = "account leaves"}});
    for (const sim::Persistence& persistence : radius_.persistences) {
      const auto lasts = [](bool survives) {
        return survives ? Span{.text = "stays", .tone = Tone::Bad}
                        : Span{.text = "ends", .tone = Tone::Good};
      };
      table.add({{.text = std::string(persistence.row->id)},
                 {.text = extent(false, persistence.accounts.size())},
                 certainty(persistence.certain),
                 {.text = std::to_string(persistence.hops)},
                 {.text = std::string(persistence.row->action)},
                 lasts(persistence.row->survives_rotation),
                 lasts(persistence.row->survives_role_deletion),
                 lasts(persistence.row->survives_leaving)});
    }
    out_ += table.text(paint_, width_);
  }

  const sim::Authorizer& authorizer_;
  const Organization& organization_;
  const sim::BlastRadius& radius_;
  const Paint& paint_;
  std::optional<std::size_t> width_;
  std::string out_;
};

}  // namespace

std::string damage_text(const sim::Authorizer& authorizer, const sim::BlastRadius& radius,
                        const Paint& paint, std::optional<std::size_t> width) {
  return DamageText(authorizer, radius, paint, width).text();
}

}  // namespace orgsim::io
