// SPDX-License-Identifier: Apache-2.0
// The functions through which a plug-in and the projection's own code reach the process they run in: activation, waiting,
// work on other threads, time, and the message that travels beside an HRESULT. All of it is C, so that a plug-in needs
// nothing of the host's but these names; windows/winrt defines them, and a program that loads plug-ins exports them.
//
// Threads: any thread.
// Memory: a context belongs to the callback that gets it.
// Errors: an HRESULT where one is returned; penstock_winrt_submit returns false when no thread can be had.
#pragma once

#include <cstdint>

extern "C" {
// The factory of a runtime class, by its HSTRING name, queried for one interface.
std::int32_t penstock_winrt_activation_factory(void* name, void const* iid, void** factory) noexcept;

// A one-shot or manual-reset flag that threads wait for: waiting goes through the host's runtime.
void* penstock_winrt_event_create() noexcept;
void penstock_winrt_event_destroy(void* event) noexcept;
void penstock_winrt_event_set(void* event) noexcept;
void penstock_winrt_event_reset(void* event) noexcept;
// False when the time, in units of 100 ns, is over first; negative is for ever.
bool penstock_winrt_event_wait(void* event, std::int64_t timeout) noexcept;
bool penstock_winrt_event_wait_any(void* const* events, std::uint32_t count, std::int64_t timeout) noexcept;
// Resets the flag and tells whether it was set: of many, one takes it.
bool penstock_winrt_event_take(void* event) noexcept;
// Calls back once on a thread of the pool, when the flag is set or the time is over.
bool penstock_winrt_event_call(void* event, std::int64_t timeout, void (*callback)(void*, bool set), void* context) noexcept;

// Runs the callback once on a thread of the pool, now or after a time in units of 100 ns.
bool penstock_winrt_submit(void (*callback)(void*), void* context) noexcept;
bool penstock_winrt_submit_after(std::int64_t delay, void (*callback)(void*), void* context) noexcept;

// 100 ns since 1601-01-01 UTC, and monotonic 100 ns.
std::int64_t penstock_winrt_wall_time() noexcept;
std::int64_t penstock_winrt_monotonic_time() noexcept;

// The message of the failure that this thread reported last: an HSTRING, given away.
void penstock_winrt_originate_error(std::int32_t code, void* message) noexcept;
void* penstock_winrt_take_error(std::int32_t code) noexcept;

void penstock_winrt_debug_output(wchar_t const* text, std::uint32_t length) noexcept;
void penstock_winrt_random(void* data, std::uint32_t size) noexcept;
}

// Of this thread, as GetLastError has it.
inline thread_local std::uint32_t penstock_winrt_last_error = 0;
