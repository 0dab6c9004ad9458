// SPDX-License-Identifier: Apache-2.0
#include "tunnel.h"

#include <chrono>

#include "moment.h"
#include "network_request.h"
#include "wg_quick_values.h"

namespace wireguard {
namespace {

using winrt::Penstock::Vpn::IVpnPacketBufferHeadroom;
using winrt::Windows::Networking::HostName;

constexpr std::uint32_t kHeaderBytes = data::kHeaderBytes;
constexpr std::uint32_t kMovedMax = 256;
constexpr Nanoseconds kPauseMin = kSecond / 100;

Device::Settings settings_of(const WgQuickFile& file, const Transports& transports) {
  Device::Settings settings;
  settings.private_key = file.private_key;
  settings.mtu = mtu_of(file);
  for (std::size_t i = 0; i < file.peers.size(); ++i) {
    const WgQuickPeer& from = file.peers[i];
    Device::PeerSettings peer;
    peer.public_key = from.public_key;
    peer.preshared_key = from.preshared_key;
    peer.endpoint = transports.endpoint_of(static_cast<PeerNumber>(i));
    peer.persistent_keepalive = from.persistent_keepalive_s * kSecond;
    for (const AddressRange& range : from.allowed_ips)
      peer.allowed_ips.push_back({range.address, range.bits});
    settings.peers.push_back(std::move(peer));
  }
  return settings;
}

std::uint8_t* address_of(const VpnBurstUnit& unit) { return reinterpret_cast<std::uint8_t*>(unit.Data); }

}  // namespace

Tunnel::Tunnel(const VpnChannel& channel, const WgQuickFile& file)
    : channel_(channel), transports_(channel, file) {
  device_.emplace(settings_of(file, transports_));
}

void Tunnel::start(const WgQuickFile& file) {
  start_channel(channel_, file);
  ticking_->tunnel = this;
  tick_until_gone(ticking_);
  transports_.listen([ticking = ticking_](MutableBytes datagram, const Endpoint& source) {
    const std::lock_guard<std::mutex> lock(ticking->lock);
    if (ticking->tunnel) ticking->tunnel->receive_from_elsewhere(datagram, source);
  });
}

Tunnel::~Tunnel() {
  const std::lock_guard<std::mutex> lock(ticking_->lock);
  ticking_->tunnel = nullptr;
}

void Tunnel::encapsulate(const VpnPacketBufferList& packets, const VpnPacketBufferList& encapsulated) {
  for (std::uint32_t left = packets.Size(); left != 0;) {
    const auto some = std::min<std::uint32_t>(left, Device::kBurstMax);
    encapsulate_some(some, packets, encapsulated);
    left -= some;
  }
}

// Room for a header before the packet. A buffer of this platform has it; where one has not, and for a packet so
// short that asking costs more, the packet moves.
OutboundPacket Tunnel::make_room(const VpnPacketBuffer& packet, const Buffer& bytes) {
  const std::uint32_t length = bytes.Length();
  const std::uint32_t capacity = bytes.Capacity();
  if (capacity - length < kHeaderBytes) return {};
  const std::uint32_t room = capacity - length - kHeaderBytes;
  if (has_headroom_ && length >= kMovedMax) {
    const auto headroom = packet.try_as<IVpnPacketBufferHeadroom>();
    has_headroom_ = headroom != nullptr;
    if (headroom) {
      headroom.PushFront(kHeaderBytes);
      return {bytes.data() + kHeaderBytes, length, room};
    }
  }
  std::uint8_t* const first = bytes.data();
  std::memmove(first + kHeaderBytes, first, length);
  return {first + kHeaderBytes, length, room};
}

void Tunnel::encapsulate_some(std::uint32_t count, const VpnPacketBufferList& packets,
                              const VpnPacketBufferList& encapsulated) {
  for (std::uint32_t i = 0; i < count; ++i) {
    outgoing_.buffers[i] = packets.RemoveAtBegin();
    outgoing_.bytes[i] = outgoing_.buffers[i].Buffer();
    outgoing_.packets[i] = make_room(outgoing_.buffers[i], outgoing_.bytes[i]);
  }
  device_->outbound(std::span(outgoing_.packets).first(count), moment(), outgoing_.frames);
  append_frames(outgoing_.frames, 0, encapsulated);
  for (std::uint32_t i = 0; i < count; ++i) {
    const OutboundPacket& packet = outgoing_.packets[i];
    if (packet.frame_bytes != 0) {
      outgoing_.bytes[i].Length(packet.frame_bytes);
      if (packet.peer != 0) outgoing_.buffers[i].TransportAffinity(packet.peer);
      encapsulated.Append(outgoing_.buffers[i]);
    } else {
      packets.Append(outgoing_.buffers[i]);  // given back unsent
    }
    outgoing_.bytes[i] = nullptr;
    outgoing_.buffers[i] = nullptr;
  }
}

void Tunnel::decapsulate(const VpnPacketBuffer& unit, const VpnPacketBufferList& decapsulated,
                         const VpnPacketBufferList& control) {
  const auto buffer = unit.Buffer();
  const std::uint32_t affinity = unit.TransportAffinity();
  InboundDatagram datagram{buffer.data(), buffer.Length(), transports_.endpoint_of(affinity)};
  device_->inbound({&datagram, 1}, moment(), incoming_.frames);
  append_frames(incoming_.frames, affinity, control);
  if (datagram.packet_bytes == 0) return;
  std::memmove(buffer.data(), datagram.packet, datagram.packet_bytes);
  buffer.Length(datagram.packet_bytes);
  decapsulated.Append(unit);
}

void Tunnel::encapsulate_burst(std::span<VpnBurstUnit> packets, const VpnPacketBufferList& encapsulated) {
  while (!packets.empty()) {
    const std::size_t some = std::min(packets.size(), Device::kBurstMax);
    seal_some(packets.first(some), encapsulated);
    packets = packets.subspan(some);
  }
}

void Tunnel::seal_some(std::span<VpnBurstUnit> packets, const VpnPacketBufferList& encapsulated) {
  for (std::size_t i = 0; i < packets.size(); ++i) {
    const VpnBurstUnit& unit = packets[i];
    const bool fits = unit.Headroom >= kHeaderBytes && unit.Growth >= kHeaderBytes;
    outgoing_.packets[i] = {};
    if (fits) outgoing_.packets[i] = {address_of(unit), unit.Length, unit.Growth - kHeaderBytes};
  }
  device_->outbound(std::span(outgoing_.packets).first(packets.size()), moment(), outgoing_.frames);
  append_frames(outgoing_.frames, 0, encapsulated);
  for (std::size_t i = 0; i < packets.size(); ++i) {
    const OutboundPacket& packet = outgoing_.packets[i];
    packets[i].Data -= kHeaderBytes;
    packets[i].Length = packet.frame_bytes;
    packets[i].TransportAffinity = packet.peer;
  }
}

void Tunnel::decapsulate_burst(std::span<VpnBurstUnit> units, const VpnPacketBufferList& control) {
  while (!units.empty()) {
    const std::size_t some = std::min(units.size(), Device::kBurstMax);
    open_some(units.first(some), control);
    units = units.subspan(some);
  }
}

void Tunnel::open_some(std::span<VpnBurstUnit> units, const VpnPacketBufferList& control) {
  const std::uint32_t affinity = units.front().TransportAffinity;  // of a burst all are of one transport
  const Endpoint source = transports_.endpoint_of(affinity);
  for (std::size_t i = 0; i < units.size(); ++i)
    incoming_.datagrams[i] = {address_of(units[i]), units[i].Length, source};
  const std::span<InboundDatagram> datagrams = std::span(incoming_.datagrams).first(units.size());
  device_->inbound(datagrams, moment(), incoming_.frames);
  append_frames(incoming_.frames, affinity, control);
  for (std::size_t i = 0; i < units.size(); ++i) {
    units[i].Data = reinterpret_cast<std::uint64_t>(datagrams[i].packet);
    units[i].Length = datagrams[i].packet_bytes;
  }
}

std::uint32_t Tunnel::affinity_of(const ControlFrames::Frame& frame, std::uint32_t arrived_on) const {
  return frame.peer == kNoPeer ? arrived_on : frame.peer;
}

VpnPacketBuffer Tunnel::buffer_for(Bytes frame, std::uint32_t affinity) const {
  try {
    VpnPacketBuffer packet = channel_.GetVpnSendPacketBuffer();
    const auto buffer = packet.Buffer();
    if (buffer.Capacity() < frame.size()) return nullptr;
    std::memcpy(buffer.data(), frame.data(), frame.size());
    buffer.Length(static_cast<std::uint32_t>(frame.size()));
    packet.TransportAffinity(affinity);
    return packet;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void Tunnel::append_frames(ControlFrames& frames, std::uint32_t arrived_on,
                           const VpnPacketBufferList& list) const {
  if (frames.empty()) return;
  for (const ControlFrames::Frame& frame : frames.frames())
    if (const VpnPacketBuffer packet = buffer_for(frames.bytes_of(frame), affinity_of(frame, arrived_on)))
      list.Append(packet);
  frames.clear();
}

// An answer goes to where the datagram came from, over the peer's own transport once that leads there.
void Tunnel::receive_from_elsewhere(MutableBytes bytes, const Endpoint& source) {
  const Moment now = moment();
  InboundDatagram datagram{bytes.data(), static_cast<std::uint32_t>(bytes.size()), source};
  device_->inbound({&datagram, 1}, now, frames_elsewhere_);
  PeerNumber heard = datagram.peer;
  for (const ControlFrames::Frame& frame : frames_elsewhere_.frames())
    if (frame.peer != kNoPeer) heard = frame.peer;
  try {
    const bool moved =
        heard != kNoPeer && transports_.follow(heard, device_->view(heard).endpoint, now.steady);
    for (const ControlFrames::Frame& frame : frames_elsewhere_.frames()) {
      const bool leads_there = frame.peer != kNoPeer && transports_.endpoint_of(frame.peer) == frame.to;
      if (leads_there)
        transports_.speak(frame.peer, frames_elsewhere_.bytes_of(frame));
      else
        transports_.answer(frame.to, frames_elsewhere_.bytes_of(frame));
    }
    if (datagram.packet_bytes != 0) inject({datagram.packet, datagram.packet_bytes});
    if (moved) channel_.FlushVpnSendPacketBuffers();  // the platform looks at what was replaced
  } catch (const winrt::hresult_error&) {
    // As in tick().
  }
  frames_elsewhere_.clear();
}

void Tunnel::inject(Bytes packet) {
  try {
    const VpnPacketBuffer buffer = channel_.GetVpnReceivePacketBuffer();
    const auto bytes = buffer.Buffer();
    if (bytes.Capacity() < packet.size()) return;
    std::memcpy(bytes.data(), packet.data(), packet.size());
    bytes.Length(static_cast<std::uint32_t>(packet.size()));
    channel_.AppendVpnReceivePacketBuffer(buffer);
    channel_.FlushVpnReceivePacketBuffers();
  } catch (const std::bad_alloc&) {
    // The receive pool is empty.
  }
}

winrt::fire_and_forget Tunnel::tick_until_gone(std::shared_ptr<Ticking> ticking) {
  for (;;) {
    Nanoseconds pause = 0;
    {
      const std::lock_guard<std::mutex> lock(ticking->lock);
      if (!ticking->tunnel) co_return;
      pause = ticking->tunnel->tick();
    }
    co_await winrt::resume_after(std::chrono::duration_cast<winrt::Windows::Foundation::TimeSpan>(
        std::chrono::nanoseconds(std::max(pause, kPauseMin))));
  }
}

// A handshake that begins here, and not with a packet, is one that silence has led to.
Nanoseconds Tunnel::tick() {
  const Moment now = moment();
  const Nanoseconds next = device_->tick(now, ticking_frames_);
  try {
    for (const ControlFrames::Frame& frame : ticking_frames_.frames()) {
      const Bytes bytes = ticking_frames_.bytes_of(frame);
      const bool renewed =
          kind_of(bytes) == MessageKind::initiation && transports_.renew(frame.peer, now.steady);
      if (renewed)
        transports_.speak(frame.peer, bytes);
      else if (const VpnPacketBuffer packet = buffer_for(bytes, affinity_of(frame, 0)))
        channel_.AppendVpnSendPacketBuffer(packet);
    }
    if (!ticking_frames_.empty()) channel_.FlushVpnSendPacketBuffers();
  } catch (const winrt::hresult_error&) {
    // Stopped meanwhile, or between two connections: nothing can be sent then.
  }
  ticking_frames_.clear();
  return next - now.steady;
}

}  // namespace wireguard
