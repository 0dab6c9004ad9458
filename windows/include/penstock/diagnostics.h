// SPDX-License-Identifier: Apache-2.0
// Assertions, level checks and debug printing. They report through exported functions, so that a finding carries the
// guest's own call site; in a build without DBG they are not evaluated, except NT_VERIFY.
//
// Threads: any.
// Memory: strings must outlive the call only.
// Errors: a report may end the run, by policy of the host.
#pragma once

#include "penstock/idioms.h"

EXTERN_C_START
void penstock_assert_failed(const char* expression, const char* file, int line);
void penstock_paged_code(const char* file, int line);
void penstock_scheduling_point(void);
void penstock_yield_processor(void);
DECLSPEC_NORETURN void penstock_list_corruption(const void* entry);
DECLSPEC_NORETURN void penstock_fast_fail(unsigned int code);
ULONG DbgPrint(PCSTR Format, ...);
ULONG DbgPrintEx(ULONG ComponentId, ULONG Level, PCSTR Format, ...);
ULONG vDbgPrintEx(ULONG ComponentId, ULONG Level, PCSTR Format, va_list arguments);
ULONG vDbgPrintExWithPrefix(PCSTR Prefix, ULONG ComponentId, ULONG Level, PCSTR Format, va_list arguments);
VOID DbgBreakPoint(void);
VOID DbgBreakPointWithStatus(ULONG Status);
EXTERN_C_END

#define PENSTOCK_CHECKED(e, text) ((e) ? TRUE : (penstock_assert_failed(text, __FILE__, __LINE__), FALSE))
#if DBG
#define NT_ASSERT(e) ((void)PENSTOCK_CHECKED(e, #e))
#define NT_ASSERTMSG(text, e) ((void)PENSTOCK_CHECKED(e, text))
#define NT_VERIFY(e) PENSTOCK_CHECKED(e, #e)
#define NT_VERIFYMSG(text, e) PENSTOCK_CHECKED(e, text)
#define PAGED_CODE() penstock_paged_code(__FILE__, __LINE__)
#define KdPrint(arguments) DbgPrint arguments
#define KdPrintEx(arguments) DbgPrintEx arguments
#define vKdPrintEx(arguments) vDbgPrintEx arguments
#define KdBreakPoint() DbgBreakPoint()
#else
#define NT_ASSERT(e) ((void)0)
#define NT_ASSERTMSG(text, e) ((void)0)
#define NT_VERIFY(e) ((e) ? TRUE : FALSE)
#define NT_VERIFYMSG(text, e) ((e) ? TRUE : FALSE)
#define PAGED_CODE() ((void)0)
#define KdPrint(arguments) ((void)0)
#define KdPrintEx(arguments) ((void)0)
#define vKdPrintEx(arguments) ((void)0)
#define KdBreakPoint() ((void)0)
#endif
#define NT_FRE_ASSERT(e) ((void)PENSTOCK_CHECKED(e, #e))
#define NT_ANALYSIS_ASSUME(e) ((void)0)
#define PAGED_CODE_LOCKED() ((void)0)
#define RTL_VERIFY(e) NT_VERIFY(e)
#define RTL_ASSERT(e) NT_ASSERT(e)
#define RTL_SOFT_ASSERT(e) NT_ASSERT(e)
#define NT_ASSERT_ASSUME(e) NT_ASSERT(e)
#define ASSERT(e) NT_ASSERT(e)
#define ASSERTMSG(text, e) NT_ASSERTMSG(text, e)

#define __fastfail(code) penstock_fast_fail(code)
#define RtlFailFast(code) penstock_fast_fail(code)
#define FAST_FAIL_CORRUPT_LIST_ENTRY 3
#define FAST_FAIL_INVALID_ARG 5
#define FAST_FAIL_FATAL_APP_EXIT 7
#define FAST_FAIL_INVALID_REFERENCE_COUNT 14

#define KdDebuggerEnabled 0
#define KdDebuggerNotPresent 1
