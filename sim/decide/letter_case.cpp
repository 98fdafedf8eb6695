#include "sim/decide/letter_case.h"

#include <array>

#include "sim/decide/utf8.h"

namespace orgsim::sim {
namespace {

/// Capital letters from `first` to `last`: each `step`-th, `distance` before its small letter.
struct CaseRange {
  char32_t first;
  char32_t last;
  char32_t distance;
  char32_t step;
};

constexpr std::array kRanges = {CaseRange{U'A', U'Z', 32, 1},     CaseRange{0x00C0, 0x00D6, 32, 1},
                                CaseRange{0x00D8, 0x00DE, 32, 1}, CaseRange{0x0100, 0x012E, 1, 2},
                                CaseRange{0x0132, 0x0136, 1, 2},  CaseRange{0x0139, 0x0147, 1, 2},
                                CaseRange{0x014A, 0x0176, 1, 2},  CaseRange{0x0179, 0x017D, 1, 2},
                                CaseRange{0x0391, 0x03A1, 32, 1}, CaseRange{0x03A3, 0x03AB, 32, 1},
                                CaseRange{0x0400, 0x040F, 80, 1}, CaseRange{0x0410, 0x042F, 32, 1},
                                CaseRange{0x1E00, 0x1E94, 1, 2},  CaseRange{0x1EA0, 0x1EFE, 1, 2}};

}  // namespace

char32_t in_lower_case(char32_t character) {
  for (const CaseRange& range : kRanges) {
    if (character >= range.first && character <= range.last) {
      return (character - range.first) % range.step == 0 ? character + range.distance : character;
    }
  }
  return character;
}

char32_t in_upper_case(char32_t character) {
  for (const CaseRange& range : kRanges) {
    const char32_t capital = character - range.distance;
    if (capital >= range.first && capital <= range.last && in_lower_case(capital) == character) {
      return capital;
    }
  }
  return character;
}

std::string in_lower_case(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = next_character(text, at);
    if (end - at == 1 && static_cast<unsigned char>(text[at]) >= 0x80) {
      result += text[at];  // No UTF-8: kept as it is.
    } else {
      append_utf8(result, in_lower_case(character_at(text, at)));
    }
    at = end;
  }
  return result;
}

}  // namespace orgsim::sim
