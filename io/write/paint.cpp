#include "io/write/paint.h"

#include "io/write/escape.h"
#include "io/write/utf8.h"

namespace orgsim::io {
namespace {

/// Parameters of Select Graphic Rendition, of the sixteen colours that every theme adapts. Empty:
/// as the terminal is set. Source: ECMA-48, section 8.3.117.
std::string_view graphic_rendition(Tone tone) {
  switch (tone) {
    case Tone::Plain:
      return "";
    case Tone::Strong:
      return "1";
    case Tone::Dim:
      return "2";
    case Tone::Heading:
      return "1;4";
    case Tone::Good:
      return "32";
    case Tone::Bad:
      return "1;31";
    case Tone::Warning:
      return "33";
    case Tone::Unknown:
      return "35";
    case Tone::Identity:
      return "36";
  }
  return "";
}

}  // namespace

std::string Paint::operator()(Tone tone, std::string_view text) const {
  const std::string_view parameters = colored_ ? graphic_rendition(tone) : "";
  std::string safe = for_terminal(text);
  if (parameters.empty() || safe.empty()) {
    return safe;
  }
  return "\x1b[" + std::string(parameters) + "m" + safe + "\x1b[0m";
}

std::string Paint::operator()(const Line& line) const {
  std::string result;
  for (const Span& span : line) {
    result += (*this)(span.tone, span.text);
  }
  return result;
}

std::size_t display_width(const Line& line) {
  std::size_t width = 0;
  for (const Span& span : line) {
    width += display_width(for_terminal(span.text));
  }
  return width;
}

}  // namespace orgsim::io
