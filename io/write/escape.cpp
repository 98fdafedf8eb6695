#include "io/write/escape.h"

#include <fmt/format.h>

#include <iterator>

#include "io/write/utf8.h"

namespace orgsim::io {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD.

/// Copies `text` character by character through `write(code point, its bytes, output)`.
template <class Write>
std::string rewritten(std::string_view text, const Write& write) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    write(next, text.substr(0, next.bytes), result);
    text.remove_prefix(next.bytes);
  }
  return result;
}

bool is_white(char32_t value) { return value == '\t' || value == '\n' || value == '\r'; }

/// Source: Extensible Markup Language 1.0, production [2] Char.
bool is_xml_character(char32_t value) {
  return is_white(value) || (value >= 0x20 && value != 0xfffe && value != 0xffff);
}

/// The entity of a character with a meaning in markup, and of the white space that attribute
/// values would lose; empty for every other.
std::string_view markup_entity(char32_t value) {
  switch (value) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return "";
  }
}

std::string_view white_space_entity(char32_t value) {
  switch (value) {
    case '\t':
      return "&#9;";
    case '\n':
      return "&#10;";
    case '\r':
      return "&#13;";
    default:
      return "";
  }
}

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string result;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what)) {
    result += text.substr(0, at);
    result += by;
    text.remove_prefix(at + what.size());
  }
  return result += text;
}

/// A spreadsheet takes a cell that begins like this for a formula.
bool starts_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").contains(text.front());
}

}  // namespace

std::string for_terminal(std::string_view text) {
  return rewritten(text, [](CodePoint next, std::string_view bytes, std::string& out) {
    if (next.valid && next.value == '\n') {
      out += "\\n";
    } else if (next.valid && next.value == '\t') {
      out += "\\t";
    } else if (!next.valid || (next.value < 0x100 && is_control(next.value))) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned>(next.value));
    } else if (is_control(next.value)) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(next.value));
    } else {
      out += bytes;
    }
  });
}

std::string for_xml(std::string_view text) {
  return rewritten(text, [](CodePoint next, std::string_view bytes, std::string& out) {
    if (!next.valid || !is_xml_character(next.value)) {
      out += kReplacement;
    } else if (const auto entity = markup_entity(next.value); !entity.empty()) {
      out += entity;
    } else if (const auto white = white_space_entity(next.value); !white.empty()) {
      out += white;
    } else {
      out += bytes;
    }
  });
}

std::string legal_in_xml(std::string_view text) {
  return rewritten(text, [](CodePoint next, std::string_view bytes, std::string& out) {
    out += next.valid && is_xml_character(next.value) ? bytes : kReplacement;
  });
}

std::string for_html(std::string_view text) {
  return rewritten(text, [](CodePoint next, std::string_view bytes, std::string& out) {
    const bool hidden = !is_white(next.value) && is_control(next.value);
    if (!next.valid || hidden || !is_xml_character(next.value)) {
      out += kReplacement;
    } else if (const auto entity = markup_entity(next.value); !entity.empty()) {
      out += entity;
    } else {
      out += bytes;
    }
  });
}

std::string for_json_in_script(std::string_view json) {
  return rewritten(json, [](CodePoint next, std::string_view bytes, std::string& out) {
    const bool ends_script = next.value == '<' || next.value == '>' || next.value == '&';
    const bool ends_line = next.value == 0x2028 || next.value == 0x2029;
    if (!next.valid) {
      out += kReplacement;
    } else if (ends_script || ends_line) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(next.value));
    } else {
      out += bytes;
    }
  });
}

std::string for_svg(std::string_view text) { return for_xml(for_terminal(text)); }

std::string for_markdown_cell(std::string_view text) {
  const std::string escaped =
      rewritten(text, [](CodePoint next, std::string_view bytes, std::string& out) {
        constexpr std::string_view kMarkup = "\\`*_[]|~$";
        if (is_white(next.value)) {
          out += ' ';
        } else if (!next.valid || is_control(next.value)) {
          out += kReplacement;
        } else if (const auto entity = markup_entity(next.value); !entity.empty()) {
          out += entity;
        } else if (next.bytes == 1 && kMarkup.contains(bytes.front())) {
          out += '\\';
          out += bytes;
        } else {
          out += bytes;
        }
      });
  return replaced(replaced(escaped, "://", "\\://"), "www.", "www\\.");
}

std::string for_dot_label(std::string_view text) {
  return rewritten(text, [](CodePoint next, std::string_view bytes, std::string& out) {
    if (next.valid && next.value == '\n') {
      out += "\\n";
    } else if (!next.valid || is_control(next.value)) {
      out += kReplacement;
    } else if (next.value == '"' || next.value == '\\') {
      out += '\\';
      out += bytes;
    } else {
      out += bytes;
    }
  });
}

std::string for_csv_cell(std::string_view text) {
  const std::string shown =
      rewritten(text, [](CodePoint next, std::string_view bytes, std::string& out) {
        const bool hidden = !next.valid || (!is_white(next.value) && is_control(next.value));
        out += hidden ? kReplacement : bytes;
      });
  const std::string guarded = starts_formula(shown) ? "'" + shown : shown;
  return guarded.find_first_of(",\"\r\n") == std::string::npos
             ? guarded
             : "\"" + replaced(guarded, "\"", "\"\"") + "\"";
}

}  // namespace orgsim::io
