// SPDX-License-Identifier: Apache-2.0
// The outbound lane: packets to frames.
#include <algorithm>

#include "device.h"
#include "inner_packet.h"

namespace wireguard {

void Device::outbound(std::span<OutboundPacket> packets, Moment now, ControlFrames& frames) {
  bool wants_handshakes = false;
  {
    const std::lock_guard<std::mutex> lane(outbound_lock_);
    wants_.clear();
    for (OutboundPacket& item : packets) take_outbound(item, now.steady, wants_);
    seal_burst(now.steady);
    wants_handshakes = !wants_.empty();
  }
  if (!wants_handshakes) return;
  // wants_ is ours alone until the next outbound().
  const Both both(inbound_lock_, outbound_lock_);
  for (const PeerNumber number : wants_) {
    Peer& peer = *peers_[number];
    initiate(peer, false, now, frames);
    // A handshake may have ended between the two locks.
    if (!peer.staged.empty() && peer.current && peer.current->usable_for_sending(now.steady))
      send_staged(peer, now, frames);
  }
}

void Device::take_outbound(OutboundPacket& item, Nanoseconds now, std::vector<PeerNumber>& wants) {
  item.frame_bytes = 0;
  item.peer = kNoPeer;
  const Bytes packet(item.packet, item.bytes);
  if (inner_packet_bytes(packet) == 0) return drop(Drop::not_ip);
  item.peer = allowed_ips_.find_destination(item.packet);
  if (item.peer == kNoPeer) return drop(Drop::destination_unknown);
  const std::size_t padded = padded_size(item.bytes, mtu_);
  if (item.bytes > mtu_ || item.room < padded - item.bytes + kTagBytes) return drop(Drop::too_long);
  Peer& peer = *peers_[item.peer];
  Session* const session = peer.current.get();
  // Behind packets that wait there is no overtaking.
  if (!session || !session->usable_for_sending(now) || !peer.staged.empty()) {
    stage(peer, packet);
    return want_handshake(item.peer, wants);
  }
  if (sealing_.session != session || sealing_.count == kBurstMax) seal_burst(now);
  sealing_.peer = &peer;
  sealing_.session = session;
  std::memset(item.packet + item.bytes, 0, padded - item.bytes);
  write_data_header(item.packet - data::kHeaderBytes, session->remote_index, session->next_counter);
  item.frame_bytes = static_cast<std::uint32_t>(data::kHeaderBytes + padded + kTagBytes);
  sealing_.messages[sealing_.count++] = {item.packet, static_cast<std::uint32_t>(padded), false,
                                         session->next_counter++};
  peer.traffic.sent_bytes.fetch_add(item.frame_bytes, std::memory_order_relaxed);
  if (session->wants_rekey_on_send(now)) want_handshake(item.peer, wants);
}

void Device::want_handshake(PeerNumber peer, std::vector<PeerNumber>& wants) {
  if (wants.size() < kBurstMax && std::find(wants.begin(), wants.end(), peer) == wants.end())
    wants.push_back(peer);
}

void Device::stage(Peer& peer, Bytes packet) {
  if (peer.staged.push(packet)) drop(Drop::waiting_overflow);
}

void Device::seal_burst(Nanoseconds now) {
  if (sealing_.count != 0) {
    sealing_.session->send_key.seal(std::span(sealing_.messages).first(sealing_.count));
    sealing_.peer->timers.packet_sent(now, true);
  }
  sealing_.count = 0;
  sealing_.session = nullptr;
}

void Device::seal_into_frame(Peer& peer, Bytes packet, Nanoseconds now, ControlFrames& frames) {
  Session& session = *peer.current;
  const std::size_t padded = padded_size(packet.size(), mtu_);
  const MutableBytes frame = frames.add(peer.number, peer.endpoint, data::kHeaderBytes + padded + kTagBytes);
  write_data_header(frame.data(), session.remote_index, session.next_counter);
  std::uint8_t* const plain = frame.data() + data::kHeaderBytes;
  if (!packet.empty()) std::memcpy(plain, packet.data(), packet.size());
  std::memset(plain + packet.size(), 0, padded - packet.size());
  AeadMessage message{plain, static_cast<std::uint32_t>(padded), false, session.next_counter++};
  session.send_key.seal({&message, 1});
  peer.traffic.sent_bytes.fetch_add(frame.size(), std::memory_order_relaxed);
  peer.timers.packet_sent(now, !packet.empty());
}

void Device::send_keepalive(Peer& peer, Moment now, ControlFrames& frames) {
  if (peer.current && peer.current->usable_for_sending(now.steady)) {
    seal_into_frame(peer, {}, now.steady, frames);
    if (peer.current->wants_rekey_on_send(now.steady)) initiate(peer, false, now, frames);
  } else {
    initiate(peer, false, now, frames);
  }
}

void Device::send_staged(Peer& peer, Moment now, ControlFrames& frames) {
  for (; !peer.staged.empty(); peer.staged.pop())
    seal_into_frame(peer, peer.staged.front(), now.steady, frames);
  peer.staged.clear();
}

}  // namespace wireguard
