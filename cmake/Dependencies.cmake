# Libraries from Debian 12's packages; deploy/local/install.sh names the packages.
set(CMAKE_THREAD_PREFER_PTHREAD TRUE)
find_package(Threads REQUIRED)
find_package(Protobuf REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(absl CONFIG REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(GTest CONFIG REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(CURL REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(hiredis REQUIRED IMPORTED_TARGET hiredis)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(httplib REQUIRED IMPORTED_TARGET cpp-httplib)
pkg_check_modules(jemalloc REQUIRED IMPORTED_TARGET jemalloc)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)

# Precompiled headers serve only targets that define the same: these are everybody's.
add_compile_options(-pthread)
add_compile_definitions(_FILE_OFFSET_BITS=64 GTEST_HAS_PTHREAD=1)

# Asio is header-only; its switches are everybody's, too. Whether aligned_alloc is there Asio finds out only if a standard header came first:
# left to itself, two files may disagree.
add_compile_definitions(ASIO_STANDALONE ASIO_NO_DEPRECATED ASIO_HAS_STD_ALIGNED_ALLOC=1)
add_library(motcua_asio INTERFACE)
target_link_libraries(motcua_asio INTERFACE Threads::Threads)

# SOCI ships neither CMake nor pkg-config files in Debian 12.
find_path(SOCI_INCLUDE_DIR soci/soci.h REQUIRED)
add_library(motcua_soci INTERFACE)
target_include_directories(motcua_soci SYSTEM INTERFACE ${SOCI_INCLUDE_DIR} ${SOCI_INCLUDE_DIR}/soci)
target_link_libraries(motcua_soci INTERFACE soci_core soci_sqlite3 soci_postgresql)

# libxlsxwriter writes the spreadsheets of reports; Debian 12 ships it without CMake files.
find_path(XLSXWRITER_INCLUDE_DIR xlsxwriter.h REQUIRED)
find_library(XLSXWRITER_LIBRARY xlsxwriter REQUIRED)
add_library(motcua_xlsxwriter INTERFACE)
target_include_directories(motcua_xlsxwriter SYSTEM INTERFACE ${XLSXWRITER_INCLUDE_DIR})
target_link_libraries(motcua_xlsxwriter INTERFACE ${XLSXWRITER_LIBRARY})

# google/rpc/{status,code,error_details}.proto come with a Debian package of Go sources.
find_path(GOOGLEAPIS_DIR google/rpc/error_details.proto
  PATHS /usr/share/gocode/src/github.com/gogo/googleapis REQUIRED)

# grpc/health/v1/health.proto comes with Debian's grpc-proto.
find_path(GRPC_PROTO_DIR grpc/health/v1/health.proto PATHS /usr/share/grpc-proto REQUIRED)
