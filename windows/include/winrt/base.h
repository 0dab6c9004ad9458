// SPDX-License-Identifier: Apache-2.0
// The language half of the projection: strings, errors, handles, objects of one's own, events, asynchronous operations and
// coroutines, collections and boxed values. Every other header of this folder includes it.
//
// Threads: as each part says.
// Memory: as each part says.
// Errors: as each part says.
#pragma once

#include "penstock/handle_types.h"
