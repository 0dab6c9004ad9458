// SPDX-License-Identifier: Apache-2.0
// Another name for unknwn.h.
#pragma once

#include "unknwn.h"
