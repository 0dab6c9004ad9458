// SPDX-License-Identifier: Apache-2.0
// What every part of the projection needs of the compiler and of the C++ library, and the one thing it insists on: wide
// characters of 16 bits, as Windows code means them. C++17 is enough; with coroutines the asynchronous types can be awaited.
//
// Threads: no state.
// Memory: no state.
// Errors: a build without -fshort-wchar stops here.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

static_assert(sizeof(wchar_t) == 2, "build plug-ins with -fshort-wchar (penstock_add_vpn_plugin does)");

#if defined(__cpp_impl_coroutine) || defined(__cpp_coroutines)
#include <coroutine>
#define PENSTOCK_COROUTINES 1
// clang 14 looks for the library's coroutine types in the namespace of the technical specification first.
#if defined(__clang__) && __clang_major__ < 15
namespace std::experimental {
using std::coroutine_handle;
using std::coroutine_traits;
}  // namespace std::experimental
#endif
#endif

// Spellings of Windows compilers.
#ifndef __stdcall
#define __stdcall
#endif
#ifndef __cdecl
#define __cdecl
#endif
#ifndef WINRT_ASSERT
#define WINRT_ASSERT(condition) ((void)0)
#endif
#ifndef WINRT_VERIFY
#define WINRT_VERIFY(condition) ((void)(condition))
#endif
#define WINRT_VERIFY_(result, expression) ((void)(expression))
#define WINRT_EXPORT
#define WINRT_CALL
#define CPPWINRT_VERSION "2.0.220110.5"
#define WINRT_IMPL_HAS_PENSTOCK 1

namespace winrt {
using namespace std::literals;
}
