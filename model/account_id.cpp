#include "model/account_id.h"

#include <algorithm>

namespace orgsim {

std::optional<AccountId> AccountId::parse(std::string_view text) {
  constexpr std::size_t kDigits = 12;
  const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (text.size() != kDigits || !digits) {
    return std::nullopt;
  }
  return AccountId(text);
}

}  // namespace orgsim
