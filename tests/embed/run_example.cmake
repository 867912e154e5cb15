# Runs PROGRAM on FILES with INPUT as its standard input; its output must be EXPECTED.
execute_process(COMMAND ${PROGRAM} ${FILES} INPUT_FILE ${INPUT} OUTPUT_VARIABLE out ERROR_VARIABLE err RESULT_VARIABLE status)
file(READ ${EXPECTED} expected)
if(NOT status EQUAL 0 OR NOT "${out}" STREQUAL "${expected}")
  message(FATAL_ERROR "status ${status}\n${err}\ngot:\n${out}\nexpected:\n${expected}")
endif()
