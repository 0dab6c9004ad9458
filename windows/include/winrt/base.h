// SPDX-License-Identifier: Apache-2.0
// The language half of the projection: strings, errors, handles, objects of one's own, events, asynchronous operations and
// coroutines, collections and boxed values. Every other header of this folder includes it.
//
// Threads: as each part says.
// Memory: as each part says.
// Errors: as each part says.
#pragma once

#include "penstock/handle_types.h"
#include "penstock/shared_collections.h"

// What the Microsoft compiler knows by itself.
#ifndef PENSTOCK_UUIDOF
#define __uuidof(...) (static_cast<::GUID const&>(::winrt::guid_of<__VA_ARGS__>()))
#endif
#ifndef IID_PPV_ARGS
#define IID_PPV_ARGS(pointer) \
  ::winrt::guid_of<std::decay_t<decltype(**(pointer))>>(), reinterpret_cast<void**>(pointer)
#endif
