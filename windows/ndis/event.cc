// SPDX-License-Identifier: Apache-2.0
// Events by their NDIS names: notification events that one waits for with a number of milliseconds.
#include <cstdint>

#include "nt/thread_state.h"

#include <ndis.h>

using namespace penstock;

namespace {

constexpr std::int64_t kHundredNsPerMs = 10'000;

}  // namespace

extern "C" {

VOID NdisInitializeEvent(PNDIS_EVENT event) { KeInitializeEvent(&event->Event, NotificationEvent, FALSE); }

VOID NdisSetEvent(PNDIS_EVENT event) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  KeSetEvent(&event->Event, 0, FALSE);
}

VOID NdisResetEvent(PNDIS_EVENT event) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  KeClearEvent(&event->Event);
}

BOOLEAN NdisWaitEvent(PNDIS_EVENT event, UINT milliseconds) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  LARGE_INTEGER timeout;
  timeout.QuadPart = -static_cast<std::int64_t>(milliseconds) * kHundredNsPerMs;
  const NTSTATUS status = KeWaitForSingleObject(&event->Event, Executive, KernelMode, FALSE,
                                                milliseconds == 0 ? nullptr : &timeout);
  return status == STATUS_SUCCESS ? TRUE : FALSE;
}

}  // extern "C"
