// SPDX-License-Identifier: Apache-2.0
// Sending and waiting for the answer (V-TX-11).
#include <algorithm>

#include "exec/runtime.h"
#include "nt/thread_state.h"
#include "nt/time.h"
#include "vmbus/channel_face.h"
#include "vmbus/environment.h"
#include "vmbus/external_send.h"
#include "vmbus/status.h"

using namespace penstock;
using namespace penstock::vmbus;

namespace {

bool waits(UINT32 flags, const LARGE_INTEGER* timeout) {
  return timeout == nullptr || timeout->QuadPart != 0 ||
         (flags & VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION) != 0;
}

std::int64_t timeout_ns(const LARGE_INTEGER* timeout) {
  if (timeout == nullptr) return exec::kForever;
  if (timeout->QuadPart == 0) return 0;
  const std::int64_t deadline = nt::deadline_of(timeout->QuadPart);
  return deadline == exec::kForever ? exec::kForever
                                    : std::max<std::int64_t>(deadline - exec::runtime().now_ns(), 1);
}

}  // namespace

extern "C" {

NTSTATUS VmbChannelSendSynchronousRequest(VMBCHANNEL channel, PVOID buffer, UINT32 bytes, PMDL external,
                                          UINT32 flags, PVOID answer, PUINT32 answer_bytes,
                                          PLARGE_INTEGER timeout) {
  nt::check_irql_at_most(waits(flags, timeout) ? nt::kPassive : nt::kDispatch, __func__, PENSTOCK_CALLER);
  ChannelFace* face = face_of(channel, __func__, PENSTOCK_CALLER);
  if (face == nullptr) return STATUS_INVALID_PARAMETER_1;
  if ((flags & ~UINT32{VMBUS_CHANNEL_FORMAT_FLAGS}) != 0) return STATUS_INVALID_PARAMETER_5;
  const UINT32 room = answer_bytes != nullptr && answer != nullptr ? *answer_bytes : 0;
  if (external != nullptr && environment().own_memory == nullptr) return STATUS_NOT_SUPPORTED;
  if (buffer == nullptr && bytes != 0) return STATUS_INVALID_PARAMETER_2;
  const ExternalRanges ranges = described(external, 0, 0, flags);
  const std::vector<channel::PageRange> shown = ranges.view();
  ranges.add_to_memory();
  const auto answered = face->endpoint().send_and_wait(
      {static_cast<const std::byte*>(buffer), bytes},
      {.answer_wanted = (flags & VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION) != 0, .external = shown},
      {static_cast<std::byte*>(answer), room}, timeout_ns(timeout));
  ranges.remove_from_memory();
  if (answer_bytes != nullptr) *answer_bytes = answered.ok() ? *answered : 0;
  return status_of(answered, Family::packet);
}

}  // extern "C"
