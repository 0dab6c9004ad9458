// SPDX-License-Identifier: Apache-2.0
// Runtime classes by name: those of this room, and those that loaded plug-ins bring.
//
// Threads: any.
// Memory: factories are made when they are asked for and kept.
// Errors: an unknown name is REGDB_E_CLASSNOTREG.
#pragma once

#include <string>

#include "winrt/factories.h"

namespace penstock::projection {

// Asked after the table, in the order they were added.
using ClassSource = Factory (*)(std::wstring_view name);
void add_class_source(ClassSource source);

// Null when nobody knows the name.
Factory find_factory(std::wstring_view name);

}  // namespace penstock::projection
