// SPDX-License-Identifier: Apache-2.0
#include "device.h"

#include <algorithm>

namespace wireguard {
namespace {

std::array<std::uint8_t, 16> seed_from(const Entropy& entropy) {
  std::array<std::uint8_t, 16> seed;
  entropy(seed);
  return seed;
}

}  // namespace

Device::Device(const Settings& settings)
    : entropy_(settings.entropy),
      identity_(settings.private_key),
      mtu_(settings.mtu),
      indices_(settings.peers.size(), entropy_),
      cookie_maker_(entropy_),
      load_(settings.handshakes_per_second_max),
      source_limit_(seed_from(entropy_)) {
  for (const PeerSettings& one : settings.peers) {
    const auto number = static_cast<PeerNumber>(peers_.size());
    // A key that appears twice keeps its first place; the reader of files refuses it before.
    if (!by_key_.emplace(one.public_key, number).second) continue;
    peers_.push_back(std::make_unique<Peer>(number, Remote(identity_, one.public_key, one.preshared_key),
                                            one.endpoint, one.persistent_keepalive, mtu_));
    for (const AllowedIp& allowed : one.allowed_ips)
      allowed_ips_.insert(allowed.address, allowed.bits, number);
  }
  wants_.reserve(kBurstMax);
}

Nanoseconds Device::tick(Moment now, ControlFrames& frames) {
  const Both both(inbound_lock_, outbound_lock_);
  // Facts of the lanes make new deadlines at any time, but none that is nearer than seconds.
  Nanoseconds next = now.steady + kSecond;
  for (const auto& peer : peers_) {
    if (peer->timers.next_due() <= now.steady) do_due(*peer, now, frames);
    next = std::min(next, peer->timers.next_due());
  }
  return std::max(next, now.steady + kSecond / 100);
}

void Device::do_due(Peer& peer, Moment now, ControlFrames& frames) {
  const PeerTimers::Due due = peer.timers.take_due(now.steady);
  if (due.forget) forget(peer);
  if (due.give_up) {
    for (; !peer.staged.empty(); peer.staged.pop()) drop(Drop::unreachable);
    peer.staged.clear();
    drop_initiation(peer);
  }
  if (due.initiate || due.repeat) initiate(peer, due.repeat, now, frames);
  if (due.keepalive) send_keepalive(peer, now, frames);
}

void Device::greet(PeerNumber number, Moment now, ControlFrames& frames) {
  const Both both(inbound_lock_, outbound_lock_);
  Peer& peer = *peers_[number];
  if (peer.current || peer.initiation.waiting()) return;
  initiate(peer, false, now, frames);
}

void Device::set_endpoint(PeerNumber number, const Endpoint& endpoint) {
  const Both both(inbound_lock_, outbound_lock_);
  peers_[number]->endpoint = endpoint;
}

void Device::forget_everything() {
  const Both both(inbound_lock_, outbound_lock_);
  for (const auto& peer : peers_) forget(*peer);
}

void Device::forget(Peer& peer) {
  drop_session(peer.current);
  drop_session(peer.previous);
  drop_session(peer.next);
  drop_initiation(peer);
  peer.staged.clear();
}

void Device::drop_session(std::unique_ptr<Session>& session) {
  if (session) indices_.remove(session->local_index);
  session.reset();
}

void Device::drop_initiation(Peer& peer) {
  if (peer.initiation.waiting()) indices_.remove(peer.initiation_index);
  peer.initiation.forget();
}

PeerNumber Device::peer_of(const PublicKey& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? kNoPeer : found->second;
}

Device::PeerView Device::view(PeerNumber number) const {
  const std::lock_guard<std::mutex> lock(inbound_lock_);
  const Peer& peer = *peers_[number];
  return {.public_key = peer.remote.public_key,
          .endpoint = peer.endpoint,
          .has_session = peer.current != nullptr,
          .handshake_wall = peer.handshake_wall,
          .sent_bytes = peer.traffic.sent_bytes.load(std::memory_order_relaxed),
          .received_bytes = peer.traffic.received_bytes.load(std::memory_order_relaxed)};
}

}  // namespace wireguard
