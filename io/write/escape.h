#pragma once

#include <string>
#include <string_view>

namespace orgsim::io {

/// Every name, tag and policy text comes from the input, which may be hostile. Each function makes
/// a text safe for one place, and for that place only; text reaches an output through one of them.

/// One line of a terminal: whatever a terminal might act on, or what reorders text, appears as
/// `\x1b` or `\u202e`, a line break as `\n`, a byte that is no UTF-8 as `\xff`.
std::string for_terminal(std::string_view text);

/// XML text or attribute value in either kind of quotes. Characters that XML 1.0 forbids become
/// U+FFFD. Source: Extensible Markup Language 1.0, section 2.2.
std::string for_xml(std::string_view text);

/// As `for_xml`, without escaping markup: for a library that does that part itself.
std::string legal_in_xml(std::string_view text);

/// HTML text, or an attribute value within quotes. Controls that reorder or hide text become
/// U+FFFD.
std::string for_html(std::string_view text);

/// A JSON text within `<script type="application/json">`: nothing in it ends the element or opens
/// a comment, and it stays the same JSON. Source: HTML Standard, "Restrictions for contents of
/// script elements".
std::string for_json_in_script(std::string_view json);

/// The text of an SVG element or attribute.
std::string for_svg(std::string_view text);

/// A cell of a Markdown table: no pipe, markup, HTML or line break of the text takes effect.
/// Source: GitHub Flavored Markdown Spec, section 2.4 (Backslash escapes).
std::string for_markdown_cell(std::string_view text);

/// The inside of a quoted DOT string. Source: Graphviz, "DOT Language".
std::string for_dot_label(std::string_view text);

/// A CSV cell, quoted when needed. A text that a spreadsheet would take for a formula gets `'` in
/// front. Source: RFC 4180 section 2; OWASP, "CSV Injection".
std::string for_csv_cell(std::string_view text);

}  // namespace orgsim::io
