// SPDX-License-Identifier: Apache-2.0
// Another name for windows.h.
#pragma once

#include "windows.h"
