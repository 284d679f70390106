# A room is one folder of server/, one static library and one include root that shows only itself. A room sees
# another only by naming it in USES, so that a wrong include does not compile; tools/check_rooms.py also holds
# each room to the third-party headers that it may name.
set(SNAPORY_ROOTS ${CMAKE_BINARY_DIR}/rooms)

# snapory_room(infrastructure/sql
#     USES application           rooms whose headers it sees, handed on to who uses it
#     LINKS SQLite::SQLite3      third-party targets, private to it
#     SOURCES database.cpp …     beside this CMakeLists.txt
#     PCH <boost/asio.hpp> …     headers worth precompiling
#     TESTS database_test.cpp …  one test program, <room>_test
#     TEST_USES memory)          rooms that only the tests see
function(snapory_room path)
    cmake_parse_arguments(room "" "" "USES;LINKS;SOURCES;PCH;TESTS;TEST_USES;TEST_LINKS" ${ARGN})
    string(REPLACE "/" "_" name ${path})
    string(REGEX REPLACE "^infrastructure_" "" name ${name})

    get_filename_component(parent ${SNAPORY_ROOTS}/${name}/${path} DIRECTORY)
    file(MAKE_DIRECTORY ${parent})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/server/${path} ${SNAPORY_ROOTS}/${name}/${path} SYMBOLIC)

    if(room_SOURCES)
        add_library(${name} STATIC ${room_SOURCES})
        target_include_directories(${name} PUBLIC ${SNAPORY_ROOTS}/${name})
        target_link_libraries(${name} PUBLIC ${room_USES} PRIVATE ${room_LINKS} Threads::Threads)
        if(room_PCH)
            target_precompile_headers(${name} PRIVATE ${room_PCH})
            target_compile_options(${name} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")  # lets ccache know it again
        endif()
    else()
        add_library(${name} INTERFACE)
        target_include_directories(${name} INTERFACE ${SNAPORY_ROOTS}/${name})
        target_link_libraries(${name} INTERFACE ${room_USES})
    endif()

    if(SNAPORY_TESTS AND room_TESTS)
        add_executable(${name}_test ${room_TESTS})
        target_link_libraries(${name}_test PRIVATE ${name} ${room_TEST_USES} ${room_TEST_LINKS} GTest::gtest_main Threads::Threads)
        add_test(NAME ${name} COMMAND ${name}_test)
    endif()
endfunction()

# snapory_pkg(heif libheif): an imported target PkgConfig::heif for a pkg-config module.
function(snapory_pkg name module)
    pkg_check_modules(${name} REQUIRED IMPORTED_TARGET GLOBAL ${module})
endfunction()
