# Builds the npm package into BUILD, as ./dev wasm does into build/wasm.
foreach(step "--preset;wasm;-B;${BUILD}" "--build;${BUILD};--target;guion_package")
  execute_process(COMMAND ${CMAKE_COMMAND} ${step} WORKING_DIRECTORY ${SOURCE} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${out}")
  endif()
endforeach()
