#include "model/diagnostic.h"

#include <algorithm>

namespace orgsim {

bool has_errors(const Diagnostics& diagnostics) {
  return std::ranges::find(diagnostics, DiagnosticLevel::Error, &Diagnostic::level) !=
         diagnostics.end();
}

}  // namespace orgsim
