# Flags of our own code; never exported.
add_library(orgsim_options INTERFACE)
target_compile_options(orgsim_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Wimplicit-fallthrough -Wswitch-enum -Wno-missing-field-initializers
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)

# A static library from a folder and its subfolders; the further arguments are the layers to its left.
function(orgsim_layer name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${name}/*.cpp)
  add_library(orgsim_${name} STATIC ${sources})
  add_library(orgsim::${name} ALIAS orgsim_${name})
  set_target_properties(orgsim_${name} PROPERTIES EXPORT_NAME ${name})
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${name}/*.h)
  target_sources(orgsim_${name} PUBLIC
    FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers})
  target_compile_features(orgsim_${name} PUBLIC cxx_std_23)
  target_link_libraries(orgsim_${name} PRIVATE $<BUILD_INTERFACE:orgsim_options>)
  foreach(left IN LISTS ARGN)
    target_link_libraries(orgsim_${name} PUBLIC orgsim::${left})
  endforeach()
endfunction()

# Compiles text files into a layer: `function` of `header` (in orgsim::<layer>) returns their texts, in
# the order given, so that a program needs no data files beside it.
function(orgsim_embed layer header function)
  set(out ${PROJECT_BINARY_DIR}/embedded/${layer}/${function}.cpp)
  list(JOIN ARGN "|" files)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAMESPACE=orgsim::${layer} -DHEADER=${header}
      -DFUNCTION=${function} -DFILES=${files} -P ${PROJECT_SOURCE_DIR}/cmake/embed_text.cmake
    DEPENDS ${ARGN} ${PROJECT_SOURCE_DIR}/cmake/embed_text.cmake
    VERBATIM)
  # A literal longer than the standard demands is fine for every compiler we build with.
  set_source_files_properties(${out} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  target_sources(orgsim_${layer} PRIVATE ${out})
endfunction()
