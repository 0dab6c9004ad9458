// SPDX-License-Identifier: Apache-2.0
// Every GUID that our headers declare, defined once more for guests that never define INITGUID (K-GUID-3). The definitions
// are weak and hidden: a guest's own comes first in its link and wins, and two guests never share one.
//
// Threads: constants.
// Memory: constants.
// Errors: none.
#define INITGUID
#include <fwpsk.h>
#include <fwpmk.h>
#include <ndis.h>
#include <netioapi.h>
#include <vmbuskernelmodeclientlibapi.h>
