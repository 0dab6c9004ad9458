// SPDX-License-Identifier: Apache-2.0
// What the functions of this room speak to: the one filter engine of the process. Functions that guests call
// have no argument to carry it, so the composition root installs it before the first guest is loaded.
//
// Threads: install() and uninstall() while no guest runs; the rest from any.
// Memory: the engine outlives its installation.
// Errors: a guest's call without an engine is a bug of the composition root and asserts.
#pragma once

#include <cstdint>

#include "filter/engine.h"

namespace penstock::wfp {

// Registers the accounts "wfp" and "ndis" too.
void install(filter::Engine& installed);
void uninstall();
filter::Engine& engine();
bool is_installed();

// The level at which a guest is called back now: DISPATCH on the packet path, else the thread's own.
std::uint8_t callback_level();

}  // namespace penstock::wfp
