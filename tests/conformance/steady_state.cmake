# SPDX-License-Identifier: Apache-2.0
# Counts calls of the allocator, of locks and of futexes by being them: not beside a sanitizer, which is
# them too.
if(NOT PENSTOCK_SANITIZE)
  add_executable(steady_state_test call_counts.cc steady_state_test.cc)
  target_link_libraries(steady_state_test PRIVATE penstock_flags GTest::gtest GTest::gtest_main ${CMAKE_DL_LIBS})
  target_include_directories(steady_state_test PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  penstock_see(steady_state_test base wire exec packet link filter path testing)
  gtest_discover_tests(steady_state_test TEST_PREFIX "steady_state." PROPERTIES LABELS conformance DISCOVERY_TIMEOUT 60)
endif()
