#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/account_setup.h"

namespace orgsim {

/// A path of pathfinding.cloud, with an account in which it is the only one.
struct PublishedPath {
  std::string id;
  AccountSetup setup;
};

/// All 65, of December 2025.
std::vector<PublishedPath> published_paths();

/// The one of the id; throws `std::invalid_argument` where there is none.
PublishedPath published_path(std::string_view id);

/// The `Principal` of a trust policy that lets the AWS service in: `lambda`, `tasks.apprunner`.
std::string service_principal(std::string_view name);

}  // namespace orgsim
