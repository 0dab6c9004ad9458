// SPDX-License-Identifier: Apache-2.0
// The inbound lane: datagrams to packets.
#include "device.h"
#include "inner_packet.h"

namespace wireguard {

void Device::inbound(std::span<InboundDatagram> datagrams, Moment now, ControlFrames& frames) {
  const std::lock_guard<std::mutex> lane(inbound_lock_);
  for (InboundDatagram& item : datagrams) take_inbound(item, now, frames);
  open_burst(now, frames);
}

void Device::take_inbound(InboundDatagram& item, Moment now, ControlFrames& frames) {
  item.packet = nullptr;
  item.packet_bytes = 0;
  item.peer = kNoPeer;
  const Bytes message(item.datagram, item.bytes);
  const MessageKind kind = kind_of(message);
  if (kind == MessageKind::data) return take_data(item, now, frames);
  if (kind == MessageKind::none) return drop(Drop::not_a_message);
  open_burst(now, frames);
  if (kind == MessageKind::initiation) return take_initiation(message, item.source, now, frames);
  if (kind == MessageKind::response) return take_response(message, item.source, now, frames);
  take_cookie_reply(message, now);
}

void Device::take_data(InboundDatagram& item, Moment now, ControlFrames& frames) {
  const IndexTable::Entry* const entry = indices_.find(load_le32(item.datagram + data::kReceiver));
  if (!entry || !entry->session) return drop(Drop::unknown_index);
  if (!entry->session->usable_for_receiving(now.steady)) return drop(Drop::expired);
  const std::uint64_t counter = load_le64(item.datagram + data::kCounter);
  if (counter >= kRejectAfterMessages) return drop(Drop::expired);
  if (opening_.session != entry->session || opening_.count == kBurstMax) open_burst(now, frames);
  opening_.peer = peers_[entry->peer].get();
  opening_.session = entry->session;
  const auto plain_bytes = static_cast<std::uint32_t>(item.bytes - data::kHeaderBytes - data::kTrailerBytes);
  opening_.items[opening_.count] = &item;
  opening_.messages[opening_.count++] = {item.datagram + data::kHeaderBytes, plain_bytes, false, counter};
}

void Device::open_burst(Moment now, ControlFrames& frames) {
  if (opening_.count != 0) {
    opening_.session->receive_key.open(std::span(opening_.messages).first(opening_.count));
    for (std::size_t i = 0; i < opening_.count; ++i)
      finish_opened(*opening_.items[i], opening_.messages[i], now, frames);
  }
  opening_.count = 0;
  opening_.session = nullptr;
}

void Device::finish_opened(InboundDatagram& item, const AeadMessage& message, Moment now,
                           ControlFrames& frames) {
  Peer& peer = *opening_.peer;
  Session& session = *opening_.session;
  if (!message.opened) return drop(Drop::not_authentic);
  if (!session.window.accept(message.counter)) return drop(Drop::replayed);
  item.peer = peer.number;
  peer.traffic.received_bytes.fetch_add(item.bytes, std::memory_order_relaxed);
  note_source(peer, item.source);
  peer.timers.packet_received(now.steady, message.plain_bytes != 0);
  if (&session == peer.next.get()) confirm_next(peer, now, frames);
  if (session.wants_rekey_on_receive(now.steady) && &session == peer.current.get() &&
      peer.timers.take_last_minute()) {
    const std::lock_guard<std::mutex> lane(outbound_lock_);
    initiate(peer, false, now, frames);
  }
  if (message.plain_bytes != 0) deliver(item, message, peer);
}

void Device::deliver(InboundDatagram& item, const AeadMessage& message, Peer& peer) {
  const std::size_t bytes = inner_packet_bytes({message.data, message.plain_bytes});
  if (bytes == 0) return drop(Drop::not_ip);
  if (allowed_ips_.find_source(message.data) != peer.number) return drop(Drop::source_not_allowed);
  item.packet = message.data;
  item.packet_bytes = static_cast<std::uint32_t>(bytes);
}

// A peer is where its last authentic packet came from.
void Device::note_source(Peer& peer, const Endpoint& source) {
  if (!source.known() || peer.endpoint == source) return;
  const std::lock_guard<std::mutex> lane(outbound_lock_);
  peer.endpoint = source;
}

// The first packet in a session of our making: now both sides have it.
void Device::confirm_next(Peer& peer, Moment now, ControlFrames& frames) {
  const std::lock_guard<std::mutex> lane(outbound_lock_);
  drop_session(peer.previous);
  peer.previous = std::move(peer.current);
  peer.current = std::move(peer.next);
  peer.handshake_wall = now.wall;
  peer.timers.handshake_completed();
  send_staged(peer, now, frames);
}

}  // namespace wireguard
