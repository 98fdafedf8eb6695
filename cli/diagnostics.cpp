#include "cli/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "io/write/diagnostic_json.h"

namespace orgsim::cli {

io::Paint paint_for_out(const Invocation& invocation) {
  const Terminal& terminal = invocation.console().terminal;
  return io::Paint(wants_color(invocation.value("color"), terminal.out_is_terminal, terminal));
}

io::Paint paint_for_err(const Invocation& invocation) {
  const Terminal& terminal = invocation.console().terminal;
  return io::Paint(wants_color(invocation.value("color"), terminal.err_is_terminal, terminal));
}

void show(const Invocation& invocation, const io::SourceFiles& files,
          const Diagnostics& diagnostics) {
  Diagnostics shown = diagnostics;
  if (invocation.has("quiet")) {
    std::erase_if(shown, [](const Diagnostic& d) { return d.level == DiagnosticLevel::Warning; });
  }
  std::ostream& err = invocation.console().err;
  if (invocation.value("diagnostics") == "json") {
    err << io::diagnostics_ndjson(files, shown);
    return;
  }
  const io::Paint paint = paint_for_err(invocation);
  for (const Diagnostic& diagnostic : shown) {
    err << io::render(files, diagnostic, paint) << '\n';
  }
}

Diagnostics unmodelled_warnings(std::span<const Unmodelled> unmodelled) {
  Diagnostics warnings;
  for (const Unmodelled& item : unmodelled) {
    warnings.push_back({.level = DiagnosticLevel::Warning,
                        .code = "W5001",
                        .message = "not modelled: `" + item.construct + "`",
                        .where = item.where});
  }
  return warnings;
}

void say(const Invocation& invocation, std::string_view text) {
  if (invocation.has("verbose")) {
    invocation.console().err << fmt::format("orgsim: {}\n",
                                            paint_for_err(invocation)(io::Tone::Plain, text));
  }
}

}  // namespace orgsim::cli
