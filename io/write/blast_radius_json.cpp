#include "io/write/blast_radius_json.h"

#include <nlohmann/json.hpp>

#include "io/write/access_names.h"
#include "io/write/blast_radius_names.h"
#include "io/write/path_json.h"
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

  Json json() const {
    const auto& as_of = organization_.tables().as_of;
    return {{"format", "orgsim-blast-radius/1"},
            {"as_of", as_of ? Json(to_text(*as_of)) : Json(nullptr)},
            {"footholds", footholds()},
            {"principals", principals()},
            {"accounts", accounts()},
            {"data_stores", stores()},
            {"ceilings", ceilings()},
            {"boundaries", boundaries()},
            {"depths", depths()},
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

  Json witness(Index<sim::Principal> principal) const {
    return path_json(authorizer_, places_, radius_.possible.witness(principal));
  }

  Json principals() const {
    Json members = Json::array();
    const auto fallen = radius_.principals(authorizer_);
    for (const auto principal : fallen) {
      members.push_back({{"principal", name_of(authorizer_, principal)},
                         {"hops", radius_.possible.hops(principal)},
                         {"certain", radius_.certain.reaches(principal)},
                         {"witness", witness(principal)}});
    }
    return {{"count", fallen.size()}, {"of", radius_.n_principals}, {"members", members}};
  }

  Json account_json(Index<Account> account) const {
    const Account& record = organization_.accounts()[account];
    return {{"id", record.id.text()}, {"name", record.name}};
  }

  Json accounts() const {
    Json result = Json::array();
    for (const sim::ReachedAccount& reached : radius_.accounts) {
      Json row = account_json(reached.account);
      row["level"] = name_of(reached.level);
      row["certain"] = reached.certain == sim::Truth::Yes;
      row["hops"] = reached.hops;
      row["principal"] = name_of(authorizer_, reached.principal);
      row["routes"] = Json::array();
      for (const sim::Technique route : reached.routes) {
        row["routes"].push_back(sim::row_of(route).id);
      }
      row["held_back"] = Json::array();
      for (const sim::HeldBack& held_back : reached.held_back) {
        row["held_back"].push_back(held_back.action);
      }
      row["witness"] = witness(reached.principal);
      result.push_back(std::move(row));
    }
    return result;
  }

  Json stores() const {
    Json result = Json::array();
    for (const sim::ReachedStore& store : radius_.stores) {
      const Resource& resource = (*organization_.tables().resources)[store.resource];
      Json accesses = Json::array();
      for (const sim::ReachedStore::Access& access : store.accesses) {
        accesses.push_back({{"access", name_of(access.access)},
                            {"certain", access.certain == sim::Truth::Yes},
                            {"hops", access.hops},
                            {"principal", name_of(authorizer_, access.principal)},
                            {"witness", witness(access.principal)}});
      }
      result.push_back({{"arn", resource.arn},
                        {"account", organization_.accounts()[resource.account].id.text()},
                        {"classes", resource.data_classes.value_or(std::vector<std::string>())},
                        {"ciphertext_only", store.ciphertext_only},
                        {"accesses", std::move(accesses)}});
    }
    return result;
  }

  Json ceilings() const {
    Json result = Json::array();
    for (const sim::RaisedCeiling& ceiling : radius_.ceilings) {
      const OrganizationPolicy& policy = organization_.policies()[ceiling.policy];
      result.push_back({{"policy", policy.id},
                        {"name", policy.name},
                        {"target", ceiling.target},
                        {"member_accounts", ceiling.n_accounts},
                        {"action", ceiling.action},
                        {"certain", ceiling.certain == sim::Truth::Yes},
                        {"hops", ceiling.hops},
                        {"principal", name_of(authorizer_, ceiling.principal)}});
    }
    return result;
  }

  Json boundaries() const {
    Json result = Json::array();
    for (const sim::CrossedBoundary& boundary : radius_.boundaries) {
      result.push_back({{"boundary", name_of(boundary.kind)},
                        {"from", boundary.from},
                        {"to", boundary.to},
                        {"witness", path_json(authorizer_, places_, boundary.witness)}});
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
            {"data_classes", radius_.depths.data_classes}};
  }

  const sim::Authorizer& authorizer_;
  const Organization& organization_;
  mutable PlaceJson places_;
  const sim::BlastRadius& radius_;
};

}  // namespace

std::string blast_radius_json(const sim::Authorizer& authorizer, const SourceFiles& files,
                              const sim::BlastRadius& radius) {
  return BlastRadiusJson(authorizer, files, radius)
             .json()
             .dump(2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace orgsim::io
