# The package: find_package(guion) gives guion::runtime; COMPONENTS compiler gives guion::compiler too, and wants fmt, pugixml and utf8proc.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(_package ${CMAKE_INSTALL_LIBDIR}/cmake/guion)
install(DIRECTORY runtime/include/guion DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT runtime)
install(TARGETS guion_runtime EXPORT guion-runtime ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime)
install(EXPORT guion-runtime NAMESPACE guion:: DESTINATION ${_package} COMPONENT runtime)

if(GUION_BUILD_COMPILER)
  # In the build tree headers are found in the sources, once installed in the package.
  set(_headers $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/guion-compiler>)
  set_target_properties(guion_compiler PROPERTIES EXPORT_NAME compiler INTERFACE_INCLUDE_DIRECTORIES
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/compiler;${PROJECT_SOURCE_DIR}/runtime>;${_headers}")
  set(_compiler_targets guion_compiler)
  if(TARGET guion_grammar)
    set_target_properties(guion_grammar PROPERTIES EXPORT_NAME grammar INTERFACE_INCLUDE_DIRECTORIES
      "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>;${_headers}")
    list(APPEND _compiler_targets guion_grammar)
  endif()
  install(TARGETS ${_compiler_targets} EXPORT guion-compiler ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT compiler)
  install(EXPORT guion-compiler NAMESPACE guion:: DESTINATION ${_package} COMPONENT compiler)
  # The compiler's headers keep their rooms; they name each other from the root of the compiler.
  install(DIRECTORY compiler/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/guion-compiler COMPONENT compiler
    FILES_MATCHING PATTERN "*.hpp" PATTERN "*.def")
  install(DIRECTORY grammar runtime/image runtime/verify DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/guion-compiler COMPONENT compiler
    FILES_MATCHING PATTERN "*.hpp" PATTERN "*.def")
  if(TARGET guion)
    install(TARGETS guion RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT compiler)
  endif()
endif()

file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/guion-config.cmake [[
include(${CMAKE_CURRENT_LIST_DIR}/guion-runtime.cmake)
set(guion_runtime_FOUND TRUE)
set(guion_compiler_FOUND FALSE)
if("compiler" IN_LIST guion_FIND_COMPONENTS AND EXISTS ${CMAKE_CURRENT_LIST_DIR}/guion-compiler.cmake)
  include(CMakeFindDependencyMacro)
  find_dependency(fmt)
  find_dependency(pegtl)
  find_dependency(pugixml)
  find_dependency(PkgConfig)
  pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
  include(${CMAKE_CURRENT_LIST_DIR}/guion-compiler.cmake)
  set(guion_compiler_FOUND TRUE)
endif()
foreach(_component ${guion_FIND_COMPONENTS})
  if(guion_FIND_REQUIRED_${_component} AND NOT guion_${_component}_FOUND)
    set(guion_FOUND FALSE)
    set(guion_NOT_FOUND_MESSAGE "guion has no component ${_component} here")
  endif()
endforeach()
]])
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/guion-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/guion-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/guion-config-version.cmake
  DESTINATION ${_package} COMPONENT runtime)
