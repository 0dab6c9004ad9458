// SPDX-License-Identifier: Apache-2.0
// What the runtime around a VPN plug-in costs for a packet: lists, pools, the calls through the projection's vtables,
// with a plug-in that does nothing to packets and transports that take everything. Beside it the sealing of one packet
// and the one copy that any tunnel makes, which is to be subtracted.
#include <benchmark/benchmark.h>

#include <winrt/Penstock.Vpn.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Networking.h>

#include <algorithm>

#include "aead_key.h"
#include "tunnel/channel.h"
#include "winrt/activation.h"
#include "winrt/vpn_transport.h"
#include "wire/sample_packets.h"

namespace {

using namespace penstock;
using namespace winrt::Windows::Networking::Vpn;

constexpr std::uint32_t kBatch = packet::kBatchPacketsMax;
constexpr std::uint32_t kPacketBytes = 1420;
constexpr std::uint32_t kRoomBytes = 1792;

std::vector<std::uint8_t> some_packet() { return wire::sample::udp_packet(4, 1, 2, kPacketBytes - 28); }

class NoTransport final : public tunnel::Transport {
 public:
  tunnel::TransportKind kind() const override { return tunnel::TransportKind::datagram; }
  tunnel::TransportState state() const override { return state_; }
  tunnel::SendOutcome send(std::span<const tunnel::Frame> frames) override {
    return {.done = static_cast<std::uint32_t>(frames.size())};
  }
  std::uint32_t receive(std::vector<tunnel::Unit>& units, std::uint32_t units_max) override {
    const std::uint32_t count = std::min(units_max, waiting);
    for (std::uint32_t i = 0; i < count; ++i) units.emplace_back(unit);
    waiting -= count;
    return count;
  }
  void connect() { state_ = tunnel::TransportState::connected; }
  void close() override { state_ = tunnel::TransportState::closed; }
  std::string describe() const override { return "none"; }

  std::uint32_t waiting = 0;
  std::vector<std::uint8_t> unit = some_packet();

 private:
  tunnel::TransportState state_ = tunnel::TransportState::unconnected;
};

struct NoSocket
    : winrt::implements<NoSocket, winrt::Windows::Foundation::IInspectable, projection::ITransportSource> {
  HRESULT STDMETHODCALLTYPE Transport(std::shared_ptr<tunnel::Transport>* transport) final {
    *transport = memory;
    return 0;
  }
  std::shared_ptr<NoTransport> memory = std::make_shared<NoTransport>();
};

template <typename D, typename... I>
struct PlugIn : winrt::implements<D, IVpnPlugIn, I...> {
  explicit PlugIn(winrt::com_ptr<NoSocket> socket) : socket_(std::move(socket)) {}
  void Connect(const VpnChannel& channel) {
    channel.AssociateTransport(*socket_, nullptr);
    socket_->memory->connect();
    channel.StartWithMainTransport({winrt::Windows::Networking::HostName(L"10.1.2.3")}, nullptr, nullptr,
                                   VpnRouteAssignment(), VpnDomainNameAssignment(), kPacketBytes, 1500, false,
                                   *socket_);
  }
  void Disconnect(const VpnChannel& channel) { channel.Stop(); }
  void GetKeepAlivePayload(const VpnChannel&, VpnPacketBuffer& payload) { payload = nullptr; }
  void Encapsulate(const VpnChannel&, const VpnPacketBufferList& packets,
                   const VpnPacketBufferList& encapsulated) {
    for (auto count = packets.Size(); count != 0; --count) encapsulated.Append(packets.RemoveAtBegin());
  }
  void Decapsulate(const VpnChannel&, const VpnPacketBuffer& unit, const VpnPacketBufferList& decapsulated,
                   const VpnPacketBufferList&) {
    decapsulated.Append(unit);
  }

 private:
  winrt::com_ptr<NoSocket> socket_;
};

// As documented: a list out, one call a unit in.
struct Documented : PlugIn<Documented> {
  using PlugIn::PlugIn;
};

struct Bursts : PlugIn<Bursts, winrt::Penstock::Vpn::IVpnPlugInBurst> {
  using PlugIn::PlugIn;
  using Units = winrt::array_view<winrt::Penstock::Vpn::VpnBurstUnit>;
  void EncapsulateBurst(const VpnChannel&, Units, const VpnPacketBufferList&) {}
  void DecapsulateBurst(const VpnChannel&, Units, const VpnPacketBufferList&, const VpnPacketBufferList&) {}
};

template <typename Form>
struct Running {
  Running() {
    tunnel::ChannelOptions options;
    options.keep_alive_idle_ns = 0;
    connection = std::make_unique<projection::Connection>(
        winrt::make<Form>(socket).template as<winrt::Windows::Foundation::IInspectable>(),
        projection::ConnectionProfile{}, options);
    if (!connection->dial().connected) std::abort();
    channel = connection->channel();
  }
  ~Running() { connection->hang_up(); }
  winrt::com_ptr<NoSocket> socket = winrt::make_self<NoSocket>();
  std::unique_ptr<projection::Connection> connection;
  std::shared_ptr<tunnel::Channel> channel;
};

void Seal(benchmark::State& state) {
  wireguard::SecretKey secret;
  wireguard::AeadKey key(secret, wireguard::AeadKey::Way::seal);
  std::vector<std::uint8_t> bytes(kPacketBytes + wireguard::kTagBytes);
  std::uint64_t counter = 0;
  for (auto _ : state) key.seal_one(counter++, bytes.data(), kPacketBytes);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(Seal);

void CopyAlone(benchmark::State& state) {
  packet::PacketPool pool({.packets_max = 2 * kBatch});
  const std::vector<std::uint8_t> bytes = some_packet();
  std::vector<std::uint8_t> slots(std::size_t{kBatch} * kRoomBytes);
  for (auto _ : state) {
    packet::PacketBatch batch;
    for (std::uint32_t i = 0; i < kBatch; ++i) {
      batch.push_back(pool.allocate());
      batch[i].set_size(kPacketBytes);
      std::copy(bytes.begin(), bytes.end(), slots.begin() + i * kRoomBytes);
    }
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}
BENCHMARK(CopyAlone);

template <typename Form>
void Outbound(benchmark::State& state) {
  packet::PacketPool pool({.packets_max = 2 * kBatch});
  const std::vector<std::uint8_t> bytes = some_packet();
  Running<Form> running;
  for (auto _ : state) {
    packet::PacketBatch batch;
    for (std::uint32_t i = 0; i < kBatch; ++i) {
      batch.push_back(pool.allocate());
      batch[i].set_size(kPacketBytes);
      std::copy(bytes.begin(), bytes.begin() + 40, batch[i].data());
    }
    running.channel->offer(batch);
    running.channel->run_outbound();
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}
BENCHMARK(Outbound<Documented>)->Name("Outbound as documented");
BENCHMARK(Outbound<Bursts>)->Name("Outbound in bursts");

template <typename Form>
void Inbound(benchmark::State& state) {
  Running<Form> running;
  packet::PacketBatch batch;
  for (auto _ : state) {
    running.socket->memory->waiting = kBatch;
    running.channel->run_inbound();
    while (running.channel->take_injected(batch) != 0) batch.clear();
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}
BENCHMARK(Inbound<Documented>)->Name("Inbound as documented");
BENCHMARK(Inbound<Bursts>)->Name("Inbound in bursts");

}  // namespace

BENCHMARK_MAIN();
