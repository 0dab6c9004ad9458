// SPDX-License-Identifier: Apache-2.0
// WireGuard as one object without a socket, a clock or a thread: packets go in and frames come out, datagrams go
// in and packets come out, and tick() is told the time. Two lanes work at once: outbound() seals, inbound()
// opens, each in place and a burst at a time. What the protocol sends by itself is collected in ControlFrames.
//
// Threads: outbound(), inbound() and tick() may run at the same time, each on one thread; the rest from any.
//          Each lane has a lock that is taken once a burst; what both use changes under both, inbound first.
// Memory: a fixed amount a peer and a session; nothing is allocated for a packet.
// Errors: what is not right is dropped and counted by its reason; nobody is answered, nothing is thrown.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "control_frames.h"
#include "drop.h"
#include "handshake_load.h"
#include "index_table.h"
#include "peer.h"

namespace wireguard {

struct OutboundPacket {
  // The packet; data::kHeaderBytes before it are ours to write, and `room` bytes after its end.
  std::uint8_t* packet = nullptr;
  std::uint32_t bytes = 0;
  std::uint32_t room = 0;
  // Out. A frame begins kHeaderBytes before the packet; 0 bytes: nothing to send (it waits or was dropped).
  std::uint32_t frame_bytes = 0;
  PeerNumber peer = kNoPeer;
};

struct InboundDatagram {
  std::uint8_t* datagram = nullptr;
  std::uint32_t bytes = 0;
  Endpoint source;  // may be unknown: then the peer's endpoint stays as it is
  // Out. A packet to deliver, inside the datagram; 0 bytes: none.
  std::uint8_t* packet = nullptr;
  std::uint32_t packet_bytes = 0;
  PeerNumber peer = kNoPeer;
};

class Device {
 public:
  struct AllowedIp {
    Address address;
    unsigned bits = 0;
  };
  struct PeerSettings {
    PublicKey public_key{};
    SecretKey preshared_key;
    Endpoint endpoint;
    std::vector<AllowedIp> allowed_ips;
    Nanoseconds persistent_keepalive = 0;
  };
  struct Settings {
    SecretKey private_key;
    std::size_t mtu = 1420;
    std::uint32_t handshakes_per_second_max = 100;  // more, and cookies are asked for
    std::vector<PeerSettings> peers;
    Entropy entropy = fill_random;
  };
  struct PeerView {
    PublicKey public_key{};
    Endpoint endpoint;
    bool has_session = false;
    Nanoseconds handshake_wall = 0;
    std::uint64_t sent_bytes = 0;
    std::uint64_t received_bytes = 0;
  };

  static constexpr std::size_t kBurstMax = 128;

  explicit Device(const Settings& settings);

  void outbound(std::span<OutboundPacket> packets, Moment now, ControlFrames& frames);
  void inbound(std::span<InboundDatagram> datagrams, Moment now, ControlFrames& frames);
  // Does what is due and says when to call again at the latest.
  Nanoseconds tick(Moment now, ControlFrames& frames);

  // Begins a handshake if none is under way and there is no session.
  void greet(PeerNumber peer, Moment now, ControlFrames& frames);
  void set_endpoint(PeerNumber peer, const Endpoint& endpoint);
  // Forgets every session and what waits.
  void forget_everything();

  std::size_t peer_count() const { return peers_.size(); }
  PeerNumber peer_of(const PublicKey& key) const;
  PeerView view(PeerNumber peer) const;
  std::uint64_t dropped(Drop reason) const {
    return drops_[static_cast<std::size_t>(reason)].load(std::memory_order_relaxed);
  }

 private:
  // Messages of one session that are worked on in one call.
  template <typename Item>
  struct Burst {
    Peer* peer = nullptr;
    Session* session = nullptr;
    std::size_t count = 0;
    std::array<AeadMessage, kBurstMax> messages;
    std::array<Item*, kBurstMax> items;
  };
  using Both = std::scoped_lock<std::mutex, std::mutex>;

  void drop(Drop reason) { drops_[static_cast<std::size_t>(reason)].fetch_add(1, std::memory_order_relaxed); }

  // device_outbound.cc: under the outbound lock.
  void take_outbound(OutboundPacket& item, Nanoseconds now, std::vector<PeerNumber>& wants);
  void stage(Peer& peer, Bytes packet);
  void seal_burst(Nanoseconds now);
  void want_handshake(PeerNumber peer, std::vector<PeerNumber>& wants);
  void send_keepalive(Peer& peer, Moment now, ControlFrames& frames);
  void send_staged(Peer& peer, Moment now, ControlFrames& frames);
  void seal_into_frame(Peer& peer, Bytes packet, Nanoseconds now, ControlFrames& frames);

  // device_inbound.cc: under the inbound lock.
  void take_inbound(InboundDatagram& item, Moment now, ControlFrames& frames);
  void take_data(InboundDatagram& item, Moment now, ControlFrames& frames);
  void open_burst(Moment now, ControlFrames& frames);
  void finish_opened(InboundDatagram& item, const AeadMessage& message, Moment now, ControlFrames& frames);
  void deliver(InboundDatagram& item, const AeadMessage& message, Peer& peer);
  void note_source(Peer& peer, const Endpoint& source);
  void confirm_next(Peer& peer, Moment now, ControlFrames& frames);

  // device_handshakes.cc: under the inbound lock; those marked with (both) under both.
  bool welcome(Bytes message, std::size_t mac1_offset, std::uint32_t sender, const Endpoint& source,
               Moment now, ControlFrames& frames);
  void take_initiation(Bytes message, const Endpoint& source, Moment now, ControlFrames& frames);
  void take_response(Bytes message, const Endpoint& source, Moment now, ControlFrames& frames);
  void take_cookie_reply(Bytes message, Moment now);
  void respond(Peer& peer, InitiationRead& read, const Endpoint& source, Moment now,
               ControlFrames& frames);                                        // (both)
  void initiate(Peer& peer, bool repeat, Moment now, ControlFrames& frames);  // (both)
  void drop_session(std::unique_ptr<Session>& session);                       // (both)
  void drop_initiation(Peer& peer);                                           // (both)
  void forget(Peer& peer);                                                    // (both)
  void do_due(Peer& peer, Moment now, ControlFrames& frames);                 // (both)

  struct KeyHash {
    std::size_t operator()(const PublicKey& key) const { return load_le64(key.data()); }
  };

  const Entropy entropy_;
  const Identity identity_;
  const std::size_t mtu_;
  std::vector<std::unique_ptr<Peer>> peers_;
  std::unordered_map<PublicKey, PeerNumber, KeyHash> by_key_;
  AllowedIps allowed_ips_;
  IndexTable indices_;
  CookieMaker cookie_maker_;
  HandshakeLoad load_;
  SourceLimit source_limit_;
  std::array<std::atomic<std::uint64_t>, static_cast<std::size_t>(Drop::count_of_reasons)> drops_{};

  mutable std::mutex inbound_lock_;
  mutable std::mutex outbound_lock_;
  Burst<OutboundPacket> sealing_;
  Burst<InboundDatagram> opening_;
  std::vector<PeerNumber> wants_;  // the outbound lane's
};

}  // namespace wireguard
