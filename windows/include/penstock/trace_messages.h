// SPDX-License-Identifier: Apache-2.0
// What a generated trace header brings: the flags of the guest's control GUIDs as enumerators, start and stop of tracing,
// and a way to check the arguments of a trace message without evaluating them.
//
// Threads: any.
// Memory: none.
// Errors: none.
#ifndef PENSTOCK_TRACE_MESSAGES_H
#define PENSTOCK_TRACE_MESSAGES_H

#include "ntdef.h"

EXTERN_C_START
int penstock_trace_check(int first, ...);
EXTERN_C_END

#define PENSTOCK_TRACE_ARGUMENTS(...) ((void)sizeof(penstock_trace_check(0, __VA_ARGS__)))
#ifndef WPP_INIT_TRACING
#define WPP_INIT_TRACING(...) ((void)0)
#endif
#ifndef WPP_CLEANUP
#define WPP_CLEANUP(...) ((void)0)
#endif
#define WPP_RECORDER_LEVEL_FLAGS_ARGS(...) 0
#define WPP_RECORDER_INITIALIZE(...) ((void)0)

#endif

// A header of the guest may define its control GUIDs after the first trace header, so this part stands outside.
#if defined(WPP_CONTROL_GUIDS) && !defined(PENSTOCK_TRACE_FLAGS)
#define PENSTOCK_TRACE_FLAGS 1
enum penstock_trace_flags { WPP_CONTROL_GUIDS PENSTOCK_TRACE_FLAGS_END };
#endif
