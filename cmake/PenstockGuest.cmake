# SPDX-License-Identifier: Apache-2.0
# penstock_add_driver: a driver, compiled from unmodified source against our Windows headers, as <name>.so.
# penstock_add_provider: the same for a VMBus service provider, which must find the channel library declared.
#
#   penstock_add_driver(name SOURCES a.c b.cpp [INCLUDES dirs] [DEFINITIONS X=1 ...] [LIBRARIES libs])
#   penstock_add_provider(name SOURCES ...)
#
# Each source, and each header of the guest that it reaches, is lowered into the build tree first (tools/lower_guest_source).
# The same file serves this source tree and an installed prefix: there PenstockConfig.cmake sets the two paths below.

if(NOT PENSTOCK_GUEST_INCLUDE)
  set(PENSTOCK_GUEST_INCLUDE "${CMAKE_CURRENT_LIST_DIR}/../windows/include")
  set(PENSTOCK_GUEST_TOOLS "${CMAKE_CURRENT_LIST_DIR}/../tools")
endif()
get_filename_component(PENSTOCK_GUEST_INCLUDE "${PENSTOCK_GUEST_INCLUDE}" REALPATH)
get_filename_component(PENSTOCK_GUEST_TOOLS "${PENSTOCK_GUEST_TOOLS}" REALPATH)
set(PENSTOCK_GUEST_MAP "${CMAKE_CURRENT_LIST_DIR}/PenstockGuest.map")
find_package(Python3 REQUIRED COMPONENTS Interpreter)

# The compiler's own freestanding headers; all others come from us (K-ENV-4).
function(penstock_freestanding_folder compiler compiler_id result)
  if(compiler_id STREQUAL "GNU")
    execute_process(COMMAND ${compiler} -print-file-name=include OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE)
  else()
    execute_process(COMMAND ${compiler} -print-resource-dir OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE)
    string(APPEND folder "/include")
  endif()
  set(${result} "${folder}" PARENT_SCOPE)
endfunction()

# The C++ library uses as names what old annotations make macros.
function(penstock_wrap_header header wrapper)
  set(before "")
  set(after "")
  foreach(macro __in __out __inout __range __success __valid __reserved __callback)
    string(APPEND before "#pragma push_macro(\"${macro}\")\n#undef ${macro}\n")
    string(APPEND after "#pragma pop_macro(\"${macro}\")\n")
  endforeach()
  file(WRITE "${wrapper}" "${before}#include \"${header}\"\n${after}")
endfunction()

# A folder with the part of the C++ library that a freestanding guest may use, and nothing else of it (K-CXX-4).
function(penstock_cxx_folders result)
  set(${result} "" PARENT_SCOPE)
  if(NOT CMAKE_CXX_COMPILER)
    return()
  endif()
  execute_process(COMMAND ${CMAKE_CXX_COMPILER} -xc++ -E -v /dev/null OUTPUT_QUIET ERROR_VARIABLE search)
  string(REGEX MATCHALL "\n (/[^\n]*)" folders "${search}")
  set(subset "${CMAKE_BINARY_DIR}/penstock_cxx_subset")
  file(MAKE_DIRECTORY "${subset}")
  set(architecture "")
  foreach(folder IN LISTS folders)
    string(STRIP "${folder}" folder)
    if(EXISTS "${folder}/type_traits")
      foreach(name utility type_traits new initializer_list concepts compare limits tuple cstdint cstddef cstdarg bits ext
              debug)
        if(IS_DIRECTORY "${folder}/${name}" AND NOT EXISTS "${subset}/${name}")
          file(CREATE_LINK "${folder}/${name}" "${subset}/${name}" SYMBOLIC)
        elseif(EXISTS "${folder}/${name}" AND NOT EXISTS "${subset}/${name}")
          penstock_wrap_header("${folder}/${name}" "${subset}/${name}")
        endif()
      endforeach()
    elseif(EXISTS "${folder}/bits/c++config.h")
      set(architecture "${folder}")
    endif()
  endforeach()
  set(${result} "${subset};${architecture}" PARENT_SCOPE)
endfunction()

