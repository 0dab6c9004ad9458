// SPDX-License-Identifier: Apache-2.0
// What a guest's handles of packets are: a packet to send is the core's object, one that came in is the loan it is
// held under, whose generation tells a handle that is used too late (V-RX-13).
//
// Threads: pure functions.
// Memory: none.
// Errors: none.
#pragma once

#include "channel/sent_packet.h"
#include "packet/custody.h"
#include "vmbus/channel_face.h"

namespace penstock::vmbus {

inline packet::LoanId loan_of(VMBPACKETCOMPLETION packet) { return reinterpret_cast<packet::LoanId>(packet); }
inline VMBPACKETCOMPLETION handle_of(packet::LoanId loan) {
  return reinterpret_cast<VMBPACKETCOMPLETION>(loan);
}

inline channel::SentPacket& packet_of(VMBPACKET packet) {
  return *reinterpret_cast<channel::SentPacket*>(packet);
}
inline VMBPACKET handle_of(channel::SentPacket& packet) { return reinterpret_cast<VMBPACKET>(&packet); }

inline ChannelFace& face_behind(const channel::SentPacket& packet) {
  return static_cast<ChannelFace&>(packet.endpoint().events());
}

}  // namespace penstock::vmbus
