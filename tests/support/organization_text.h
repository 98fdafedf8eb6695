#pragma once

#include <catch2/catch.hpp>
#include <string_view>

#include "io/read/json_value.h"
#include "io/read/organization_reader.h"

namespace orgsim {

/// The organization of a text in our format; fails the test when it has errors.
inline Organization organization_from(std::string_view text) {
  const auto json = io::parse_json(text, 0);
  REQUIRE(json.has_value());
  auto result = io::read_organization(*json);
  if (!result) {
    for (const Diagnostic& diagnostic : result.error()) {
      UNSCOPED_INFO(diagnostic.message);
    }
  }
  REQUIRE(result.has_value());
  return *result;
}

}  // namespace orgsim
