// SPDX-License-Identifier: Apache-2.0
// assert() reports as NT_ASSERT does; NDEBUG is looked at on each inclusion, so there is no guard.
//
// Threads: any.
// Memory: none.
// Errors: a report may end the run, by policy of the host.
#undef assert
#ifdef NDEBUG
#define assert(condition) ((void)0)
#else
#ifdef __cplusplus
extern "C"
#endif
void penstock_assert_failed(const char* expression, const char* file, int line);
#define assert(condition) ((condition) ? (void)0 : penstock_assert_failed(#condition, __FILE__, __LINE__))
#endif
#if !defined(__cplusplus) && !defined(static_assert)
#define static_assert _Static_assert
#endif
