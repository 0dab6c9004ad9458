# SPDX-License-Identifier: Apache-2.0
# add_room: a room of the house as a static library with an include root of its own.
#
# Each room's include root is a directory that holds nothing but a link named like the room. A
# target sees the roots of the rooms it lists in MAY_INCLUDE and no others, so a sideways include
# is "file not found" and not a matter of taste. Link dependencies carry no include path.

function(penstock_add_subdirectory_if_present directory)
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${directory}/CMakeLists.txt")
    add_subdirectory(${directory})
  endif()
endfunction()

# The include root of a room: <build>/include_roots/<room>, holding <room> -> its sources.
function(penstock_include_root room directory)
  set(root "${CMAKE_BINARY_DIR}/include_roots/${room}")
  file(MAKE_DIRECTORY "${root}")
  if(NOT EXISTS "${root}/${room}")
    file(CREATE_LINK "${directory}" "${root}/${room}" SYMBOLIC)
  endif()
  set_property(GLOBAL PROPERTY PENSTOCK_ROOT_${room} "${root}")
endfunction()

# penstock_see(target rooms...): lets a target include and link the rooms named.
function(penstock_see target)
  foreach(room IN LISTS ARGN)
    get_property(root GLOBAL PROPERTY PENSTOCK_ROOT_${room})
    if(NOT root)
      message(FATAL_ERROR "${target} may not include ${room}: no such room before it")
    endif()
    target_include_directories(${target} PRIVATE "${root}")
    target_link_libraries(${target} PUBLIC penstock_${room})
  endforeach()
endfunction()

# add_room(name SOURCES ... MAY_INCLUDE rooms... [TESTS files...] [TEST_ROOMS rooms...]
#          [LIBRARIES ...] [WINDOWS])
#   TESTS       x_test.cc beside the code, one executable per room
#   TEST_ROOMS  rooms that only the tests may include besides (testing and above)
#   LIBRARIES   libraries from outside, private
#   WINDOWS     a room of the rim: 16-bit wide characters, the Windows headers
function(add_room room)
  cmake_parse_arguments(ARG "WINDOWS" "" "SOURCES;MAY_INCLUDE;TESTS;TEST_ROOMS;LIBRARIES;TEST_LIBRARIES" ${ARGN})
  penstock_include_root(${room} "${CMAKE_CURRENT_SOURCE_DIR}")
  get_property(root GLOBAL PROPERTY PENSTOCK_ROOT_${room})
  if(ARG_SOURCES)
    add_library(penstock_${room} STATIC ${ARG_SOURCES})
    target_include_directories(penstock_${room} PRIVATE "${root}")
    target_link_libraries(penstock_${room} PRIVATE penstock_flags ${ARG_LIBRARIES})
    penstock_see(penstock_${room} ${ARG_MAY_INCLUDE})
  else()
    add_library(penstock_${room} INTERFACE)
    foreach(below IN LISTS ARG_MAY_INCLUDE)
      target_link_libraries(penstock_${room} INTERFACE penstock_${below})
    endforeach()
  endif()
  if(ARG_WINDOWS)
    penstock_rim_flags(penstock_${room})
  endif()
  penstock_check_headers(${room} "${ARG_WINDOWS}" ${ARG_MAY_INCLUDE})
  if(PENSTOCK_TESTS AND ARG_TESTS)
    add_executable(${room}_test ${ARG_TESTS})
    target_include_directories(${room}_test PRIVATE "${root}")
    target_link_libraries(${room}_test PRIVATE penstock_flags penstock_${room} GTest::gtest GTest::gtest_main ${ARG_TEST_LIBRARIES})
    penstock_see(${room}_test ${ARG_MAY_INCLUDE})
    target_link_libraries(${room}_test PRIVATE GTest::gtest)
    # testing/rule.h stands apart from the rest of `testing`, so that the lowest rooms can name rules.
    target_include_directories(${room}_test PRIVATE "${CMAKE_BINARY_DIR}/include_roots/testing")
    if(ARG_WINDOWS)
      penstock_rim_flags(${room}_test)
    endif()
    target_precompile_headers(${room}_test PRIVATE <gtest/gtest.h> <functional> <memory> <string> <vector>)
    # Rooms above are known only later, so they are joined at generate time.
    set_property(TARGET ${room}_test PROPERTY PENSTOCK_TEST_ROOMS "${ARG_TEST_ROOMS}")
    foreach(other IN LISTS ARG_TEST_ROOMS)
      target_include_directories(${room}_test PRIVATE "${CMAKE_BINARY_DIR}/include_roots/${other}")
      target_link_libraries(${room}_test PRIVATE penstock_${other})
    endforeach()
    gtest_discover_tests(${room}_test TEST_PREFIX "${room}." PROPERTIES LABELS unit DISCOVERY_TIMEOUT 60)
  endif()
endfunction()

# The flags of rim sources: Windows' wide character and anonymous members, and our Windows headers.
function(penstock_rim_flags target)
  target_compile_options(${target} PRIVATE -fshort-wchar -fms-extensions -fno-strict-aliasing
    -Wno-unknown-pragmas -Wno-old-style-cast -Wno-multichar
    $<$<CXX_COMPILER_ID:Clang>:-Wno-microsoft -Wno-ignored-pragma-intrinsic -Wno-pragma-pack>)
  if(PENSTOCK_SANITIZE MATCHES "undefined")  # drivers' routines are called by the types of the headers, not their own
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function>)
  endif()
  target_include_directories(${target} SYSTEM PRIVATE "${PROJECT_SOURCE_DIR}/windows/include")
endfunction()

# Each header of a room compiles alone, with what its room may include and no more.
function(penstock_check_headers room windows)
  file(GLOB headers CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
  if(NOT headers OR NOT PENSTOCK_TESTS OR NOT PENSTOCK_HEADER_CHECKS)
    return()
  endif()
  list(FILTER headers EXCLUDE REGEX "/test_[a-z_]*\\.h$|_fixture\\.h$")  # belong to tests, which see more
  set(checks "")
  foreach(header IN LISTS headers)
    get_filename_component(name "${header}" NAME)
    string(REPLACE "." "_" stem "${name}")
    set(check "${CMAKE_CURRENT_BINARY_DIR}/header_alone/${stem}.cc")
    if(NOT EXISTS "${check}")
      file(WRITE "${check}" "#include \"${room}/${name}\"  // alone and first\n#include \"${room}/${name}\"\n")
    endif()
    list(APPEND checks "${check}")
  endforeach()
  add_library(${room}_headers_alone OBJECT ${checks})
  get_property(root GLOBAL PROPERTY PENSTOCK_ROOT_${room})
  target_include_directories(${room}_headers_alone PRIVATE "${root}")
  target_link_libraries(${room}_headers_alone PRIVATE penstock_flags)
  foreach(below IN LISTS ARGN)
    get_property(below_root GLOBAL PROPERTY PENSTOCK_ROOT_${below})
    target_include_directories(${room}_headers_alone PRIVATE "${below_root}")
  endforeach()
  if(windows)
    penstock_rim_flags(${room}_headers_alone)
  endif()
endfunction()
