// SPDX-License-Identifier: Apache-2.0
// Another name for robuffer.h.
#pragma once

#include "robuffer.h"
