// SPDX-License-Identifier: Apache-2.0
// Handshakes: who is let in, what is answered, and when one is begun.
#include "device.h"

namespace wireguard {
namespace {

constexpr Nanoseconds kInitiationPause = kSecond / 50;  // the least between two that one peer may begin

}  // namespace

// mac1 first, since it is cheap; under load a cookie too, and then no more than a source's share.
bool Device::welcome(Bytes message, std::size_t mac1_offset, std::uint32_t sender, const Endpoint& source,
                     Moment now, ControlFrames& frames) {
  if (!check_mac1(identity_, message, mac1_offset)) {
    drop(Drop::bad_mac1);
    return false;
  }
  if (!load_.count(now.steady)) return true;
  if (!cookie_maker_.check_mac2(message, mac1_offset, source, now.steady)) {
    const MutableBytes reply = frames.add(kNoPeer, source, cookie_reply::kBytes);
    cookie_maker_.write_reply(identity_, message, mac1_offset, sender, source, now.steady, reply);
    drop(Drop::bad_mac2);
    return false;
  }
  if (source_limit_.allow(source, now.steady)) return true;
  drop(Drop::too_many_handshakes);
  return false;
}

void Device::take_initiation(Bytes message, const Endpoint& source, Moment now, ControlFrames& frames) {
  const std::uint32_t sender = load_le32(message.data() + initiation::kSender);
  if (!welcome(message, initiation::kMac1, sender, source, now, frames)) return;
  InitiationRead read;
  if (!read_initiation(identity_, message, read)) return drop(Drop::bad_handshake);
  const PeerNumber number = peer_of(read.remote_static);
  if (number == kNoPeer) return drop(Drop::unknown_peer);
  Peer& peer = *peers_[number];
  Timestamp timestamp;
  if (!read_timestamp(peer.remote, message, read, timestamp)) return drop(Drop::bad_handshake);
  if (!is_later(timestamp, peer.greatest_timestamp)) return drop(Drop::replayed_handshake);
  if (now.steady - peer.initiation_accepted < kInitiationPause) return drop(Drop::too_many_handshakes);
  peer.greatest_timestamp = timestamp;
  peer.initiation_accepted = now.steady;
  const std::lock_guard<std::mutex> lane(outbound_lock_);
  respond(peer, read, source, now, frames);
}

void Device::respond(Peer& peer, InitiationRead& read, const Endpoint& source, Moment now,
                     ControlFrames& frames) {
  if (source.known()) peer.endpoint = source;
  peer.timers.packet_received(now.steady, false);
  const std::uint32_t index = indices_.add(peer.number);
  const MutableBytes message = frames.add(peer.number, peer.endpoint, response::kBytes);
  TransportKeys keys;
  if (!write_response(peer.remote, read, index, entropy_, message, keys)) {
    frames.drop_last();
    indices_.remove(index);
    return drop(Drop::bad_handshake);
  }
  peer.cookies.write_macs(peer.remote, message, response::kMac1, now.steady);
  drop_session(peer.next);
  drop_session(peer.previous);
  peer.next = std::make_unique<Session>(keys, false, index, read.remote_index, now.steady);
  indices_.set_session(index, peer.next.get());
  peer.timers.session_made(now.steady);
  peer.timers.packet_sent(now.steady, false);
}

void Device::take_response(Bytes message, const Endpoint& source, Moment now, ControlFrames& frames) {
  const std::uint32_t sender = load_le32(message.data() + response::kSender);
  if (!welcome(message, response::kMac1, sender, source, now, frames)) return;
  const std::uint32_t index = load_le32(message.data() + response::kReceiver);
  const IndexTable::Entry* const entry = indices_.find(index);
  if (!entry || entry->session) return drop(Drop::unknown_index);
  Peer& peer = *peers_[entry->peer];
  TransportKeys keys;
  if (!peer.initiation.read_response(identity_, peer.remote, message, keys)) return drop(Drop::bad_handshake);
  const std::lock_guard<std::mutex> lane(outbound_lock_);
  if (source.known()) peer.endpoint = source;
  // A session that the peer began and has not used yet makes room, but still opens what comes.
  drop_session(peer.previous);
  if (peer.next) {
    drop_session(peer.current);
    peer.previous = std::move(peer.next);
  } else {
    peer.previous = std::move(peer.current);
  }
  peer.current = std::make_unique<Session>(keys, true, index, sender, now.steady);
  indices_.set_session(index, peer.current.get());
  peer.handshake_wall = now.wall;
  peer.timers.packet_received(now.steady, false);
  peer.timers.handshake_completed();
  peer.timers.session_made(now.steady);
  // The peer uses the session only after it has seen a packet of ours in it.
  if (peer.staged.empty()) return send_keepalive(peer, now, frames);
  send_staged(peer, now, frames);
}

void Device::take_cookie_reply(Bytes message, Moment now) {
  const IndexTable::Entry* const entry = indices_.find(load_le32(message.data() + cookie_reply::kReceiver));
  if (!entry) return drop(Drop::unknown_index);
  Peer& peer = *peers_[entry->peer];
  if (!peer.cookies.read_reply(peer.remote, message, now.steady)) drop(Drop::bad_cookie);
}

void Device::initiate(Peer& peer, bool repeat, Moment now, ControlFrames& frames) {
  if (!peer.endpoint.known() || !peer.timers.may_initiate(now.steady)) return;
  drop_initiation(peer);
  peer.initiation_index = indices_.add(peer.number);
  const MutableBytes message = frames.add(peer.number, peer.endpoint, initiation::kBytes);
  if (!peer.initiation.write(identity_, peer.remote, peer.initiation_index, timestamp_of(now.wall), entropy_,
                             message)) {
    frames.drop_last();
    indices_.remove(peer.initiation_index);
    return drop(Drop::bad_handshake);
  }
  peer.cookies.write_macs(peer.remote, message, initiation::kMac1, now.steady);
  std::array<std::uint8_t, 4> random;
  entropy_(random);
  peer.timers.initiation_sent(now.steady, load_le32(random.data()) % kRekeyTimeoutJitter, repeat);
  peer.timers.packet_sent(now.steady, false);
}

}  // namespace wireguard
