// SPDX-License-Identifier: Apache-2.0
// The channel library's header for this room. Old annotations are macros with names that the C++ library uses, so
// what this room needs of that library comes first.
//
// Threads: no state.
// Memory: no state.
// Errors: none.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <penstock_channel.h>
