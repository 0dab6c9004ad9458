// SPDX-License-Identifier: Apache-2.0
// The two locks of user mode that are older than the standard's.
//
// Threads: locks.
// Memory: in place.
// Errors: none.
#pragma once

#include <pthread.h>

#include "windef_um.h"

typedef struct _RTL_CRITICAL_SECTION {
  pthread_mutex_t mutex;
} CRITICAL_SECTION, *PCRITICAL_SECTION, *LPCRITICAL_SECTION;

inline void InitializeCriticalSection(LPCRITICAL_SECTION section) noexcept {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(&section->mutex, &attributes);
  pthread_mutexattr_destroy(&attributes);
}
inline BOOL InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION section, DWORD) noexcept {
  InitializeCriticalSection(section);
  return TRUE;
}
inline BOOL InitializeCriticalSectionEx(LPCRITICAL_SECTION section, DWORD, DWORD) noexcept {
  InitializeCriticalSection(section);
  return TRUE;
}
inline void DeleteCriticalSection(LPCRITICAL_SECTION section) noexcept { pthread_mutex_destroy(&section->mutex); }
inline void EnterCriticalSection(LPCRITICAL_SECTION section) noexcept { pthread_mutex_lock(&section->mutex); }
inline BOOL TryEnterCriticalSection(LPCRITICAL_SECTION section) noexcept { return pthread_mutex_trylock(&section->mutex) == 0; }
inline void LeaveCriticalSection(LPCRITICAL_SECTION section) noexcept { pthread_mutex_unlock(&section->mutex); }

typedef struct _RTL_SRWLOCK {
  pthread_rwlock_t lock;
} SRWLOCK, *PSRWLOCK;
#define SRWLOCK_INIT {PTHREAD_RWLOCK_INITIALIZER}

inline void InitializeSRWLock(PSRWLOCK lock) noexcept { pthread_rwlock_init(&lock->lock, nullptr); }
inline void AcquireSRWLockExclusive(PSRWLOCK lock) noexcept { pthread_rwlock_wrlock(&lock->lock); }
inline void ReleaseSRWLockExclusive(PSRWLOCK lock) noexcept { pthread_rwlock_unlock(&lock->lock); }
inline void AcquireSRWLockShared(PSRWLOCK lock) noexcept { pthread_rwlock_rdlock(&lock->lock); }
inline void ReleaseSRWLockShared(PSRWLOCK lock) noexcept { pthread_rwlock_unlock(&lock->lock); }
inline BOOLEAN TryAcquireSRWLockExclusive(PSRWLOCK lock) noexcept { return pthread_rwlock_trywrlock(&lock->lock) == 0; }
inline BOOLEAN TryAcquireSRWLockShared(PSRWLOCK lock) noexcept { return pthread_rwlock_tryrdlock(&lock->lock) == 0; }
