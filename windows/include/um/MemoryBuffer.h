// SPDX-License-Identifier: Apache-2.0
// Another name for memorybuffer.h.
#pragma once

#include "memorybuffer.h"
