#include "io/write/blast_radius_json.h"

#include <nlohmann/json.hpp>

#include "io/write/access_names.h"
#include "io/write/blast_radius_names.h"
#include "io/write/open_conditions.h"
#include "io/write/steps_json.h"
#include "model/time.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

class BlastRadiusJson {
 public:
  BlastRadiusJson(const sim::Authorizer& authorizer, const SourceFiles& files,
                  const sim::BlastRadius& radius)
      : authorizer_(authorizer),
        organization_(authorizer.organization()),
        places_(files),
        radius_(radius) {}

  Json json(const sim::RouteMatrix* matrix) {
    const auto& as_of = organization_.tables().as_of;
    return {{"format", "orgsim-blast-radius/2"},
            {"as_of", as_of ? Json(to_text(*as_of)) : Json(nullptr)},
            {"followed", radius_.options.becomes_only ? "become-edges" : "everything"},
            {"raises", radius_.options.raises && !radius_.options.becomes_only},
            {"footholds", footholds()},
            {"principals", principals()},
            {"accounts", accounts()},
            {"data_stores", stores()},
            {"controls", controls()},
            {"ceilings", ceilings()},
            {"organization_acts", acts()},
            {"names", names()},
            {"recoverability", recoverability()},
            {"boundaries", boundaries()},
            {"depths", depths()},
            {"persistence", persistence()},
            {"routes", matrix != nullptr ? routes(*matrix) : Json(nullptr)},
            {"open_conditions", open_conditions()},
            {"not_modelled", organization_.unmodelled().size()}};
  }

 private:
  Json footholds() const {
    Json result = Json::array();
    for (const auto foothold : radius_.footholds) {
      result.push_back(name_of(authorizer_, foothold));
    }
    return result;
  }

  Json witness(const std::vector<sim::Fact>& facts) {
    return steps_json(authorizer_, places_, radius_.possible().witness(facts));
  }

  static Json certain(sim::Truth truth) { return truth == sim::Truth::Yes; }

  /// Who does something, how sure it is, and the way there.
  template <class Member>
  Json doer(const Member& member) {
    return {{"certain", certain(member.certain)},
            {"hops", member.hops},
            {"principal", name_of(authorizer_, member.principal)},
            {"witness", witness(member.needs)}};
  }

  Json principals() {
    Json members = Json::array();
    const auto fallen = radius_.principals();
    for (const auto principal : fallen) {
      members.push_back({{"principal", name_of(authorizer_, principal)},
                         {"hops", radius_.possible().hops(principal)},
                         {"certain", radius_.certain().holds(principal)},
                         {"witness", witness({sim::Fact::held(principal)})}});
    }
    return {{"count", fallen.size()}, {"of", radius_.n_principals}, {"members", members}};
  }

  const std::string& id(Index<Account> account) const {
    return organization_.accounts()[account].id.text();
  }

  Json ids(const std::vector<Index<Account>>& accounts) const {
    Json result = Json::array();
    for (const auto account : accounts) {
      result.push_back(id(account));
    }
    return result;
  }

  Json account_json(Index<Account> account) const {
    return {{"id", id(account)}, {"name", organization_.accounts()[account].name}};
  }

  Json accounts() {
    Json result = Json::array();
    for (const sim::ReachedAccount& reached : radius_.accounts) {
      Json row = account_json(reached.account);
      row["level"] = name_of(reached.level);
      row["certain_level"] = name_of(reached.certain_level);
      row.update(doer(reached));
      row["routes"] = reached.routes;
      row["held_back"] = Json::array();
      for (const sim::HeldBack& held_back : reached.held_back) {
        row["held_back"].push_back(
            {{"action", held_back.action}, {"can_be_lifted", held_back.can_be_lifted}});
      }
      result.push_back(std::move(row));
    }
    return result;
  }

  const Resource& resource(Index<Resource> index) const {
    return (*organization_.tables().resources)[index];
  }

