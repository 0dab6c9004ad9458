// SPDX-License-Identifier: Apache-2.0
// Another name for winsock2.h.
#pragma once

#include "winsock2.h"
