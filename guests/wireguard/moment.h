// SPDX-License-Identifier: Apache-2.0
// What time it is, asked of the platform: whoever runs the plug-in may have a clock of its own.
//
// Threads: any.
// Memory: none.
// Errors: none.
#pragma once

#include "bytes.h"

namespace wireguard {

Moment moment();

}  // namespace wireguard
