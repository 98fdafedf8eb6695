#include "cli/version.h"

#include <fmt/format.h>

namespace orgsim::cli {

std::string program_version() { return ORGSIM_VERSION; }

std::string compiler_version() {
#ifdef __clang__
  return fmt::format("clang {}.{}.{}", __clang_major__, __clang_minor__, __clang_patchlevel__);
#else
  return fmt::format("gcc {}.{}.{}", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__);
#endif
}

}  // namespace orgsim::cli
