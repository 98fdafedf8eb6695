#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/arn.h"

namespace orgsim::sim {

/// `Resource` patterns of an account's policies that say more of new resources than their kind, by
/// service.
class OpenPatterns {
 public:
  /// Does nothing where the pattern names no service, leaves the whole name open, or has variables.
  /// The pattern has to stay.
  void add(std::string_view pattern);

  /// Those that may be of the service, in the order of adding.
  std::vector<ArnParts> of_service(std::string_view service) const;

 private:
  struct Open {
    std::size_t position = 0;  // In the order of adding.
    ArnParts pattern;
  };
  std::map<std::string, std::vector<Open>, std::less<>> by_service_;  // In lower case.
  std::size_t n_patterns_ = 0;
};

/// What a new resource can be called.
struct FreshNameQuestion {
  std::string_view format;  // An ARN with `{r}`, `{a}` and a star for each name that is free.
  std::string_view account;
  std::span<const std::string> regions;
  const OpenPatterns* patterns = nullptr;
};

/// ARNs of the format, one for each way in which a policy could tell new resources apart: in each
/// Region a name that no policy has in mind, then for every pattern a name that fits it.
std::vector<std::string> fresh_names(const FreshNameQuestion& question);

}  // namespace orgsim::sim
