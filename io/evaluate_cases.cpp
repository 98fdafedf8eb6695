#include "io/evaluate_cases.h"

#include <algorithm>
#include <deque>
#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "io/read/case_reader.h"
#include "io/write/decision_names.h"
#include "sim/evaluate.h"

namespace orgsim::io {
namespace {

using Json = nlohmann::ordered_json;
using Documents = std::vector<sim::CompiledPolicy>;

std::vector<sim::PolicyRef> references(const Documents& documents) {
  std::vector<sim::PolicyRef> result;
  result.reserve(documents.size());
  for (const sim::CompiledPolicy& document : documents) {
    result.push_back(&document);
  }
  return result;
}

/// The layers of a case as the evaluation wants them; refers to the case.
struct CaseLayers {
  explicit CaseLayers(const EvaluationCase& input)
      : identity(flat(input.identity)),
        boundary(flat(input.boundary)),
        session(flat(input.session)),
        resource(flat(input.resource)),
        endpoint(flat(input.endpoint)),
        scps(levels(input.scps)),
        rcps(levels(input.rcps)) {}

  sim::LayeredPolicies layers() const {
    return {.identity = identity,
            .boundary = boundary,
            .session = session,
            .scp_levels = scps,
            .rcp_levels = rcps,
            .resource = resource,
            .endpoint = endpoint};
  }

 private:
  static std::optional<std::vector<sim::PolicyRef>> flat(
      const std::optional<Documents>& documents) {
    return documents ? std::optional(references(*documents)) : std::nullopt;
  }

  std::vector<sim::Level> levels(const std::vector<CaseLevel>& input) {
    std::vector<sim::Level> result;
    for (const CaseLevel& level : input) {
      result.push_back({.name = level.name,
                        .policies = level_policies_.emplace_back(references(level.policies))});
    }
    return result;
  }

  std::deque<std::vector<sim::PolicyRef>> level_policies_;
  std::optional<std::vector<sim::PolicyRef>> identity;
  std::optional<std::vector<sim::PolicyRef>> boundary;
  std::optional<std::vector<sim::PolicyRef>> session;
  std::optional<std::vector<sim::PolicyRef>> resource;
  std::optional<std::vector<sim::PolicyRef>> endpoint;
  std::vector<sim::Level> scps;
  std::vector<sim::Level> rcps;
};

const Statement& statement_of(const EvaluationCase& input, const sim::StatementRef& ref) {
  const auto policies = [&]() -> const Documents& {
    switch (ref.layer) {
      case sim::Layer::Boundary:
        return *input.boundary;
      case sim::Layer::Session:
        return *input.session;
      case sim::Layer::Scp:
        return input.scps[ref.level].policies;
      case sim::Layer::Rcp:
        return input.rcps[ref.level].policies;
      case sim::Layer::Resource:
        return *input.resource;
      case sim::Layer::Endpoint:
        return *input.endpoint;
      case sim::Layer::Identity:
      case sim::Layer::Service:
        break;
    }
    return *input.identity;
  };
  return policies()[ref.policy].document().statements[ref.statement];
}

Json level_name(const EvaluationCase& input, sim::Layer layer, std::size_t level) {
  if (layer == sim::Layer::Scp) {
    return input.scps[level].name;
  }
  return layer == sim::Layer::Rcp ? Json(input.rcps[level].name) : Json(nullptr);
}

Json reason(const EvaluationCase& input, const sim::StatementRef& ref) {
  const std::string& sid = statement_of(input, ref).sid;
  return {{"layer", name_of(ref.layer)},
          {"level", level_name(input, ref.layer, ref.level)},
          {"policy", ref.policy},
          {"statement", ref.statement},
          {"sid", sid.empty() ? Json(nullptr) : Json(sid)}};
}

Json lacking(const EvaluationCase& input, const sim::Decision& decision, sim::Layer layer) {
  const auto stage = std::ranges::find(decision.stages, layer, &sim::Stage::layer);
  const bool leveled = stage != decision.stages.end() && stage->lacking_level.has_value();
  return {{"layer", name_of(layer)},
          {"level", leveled ? level_name(input, layer, *stage->lacking_level) : Json(nullptr)}};
}

/// The statements that made the outcome, or the layers.
Json reasons(const EvaluationCase& input, const sim::Decision& decision) {
  Json result = Json::array();
  for (const sim::StatementRef& statement : decision.decided_by) {
    result.push_back(reason(input, statement));
  }
  for (const sim::Layer layer : decision.lacking) {
    result.push_back(lacking(input, decision, layer));
  }
  const bool by_service = decision.outcome == sim::Outcome::Allow && !decision.stages.empty() &&
                          decision.stages.back().layer == sim::Layer::Service;
  if (by_service) {
    result.push_back(lacking(input, decision, sim::Layer::Service));
  }
  return result;
}

/// Each open condition once, wherever it stands.
Json unmet(const sim::Decision& decision) {
  Json result = Json::array();
  for (const sim::OpenCondition& open : decision.unmet) {
    Json condition = {{"key", open.condition.key},
                      {"operator", spelled(open.condition.op)},
                      {"values", open.condition.values}};
    if (std::ranges::find(result, condition) == result.end()) {
      result.push_back(std::move(condition));
    }
  }
  return result;
}

Json answer(const EvaluationCase& input) {
  const CaseLayers layers(input);
  const sim::Decision decision = sim::explain(layers.layers(), input.request);
  return {{"id", input.id},
          {"decision", name_of(decision.outcome)},
          {"decided_by", reasons(input, decision)},
          {"unmet", unmet(decision)}};
}

Json refusal(const Result<JsonValue>& json, const Diagnostic& diagnostic) {
  const JsonValue* id = json ? json->find("id") : nullptr;
  return {{"id", id == nullptr ? "" : id->text},
          {"error",
           {{"message", diagnostic.message},
            {"code", diagnostic.code},
            {"pointer", json ? pointer_to(*json, diagnostic.where) : ""}}}};
}

}  // namespace

bool evaluate_cases(std::istream& cases, std::ostream& answers) {
  bool readable = true;
  for (std::string line; std::getline(cases, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) {
      continue;
    }
    const Result<JsonValue> json = parse_json(line, 0);
    const Result<EvaluationCase> input =
        json ? read_case(*json) : Result<EvaluationCase>(std::unexpected(json.error()));
    readable = readable && input.has_value();
    const Json reply = input ? answer(*input) : refusal(json, input.error().front());
    answers << reply.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  }
  return readable;
}

}  // namespace orgsim::io
