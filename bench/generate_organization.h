#pragma once

#include <cstddef>
#include <vector>

#include "tests/support/reference_case.h"

namespace orgsim::bench {

/// How large an organization to make up. The same numbers give the same organization everywhere.
struct GeneratedSize {
  std::size_t n_principals = 5000;
  std::size_t principals_per_account = 50;
  std::size_t requests_per_principal = 1;
};

/// Requests of the principals of an organization with everything that bears on each: policies of
/// groups of roles that are alike but for names, boundaries, four levels of SCPs, RCPs, bucket,
/// queue, key and trust policies. About half of the requests are allowed.
std::vector<reference::Case> generate_requests(const GeneratedSize& size);

}  // namespace orgsim::bench
