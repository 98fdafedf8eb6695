# Fails when docs/SEMANTICS.md names a test that does not exist: each row of its tables ends with the
# name of the test that breaks when the rule does.
# Usage: cmake -DROOT=<project> -P check_semantics.cmake
cmake_policy(VERSION 3.25)

# Brackets and semicolons would join or split the elements of a list.
function(read_plain path result)
  file(READ ${path} text)
  string(REPLACE ";" "," text "${text}")
  string(REGEX REPLACE "[][]" "_" text "${text}")
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

set(tests "")
file(GLOB_RECURSE files ${ROOT}/tests/*.cpp)
foreach(path IN LISTS files)
  read_plain(${path} text)
  string(APPEND tests "${text}")
endforeach()
# A name may be broken over several literals.
string(REGEX REPLACE "\"[ \n]+\"" "" tests "${tests}")
string(REGEX REPLACE "TEST_CASE\\([ \n]+" "TEST_CASE(" tests "${tests}")

read_plain(${ROOT}/docs/SEMANTICS.md document)
string(REPLACE "\n" ";" lines "${document}")
set(count 0)
set(wrong "")
foreach(line IN LISTS lines)
  if(line MATCHES "^\\|-" OR line MATCHES "^\\| *(rule|measure) *\\|" OR
     NOT line MATCHES "^\\|.*\\| *([^|]+[^| ]) *\\|$")
    continue()
  endif()
  set(name "${CMAKE_MATCH_1}")
  math(EXPR count "${count} + 1")
  string(FIND "${tests}" "TEST_CASE(\"${name}\"" at)
  if(at EQUAL -1)
    list(APPEND wrong "${name}")
  endif()
endforeach()
if(count EQUAL 0)
  message(FATAL_ERROR "docs/SEMANTICS.md: no row found")
endif()
if(wrong)
  list(JOIN wrong "\n  " text)
  message(FATAL_ERROR "docs/SEMANTICS.md names tests that do not exist:\n  ${text}")
endif()
message(STATUS "${count} rules, each with its test")
