#include "compliance/catalog.h"

#include <algorithm>
#include <array>

#include "compliance/catalog_rows_accounts_to_identity.h"
#include "compliance/catalog_rows_isolation_to_perimeter.h"

namespace orgsim::compliance {
namespace {

constexpr auto kChecks = [] {
  std::array<Check, kFirstChecks.size() + kLastChecks.size()> rows{};
  std::ranges::copy(kFirstChecks, rows.begin());
  std::ranges::copy(kLastChecks, rows.begin() + kFirstChecks.size());
  return rows;
}();
static_assert(std::ranges::is_sorted(kChecks, {}, &Check::id));
static_assert(std::ranges::adjacent_find(kChecks, {}, &Check::id) == kChecks.end());
static_assert(std::ranges::all_of(kChecks, [](const Check& check) {
  return check.judge != nullptr && !check.title.empty() && !check.remediation.empty();
}));

}  // namespace

std::span<const Check> catalog() { return kChecks; }

const Check* find_check(std::string_view id) {
  const auto found = std::ranges::lower_bound(kChecks, id, {}, &Check::id);
  return found != kChecks.end() && found->id == id ? &*found : nullptr;
}

std::vector<const Check*> every_check() {
  std::vector<const Check*> result;
  result.reserve(kChecks.size());
  for (const Check& check : kChecks) {
    result.push_back(&check);
  }
  return result;
}

}  // namespace orgsim::compliance