  Json stores() {
    Json result = Json::array();
    for (const sim::ReachedStore& store : radius_.stores) {
      Json accesses = Json::array();
      for (const sim::ReachedStore::Access& access : store.accesses) {
        Json row = {{"access", name_of(access.access)}};
        row.update(doer(access));
        row["unlocked_by"] = access.unlocked_by.empty() ? Json(nullptr) : Json(access.unlocked_by);
        accesses.push_back(std::move(row));
      }
      const Resource& of = resource(store.resource);
      result.push_back({{"arn", of.arn},
                        {"account", id(of.account)},
                        {"classes", of.data_classes.value_or(std::vector<std::string>())},
                        {"ciphertext_only", store.ciphertext_only},
                        {"accesses", std::move(accesses)}});
    }
    return result;
  }

  Json controls() {
    Json result = Json::array();
    for (const sim::BlindedControl& control : radius_.controls) {
      Json row = {{"kind", name_of(control.kind)},
                  {"control", control.control},
                  {"technique", control.technique},
                  {"action", control.action},
                  {"whole_organization", control.whole_organization},
                  {"accounts", ids(control.accounts)},
                  {"unseen", control.unseen == sim::Truth::Unknown
                                 ? Json(nullptr)
                                 : Json(control.unseen == sim::Truth::Yes)}};
      row.update(doer(control));
      result.push_back(std::move(row));
    }
    return result;
  }

  Json ceilings() {
    Json result = Json::array();
    for (const sim::RaisedCeiling& ceiling : radius_.ceilings) {
      Json row = {{"policy", nullptr}, {"name", nullptr}};
      if (ceiling.policy) {
        const OrganizationPolicy& policy = organization_.policies()[*ceiling.policy];
        row = {{"policy", policy.id}, {"name", policy.name}};
      }
      row["target"] = ceiling.target;
      row["member_accounts"] = ceiling.n_accounts;
      row["technique"] = ceiling.technique;
      row["action"] = ceiling.action;
      row.update(doer(ceiling));
      result.push_back(std::move(row));
    }
    return result;
  }

  Json names() {
    Json zones = Json::array();
    for (const sim::ControlledZone& zone : radius_.names.zones) {
      Json row = {{"zone", zone.zone},
                  {"through", zone.through.empty() ? Json(nullptr) : Json(zone.through)},
                  {"technique", zone.technique},
                  {"action", zone.action},
                  {"names", zone.n_names},
                  {"wildcard", zone.has_wildcard}};
      row.update(doer(zone));
      zones.push_back(std::move(row));
    }
    Json mail = Json::array();
    for (const sim::MailControlled& domain : radius_.names.mail_domains) {
      mail.push_back({{"domain", domain.domain}, {"root_users_of", ids(domain.accounts)}});
    }
    Json issuers = Json::array();
    for (const sim::IssuerControlled& issuer : radius_.names.issuers) {
      Json roles = Json::array();
      for (const auto role : issuer.roles) {
        roles.push_back(name_of(authorizer_, role));
      }
      issuers.push_back({{"host", issuer.host}, {"roles", std::move(roles)}});
    }
    return {{"zones", std::move(zones)},
            {"certificates", radius_.names.certificates},
            {"mail_domains", std::move(mail)},
            {"issuers", std::move(issuers)}};
  }

  Json recoverability() {
    Json result = Json::array();
    for (const sim::Recovery& recovery : radius_.recoveries) {
      const Resource& store = resource(recovery.store);
      Json row = {
          {"arn", store.arn},
          {"classes", store.data_classes.value_or(std::vector<std::string>())},
          {"fate", name_of(recovery.fate)},
          {"certain", certain(recovery.certain)},
          {"key_falls", recovery.key_falls},
          {"vault", recovery.vault ? Json(resource(*recovery.vault).arn) : Json(nullptr)},
          {"restore_into", recovery.restorer ? Json(id(*recovery.restorer)) : Json(nullptr)},
          {"deleted_by", nullptr}};
      if (recovery.deleter) {
        row["deleted_by"] = {{"principal", name_of(authorizer_, recovery.deleter->principal)},
                             {"hops", recovery.deleter->hops},
                             {"witness", witness(recovery.deleter->needs)}};
      }
      result.push_back(std::move(row));
    }
    return result;
  }

