// SPDX-License-Identifier: Apache-2.0
// What it brings beside the error interface, which nothing here gives; `::IInspectable` is not of it, so that a source may name its own.
#pragma once

#include "unknwn.h"
