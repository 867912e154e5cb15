# guion_target(<target>): the language level, warnings and sanitizers that every target of the project has. Nothing global.
function(guion_target target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF C_STANDARD 11 C_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror=switch)
  if(GUION_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(GUION_SANITIZE)
    target_compile_options(${target} PUBLIC -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=address,undefined)
  endif()
  if(GUION_BUILD_FUZZERS)
    target_compile_options(${target} PUBLIC -fsanitize=fuzzer-no-link)
  endif()
endfunction()

# guion_flow(<target> <flow of flows/> <path>): compiles the flow to <path>.flowc and <path>.policy.
function(guion_flow target flow path)
  file(GLOB_RECURSE flows CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/flows/*.flow)
  add_custom_command(OUTPUT ${path}.flowc ${path}.policy
    COMMAND guion build ${PROJECT_SOURCE_DIR}/flows/${flow} -o ${path}.flowc --policy-out ${path}.policy
    DEPENDS guion ${flows} VERBATIM)
  add_custom_target(${target} ALL DEPENDS ${path}.flowc ${path}.policy)
endfunction()