  Json boundaries() {
    Json result = Json::array();
    for (const sim::CrossedBoundary& boundary : radius_.boundaries) {
      result.push_back({{"boundary", name_of(boundary.kind)},
                        {"from", boundary.from},
                        {"to", boundary.to},
                        {"witness", steps_json(authorizer_, places_, boundary.witness)}});
    }
    return result;
  }

  Json depths() const {
    const auto hops = [](const std::optional<std::size_t>& depth) {
      return depth ? Json(*depth) : Json(nullptr);
    };
    return {{"other_account_administrator", hops(radius_.depths.other_account_administrator)},
            {"management_account", hops(radius_.depths.management_account)},
            {"log_archive", hops(radius_.depths.log_archive)},
            {"tier_zero", hops(radius_.depths.tier_zero)},
            {"data_classes", radius_.depths.data_classes}};
  }

  Json acts() {
    Json result = Json::array();
    for (const sim::OrganizationAct& act : radius_.acts) {
      Json row = {{"technique", act.row->id},
                  {"action", act.row->action},
                  {"effect", act.row->effect},
                  {"accounts", ids(act.accounts)}};
      row.update(doer(act));
      result.push_back(std::move(row));
    }
    return result;
  }

  Json persistence() {
    Json result = Json::array();
    for (const sim::Persistence& persistence : radius_.persistences) {
      Json row = {{"way", persistence.row->id},
                  {"action", persistence.row->action},
                  {"survives_rotation", persistence.row->survives_rotation},
                  {"survives_role_deletion", persistence.row->survives_role_deletion},
                  {"survives_leaving", persistence.row->survives_leaving},
                  {"accounts", ids(persistence.accounts)}};
      row.update(doer(persistence));
      result.push_back(std::move(row));
    }
    return result;
  }

  Json routes(const sim::RouteMatrix& matrix) const {
    Json rows = Json::array();
    for (const sim::RouteMatrix::Row& row : matrix.rows) {
      Json entry = account_json(row.account);
      entry["administered"] = row.administered;
      entry["routes"] = Json::array();
      for (const sim::Route& route : row.routes) {
        entry["routes"].push_back({{"id", route.id},
                                   {"certain", certain(route.certain)},
                                   {"after_raise", route.after_raise},
                                   {"direct", route.direct},
                                   {"from", name_of(authorizer_, route.from)},
                                   {"into", name_of(authorizer_, route.into)}});
      }
      rows.push_back(std::move(entry));
    }
    Json closed = Json::array();
    for (const sim::ClosedRoute& route : matrix.closed) {
      closed.push_back({{"id", route.id},
                        {"title", route_title(route.id)},
                        {"saves", ids(route.saved)},
                        {"administered_accounts_left", route.n_left}});
    }
    Json survivors = Json::array();
    for (const sim::RouteMatrix::Survivor& survivor : matrix.survivors) {
      Json entry = account_json(survivor.account);
      entry["because"] = name_of(survivor.reason);
      survivors.push_back(std::move(entry));
    }
    return {{"accounts", std::move(rows)},
            {"closing_one", std::move(closed)},
            {"untouched", std::move(survivors)}};
  }

  Json open_conditions() const {
    Json result = Json::array();
    for (const OpenQuestion& question : open_questions(authorizer_, radius_)) {
      result.push_back({{"key", question.key},
                        {"operator", question.condition_operator},
                        {"values", question.values},
                        {"principals", question.n_principals}});
    }
    return result;
  }

  const sim::Authorizer& authorizer_;
  const Organization& organization_;
  PlaceJson places_;
  const sim::BlastRadius& radius_;
};

}  // namespace

std::string blast_radius_json(const sim::Authorizer& authorizer, const SourceFiles& files,
                              const sim::BlastRadius& radius, const sim::RouteMatrix* matrix) {
  return BlastRadiusJson(authorizer, files, radius)
             .json(matrix)
             .dump(2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace orgsim::io
