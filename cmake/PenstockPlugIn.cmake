# SPDX-License-Identifier: Apache-2.0
# penstock_add_vpn_plugin: a C++/WinRT VPN plug-in, compiled from unmodified source against our projection, as <name>.so.
#
#   penstock_add_vpn_plugin(name SOURCES a.cpp ... [IDL Class.idl ...] [INCLUDES dirs] [DEFINITIONS X=1 ...]
#                           [LIBRARIES libs] [CXX_STANDARD 17|20])
#
# From each IDL file come Class.g.h, Class.g.cpp and the plug-in's exports (module.g.cpp), in the build tree. The same file
# serves this source tree and an installed prefix: there PenstockConfig.cmake sets the two paths below.

if(NOT PENSTOCK_GUEST_INCLUDE)
  set(PENSTOCK_GUEST_INCLUDE "${CMAKE_CURRENT_LIST_DIR}/../windows/include")
  set(PENSTOCK_GUEST_TOOLS "${CMAKE_CURRENT_LIST_DIR}/../tools")
endif()
get_filename_component(PENSTOCK_GUEST_INCLUDE "${PENSTOCK_GUEST_INCLUDE}" REALPATH)
get_filename_component(PENSTOCK_GUEST_TOOLS "${PENSTOCK_GUEST_TOOLS}" REALPATH)
set(PENSTOCK_PLUG_IN_MAP "${CMAKE_CURRENT_LIST_DIR}/PenstockPlugIn.map")
find_package(Python3 REQUIRED COMPONENTS Interpreter)

# Wide characters of 16 bits, the compiler's Microsoft forms, coroutines also before C++20, and our headers before all.
function(penstock_plug_in_flags target)
  target_compile_options(${target} PRIVATE
    "SHELL:-isystem ${PENSTOCK_GUEST_INCLUDE}/um" "SHELL:-isystem ${PENSTOCK_GUEST_INCLUDE}"
    -fshort-wchar -fms-extensions -fno-strict-aliasing -Wno-unknown-pragmas -Wno-attributes -Wno-non-virtual-dtor -U_FORTIFY_SOURCE
    $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fcoroutines>
    $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-Wno-microsoft>
    $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-Wno-deprecated-experimental-coroutine> $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-Wno-ignored-pragmas>)
  if(PENSTOCK_SANITIZE MATCHES "undefined")
    # An interface is a table of functions, whoever made the object: the types of the two sides are not related.
    target_compile_options(${target} PRIVATE -fno-sanitize=vptr $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-fno-sanitize=function>)
  endif()
  get_target_property(standard ${target} CXX_STANDARD)
  if(standard AND standard LESS 20)
    # clang 14 has the coroutines of the technical specification before C++20; the library's header asks for the other name.
    target_compile_options(${target} PRIVATE
      $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-fcoroutines-ts> $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-D__cpp_impl_coroutine=201902L>)
  endif()
endfunction()

# A source, and the headers of the plug-in that it reaches, as this compiler can read them; result is its path.
function(penstock_lower_plug_in_source name source includes result)
  get_filename_component(source "${source}" ABSOLUTE)
  get_filename_component(base "${source}" NAME)
  string(SHA256 mark "${source}")
  string(SUBSTRING "${mark}" 0 6 mark)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${name}.plugin")
  set(lowered "${folder}/sources/${mark}_${base}")
  set(options "")
  foreach(include IN LISTS includes)
    get_filename_component(include "${include}" ABSOLUTE)
    list(APPEND options --include "${include}")
  endforeach()
  if(NOT ARG_IDL)
    list(APPEND options --register)
  endif()
  add_custom_command(OUTPUT "${lowered}"
    COMMAND Python3::Interpreter "${PENSTOCK_GUEST_TOOLS}/lower_plug_in_source" --out "${folder}/headers"
      --output "${lowered}" --depfile "${lowered}.d" ${options}
      --system "${PENSTOCK_GUEST_INCLUDE}/um" --system "${PENSTOCK_GUEST_INCLUDE}" "${source}"
    DEPENDS "${source}" "${PENSTOCK_GUEST_TOOLS}/lower_plug_in_source" ${ARG_GENERATED}
    DEPFILE "${lowered}.d" VERBATIM COMMAND_EXPAND_LISTS COMMENT "Lowering ${base} of ${name}")
  set(${result} "${lowered}" PARENT_SCOPE)
