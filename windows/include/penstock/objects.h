// SPDX-License-Identifier: Apache-2.0
// Kernel objects that a driver embeds by value: events, timers, locks, queues. Their sizes and alignments are those of
// Windows (the table in the kernel contract); what is inside belongs to the rim, which keeps a word or two of state here
// and everything else in side tables by address, because most of them have no destructor (K-OBJ-1). Zero is a free lock.
//
// Threads: each object says with its functions.
// Memory: the driver's; must be non-paged or on a stack.
// Errors: none.
#pragma once

#include "penstock/structures.h"

typedef struct _KEVENT {
  ULONG_PTR Opaque[3];
} KEVENT, *PKEVENT, *PRKEVENT;

typedef struct _KGATE {
  ULONG_PTR Opaque[3];
} KGATE, *PKGATE, *PRKGATE;

typedef struct _KSEMAPHORE {
  ULONG_PTR Opaque[4];
} KSEMAPHORE, *PKSEMAPHORE, *PRKSEMAPHORE;

typedef struct _KMUTANT {
  ULONG_PTR Opaque[7];
} KMUTANT, KMUTEX, *PKMUTANT, *PRKMUTANT, *PKMUTEX, *PRKMUTEX;

typedef struct _KTIMER {
  ULONG_PTR Opaque[8];
} KTIMER, *PKTIMER, *PRKTIMER;

typedef struct _KDPC {
  ULONG_PTR Opaque[8];
} KDPC, *PKDPC, *PRKDPC;

typedef struct _KQUEUE {
  ULONG_PTR Opaque[8];
} KQUEUE, *PKQUEUE, *PRKQUEUE;

typedef struct _KAPC {
  ULONG_PTR Opaque[11];
} KAPC, *PKAPC, *PRKAPC;

typedef struct _KWAIT_BLOCK {
  ULONG_PTR Opaque[6];
} KWAIT_BLOCK, *PKWAIT_BLOCK, *PRKWAIT_BLOCK;

typedef struct _KAPC_STATE {
  ULONG_PTR Opaque[6];
} KAPC_STATE, *PKAPC_STATE, *PRKAPC_STATE;

typedef struct _FAST_MUTEX {
  ULONG_PTR Opaque[7];
} FAST_MUTEX, KGUARDED_MUTEX, *PFAST_MUTEX, *PKGUARDED_MUTEX;

typedef struct _ERESOURCE {
  ULONG_PTR Opaque[13];
} ERESOURCE, *PERESOURCE;

typedef struct _EX_RUNDOWN_REF {
  union {
    ULONG_PTR Count;
    PVOID Ptr;
  };
} EX_RUNDOWN_REF, *PEX_RUNDOWN_REF;
typedef struct _EX_RUNDOWN_REF_CACHE_AWARE *PEX_RUNDOWN_REF_CACHE_AWARE;

typedef struct _IO_REMOVE_LOCK {
  ULONG_PTR Opaque[4];
} IO_REMOVE_LOCK, *PIO_REMOVE_LOCK;

typedef struct DECLSPEC_ALIGN(64) _NPAGED_LOOKASIDE_LIST {
  ULONG_PTR Opaque[16];
} NPAGED_LOOKASIDE_LIST, PAGED_LOOKASIDE_LIST, *PNPAGED_LOOKASIDE_LIST, *PPAGED_LOOKASIDE_LIST;

typedef struct DECLSPEC_ALIGN(16) _LOOKASIDE_LIST_EX {
  ULONG_PTR Opaque[12];
} LOOKASIDE_LIST_EX, *PLOOKASIDE_LIST_EX;

// A guest may read OldIrql (K-LOCK-8).
typedef struct _KSPIN_LOCK_QUEUE {
  struct _KSPIN_LOCK_QUEUE* volatile Next;
  PKSPIN_LOCK volatile Lock;
} KSPIN_LOCK_QUEUE, *PKSPIN_LOCK_QUEUE;

typedef struct _KLOCK_QUEUE_HANDLE {
  KSPIN_LOCK_QUEUE LockQueue;
  KIRQL OldIrql;
} KLOCK_QUEUE_HANDLE, *PKLOCK_QUEUE_HANDLE;

typedef struct _DISPATCHER_HEADER DISPATCHER_HEADER, *PDISPATCHER_HEADER;
typedef struct _KTHREAD *PKTHREAD, *PRKTHREAD;
typedef struct _KPROCESS *PKPROCESS, *PRKPROCESS, KPROCESS;
typedef struct _EPROCESS *PEPROCESS;
typedef struct _ETHREAD *PETHREAD;
