// SPDX-License-Identifier: Apache-2.0
// What is in the frames and control messages of a guest: the first byte says which reader looks. What a reader
// accepts lies inside the message; what is answered can be read back.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/assert.h"
#include "units.h"

namespace {

using Bytes = std::vector<UINT8>;

UINT32 length_of(const Bytes& bytes) { return static_cast<UINT32>(bytes.size()); }

void read_packet(const Bytes& bytes) {
  RNDIS_DATA data;
  if (!RndisReadPacket(bytes.data(), length_of(bytes), &data)) return;
  PENSTOCK_ASSERT(data.MessageBytes <= bytes.size());
  PENSTOCK_ASSERT(data.DataBytes != 0 && data.DataOffset >= RNDIS_PACKET_HEADER_BYTES);
  PENSTOCK_ASSERT(std::uint64_t{data.DataOffset} + data.DataBytes <= data.MessageBytes);
  PENSTOCK_ASSERT(std::uint64_t{data.InfoOffset} + data.InfoBytes <= data.MessageBytes);
  const Bytes info(bytes.begin() + data.InfoOffset, bytes.begin() + data.InfoOffset + data.InfoBytes);
  (void)RndisReadInfo(info.data(), &data);
}

void answer_query(const NETVSP_ADAPTER& adapter, const RNDIS_CONTROL& control, const Bytes& bytes) {
  UINT8 value[OID_ANSWER_MAXIMUM], message[RNDIS_CONTROL_MAXIMUM];
  const UINT8* in = control.BufferOffset != 0 ? bytes.data() + control.BufferOffset : nullptr;
  UINT32 value_bytes = 0;
  const UINT32 status = OidQuery(&adapter, control.Oid, in, control.BufferBytes, value, &value_bytes);
  PENSTOCK_ASSERT(control.BufferBytes == 0 || value_bytes <= control.BufferBytes);
  const UINT32 length = RndisWriteQueryComplete(control.RequestId, status, value, value_bytes, message);
  PENSTOCK_ASSERT(length == 24 + value_bytes);
}

void read_control(const Bytes& bytes) {
  static NETVSP_ADAPTER adapter{};
  adapter.Mtu = 1500;
  adapter.Channels = 4;
  adapter.LargestSend = 65000;
  RNDIS_CONTROL control;
  UINT8 message[RNDIS_CONTROL_MAXIMUM];
  if (!RndisReadControl(bytes.data(), length_of(bytes), &control)) return;
  if (control.BufferOffset != 0) {
    PENSTOCK_ASSERT(std::uint64_t{control.BufferOffset} + control.BufferBytes <= bytes.size());
  }
  switch (control.Type) {
    case RndisQuery:
      answer_query(adapter, control, bytes);
      break;
    case RndisSet:
      RndisWriteComplete(
          RndisSet, control.RequestId,
          OidSet(&adapter, control.Oid, bytes.data() + control.BufferOffset, control.BufferBytes), message);
      break;
    default:
      RndisWriteInitializeComplete(control.RequestId, 0x4000, message);
      RndisWriteStatus(RNDIS_STATUS_MEDIA_CONNECT, message);
      break;
  }
}

void read_frame(const Bytes& bytes) {
  const ETHERNET_END end = {{2, 0, 0, 0, 0, 1}, {2, 0, 0, 0, 0, 2}};
  UINT8 answer[ETHERNET_ANSWER_MAXIMUM], header[ETHERNET_HEADER_BYTES];
  UINT32 answer_bytes = 0;
  const ETHERNET_VERDICT verdict =
      EthernetReceive(&end, bytes.data(), length_of(bytes), answer, &answer_bytes);
  PENSTOCK_ASSERT((verdict == EthernetAnswer) == (answer_bytes != 0) && answer_bytes <= sizeof answer);
  if (verdict == EthernetAnswer) {
    UINT8 unused[ETHERNET_ANSWER_MAXIMUM];
    PENSTOCK_ASSERT(EthernetReceive(&end, answer, answer_bytes, unused, &answer_bytes) == EthernetNotOurs);
  }
  (void)EthernetWriteHeader(&end, bytes.data(), length_of(bytes), header);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  Bytes bytes(data + 1, data + size);  // of exactly its size: the first byte past it is seen
  switch (data[0] % 3) {
    case 0: {
      read_packet(bytes);
      UINT8 header[RNDIS_PACKET_HEADER_BYTES];
      RndisWritePacketHeader(length_of(bytes), header);
      break;
    }
    case 1:
      read_control(bytes);
      break;
    default:
      read_frame(bytes);
      break;
  }
  return 0;
}