endfunction()

function(penstock_add_vpn_plugin name)
  cmake_parse_arguments(ARG "" "CXX_STANDARD" "SOURCES;IDL;INCLUDES;DEFINITIONS;LIBRARIES" ${ARGN})
  set(generated_folder "${CMAKE_CURRENT_BINARY_DIR}/${name}.plugin/generated")
  set(ARG_GENERATED "")
  set(sources "")
  if(ARG_IDL)
    set(idl_files "")
    foreach(idl IN LISTS ARG_IDL)
      get_filename_component(idl "${idl}" ABSOLUTE)
      list(APPEND idl_files "${idl}")
    endforeach()
    set(source_options "")
    foreach(source IN LISTS ARG_SOURCES)
      get_filename_component(source "${source}" ABSOLUTE)
      list(APPEND source_options --source "${source}")
    endforeach()
    file(GLOB tool_parts CONFIGURE_DEPENDS "${PENSTOCK_GUEST_TOOLS}/winrt_projection/*.py" "${PENSTOCK_GUEST_TOOLS}/winrt_interfaces/*.idl")
    add_custom_command(OUTPUT "${generated_folder}/module.g.cpp"
      COMMAND Python3::Interpreter "${PENSTOCK_GUEST_TOOLS}/generate_component_headers" --out "${generated_folder}"
        ${source_options} ${idl_files}
      DEPENDS ${idl_files} "${PENSTOCK_GUEST_TOOLS}/generate_component_headers" ${tool_parts}
      VERBATIM COMMENT "Generating the classes of ${name}")
    list(APPEND ARG_GENERATED "${generated_folder}/module.g.cpp")
    list(APPEND sources "${generated_folder}/module.g.cpp")
  else()
    list(APPEND sources "${PENSTOCK_GUEST_TOOLS}/plug_in_exports.cpp")
  endif()
  set(includes ${ARG_INCLUDES})
  foreach(source IN LISTS ARG_SOURCES)
    get_filename_component(folder "${source}" ABSOLUTE)
    get_filename_component(folder "${folder}" DIRECTORY)
    list(APPEND includes "${folder}")
  endforeach()
  list(REMOVE_DUPLICATES includes)
  foreach(source IN LISTS ARG_SOURCES)
    get_filename_component(base "${source}" NAME)
    if(base STREQUAL "module.g.cpp")
      continue()  # generated here
    endif()
    penstock_lower_plug_in_source(${name} "${source}" "${includes}" lowered)
    list(APPEND sources "${lowered}")
  endforeach()
  add_library(${name} MODULE ${sources})
  if(NOT ARG_CXX_STANDARD)
    set(ARG_CXX_STANDARD 20)
  endif()
  set_target_properties(${name} PROPERTIES PREFIX "" SUFFIX ".so" CXX_STANDARD ${ARG_CXX_STANDARD} CXX_EXTENSIONS ON
    CXX_STANDARD_REQUIRED ON POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden)
  penstock_plug_in_flags(${name})
  target_compile_definitions(${name} PRIVATE UNICODE _UNICODE ${ARG_DEFINITIONS})
  target_include_directories(${name} PRIVATE "${generated_folder}" "${generated_folder}/winrt_root" ${includes})
  # What a plug-in exports is its activation and nothing else; the C++ library's templates in it are its own.
  target_link_options(${name} PRIVATE -Wl,-Bsymbolic -Wl,--gc-sections "-Wl,--version-script=${PENSTOCK_PLUG_IN_MAP}")
  set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS "${PENSTOCK_PLUG_IN_MAP}")
  target_link_libraries(${name} PRIVATE ${ARG_LIBRARIES} "-Wl,--whole-archive" penstock_wide "-Wl,--no-whole-archive")
endfunction()
