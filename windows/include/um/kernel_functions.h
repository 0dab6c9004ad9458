// SPDX-License-Identifier: Apache-2.0
// Functions of user mode that plug-ins call in passing: debug output, the time, who is running.
//
// Threads: any.
// Memory: none.
// Errors: none.
#pragma once

#include <sched.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <string>
#include <thread>

#include "../winrt/penstock/platform.h"
#include "windef_um.h"

inline void OutputDebugStringW(LPCWSTR text) noexcept {
  UINT length = 0;
  while (text && text[length]) ++length;
  penstock_winrt_debug_output(text, length);
}
inline void OutputDebugStringA(LPCSTR text) {
  std::wstring wide;
  for (auto const* c = text; c && *c; ++c) wide += (WCHAR)(unsigned char)*c;
  OutputDebugStringW(wide.c_str());
}
#ifdef UNICODE
#define OutputDebugString OutputDebugStringW
#else
#define OutputDebugString OutputDebugStringW
#endif

inline ULONGLONG GetTickCount64() noexcept { return (ULONGLONG)penstock_winrt_monotonic_time() / 10000; }
inline DWORD GetTickCount() noexcept { return (DWORD)GetTickCount64(); }
inline BOOL QueryPerformanceCounter(LARGE_INTEGER* count) noexcept {
  count->QuadPart = penstock_winrt_monotonic_time();
  return TRUE;
}
inline BOOL QueryPerformanceFrequency(LARGE_INTEGER* frequency) noexcept {
  frequency->QuadPart = 10000000;
  return TRUE;
}
inline void GetSystemTimeAsFileTime(FILETIME* time) noexcept {
  auto const now = (ULONGLONG)penstock_winrt_wall_time();
  time->dwLowDateTime = (DWORD)now;
  time->dwHighDateTime = (DWORD)(now >> 32);
}
#define GetSystemTimePreciseAsFileTime GetSystemTimeAsFileTime
inline DWORD GetCurrentProcessId() noexcept { return (DWORD)getpid(); }
inline DWORD GetCurrentThreadId() noexcept { return (DWORD)gettid(); }
inline void Sleep(DWORD milliseconds) noexcept {
  void* event = penstock_winrt_event_create();
  penstock_winrt_event_wait(event, milliseconds == INFINITE ? -1 : (LONGLONG)milliseconds * 10000);
  penstock_winrt_event_destroy(event);
}
inline DWORD GetLastError() noexcept { return penstock_winrt_last_error; }
inline void SetLastError(DWORD error) noexcept { penstock_winrt_last_error = error; }
inline HANDLE GetCurrentThread() noexcept { return (HANDLE)(LONG_PTR)-2; }
inline HANDLE GetCurrentProcess() noexcept { return (HANDLE)(LONG_PTR)-1; }
// Priorities and names of threads change nothing here.
#define THREAD_PRIORITY_LOWEST -2
#define THREAD_PRIORITY_BELOW_NORMAL -1
#define THREAD_PRIORITY_NORMAL 0
#define THREAD_PRIORITY_ABOVE_NORMAL 1
#define THREAD_PRIORITY_HIGHEST 2
#define THREAD_PRIORITY_TIME_CRITICAL 15
inline BOOL SetThreadPriority(HANDLE, int) noexcept { return TRUE; }
inline HRESULT SetThreadDescription(HANDLE, LPCWSTR) noexcept { return 0; }
inline void SwitchToThread() noexcept { sched_yield(); }
inline BOOL IsDebuggerPresent() noexcept { return FALSE; }
#define DebugBreak() __builtin_trap()
#define __debugbreak() __builtin_trap()

#define ZeroMemory(target, size) std::memset((target), 0, (size))
#define RtlZeroMemory(target, size) std::memset((target), 0, (size))
#define CopyMemory(target, source, size) std::memcpy((target), (source), (size))
#define RtlCopyMemory(target, source, size) std::memcpy((target), (source), (size))
#define MoveMemory(target, source, size) std::memmove((target), (source), (size))
#define FillMemory(target, size, value) std::memset((target), (value), (size))
// The store must stay although nobody reads the bytes again.
inline void* SecureZeroMemory(void* target, SIZE_T size) noexcept {
  std::memset(target, 0, size);
  __asm__ volatile("" : : "r"(target) : "memory");
  return target;
}

#define RtlMoveMemory(target, source, size) std::memmove((target), (source), (size))
#define RtlFillMemory(target, size, value) std::memset((target), (value), (size))
#define RtlSecureZeroMemory SecureZeroMemory

inline LONG InterlockedIncrement(LONG volatile* value) noexcept { return __atomic_add_fetch(value, 1, __ATOMIC_SEQ_CST); }
inline LONG InterlockedDecrement(LONG volatile* value) noexcept { return __atomic_sub_fetch(value, 1, __ATOMIC_SEQ_CST); }
inline LONG InterlockedExchange(LONG volatile* value, LONG next) noexcept {
  return __atomic_exchange_n(value, next, __ATOMIC_SEQ_CST);
}
inline LONG InterlockedCompareExchange(LONG volatile* value, LONG next, LONG expected) noexcept {
  __atomic_compare_exchange_n(value, &expected, next, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  return expected;
}
inline LONG InterlockedExchangeAdd(LONG volatile* value, LONG more) noexcept {
  return __atomic_fetch_add(value, more, __ATOMIC_SEQ_CST);
}
inline LONG InterlockedAdd(LONG volatile* value, LONG more) noexcept { return __atomic_add_fetch(value, more, __ATOMIC_SEQ_CST); }
inline LONG64 InterlockedIncrement64(LONG64 volatile* value) noexcept { return __atomic_add_fetch(value, 1, __ATOMIC_SEQ_CST); }
inline LONG64 InterlockedDecrement64(LONG64 volatile* value) noexcept { return __atomic_sub_fetch(value, 1, __ATOMIC_SEQ_CST); }
inline LONG64 InterlockedExchangeAdd64(LONG64 volatile* value, LONG64 more) noexcept {
  return __atomic_fetch_add(value, more, __ATOMIC_SEQ_CST);
}
inline LONG64 InterlockedExchange64(LONG64 volatile* value, LONG64 next) noexcept {
  return __atomic_exchange_n(value, next, __ATOMIC_SEQ_CST);
}
inline unsigned short _byteswap_ushort(unsigned short value) noexcept { return __builtin_bswap16(value); }
inline unsigned int _byteswap_ulong(unsigned int value) noexcept { return __builtin_bswap32(value); }
inline unsigned long long _byteswap_uint64(unsigned long long value) noexcept { return __builtin_bswap64(value); }
