#include "io/evaluate_cases.h"

#include <algorithm>
#include <deque>
#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "io/read/case_reader.h"
#include "io/read/json_tree.h"
#include "io/write/decision_names.h"
#include "sim/decide/evaluate.h"

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
class CaseLayers {
 public:
  explicit CaseLayers(const EvaluationCase& input)
      : scps_(levels(input.scps)), rcps_(levels(input.rcps)) {
    layers_ = {.identity = flat(input.identity),
               .boundary = flat(input.boundary),
               .session = flat(input.session),
               .scp_levels = scps_,
               .rcp_levels = rcps_,
               .resource = flat(input.resource),
               .endpoint = flat(input.endpoint)};
  }

  const sim::LayeredPolicies& get() const { return layers_; }

  Json level_name(sim::Layer layer, std::size_t level) const {
    if (layer == sim::Layer::Scp) {
      return scps_[level].name;
    }
    return layer == sim::Layer::Rcp ? Json(rcps_[level].name) : Json(nullptr);
  }

 private:
  std::optional<std::span<const sim::PolicyRef>> flat(const std::optional<Documents>& documents) {
    if (!documents) {
      return std::nullopt;
    }
    return references_.emplace_back(references(*documents));
  }

  std::vector<sim::Level> levels(const std::vector<CaseLevel>& input) {
    std::vector<sim::Level> result;
    result.reserve(input.size());
    for (const CaseLevel& level : input) {
      result.push_back(
          {.name = level.name, .policies = references_.emplace_back(references(level.policies))});
    }
    return result;
  }

  std::deque<std::vector<sim::PolicyRef>> references_;
  std::vector<sim::Level> scps_;
  std::vector<sim::Level> rcps_;
  sim::LayeredPolicies layers_;
};

Json reason(const CaseLayers& layers, const sim::StatementRef& ref) {
  const std::string& sid = layers.get().policy_at(ref).document().statements[ref.statement].sid;
  return {{"layer", name_of(ref.layer)},
          {"level", layers.level_name(ref.layer, ref.level)},
          {"policy", ref.policy},
          {"statement", ref.statement},
          {"sid", sid.empty() ? Json(nullptr) : Json(sid)}};
}

Json lacking(const CaseLayers& layers, const sim::Decision& decision, sim::Layer layer) {
  const auto stage = std::ranges::find(decision.stages, layer, &sim::Stage::layer);
  const bool leveled = stage != decision.stages.end() && stage->lacking_level.has_value();
  return {{"layer", name_of(layer)},
          {"level", leveled ? layers.level_name(layer, *stage->lacking_level) : Json(nullptr)}};
}

/// The statements that made the outcome, or the layers.
Json reasons(const CaseLayers& layers, const sim::Decision& decision) {
  Json result = Json::array();
  for (const sim::StatementRef& statement : decision.decided_by) {
    result.push_back(reason(layers, statement));
  }
  for (const sim::Layer layer : decision.lacking) {
    result.push_back(lacking(layers, decision, layer));
  }
  const bool by_service = decision.outcome == sim::Outcome::Allow && !decision.stages.empty() &&
                          decision.stages.back().layer == sim::Layer::Service;
  if (by_service) {
    result.push_back(lacking(layers, decision, sim::Layer::Service));
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
  const sim::Decision decision = sim::explain(layers.get(), input.request);
  return {{"id", input.id},
          {"decision", name_of(decision.outcome)},
          {"decided_by", reasons(layers, decision)},
          {"unmet", unmet(decision)}};
}

/// As the case has it: a string, or a number all the same.
Json id_of(const JsonValue& root) {
  const JsonValue* id = root.find("id");
  if (id == nullptr || id->kind == JsonKind::Null) {
    return "";
  }
  return id->kind == JsonKind::Number ? Json::parse(id->text) : Json(id->text);
}

Json refusal(const std::optional<JsonValue>& root, const Diagnostic& diagnostic) {
  Json error = {{"message", diagnostic.message},
                {"code", diagnostic.code},
                {"pointer", root ? pointer_to(*root, diagnostic.where) : ""}};
  if (!root) {
    error["column"] = diagnostic.where.offset + 1;
  }
  return {{"id", root ? id_of(*root) : Json("")}, {"error", std::move(error)}};
}

/// The answer to a line, and whether it could be read.
std::pair<Json, bool> answer_to(const std::string& line, const sim::Assumptions& assumptions,
                                PolicyMode mode) {
  Diagnostics diagnostics;
  const std::optional<JsonValue> root = parse_json(line, 0, diagnostics);
  if (!root || !diagnostics.empty()) {
    return {refusal(root, diagnostics.front()), false};
  }
  const Result<EvaluationCase> input = read_case(*root, assumptions, mode);
  if (!input) {
    return {refusal(root, input.error().front()), false};
  }
  Json reply = answer(*input);
  reply["id"] = id_of(*root);
  return {std::move(reply), true};
}

}  // namespace

bool evaluate_cases(std::istream& cases, std::ostream& answers, const sim::Assumptions& assumptions,
                    PolicyMode mode) {
  bool readable = true;
  for (std::string line; std::getline(cases, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) {
      continue;
    }
    const auto [reply, could_read] = answer_to(line, assumptions, mode);
    readable = readable && could_read;
    answers << reply.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  }
  return readable;
}

}  // namespace orgsim::io
