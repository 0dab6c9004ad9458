// SPDX-License-Identifier: Apache-2.0
// Everything a guest may say to the network provider before RNDIS: messages back to back, each of the length
// its first byte says. Whatever comes, sections and buffers asked for are inside what was agreed.
#include <cstdint>
#include <vector>

#include "base/assert.h"
#include "units.h"

namespace {

constexpr UINT32 kSizes[] = {0, 100, 6144, 1u << 20, 0xFFFFFFFF};

void check_state(const NVSP_SESSION& session) {
  if (session.HaveReceiveBuffer) {
    PENSTOCK_ASSERT(session.AllocationCount != 0);
    PENSTOCK_ASSERT(session.AllocationBytes >= session.Mtu + 256 + 36);
  }
  PENSTOCK_ASSERT(session.HaveSendBuffer == (session.SectionCount != 0));
}

// What the driver would do, with memory of some size.
void act(NVSP_SESSION& session, const NVSP_REQUEST& request, UINT32 bytes) {
  NVSP_MESSAGE answer;
  switch (request.Action) {
    case NvspActionMapReceiveBuffer:
      NvspReceiveBufferMapped(&session, request.Gpadl, bytes, &answer);
      break;
    case NvspActionMapSendBuffer:
      NvspSendBufferMapped(&session, request.Gpadl, bytes, &answer);
      break;
    case NvspActionSubchannels:
      NvspSubchannelsOffered(&session, request.Count % 8, &answer);
      break;
    case NvspActionRndis:
      PENSTOCK_ASSERT(NvspIsReady(&session));
      PENSTOCK_ASSERT(request.Section == NVSP_NO_SECTION || request.Section < session.SectionCount);
      PENSTOCK_ASSERT(request.Bytes <= NVSP_SECTION_BYTES);
      NvspWriteRndisComplete(NvspStatusSuccess, &answer);
      break;
    default:
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  NVSP_SESSION session;
  NvspBegin(&session);
  while (size > 0) {
    const std::size_t length = std::min<std::size_t>(data[0] % 64, size - 1);
    const std::vector<UINT8> message(data + 1, data + 1 + length);
    NVSP_REQUEST request;
    NVSP_MESSAGE answer;
    NvspReceive(&session, message.data(), static_cast<UINT32>(length), &request, &answer);
    PENSTOCK_ASSERT(request.Action != NvspActionAnswer || answer.Type != 0);
    act(session, request, kSizes[data[0] / 64 + (length & 1)]);
    check_state(session);
    data += 1 + length;
    size -= 1 + length;
  }
  UINT32 channels[NVSP_INDIRECTION_ENTRIES] = {};
  UINT8 table[NVSP_INDIRECTION_BYTES];
  NvspWriteIndirectionTable(channels, table);
  NVSP_MESSAGE message;
  NvspWriteRndis(TRUE, &message);
  return 0;
}
