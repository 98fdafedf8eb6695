#include "io/write/path_strip.h"

#include "io/write/text_table.h"

namespace orgsim::io {
namespace {

TextTable hop_table(const std::vector<Hop>& hops) {
  TextTable table({{.title = "#", .align = Align::Right},
                   {.title = "who"},
                   {.title = "does"},
                   {.title = "whom"},
                   {.title = "why"},
                   {.title = "source"}});
  for (std::size_t i = 0; i < hops.size(); ++i) {
    table.add({{.text = std::to_string(i + 1)},
               {.text = hops[i].who, .tone = Tone::Identity},
               {.text = hops[i].verb, .tone = Tone::Strong},
               {.text = hops[i].whom, .tone = Tone::Identity},
               {.text = hops[i].why},
               {.text = hops[i].source, .tone = Tone::Dim}});
  }
  return table;
}

/// Continuation lines of a hop stand under its first word.
std::string indented(std::string_view label, const std::string& text, Tone tone, const Paint& paint,
                     std::size_t width) {
  constexpr std::size_t kIndent = 3;
  std::string result;
  if (text.empty()) {
    return result;
  }
  std::string lead = std::string(kIndent, ' ') + std::string(label);
  const std::size_t used = lead.size();
  for (const std::string& piece : wrapped(text, width > used ? width - used : 1)) {
    result += lead + paint(tone, piece) + "\n";
    lead.assign(used, ' ');
  }
  return result;
}

std::string stacked(const std::vector<Hop>& hops, const Paint& paint, std::size_t width) {
  std::string text;
  for (std::size_t i = 0; i < hops.size(); ++i) {
    const Hop& hop = hops[i];
    const std::string number = std::to_string(i + 1);
    text += number + std::string(number.size() < 3 ? 3 - number.size() : 1, ' ') +
            paint(Tone::Identity, hop.who) + "\n";
    text += indented("", hop.verb, Tone::Strong, paint, width);
    text += indented("-> ", hop.whom, Tone::Identity, paint, width);
    text += indented("why: ", hop.why, Tone::Plain, paint, width);
    text += indented("source: ", hop.source, Tone::Dim, paint, width);
  }
  return text;
}

}  // namespace

std::string path_strip(const std::vector<Hop>& hops, const Paint& paint,
                       std::optional<std::size_t> width) {
  const TextTable table = hop_table(hops);
  return !width || table.natural_width() <= *width ? table.text(paint, width)
                                                   : stacked(hops, paint, *width);
}

}  // namespace orgsim::io
