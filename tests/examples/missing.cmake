# What stands in place of the tests of examples/redis-sessions where hiredis is missing.
if("$ENV{CI}" STREQUAL "")
  message("skipped: libhiredis-dev is missing")
else()
  message(FATAL_ERROR "CI is set, and libhiredis-dev is missing")
endif()
