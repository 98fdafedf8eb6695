# What `cmake --install` and `cpack` leave: the program, the layers as libraries with their headers,
# and what `find_package(orgsim)` needs.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

foreach(layer IN ITEMS model sim compliance scenarios io)
  if(TARGET orgsim_${layer})
    install(TARGETS orgsim_${layer} EXPORT orgsim ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
      FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/orgsim)
  endif()
endforeach()
install(EXPORT orgsim NAMESPACE orgsim:: FILE orgsimTargets.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/orgsim)
string(REPLACE ";" " " packages "${orgsim_packages}")
configure_package_config_file(cmake/orgsimConfig.cmake.in orgsimConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/orgsim)
write_basic_package_version_file(orgsimConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/orgsimConfig.cmake ${PROJECT_BINARY_DIR}/orgsimConfigVersion.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/orgsim)
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(TARGET orgsim)
  install(TARGETS orgsim)
endif()

set(CPACK_GENERATOR TGZ DEB)
set(CPACK_PACKAGE_CONTACT "The orgsim authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Offline simulator of an AWS Organization")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
find_program(SHLIBDEPS dpkg-shlibdeps)
if(SHLIBDEPS)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
include(CPack)
