#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace orgsim::io {

/// What a document has against a schema, each as `pointer: problem`; as much of draft-07 as our
/// schemas use.
std::vector<std::string> schema_problems(const nlohmann::json& schema,
                                         const nlohmann::json& document);

/// A document that has every property of the schema, so that a reader meets them all. Takes the
/// last alternative of a choice, and an account id wherever one is asked for.
nlohmann::json widest_document(const nlohmann::json& schema);

}  // namespace orgsim::io
