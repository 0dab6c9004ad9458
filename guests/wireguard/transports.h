// SPDX-License-Identifier: Apache-2.0
// The sockets of a connection: one for each peer, associated with the channel under the peer's number, and one of
// each address family that is connected to nobody. All have one port, so what a peer sends from another place than the
// one it was at comes to the latter; when that proves to be authentic, the peer's socket is replaced by one that is
// connected there. On a platform whose sockets cannot share a port there are only the first, and nobody is followed.
//
// Threads: endpoint_of() from any; follow() and speak() by one at a time; the listener on threads of the platform.
// Memory: the sockets; nothing is allocated for a packet of a peer that stays where it is.
// Errors: the constructor throws what Connect should fail with; afterwards what does not work is left undone.
#pragma once

#include <winrt/Penstock.Vpn.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Networking.h>
#include <winrt/Windows.Storage.Streams.h>

#include <functional>
#include <mutex>
#include <vector>

#include "allowed_ips.h"
#include "bytes.h"
#include "endpoint.h"
#include "wg_quick.h"

namespace wireguard {

class Transports {
 public:
  using Socket = winrt::Windows::Networking::Sockets::DatagramSocket;
  using Channel = winrt::Windows::Networking::Vpn::VpnChannel;
  // What comes from elsewhere. The bytes are the listener's.
  using Listener = std::function<void(MutableBytes datagram, const Endpoint& source)>;

  // Whether sockets of this platform can share a port.
  static bool can_share_port();

  // Looks up where the peers are; associates a socket for each.
  Transports(const Channel& channel, const WgQuickFile& file);
  ~Transports();
  Transports(const Transports&) = delete;
  Transports& operator=(const Transports&) = delete;

  // Where the peer's socket is connected to; unknown for one that has not been heard of yet.
  Endpoint endpoint_of(PeerNumber peer) const;
  void listen(Listener listener);
  // The peer is there now. False: it is where it was, it moved too often of late, or the platform refused.
  bool follow(PeerNumber peer, const Endpoint& to, Nanoseconds now);
  // The peer does not answer. We may be the one who moved: a socket that is connected keeps the address it was
  // connected from, so there is a new one to the same place.
  bool renew(PeerNumber peer, Nanoseconds now);
  // Past the platform's queue, which may still lead to the place that the peer has left.
  void speak(PeerNumber peer, Bytes frame);
  // To somebody who is no peer yet.
  void answer(const Endpoint& to, Bytes frame);

 private:
  struct Peer {
    Socket socket{nullptr};
    winrt::Windows::Foundation::IInspectable context{nullptr};
    Endpoint endpoint;
    Nanoseconds paid_until = 0;
  };
  static winrt::Windows::Foundation::IAsyncAction pause();
  void listen_on(Family family, bool must);
  bool replace(PeerNumber peer, const Endpoint& to, Nanoseconds now);
  Socket new_socket() const;
  void connect(const Socket& socket, const Endpoint& to) const;

  const Channel channel_;
  const bool shares_;
  const Nanoseconds made_;
  winrt::hstring port_;
  mutable std::mutex lock_;  // guards where the peers are
  std::vector<Peer> peers_;
  struct Ear {
    Family family;
    Socket socket{nullptr};
  };
  std::vector<Ear> ears_;
};

}  // namespace wireguard
