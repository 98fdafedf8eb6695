#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace orgsim::sim {

/// What a new resource can be called.
struct FreshNameQuestion {
  std::string_view format;  // An ARN with `{r}`, `{a}` and a star for each name that is free.
  std::string_view account;
  std::span<const std::string> regions;
  std::span<const std::string> patterns;  // `Resource` patterns of the account's policies.
};

/// ARNs of the format, one for each way in which a policy could tell new resources apart: in each
/// Region a name that no policy has in mind, then for every pattern a name that fits it.
std::vector<std::string> fresh_names(const FreshNameQuestion& question);

}  // namespace orgsim::sim
