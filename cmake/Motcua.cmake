# How this project builds: one language level, one set of warnings, one shape of target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Kind of build" FORCE)
endif()

option(MOTCUA_PRECOMPILE "Compile the big headers once instead of in every file" ON)
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # What ccache asks for to work with precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND};-E;env"
      "CCACHE_SLOPPINESS=pch_defines,time_macros" "${CCACHE_PROGRAM}")
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fcoroutines>)

# Tests are compiled more often than they run for long.
set(MOTCUA_TEST_OPTIONS -O0 CACHE STRING "How tests are optimised")
set(MOTCUA_WARNINGS -Wall -Wextra -Wno-missing-field-initializers -Wno-unused-parameter)

# The headers that nearly every file takes in: half of the time a compiler spends on this project.
# Each file still includes what it uses; the build with MOTCUA_PRECOMPILE=OFF shows it.
set(MOTCUA_BIG_HEADERS
    <functional> <map> <memory> <optional> <string> <string_view> <vector>
    <absl/container/flat_hash_map.h> <absl/status/statusor.h> <absl/strings/str_cat.h>
    <absl/time/time.h> <asio/awaitable.hpp> <asio/co_spawn.hpp> <asio/io_context.hpp>
    <asio/steady_timer.hpp> <asio/use_awaitable.hpp> <google/protobuf/message.h>)
set(MOTCUA_EMPTY_SOURCE "${CMAKE_BINARY_DIR}/empty.cc")
file(CONFIGURE OUTPUT "${MOTCUA_EMPTY_SOURCE}" CONTENT "")

function(motcua_add_precompiled name)
  add_library(${name} OBJECT "${MOTCUA_EMPTY_SOURCE}")
  target_compile_options(${name} PRIVATE ${MOTCUA_WARNINGS})
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()

# motcua_precompile(NAME HEADERS): the target takes them from the named set.
function(motcua_precompile name set)
  if(MOTCUA_PRECOMPILE)
    target_precompile_headers(${name} REUSE_FROM ${set})
  endif()
endfunction()

if(MOTCUA_PRECOMPILE)
  motcua_add_precompiled(motcua_big_headers ${MOTCUA_BIG_HEADERS})
  motcua_add_precompiled(motcua_test_headers ${MOTCUA_BIG_HEADERS} <gmock/gmock.h> <gtest/gtest.h>)
  target_compile_options(motcua_test_headers PRIVATE ${MOTCUA_TEST_OPTIONS})
endif()

# motcua_library(NAME [SOURCES …] [DEPS …]): one folder's library; includes start at the root.
function(motcua_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  if(ARG_SOURCES)
    add_library(${name} STATIC ${ARG_SOURCES})
    target_compile_options(${name} PRIVATE ${MOTCUA_WARNINGS})
    target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PUBLIC ${ARG_DEPS})
    motcua_precompile(${name} motcua_big_headers)
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} INTERFACE ${ARG_DEPS})
  endif()
endfunction()

# motcua_binary(NAME SOURCES … DEPS … [HEADERS set]): a program in bin/.
function(motcua_binary name)
  cmake_parse_arguments(ARG "" "HEADERS" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_compile_options(${name} PRIVATE ${MOTCUA_WARNINGS})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_DEPS})
  if(NOT ARG_HEADERS)
    set(ARG_HEADERS motcua_big_headers)
  endif()
  motcua_precompile(${name} ${ARG_HEADERS})
endfunction()

# motcua_service(NAME SOURCES … DEPS …): a service's program. Requests are many small allocations made
# on one thread and freed on another, which jemalloc does at about a tenth less CPU than glibc.
function(motcua_service name)
  motcua_binary(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE PkgConfig::jemalloc)
endfunction()

# motcua_test(NAME SOURCES … DEPS … [TIMEOUT seconds]): a GoogleTest program known to ctest.
function(motcua_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;DEPS" ${ARGN})
  motcua_binary(${name} SOURCES ${ARG_SOURCES} DEPS ${ARG_DEPS} GTest::gmock GTest::gtest_main
                HEADERS motcua_test_headers)
  target_compile_options(${name} PRIVATE ${MOTCUA_TEST_OPTIONS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT})
endfunction()

# Adds each named folder that has a CMakeLists.txt.
function(motcua_folders)
  foreach(folder ${ARGN})
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
      add_subdirectory(${folder})
    endif()
  endforeach()
endfunction()
