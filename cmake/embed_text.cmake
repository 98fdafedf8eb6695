# Writes a source file with a function that returns the texts of FILES, one string per file.
# Usage: cmake -DOUT=<.cpp> -DNAMESPACE=<a::b> -DHEADER=<.h> -DFUNCTION=<name> -DFILES=<a|b> -P embed_text.cmake
string(REPLACE "|" ";" files "${FILES}")
set(literals "")
foreach(file IN LISTS files)
  file(READ ${file} text)
  string(APPEND literals "    R\"~~(${text})~~\"sv,\n")
endforeach()
file(WRITE ${OUT} "// Made from ${HEADER}'s data files by cmake/embed_text.cmake.
#include \"${HEADER}\"

#include <array>

namespace ${NAMESPACE} {
namespace {

using namespace std::string_view_literals;

constexpr auto kTexts = std::to_array<std::string_view>({
${literals}});

}  // namespace

std::span<const std::string_view> ${FUNCTION}() { return kTexts; }

}  // namespace ${NAMESPACE}
")
