#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace orgsim::io {

/// What a piece of text is, not how it looks. Colour never is the only carrier: the words say the
/// same without it.
enum class Tone { Plain, Strong, Dim, Heading, Good, Bad, Warning, Unknown, Identity };

/// A piece of text with one tone, as the input spells it: writers escape it.
struct Span {
  std::string text;
  Tone tone = Tone::Plain;
};

/// A line in pieces.
using Line = std::vector<Span>;

/// Colours text for a terminal, or leaves it as it is.
class Paint {
 public:
  explicit Paint(bool colored) : colored_(colored) {}

  bool colored() const { return colored_; }

  /// The text made safe for one line of a terminal, with its colour around it.
  std::string operator()(Tone tone, std::string_view text) const;
  std::string operator()(const Line& line) const;

 private:
  bool colored_;
};

/// The columns that a painted line takes.
std::size_t display_width(const Line& line);

}  // namespace orgsim::io
