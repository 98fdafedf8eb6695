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
