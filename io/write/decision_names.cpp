#include "io/write/decision_names.h"

#include <array>

namespace orgsim::io {

std::string_view name_of(sim::Outcome outcome) {
  switch (outcome) {
    case sim::Outcome::Allow:
      return "allow";
    case sim::Outcome::ExplicitDeny:
      return "explicit_deny";
    case sim::Outcome::ImplicitDeny:
      return "implicit_deny";
    case sim::Outcome::Conditional:
      return "conditional";
  }
  return "";
}

std::string_view name_of(sim::Layer layer) {
  switch (layer) {
    case sim::Layer::Identity:
      return "identity";
    case sim::Layer::Boundary:
      return "boundary";
    case sim::Layer::Session:
      return "session";
    case sim::Layer::Scp:
      return "scp";
    case sim::Layer::Rcp:
      return "rcp";
    case sim::Layer::Resource:
      return "resource";
    case sim::Layer::Endpoint:
      return "endpoint";
    case sim::Layer::Service:
      return "service";
  }
  return "";
}

std::string spelled(const ConditionOperator& op) {
  std::string name;
  if (op.quantifier != Quantifier::None) {
    name = op.quantifier == Quantifier::ForAllValues ? "ForAllValues:" : "ForAnyValue:";
  }
  name += orgsim::name_of(op.comparison);
  return op.if_exists ? name + "IfExists" : name;
}

std::string_view name_of(sim::Truth truth) {
  switch (truth) {
    case sim::Truth::No:
      return "no";
    case sim::Truth::Unknown:
      return "unknown";
    case sim::Truth::Yes:
      return "yes";
  }
  return "";
}

std::string_view name_of(sim::KeyControl control) {
  switch (control) {
    case sim::KeyControl::Model:
      return "the organization";
    case sim::KeyControl::Caller:
      return "the caller";
    case sim::KeyControl::Credential:
      return "the kind of credentials";
    case sim::KeyControl::Network:
      return "where the caller connects from";
    case sim::KeyControl::Service:
      return "a calling service";
    case sim::KeyControl::Environment:
      return "the time";
  }
  return "";
}

std::optional<sim::Layer> parse_layer(std::string_view name) {
  using enum sim::Layer;
  for (const sim::Layer layer :
       {Identity, Boundary, Session, Scp, Rcp, Resource, Endpoint, Service}) {
    if (name_of(layer) == name) {
      return layer;
    }
  }
  return std::nullopt;
}

}  // namespace orgsim::io
