#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "bench/write_dump.h"
#include "tests/support/random.h"

namespace orgsim::bench {

using Json = nlohmann::ordered_json;
using Texts = std::vector<std::string>;

inline const std::string kOrganization = "o-bench00000";

inline std::string account_id(std::size_t index) {
  const std::string digits = std::to_string(index + 1);
  return "2" + std::string(11 - digits.size(), '0') + digits;
}

inline Json document(std::vector<Json> statements) {
  return {{"Version", "2012-10-17"}, {"Statement", std::move(statements)}};
}

inline Json allow(const Texts& actions, const Json& resources) {
  return {{"Effect", "Allow"}, {"Action", actions}, {"Resource", resources}};
}

inline Json when(Json statement, const std::string& op, const std::string& key,
                 const Json& values) {
  statement["Condition"][op][key] = values;
  return statement;
}

/// The output of `get-account-authorization-details` of one account.
Json account_dump(const DumpSize& size, std::size_t account, reference::Random& random);

}  // namespace orgsim::bench
