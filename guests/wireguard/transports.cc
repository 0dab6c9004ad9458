// SPDX-License-Identifier: Apache-2.0
#include "transports.h"

#include <arpa/inet.h>

#include <algorithm>
#include <chrono>

#include "moment.h"
#include "wg_quick_values.h"

namespace wireguard {
namespace {

using winrt::Penstock::Vpn::IDatagramSocketPortSharing;
using winrt::Windows::Networking::HostName;
using winrt::Windows::Networking::Sockets::DatagramSocket;
using winrt::Windows::Networking::Sockets::DatagramSocketMessageReceivedEventArgs;
using winrt::Windows::Storage::Streams::DataWriter;

constexpr std::wstring_view kAnyPort = L"0";
constexpr Nanoseconds kMovePause = kSecond;  // what a move of a peer costs, in time
constexpr int kMovesAtOnce = 5;
constexpr Nanoseconds kPortPatience = 2 * kSecond;

HostName host_of(const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(address.family == Family::ipv4 ? AF_INET : AF_INET6, address.bytes.data(), text.data(),
            text.size());
  return HostName(winrt::to_hstring(text.data()));
}

HostName any_of(Family family) { return HostName(family == Family::ipv6 ? L"::" : L"0.0.0.0"); }

Endpoint endpoint_from(const HostName& host, const winrt::hstring& port) {
  Endpoint endpoint;
  if (host && read_address(winrt::to_string(host.CanonicalName()), endpoint.address))
    endpoint.port = static_cast<std::uint16_t>(std::stoul(winrt::to_string(port)));
  return endpoint;
}

Endpoint look_up(const WgQuickPeer& peer) {
  if (peer.endpoint_host.empty()) return {};
  const auto pairs = DatagramSocket::GetEndpointPairsAsync(HostName(winrt::to_hstring(peer.endpoint_host)),
                                                           winrt::to_hstring(peer.endpoint_port))
                         .get();
  return endpoint_from(pairs.GetAt(0).RemoteHostName(), winrt::to_hstring(peer.endpoint_port));
}

void write(const winrt::Windows::Storage::Streams::IOutputStream& stream, Bytes frame) {
  DataWriter writer;
  writer.WriteBytes({frame.data(), static_cast<std::uint32_t>(frame.size())});
  stream.WriteAsync(writer.DetachBuffer()).get();
}

}  // namespace

winrt::Windows::Foundation::IAsyncAction Transports::pause() {
  co_await winrt::resume_after(std::chrono::milliseconds(20));
}

bool Transports::can_share_port() { return DatagramSocket().try_as<IDatagramSocketPortSharing>() != nullptr; }

// A port that was asked for, or that is to hear of peers who are nobody knows where, is one of both families.
Transports::Transports(const Channel& channel, const WgQuickFile& file)
    : channel_(channel),
      shares_(can_share_port()),
      made_(moment().steady),
      port_(winrt::to_hstring(file.listen_port.value_or(0))) {
  for (const WgQuickPeer& from : file.peers)
    peers_.push_back({new_socket(), winrt::box_value(L"peer"), look_up(from)});
  const auto lives_at = [this](Family family) {
    return std::any_of(peers_.begin(), peers_.end(),
                       [family](const Peer& peer) { return peer.endpoint.address.family == family; });
  };
  const bool both = port_ != kAnyPort || lives_at(Family::none);
  for (const bool must : {true, false})
    for (const Family family : {Family::ipv4, Family::ipv6})
      if (shares_ && lives_at(family) == must && (must || both)) listen_on(family, must);
  // A transport is associated before it is connected.
  for (const Peer& peer : peers_) {
    channel_.AddAndAssociateTransport(peer.socket, peer.context);
    if (peer.endpoint.known()) connect(peer.socket, peer.endpoint);
  }
}

Transports::~Transports() {
  for (const Ear& ear : ears_) ear.socket.Close();
}

// The first one's port is everybody's. A host may be without the other family. A port that somebody else has is not
// shared; one that was ours until a moment ago may still be on its way out.
void Transports::listen_on(Family family, bool must) {
  const Nanoseconds until = moment().steady + kPortPatience;
  for (;;) {
    const Socket socket;
    try {
      socket.BindEndpointAsync(any_of(family), port_).get();
      socket.as<IDatagramSocketPortSharing>().SharePort();
      port_ = socket.Information().LocalPort();
      ears_.push_back({family, socket});
      return;
    } catch (const winrt::hresult_error&) {
      if (!must && !ears_.empty()) return;
      if (moment().steady >= until) throw;
    }
    pause().get();
  }
}

Transports::Socket Transports::new_socket() const {
  Socket socket;
  if (shares_) socket.as<IDatagramSocketPortSharing>().SharePort();
  return socket;
}

void Transports::connect(const Socket& socket, const Endpoint& to) const {
  if (port_ != kAnyPort) socket.BindEndpointAsync(any_of(to.address.family), port_).get();
  socket.ConnectAsync(host_of(to.address), winrt::to_hstring(to.port)).get();
}

Endpoint Transports::endpoint_of(PeerNumber peer) const {
  const std::lock_guard<std::mutex> lock(lock_);
  return peer < peers_.size() ? peers_[peer].endpoint : Endpoint();
}

void Transports::listen(Listener listener) {
  for (const Ear& ear : ears_) {
    ear.socket.MessageReceived(
        [listener](const Socket&, const DatagramSocketMessageReceivedEventArgs& message) {
          const auto reader = message.GetDataReader();
          std::vector<std::uint8_t> datagram(reader.UnconsumedBufferLength());
          reader.ReadBytes(datagram);
          listener(datagram, endpoint_from(message.RemoteAddress(), message.RemotePort()));
        });
  }
}

bool Transports::follow(PeerNumber peer, const Endpoint& to, Nanoseconds now) {
  return !(endpoint_of(peer) == to) && replace(peer, to, now);
}

bool Transports::renew(PeerNumber peer, Nanoseconds now) {
  const Endpoint to = endpoint_of(peer);
  return to.known() && now - made_ >= kMovePause && replace(peer, to, now);
}

bool Transports::replace(PeerNumber peer, const Endpoint& to, Nanoseconds now) {
  Peer replaced = peers_[peer];
  if (replaced.paid_until > now + kMovesAtOnce * kMovePause) return false;
  replaced.socket = new_socket();
  replaced.endpoint = to;
  replaced.paid_until = std::max(replaced.paid_until, now) + kMovePause;
  try {
    channel_.ReplaceAndAssociateTransport(replaced.socket, replaced.context);
    connect(replaced.socket, to);
  } catch (const winrt::hresult_error&) {
    return false;  // stopped meanwhile, or there is no way to where the peer is
  }
  const std::lock_guard<std::mutex> lock(lock_);
  peers_[peer] = replaced;
  return true;
}

void Transports::speak(PeerNumber peer, Bytes frame) { write(peers_[peer].socket.OutputStream(), frame); }

void Transports::answer(const Endpoint& to, Bytes frame) {
  for (const Ear& ear : ears_)
    if (ear.family == to.address.family)
      write(ear.socket.GetOutputStreamAsync(host_of(to.address), winrt::to_hstring(to.port)).get(), frame);
}

}  // namespace wireguard
