// SPDX-License-Identifier: Apache-2.0
// Handles of framework objects: in C and C++ a pointer to a type of its own, so that a mix-up does not compile; each
// converts to WDFOBJECT, which is void*.
//
// Threads: any.
// Memory: the framework owns what is behind a handle.
// Errors: a wrong handle is finding F-WDF-3.
#pragma once

#include "penstock/scalars.h"

typedef void *WDFOBJECT, *WDFCONTEXT, **PWDFOBJECT;
typedef struct WDFDRIVER__* WDFDRIVER;
typedef struct WDFDEVICE__* WDFDEVICE;
typedef struct WDFQUEUE__* WDFQUEUE;
typedef struct WDFREQUEST__* WDFREQUEST;
typedef struct WDFFILEOBJECT__* WDFFILEOBJECT;
typedef struct WDFMEMORY__* WDFMEMORY;
typedef struct WDFKEY__* WDFKEY;
typedef struct WDFSPINLOCK__* WDFSPINLOCK;
typedef struct WDFWAITLOCK__* WDFWAITLOCK;
typedef struct WDFTIMER__* WDFTIMER;
typedef struct WDFDPC__* WDFDPC;
typedef struct WDFWORKITEM__* WDFWORKITEM;
typedef struct WDFSTRING__* WDFSTRING;
typedef struct WDFCOLLECTION__* WDFCOLLECTION;
typedef struct WDFLOOKASIDE__* WDFLOOKASIDE;
typedef struct WDFIOTARGET__* WDFIOTARGET;
typedef struct WDFINTERRUPT__* WDFINTERRUPT;
typedef struct WDFCMRESLIST__* WDFCMRESLIST;
