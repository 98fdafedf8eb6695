#include "sim/decide/context_keys.h"

#include <catch2/catch.hpp>

namespace orgsim::sim {

TEST_CASE("who decides the value of a key") {
  using enum KeyControl;
  const auto [key, control] = GENERATE(
      table<std::string, std::optional<KeyControl>>({{"aws:principalorgid", Model},
                                                     {"aws:principaltag/team", Model},
                                                     {"aws:resourcetag/team", Model},
                                                     {"identitystore:userid", Model},
                                                     {"aws:requestedregion", Caller},
                                                     {"aws:requesttag/team", Caller},
                                                     {"aws:referer", Caller},
                                                     {"sts:externalid", Caller},
                                                     {"aws:multifactorauthpresent", Credential},
                                                     {"lambda:sourcefunctionarn", Credential},
                                                     {"aws:sourceip", Network},
                                                     {"aws:vpceorgid", Network},
                                                     {"aws:sourcearn", Service},
                                                     {"aws:viaawsservice", Service},
                                                     {"aws:currenttime", Environment},
                                                     {"s3:prefix", std::nullopt},
                                                     {"aws:nosuchkey", std::nullopt}}));
  CAPTURE(key);
  CHECK(key_control(key) == control);
}

TEST_CASE("global keys of the kind that has several values") {
  for (const std::string key :
       {"aws:calledvia", "aws:principalorgpaths", "aws:principalservicenameslist",
        "aws:resourceorgpaths", "aws:sourceorgpaths", "aws:tagkeys", "aws:vpceorgpaths"}) {
    CAPTURE(key);
    REQUIRE(find_global_key(key).has_value());
    CHECK(find_global_key(key)->multivalued);
  }
  for (const std::string key : {"aws:principalorgid", "aws:principaltag/team", "aws:sourceip"}) {
    CAPTURE(key);
    REQUIRE(find_global_key(key).has_value());
    CHECK_FALSE(find_global_key(key)->multivalued);
  }
}

}  // namespace orgsim::sim
