#include <nlohmann/json.hpp>

#include "io/write/decision_names.h"
#include "io/write/decision_text.h"
#include "io/write/place_json.h"
#include "model/text.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json statement_json(const sim::Authorizer& authorizer, PlaceJson& places,
                    const sim::Explanation& explanation, const sim::StatementRef& reference) {
  const sim::PolicySource& source = explanation.source(reference);
  const Statement* statement = authorizer.statement(explanation, reference);
  return {{"policy", text_or_null(source.name)},
          {"attached_to", source.attached_to},
          {"statement", reference.statement},
          {"sid", statement == nullptr ? Json(nullptr) : text_or_null(statement->sid)},
          {"where", statement == nullptr ? Json(nullptr) : places(statement->where)}};
}

Json layers_json(const sim::Authorizer& authorizer, PlaceJson& places,
                 const sim::Explanation& explanation) {
  Json result = Json::array();
  for (const sim::Stage& stage : explanation.decision.stages) {
    Json statements = Json::array();
    for (const sim::StatementMatch& match : stage.matches) {
      Json row = statement_json(authorizer, places, explanation, match.statement);
      row["effect"] = match.effect == Effect::Deny ? "Deny" : "Allow";
      row["applies"] = name_of(match.applies);
      statements.push_back(std::move(row));
    }
    const bool leveled = stage.lacking_level && stage.layer == sim::Layer::Scp;
    result.push_back({{"layer", name_of(stage.layer)},
                      {"allows", name_of(stage.allows)},
                      {"denies", name_of(stage.denies)},
                      {"lacking_level", leveled ? Json(explanation.scp_levels[*stage.lacking_level])
                                                : Json(nullptr)},
                      {"statements", std::move(statements)}});
  }
  return result;
}

Json unmet_json(const sim::Authorizer& authorizer, PlaceJson& places,
                const sim::Explanation& explanation) {
  Json result = Json::array();
  for (const sim::OpenCondition& open : explanation.decision.unmet) {
    const auto key = sim::find_global_key(to_lower(open.condition.key));
    result.push_back(
        {{"key", open.condition.key},
         {"operator", spelled(open.condition.op)},
         {"values", open.condition.values},
         {"controlled_by", key ? Json(name_of(key->control)) : Json("the service")},
         {"statement", statement_json(authorizer, places, explanation, open.statement)}});
  }
  return result;
}

}  // namespace

std::string decision_json(const sim::Authorizer& authorizer, const SourceFiles& files,
                          const sim::AccessRequest& request, const sim::Explanation& explanation) {
  PlaceJson places(files);
  Json lacking = Json::array();
  for (const sim::Layer layer : explanation.decision.lacking) {
    lacking.push_back(name_of(layer));
  }
  const Json json = {{"format", "orgsim-decision/1"},
                     {"principal", name_of(authorizer, request.asker)},
                     {"action", request.action},
                     {"resource", request.resource},
                     {"resource_account", text_or_null(explanation.resource_account)},
                     {"resource_known", explanation.resource_known},
                     {"decision", name_of(explanation.decision.outcome)},
                     {"lacking", std::move(lacking)},
                     {"layers", layers_json(authorizer, places, explanation)},
                     {"unmet", unmet_json(authorizer, places, explanation)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io
