# Files as bytes of a library.
#
# Included, it defines embed_files(TARGET BASE FILE...): TARGET then holds every FILE, and
# `orgsim::io::builtin_files()` lists them by their path below BASE, or for files beside it by their
# path below its parent, sorted.
# Run as a script (-DINPUT= -DOUTPUT= -DSYMBOL=) it turns one file into one C++ source.

if(CMAKE_SCRIPT_MODE_FILE)
  file(READ ${INPUT} hex HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${hex}")
  string(REPLACE "'\\x0a'," "'\\x0a',\n" bytes "${bytes}")
  file(WRITE ${OUTPUT}
    "#include <string_view>\n\n"
    "namespace orgsim::io::builtin {\n"
    "constexpr char kBytes_${SYMBOL}[] = {\n${bytes}'\\0'};\n"
    "extern const std::string_view ${SYMBOL};\n"
    "constinit const std::string_view ${SYMBOL}(kBytes_${SYMBOL}, sizeof(kBytes_${SYMBOL}) - 1);\n"
    "}  // namespace orgsim::io::builtin\n")
  return()
endif()

set(EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(embed_files target base)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  set(paths "")
  foreach(path IN LISTS ARGN)
    set(source ${path})
    cmake_path(RELATIVE_PATH path BASE_DIRECTORY ${base})
    string(REGEX REPLACE "^\\.\\./" "" path ${path})
    list(APPEND paths ${path})
    set(source_of_${path} ${source})
  endforeach()
  list(SORT paths)
  list(LENGTH paths count)
  set(declarations "")
  set(rows "")
  foreach(path IN LISTS paths)
    string(MD5 hash ${path})
    set(symbol file_${hash})
    add_custom_command(OUTPUT ${folder}/${symbol}.cpp
      COMMAND ${CMAKE_COMMAND} -DINPUT=${source_of_${path}} -DOUTPUT=${folder}/${symbol}.cpp
              -DSYMBOL=${symbol} -P ${EMBED_SCRIPT}
      DEPENDS ${source_of_${path}} ${EMBED_SCRIPT} VERBATIM)
    target_sources(${target} PRIVATE ${folder}/${symbol}.cpp)
    string(APPEND declarations "extern const std::string_view ${symbol};\n")
    string(APPEND rows "      BuiltinFile{\"${path}\", builtin::${symbol}},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${folder}/builtin_files.cpp @ONLY CONTENT
[[#include <array>

#include "io/builtin.h"

namespace orgsim::io {
namespace builtin {
@declarations@}  // namespace builtin

std::span<const BuiltinFile> builtin_files() {
  static const std::array<BuiltinFile, @count@> files = {
@rows@  };
  return files;
}

}  // namespace orgsim::io
]])
  target_sources(${target} PRIVATE ${folder}/builtin_files.cpp)
endfunction()
