#include <nlohmann/json.hpp>

#include "io/write/decision_names.h"
#include "io/write/decision_sentences.h"
#include "io/write/decision_text.h"
#include "io/write/place_json.h"
#include "model/overload.h"
#include "sim/catalogue/action_catalogue.h"

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
    result.push_back(
        {{"key", open.condition.key},
         {"operator", spelled(open.condition.op)},
         {"values", open.condition.values},
         {"controlled_by", controller_of(open.condition.key)},
         {"statement", statement_json(authorizer, places, explanation, open.statement)}});
  }
  return result;
}

Json value_json(const sim::KeyValue& value) {
  return std::visit(Overload{[](sim::Absent) { return Json("absent"); },
                             [](const sim::NotKnown&) { return Json("unknown"); },
                             [](const sim::Present& present) { return Json(present.values); }},
                    value);
}

Json context_json(const std::vector<sim::ContextValue>& context) {
  Json result = Json::array();
  for (const sim::ContextValue& value : context) {
    result.push_back({{"key", value.key},
                      {"value", value_json(value.value)},
                      {"controlled_by", controller_of(value.key)}});
  }
  return result;
}

Json near_misses_json(const sim::Authorizer& authorizer, PlaceJson& places,
                      const sim::Explanation& explanation) {
  Json result = Json::array();
  for (const sim::NearMiss& miss : explanation.near_misses) {
    Json failing = Json::array();
    for (const Condition& condition : miss.failing) {
      failing.push_back({{"key", condition.key},
                         {"operator", spelled(condition.op)},
                         {"values", condition.values}});
    }
    Json row = statement_json(authorizer, places, explanation, miss.statement);
    row["layer"] = name_of(miss.statement.layer);
    row["effect"] = miss.effect == Effect::Deny ? "Deny" : "Allow";
    row["failing"] = std::move(failing);
    result.push_back(std::move(row));
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
  const auto refused = sim::refused_by_service(authorizer, request);
  const auto& refusal = explanation.decision.refusal;
  const bool known = sim::ActionCatalogue::builtin().find(request.action).has_value();
  const Json json = {{"format", "orgsim-decision/1"},
                     {"principal", name_of(authorizer, request.asker)},
                     {"action", request.action},
                     {"action_known", known},
                     {"resource", request.resource},
                     {"resource_account", text_or_null(explanation.resource_account)},
                     {"resource_known", explanation.resource_known},
                     {"decision", name_of(explanation.decision.outcome)},
                     {"lacking", std::move(lacking)},
                     {"layers", layers_json(authorizer, places, explanation)},
                     {"refused_by_service", refusal   ? Json(sentence_of(*refusal))
                                            : refused ? Json(sentence_of(*refused))
                                                      : Json(nullptr)},
                     {"unmet", unmet_json(authorizer, places, explanation)},
                     {"allowed_with", context_json(explanation.decision.allowing)},
                     {"denied_with", context_json(explanation.decision.denying)},
                     {"near_misses", near_misses_json(authorizer, places, explanation)},
                     {"context", context_json(explanation.context)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace orgsim::io
