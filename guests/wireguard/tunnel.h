// SPDX-License-Identifier: Apache-2.0
// One connection: the device, its transports, and the ticking that tells the device the time. A peer's number is its
// transport's place in the order of association, so a frame finds its way by affinity.
//
// Threads: encapsulate() and decapsulate() on the platform's threads, which may overlap; the ticking, and what comes
//   from where no peer was, on its pool's.
// Memory: the device and a fixed set of frames a lane; nothing is allocated for a packet.
// Errors: the constructor throws what Connect should fail with; afterwards what does not work is dropped.
#pragma once

#include <winrt/Penstock.Vpn.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Networking.h>
#include <winrt/Windows.Storage.Streams.h>

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "device.h"
#include "transports.h"
#include "wg_quick.h"

namespace wireguard {

using winrt::Penstock::Vpn::VpnBurstUnit;
using winrt::Windows::Networking::Vpn::VpnChannel;
using winrt::Windows::Networking::Vpn::VpnPacketBuffer;
using winrt::Windows::Networking::Vpn::VpnPacketBufferList;

class Tunnel {
 public:
  // Associates and connects a socket for each peer of the file.
  Tunnel(const VpnChannel& channel, const WgQuickFile& file);
  // Starts the channel. Data may come before this returns.
  void start(const WgQuickFile& file);
  ~Tunnel();
  Tunnel(const Tunnel&) = delete;
  Tunnel& operator=(const Tunnel&) = delete;

  void encapsulate(const VpnPacketBufferList& packets, const VpnPacketBufferList& encapsulated);
  void decapsulate(const VpnPacketBuffer& unit, const VpnPacketBufferList& decapsulated,
                   const VpnPacketBufferList& control);
  // Several at once, each where it lies.
  void encapsulate_burst(std::span<VpnBurstUnit> packets, const VpnPacketBufferList& encapsulated);
  void decapsulate_burst(std::span<VpnBurstUnit> units, const VpnPacketBufferList& control);

 private:
  // What the ticking, the listeners and the tunnel share: null once the tunnel is gone.
  struct Ticking {
    std::mutex lock;
    Tunnel* tunnel = nullptr;
  };
  static winrt::fire_and_forget tick_until_gone(std::shared_ptr<Ticking> ticking);
  // Sends what is due; how long to wait for more.
  Nanoseconds tick();

  using Buffer = winrt::Windows::Storage::Streams::Buffer;
  template <typename T>
  static std::array<T, Device::kBurstMax> nothing() {
    return []<std::size_t... kIndex>(std::index_sequence<kIndex...>) {
      return std::array<T, Device::kBurstMax>{((void)kIndex, T(nullptr))...};
    }
    (std::make_index_sequence<Device::kBurstMax>());
  }
  // The packets of one burst on their way to frames.
  struct Outgoing {
    std::array<VpnPacketBuffer, Device::kBurstMax> buffers{nothing<VpnPacketBuffer>()};
    std::array<Buffer, Device::kBurstMax> bytes{nothing<Buffer>()};
    std::array<OutboundPacket, Device::kBurstMax> packets;
    ControlFrames frames;
  };
  struct Incoming {
    std::array<InboundDatagram, Device::kBurstMax> datagrams;
    ControlFrames frames;
  };

  OutboundPacket make_room(const VpnPacketBuffer& packet, const Buffer& bytes);
  // A peer may have moved there, or nobody we know. With the ticking's lock.
  void receive_from_elsewhere(MutableBytes bytes, const Endpoint& source);
  void inject(Bytes packet);
  void seal_some(std::span<VpnBurstUnit> packets, const VpnPacketBufferList& encapsulated);
  void open_some(std::span<VpnBurstUnit> units, const VpnPacketBufferList& control);
  void encapsulate_some(std::uint32_t count, const VpnPacketBufferList& packets,
                        const VpnPacketBufferList& encapsulated);
  // A frame in a buffer of the send pool; null when the pool has none: the protocol repeats what matters.
  VpnPacketBuffer buffer_for(Bytes frame, std::uint32_t affinity) const;
  std::uint32_t affinity_of(const ControlFrames::Frame& frame, std::uint32_t arrived_on) const;
  void append_frames(ControlFrames& frames, std::uint32_t arrived_on, const VpnPacketBufferList& list) const;

  VpnChannel channel_;
  Transports transports_;
  std::optional<Device> device_;
  Outgoing outgoing_;
  Incoming incoming_;
  ControlFrames ticking_frames_;
  ControlFrames frames_elsewhere_;
  bool has_headroom_ = true;  // until a buffer without it was seen

  std::shared_ptr<Ticking> ticking_ = std::make_shared<Ticking>();
};

}  // namespace wireguard
