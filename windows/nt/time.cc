// SPDX-License-Identifier: Apache-2.0
#include "nt/time.h"

#include <limits>

#include "exec/runtime.h"
#include "nt/thread_state.h"

#include <ntifs.h>

namespace penstock::nt {

std::int64_t system_time() { return exec::runtime().wall_ns() / kNanosecondsPerUnit + kUnixEpoch; }

std::int64_t interrupt_time() { return exec::runtime().now_ns() / kNanosecondsPerUnit; }

std::int64_t deadline_of(std::int64_t due) {
  const std::int64_t now_ns = exec::runtime().now_ns();
  // A relative time as it is; the least 64-bit number has no positive twin.
  const std::int64_t units = due > 0
                                 ? due - system_time()
                                 : (due == std::numeric_limits<std::int64_t>::min() ? exec::kForever : -due);
  if (units <= 0) return now_ns;
  if (units >= (exec::kForever - now_ns) / kNanosecondsPerUnit) return exec::kForever;
  return now_ns + units * kNanosecondsPerUnit;
}

}  // namespace penstock::nt

using namespace penstock::nt;

namespace {

constexpr LONGLONG kUnitsPerSecond = 10'000'000;
constexpr LONGLONG kTickUnits = 10'000;  // system time moves in steps of 1 ms in free mode
constexpr ULONG kTimeIncrement = 156250;
constexpr LONGLONG kUnitsPerDay = 86400 * kUnitsPerSecond;

// Days since 1601-01-01 of the first of March of a year, which makes leap days the last of their year.
constexpr LONGLONG days_to_march(LONGLONG year) {
  const LONGLONG y = year - 1;
  return 365 * y + y / 4 - y / 100 + y / 400 - (365 * 1600 + 1600 / 4 - 1600 / 100 + 1600 / 400) + 59 +
         ((year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 1 : 0);
}

// Of a date whose month counts from March (0) to February (11).
constexpr LONGLONG days_before_month(LONGLONG month) { return (153 * month + 2) / 5; }

constexpr LONGLONG days_of(LONGLONG year, LONGLONG month, LONGLONG day) {
  const LONGLONG march_year = month <= 2 ? year - 1 : year;
  const LONGLONG march_month = (month + 9) % 12;
  return days_to_march(march_year) + days_before_month(march_month) + day - 1;
}

static_assert(days_of(1601, 1, 1) == 0 && days_of(1970, 1, 1) == 134774 && days_of(2000, 2, 29) == 145790);

constexpr int days_in_month(int year, int month) {
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 ? (leap ? 29 : 28) : (month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31);
}

}  // namespace

extern "C" {

#undef KeQuerySystemTime
#undef KeQueryTickCount
#undef KeQueryInterruptTime

LARGE_INTEGER KeQueryPerformanceCounter(PLARGE_INTEGER frequency) {
  if (frequency != nullptr) frequency->QuadPart = kUnitsPerSecond;
  LARGE_INTEGER now;
  now.QuadPart = interrupt_time();
  return now;
}

VOID KeQuerySystemTime(PLARGE_INTEGER now) {
  now->QuadPart = system_time();
  if (!penstock::exec::runtime().deterministic()) now->QuadPart -= now->QuadPart % kTickUnits;
}

VOID KeQuerySystemTimePrecise(PLARGE_INTEGER now) { now->QuadPart = system_time(); }

ULONGLONG KeQueryInterruptTime(void) { return static_cast<ULONGLONG>(interrupt_time()); }

ULONGLONG KeQueryInterruptTimePrecise(PULONG64 counter) {
  const auto now = static_cast<ULONGLONG>(interrupt_time());
  if (counter != nullptr) *counter = now;
  return now;
}

ULONGLONG KeQueryUnbiasedInterruptTime(void) { return static_cast<ULONGLONG>(interrupt_time()); }

VOID KeQueryTickCount(PLARGE_INTEGER count) { count->QuadPart = interrupt_time() / kTimeIncrement; }

// __rdtsc: one count for each nanosecond of the runtime's clock.
ULONG64 penstock_read_time_stamp(void) { return static_cast<ULONG64>(penstock::exec::runtime().now_ns()); }

ULONG KeQueryTimeIncrement(void) { return kTimeIncrement; }

ULONG ExSetTimerResolution(ULONG, BOOLEAN) {
  PENSTOCK_IRQL_MAX(kApc);
  return kTimeIncrement;
}

// The zone is UTC: a run must not depend on where it happens.
VOID ExSystemTimeToLocalTime(PLARGE_INTEGER system, PLARGE_INTEGER local) { *local = *system; }
VOID ExLocalTimeToSystemTime(PLARGE_INTEGER local, PLARGE_INTEGER system) { *system = *local; }

VOID RtlTimeToTimeFields(PLARGE_INTEGER time, PTIME_FIELDS fields) {
  LONGLONG day = time->QuadPart / kUnitsPerDay;
  const LONGLONG rest = time->QuadPart % kUnitsPerDay / 10'000;  // milliseconds
  fields->Weekday = static_cast<CSHORT>((day + 1) % 7);          // 1601-01-01 was a Monday
  auto year = static_cast<CSHORT>(1601 + day / 366);
  while (days_of(year + 1, 1, 1) <= day) ++year;
  CSHORT month = 1;
  while (month < 12 && days_of(year, month + 1, 1) <= day) ++month;
  fields->Year = year;
  fields->Month = month;
  fields->Day = static_cast<CSHORT>(day - days_of(year, month, 1) + 1);
  fields->Hour = static_cast<CSHORT>(rest / 3'600'000);
  fields->Minute = static_cast<CSHORT>(rest / 60'000 % 60);
  fields->Second = static_cast<CSHORT>(rest / 1000 % 60);
  fields->Milliseconds = static_cast<CSHORT>(rest % 1000);
}

BOOLEAN RtlTimeFieldsToTime(PTIME_FIELDS fields, PLARGE_INTEGER time) {
  const bool valid = fields->Year >= 1601 && fields->Month >= 1 && fields->Month <= 12 && fields->Day >= 1 &&
                     fields->Day <= days_in_month(fields->Year, fields->Month) && fields->Hour >= 0 &&
                     fields->Hour < 24 && fields->Minute >= 0 && fields->Minute < 60 && fields->Second >= 0 &&
                     fields->Second < 60 && fields->Milliseconds >= 0 && fields->Milliseconds < 1000;
  if (!valid) return FALSE;
  const LONGLONG seconds = (fields->Hour * 60 + fields->Minute) * 60 + fields->Second;
  time->QuadPart = days_of(fields->Year, fields->Month, fields->Day) * kUnitsPerDay +
                   seconds * kUnitsPerSecond + fields->Milliseconds * 10'000;
  return TRUE;
}

}  // extern "C"
