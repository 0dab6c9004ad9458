// SPDX-License-Identifier: Apache-2.0
// Another name for winerror_um.h.
#pragma once

#include "winerror_um.h"
