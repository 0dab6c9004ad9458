// SPDX-License-Identifier: Apache-2.0
// Another name for windef_um.h.
#pragma once

#include "windef_um.h"
