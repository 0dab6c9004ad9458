// SPDX-License-Identifier: Apache-2.0
// Another name for inspectable.h.
#pragma once

#include "inspectable.h"