# Flags of guest code: K-ENV-10 to K-ENV-13, K-GUEST-1. DWARF 4, because binutils 2.40 takes the lowered copy for the
# original when a DWARF 5 line table begins with it.
function(penstock_guest_flags target)
  penstock_freestanding_folder("${CMAKE_C_COMPILER}" "${CMAKE_C_COMPILER_ID}" c_folder)
  penstock_cxx_folders(cxx_folders)
  set(cxx_options "")
  foreach(folder IN LISTS cxx_folders)
    if(folder)
      list(APPEND cxx_options "SHELL:$<$<COMPILE_LANGUAGE:CXX>:-isystem ${folder}>")
    endif()
  endforeach()
  set_target_properties(${target} PROPERTIES C_STANDARD 17 C_EXTENSIONS ON CXX_STANDARD 17 CXX_EXTENSIONS ON
    POSITION_INDEPENDENT_CODE ON C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden)
  target_compile_definitions(${target} PRIVATE PENSTOCK_GUEST=1 $<IF:$<CONFIG:Debug>,DBG=1,DBG=0>)
  target_compile_options(${target} PRIVATE
    -nostdinc "SHELL:-isystem ${PENSTOCK_GUEST_INCLUDE}" "SHELL:-isystem ${PENSTOCK_GUEST_INCLUDE}/crt" ${cxx_options}
    "SHELL:-isystem ${c_folder}" "SHELL:-include ${PENSTOCK_GUEST_INCLUDE}/penstock/prelude.h"
    -g -gdwarf-4 -fms-extensions -fshort-wchar -fno-strict-aliasing -fwrapv -fno-delete-null-pointer-checks -ffunction-sections
    -fdata-sections -Wno-unknown-pragmas -Wno-multichar -Wno-attributes -Wno-pragma-pack
    $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions> $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>
    $<$<COMPILE_LANGUAGE:CXX>:-fno-threadsafe-statics> $<$<COMPILE_LANGUAGE:CXX>:-nostdinc++>
    $<$<COMPILE_LANG_AND_ID:C,GNU>:-fno-gnu-unique> $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fno-gnu-unique>
    $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-fms-compatibility> $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-fgnuc-version=4.2.1>
    # Without a version clang has no char16_t in this mode; with one it would define _MSC_VER, which stays undefined.
    $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-fms-compatibility-version=19.30> $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-U_MSC_VER>
    $<$<COMPILE_LANG_AND_ID:C,Clang>:-Wno-microsoft> $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-Wno-microsoft>
    $<$<COMPILE_LANG_AND_ID:C,Clang>:-Wno-ignored-pragmas> $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-Wno-ignored-pragmas>)
  if(PENSTOCK_SANITIZE MATCHES "undefined")
    # function: the headers say PVOID where a driver's routine takes a structure of its own.
    target_compile_options(${target} PRIVATE -fno-sanitize=alignment,vptr
      $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-fno-sanitize=function> $<$<COMPILE_LANG_AND_ID:C,Clang>:-fno-sanitize=function>)
  endif()
endfunction()

# One lowered source; result is its path. The depfile names every file of the guest that was read.
function(penstock_lower_source name source includes result)
  get_filename_component(source "${source}" ABSOLUTE)
  get_filename_component(base "${source}" NAME)
  string(SHA256 mark "${source}")
  string(SUBSTRING "${mark}" 0 6 mark)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${name}.guest")
  set(lowered "${folder}/sources/${mark}_${base}")
  set(options "")
  foreach(include IN LISTS includes)
    get_filename_component(include "${include}" ABSOLUTE)
    list(APPEND options --include "${include}")
  endforeach()
  file(GLOB tool_parts CONFIGURE_DEPENDS "${PENSTOCK_GUEST_TOOLS}/guest_lowering/*.py")
  add_custom_command(OUTPUT "${lowered}"
    COMMAND Python3::Interpreter "${PENSTOCK_GUEST_TOOLS}/lower_guest_source" --out "${folder}/headers"
      --output "${lowered}" --depfile "${lowered}.d" ${options}
      --system "${PENSTOCK_GUEST_INCLUDE}" --system "${PENSTOCK_GUEST_INCLUDE}/crt" "${source}"
    DEPENDS "${source}" "${PENSTOCK_GUEST_TOOLS}/lower_guest_source" ${tool_parts}
    DEPFILE "${lowered}.d" VERBATIM COMMENT "Lowering ${base} of ${name}")
  set(${result} "${lowered}" PARENT_SCOPE)
endfunction()

function(penstock_add_driver name)
  cmake_parse_arguments(ARG "" "" "SOURCES;INCLUDES;DEFINITIONS;LIBRARIES" ${ARGN})
  set(lowered_sources "")
  foreach(source IN LISTS ARG_SOURCES)
    penstock_lower_source(${name} "${source}" "${ARG_INCLUDES}" lowered)
    list(APPEND lowered_sources "${lowered}")
  endforeach()
  add_library(${name} MODULE ${lowered_sources})
  set_target_properties(${name} PROPERTIES PREFIX "" SUFFIX ".so" LINKER_LANGUAGE C)
  penstock_guest_flags(${name})
  target_compile_definitions(${name} PRIVATE ${ARG_DEFINITIONS})
  # Bound lazily: what is missing is listed by the loader, with who refers to it, not by the dynamic linker.
  target_link_options(${name} PRIVATE -Wl,-Bsymbolic -Wl,-z,lazy -Wl,-z,norelro -Wl,--gc-sections -Wl,--as-needed
    "-Wl,--version-script=${PENSTOCK_GUEST_MAP}")
  set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS "${PENSTOCK_GUEST_MAP}")
  target_link_libraries(${name} PRIVATE ${ARG_LIBRARIES} penstock_guids)
endfunction()

# The channel library exists from Windows 8.1 on; a provider that aims lower would find an empty header.
function(penstock_add_provider name)
  penstock_add_driver(${name} ${ARGN})
  get_target_property(definitions ${name} COMPILE_DEFINITIONS)
  foreach(definition IN LISTS definitions)
    if(definition MATCHES "^_WIN32_WINNT=0x0(5|6)0[0-2]" OR definition MATCHES "^NTDDI_VERSION=0x0(5|6)0[0-2]")
      message(FATAL_ERROR "${name}: ${definition} is older than Windows 8.1, which brought the channel library")
    endif()
  endforeach()
endfunction()
