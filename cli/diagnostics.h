#pragma once

#include "cli/command.h"
#include "io/source_files.h"
#include "io/write/paint.h"
#include "model/diagnostic.h"
#include "model/organization.h"

namespace orgsim::cli {

/// How to colour the answer, and the problems.
io::Paint paint_for_out(const Invocation& invocation);
io::Paint paint_for_err(const Invocation& invocation);

/// Shows problems of the input on `err`, as `--diagnostics` asks; with `--quiet` errors alone.
void show(const Invocation& invocation, const io::SourceFiles& files,
          const Diagnostics& diagnostics);

/// What the input said and the model cannot hold, as warnings with their places.
Diagnostics unmodelled_warnings(std::span<const Unmodelled> unmodelled);

/// A line on `err` with `--verbose`.
void say(const Invocation& invocation, std::string_view text);

}  // namespace orgsim::cli
