// SPDX-License-Identifier: Apache-2.0
// The projection over the tunnel core, with a plug-in compiled in and transports of memory.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <functional>

#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Networking.h>
#include <winrt/Windows.Storage.Streams.h>

#include "packet/pool.h"
#include "testing/rule.h"
#include "tunnel/tunnel_fixture.h"
#include "winrt/activation.h"
#include "winrt/background_task.h"
#include "winrt/vpn_transport.h"

using namespace winrt;
using namespace winrt::Windows::Foundation;
using namespace winrt::Windows::Networking;
using namespace winrt::Windows::Networking::Vpn;
using penstock::projection::Connection;
using penstock::projection::ConnectionProfile;
namespace tunnel = penstock::tunnel;

namespace {

// A socket of memory: what a plug-in associates.
struct MemorySocket : implements<MemorySocket, IInspectable, penstock::projection::ITransportSource> {
  HRESULT STDMETHODCALLTYPE Transport(std::shared_ptr<tunnel::Transport>* transport) final {
    *transport = memory;
    return 0;
  }
  std::shared_ptr<tunnel::MemoryTransport> memory = std::make_shared<tunnel::MemoryTransport>();
};

struct Plugin : implements<Plugin, IVpnPlugIn> {
  void Connect(VpnChannel const& channel) {
    connected = channel;
    if (on_connect) on_connect(channel);
  }
  void Disconnect(VpnChannel const& channel) {
    ++disconnects;
    channel.Stop();
  }
  void GetKeepAlivePayload(VpnChannel const&, VpnPacketBuffer& packet) { packet = nullptr; }
  void Encapsulate(VpnChannel const& channel, VpnPacketBufferList const& packets,
                   VpnPacketBufferList const& out) {
    if (on_encapsulate) on_encapsulate(channel, packets, out);
  }
  void Decapsulate(VpnChannel const& channel, VpnPacketBuffer const& unit, VpnPacketBufferList const& packets,
                   VpnPacketBufferList const& control) {
    if (on_decapsulate) on_decapsulate(channel, unit, packets, control);
  }
  std::function<void(VpnChannel const&)> on_connect;
  std::function<void(VpnChannel const&, VpnPacketBufferList const&, VpnPacketBufferList const&)>
      on_encapsulate;
  std::function<void(VpnChannel const&, VpnPacketBuffer const&, VpnPacketBufferList const&,
                     VpnPacketBufferList const&)>
      on_decapsulate;
  VpnChannel connected{nullptr};
  int disconnects = 0;
};

class Projected : public testing::Test {
 protected:
  Projected() {
    options.send_slots = 8;
    options.receive_slots = 8;
    options.keep_alive_idle_ns = 0;
    options.host = &host;
    plugin->on_connect = [this](VpnChannel const& channel) { start(channel); };
  }
  void start(VpnChannel const& channel) {
    channel.AssociateTransport(*socket, nullptr);
    socket->memory->set_state(tunnel::TransportState::connected);
    channel.StartWithMainTransport({HostName(L"10.1.2.3")}, nullptr, nullptr, VpnRouteAssignment(),
                                   VpnDomainNameAssignment(), 1400, 1500, false, *socket);
  }
  Connection& dial() {
    connection = std::make_unique<Connection>(static_cast<IInspectable>(*plugin), profile, options);
    result = connection->dial();
    return *connection;
  }

  tunnel::RecordingHost host;
  tunnel::ChannelOptions options;
  ConnectionProfile profile{.servers = {"vpn.example.org"}, .custom_field = "<settings/>"};
  com_ptr<Plugin> plugin = make_self<Plugin>();
  com_ptr<MemorySocket> socket = make_self<MemorySocket>();
  std::unique_ptr<Connection> connection;
  tunnel::DialResult result;
};

}  // namespace

TEST_F(Projected, ConnectsStartsAndIsHungUp) {
  RULE("N-LIFE-22");
  auto& up = dial();
  EXPECT_TRUE(result.connected) << result.message;
  EXPECT_EQ(up.channel()->phase(), tunnel::Phase::started);
  EXPECT_TRUE(up.hang_up());
  EXPECT_EQ(plugin->disconnects, 1);
  EXPECT_FALSE(host.up);
}

TEST_F(Projected, AnEmptyPoolIsBadAllocAndTheNextReturnedSlotIsHad) {
  dial();
  std::vector<VpnPacketBuffer> held;
  for (int i = 0; i != 8; ++i) held.push_back(plugin->connected.GetVpnSendPacketBuffer());
  EXPECT_THROW(plugin->connected.GetVpnSendPacketBuffer(), std::bad_alloc);
  VpnPacketBuffer out = held.back();
  EXPECT_THROW(plugin->connected.RequestVpnPacketBuffer(VpnDataPathType::Send, out), std::bad_alloc);
  EXPECT_FALSE(out);
  held.back().Buffer().Length(1);
  plugin->connected.AppendVpnSendPacketBuffer(held.back());
  plugin->connected.FlushVpnSendPacketBuffers();
  EXPECT_TRUE(plugin->connected.GetVpnSendPacketBuffer());
}

TEST_F(Projected, AFreshLeaseIsEmptyAndItsBytesAreReachable) {
  dial();
  auto const packet = plugin->connected.GetVpnReceivePacketBuffer();
  auto const buffer = packet.Buffer();
  EXPECT_EQ(buffer.Capacity(), 1400u);
  EXPECT_EQ(buffer.Length(), 0u);
  EXPECT_EQ(packet.Status(), VpnPacketBufferStatus::Ok);
  EXPECT_EQ(packet.TransportAffinity(), 0u);
  EXPECT_FALSE(packet.TransportContext());
  EXPECT_FALSE(packet.AppId());
  EXPECT_THROW(buffer.Length(1401), hresult_invalid_argument);
  buffer.Length(4);
  buffer.data()[3] = 7;
  packet.TransportContext(box_value(L"tag"));
  EXPECT_TRUE(unbox_value<hstring>(packet.TransportContext()) == L"tag");
}

TEST_F(Projected, ABufferThatWasFlushedIsClosedToItsOldHandles) {
  dial();
  auto const packet = plugin->connected.GetVpnSendPacketBuffer();
  packet.Buffer().Length(1);
  plugin->connected.AppendVpnSendPacketBuffer(packet);
  EXPECT_THROW(plugin->connected.AppendVpnSendPacketBuffer(packet), hresult_invalid_argument);
  plugin->connected.FlushVpnSendPacketBuffers();
  try {
    packet.Buffer();
    FAIL() << "nothing was thrown";
  } catch (hresult_error const& e) {
    EXPECT_EQ(static_cast<std::uint32_t>(e.code()), 0x80000013u);
  }
  EXPECT_EQ(socket->memory->sent_frames().size(), 1u);
}

TEST_F(Projected, NullAndForeignBuffersAreRefused) {
  dial();
  try {
    plugin->connected.AppendVpnSendPacketBuffer(nullptr);
    FAIL() << "nothing was thrown";
  } catch (hresult_error const& e) {
    EXPECT_EQ(e.code(), impl::error_pointer);
  }
}

TEST_F(Projected, EncapsulateMovesPacketsInPlaceAndKeepsTheirOrder) {
  plugin->on_encapsulate = [](VpnChannel const&, VpnPacketBufferList const& packets,
                              VpnPacketBufferList const& out) {
    for (auto count = packets.Size(); count != 0; --count) {
      auto const packet = packets.RemoveAtBegin();
      auto const buffer = packet.Buffer();
      auto const length = buffer.Length();
      std::memmove(buffer.data() + 1, buffer.data(), length);
      buffer.data()[0] = 0x51;
      buffer.Length(length + 1);
      out.Append(packet);
    }
    EXPECT_THROW(packets.RemoveAtBegin(), hresult_out_of_bounds);
  };
  auto& up = dial();
  penstock::packet::PacketPool pool({.name = "offered", .packets_max = 8});
  penstock::packet::PacketBatch batch;
  for (std::uint8_t fill = 1; fill != 4; ++fill) {
    auto const bytes = tunnel::ip_packet_of(60, fill);
    auto packet = pool.allocate();
    ASSERT_TRUE(packet->set_size(60));
    std::copy(bytes.begin(), bytes.end(), packet->data());
    batch.push_back(std::move(packet));
  }
  up.channel()->offer(batch);
  up.channel()->run_outbound();
  auto const sent = socket->memory->sent_frames();
  ASSERT_EQ(sent.size(), 3u);
  for (std::uint8_t fill = 1; fill != 4; ++fill) {
    tunnel::Bytes expected{0x51};
    auto const bytes = tunnel::ip_packet_of(60, fill);
    expected.insert(expected.end(), bytes.begin(), bytes.end());
    EXPECT_EQ(sent[fill - 1u], expected);
  }
}

TEST_F(Projected, AListEndsWithItsCallback) {
  VpnPacketBufferList kept{nullptr};
  plugin->on_decapsulate = [&kept](VpnChannel const&, VpnPacketBuffer const& unit,
                                   VpnPacketBufferList const& packets, VpnPacketBufferList const& control) {
    kept = packets;
    EXPECT_EQ(packets.Size(), 0u);
    EXPECT_EQ(unit.Buffer().Length(), 3u);
    control.Append(unit);
    int shown = 0;
    for (auto const& one : control) shown += one == unit;
    EXPECT_EQ(shown, 1);
  };
  auto& up = dial();
  socket->memory->arrive({1, 2, 3});
  up.channel()->run_inbound();
  ASSERT_TRUE(kept);
  EXPECT_THROW(kept.Size(), hresult_illegal_method_call);
  EXPECT_EQ(socket->memory->sent_frames().size(), 1u);
}

TEST_F(Projected, WhatThrowsOutOfConnectIsTheDialsCode) {
  plugin->on_connect = [](VpnChannel const&) { throw hresult_error(hresult(0x80072AF9u), L"no such host"); };
  dial();
  EXPECT_FALSE(result.connected);
  EXPECT_EQ(static_cast<std::uint32_t>(result.code), 0x80072AF9u);
  plugin->on_connect = [](VpnChannel const&) { throw std::runtime_error("plain"); };
  dial();
  EXPECT_EQ(result.code, impl::error_fail);
}

TEST_F(Projected, OnlyASocketIsATransport) {
  RULE("N-LIFE-5");
  plugin->on_connect = [this](VpnChannel const& channel) {
    EXPECT_THROW(channel.AssociateTransport(box_value(1), nullptr), hresult_invalid_argument);
    start(channel);
  };
  dial();
  EXPECT_TRUE(result.connected);
}

TEST_F(Projected, ConfigurationIsTheProfiles) {
  plugin->on_connect = [this](VpnChannel const& channel) {
    auto const configuration = channel.Configuration();
    EXPECT_TRUE(configuration.CustomField() == L"<settings/>");
    EXPECT_TRUE(configuration.ServerServiceName() == L"0");
    EXPECT_TRUE(configuration.ServerHostNameList().GetAt(0).DisplayName() == L"vpn.example.org");
    start(channel);
  };
  dial();
  EXPECT_TRUE(result.connected);
}

TEST_F(Projected, RoutesAndNamesReachThePlan) {
  plugin->on_connect = [this](VpnChannel const& channel) {
    channel.AssociateTransport(*socket, nullptr);
    socket->memory->set_state(tunnel::TransportState::connected);
    VpnRouteAssignment routes;
    routes.Ipv4InclusionRoutes().Append(VpnRoute(HostName(L"10.0.0.0"), 8));
    routes.Ipv4ExclusionRoutes({VpnRoute(HostName(L"10.9.0.0"), 16)});
    routes.ExcludeLocalSubnets(true);
    VpnDomainNameAssignment names;
    VpnDomainNameInfo const all(L".", VpnDomainNameType::Suffix, {HostName(L"10.0.0.53")}, nullptr);
    EXPECT_FALSE(all.DomainName());
    EXPECT_THROW(VpnDomainNameInfo(L".corp.example", VpnDomainNameType::Suffix, nullptr, nullptr),
                 hresult_invalid_argument);
    names.DomainNameList().Append(all);
    std::vector<HostName> const addresses{HostName(L"10.1.2.3")};
    channel.StartExistingTransports(addresses, nullptr, VpnInterfaceId({1, 2, 3, 4, 5, 6, 7, 8}), routes,
                                    names, 1400, 1500, false);
  };
  dial();
  ASSERT_TRUE(result.connected) << result.message;
  EXPECT_EQ(host.up->inclusions.size(), 1u);
  EXPECT_EQ(host.up->exclusions.size(), 1u);
  EXPECT_TRUE(host.up->exclude_local_subnets);
  ASSERT_EQ(host.up->names.size(), 1u);
  EXPECT_EQ(host.up->names[0].kind, tunnel::NameKind::everything);
}

TEST_F(Projected, AFilterThatNamesAFileMatchesTheFlowsOfItsProgramAndOneOfAPackageNone) {
  RULE("N-TF-2");
  struct Port5000 final : tunnel::FlowPrograms {
    const std::string& program_of(const penstock::wire::FlowKey& local_first) override {
      return local_first.a_port == 5000 ? browser : other;
    }
    const std::string browser = "/usr/bin/browser";
    const std::string other = "/usr/bin/other";
  } programs;
  options.programs = &programs;
  VpnAppId app{nullptr};
  plugin->on_connect = [&](VpnChannel const& channel) {
    channel.AssociateTransport(*socket, nullptr);
    socket->memory->set_state(tunnel::TransportState::connected);
    VpnTrafficFilterAssignment filters;
    filters.TrafficFilterList().Append(VpnTrafficFilter(app));
    channel.StartWithTrafficFilter({HostName(L"10.1.2.3")}, nullptr, nullptr, VpnRouteAssignment(),
                                   VpnDomainNameAssignment(), 1400, 1500, false, *socket, nullptr, filters);
  };
  std::uint32_t shown = 0;
  std::vector<hstring> told;
  plugin->on_encapsulate = [&](auto&&, VpnPacketBufferList const& packets, auto&&) {
    for (auto left = packets.Size(); left != 0; --left, ++shown) {
      auto const packet = packets.RemoveAtBegin();
      if (auto const id = packet.AppId()) told.push_back(id.Value());
      packets.Append(packet);
      EXPECT_THROW((void)packet.AppId(), hresult_error) << "it is not the plug-in's any more";
    }
  };
  penstock::packet::PacketPool pool{{.name = "offered", .packets_max = 16}};
  auto const shown_of_three = [&](VpnAppId const& named) {
    app = named;
    socket = make_self<MemorySocket>();
    shown = 0;
    told.clear();
    auto& up = dial();
    for (std::uint16_t const port : {5000, 5001, 5000}) {
      auto const bytes = penstock::wire::sample::udp_packet(4, port, 53, 10);
      penstock::packet::PacketBatch batch;
      auto made = pool.allocate();
      EXPECT_TRUE(made->set_size(static_cast<std::uint32_t>(bytes.size())));
      std::copy(bytes.begin(), bytes.end(), made->data());
      batch.push_back(std::move(made));
      up.channel()->offer(batch);
      up.channel()->run_outbound();
    }
    up.hang_up();
    return shown;
  };
  EXPECT_EQ(shown_of_three(VpnAppId(VpnAppIdType::FilePath, L"/usr/bin/browser")), 2u);
  EXPECT_EQ(told, std::vector<hstring>{L"/usr/bin/browser"}) << "by the first packet of the flow";
  EXPECT_EQ(shown_of_three(VpnAppId(VpnAppIdType::FilePath, L"/usr/bin/mail")), 0u);
  EXPECT_EQ(shown_of_three(VpnAppId(VpnAppIdType::PackageFamilyName, L"/usr/bin/browser")), 0u);
  EXPECT_EQ(shown_of_three(nullptr), 3u);
  EXPECT_TRUE(told.empty()) << "no filter names an application";
}

TEST_F(Projected, CredentialsComeFromTheHostAndAreKeptUntilARetry) {
  RULE("N-CRED-1");
  int asked = 0;
  profile.credentials = [&asked](int, bool) {
    ++asked;
    return penstock::projection::Credential{.user = "mara", .password = "quay", .pin = "7"};
  };
  plugin->on_connect = [this](VpnChannel const& channel) {
    auto const picked =
        channel.RequestCredentials(VpnCredentialType::UsernamePassword, false, false, nullptr);
    EXPECT_TRUE(picked.PasskeyCredential().UserName() == L"mara");
    auto const again = channel.RequestCredentialsAsync(VpnCredentialType::UsernamePassword).get();
    EXPECT_TRUE(again.AdditionalPin() == L"7");
    channel
        .RequestCredentialsAsync(VpnCredentialType::UsernamePassword,
                                 static_cast<std::uint32_t>(VpnChannelRequestCredentialsOptions::Retrying))
        .get();
    start(channel);
  };
  dial();
  EXPECT_TRUE(result.connected);
  EXPECT_EQ(asked, 2);
}

TEST_F(Projected, WithoutAProviderCredentialsAreCanceledAndOutsideConnectDenied) {
  RULE("N-CRED-2");
  plugin->on_connect = [this](VpnChannel const& channel) {
    EXPECT_THROW(channel.RequestCredentials(VpnCredentialType::UsernamePassword, false, false, nullptr),
                 hresult_canceled);
    start(channel);
  };
  dial();
  EXPECT_TRUE(result.connected);
  EXPECT_THROW(
      plugin->connected.RequestCredentials(VpnCredentialType::UsernamePassword, false, false, nullptr),
      hresult_access_denied);
}

TEST_F(Projected, AnEventIsGoodForItsOwnActivationOnly) {
  struct Keeping : implements<Keeping, Windows::ApplicationModel::Background::IBackgroundTask> {
    void Run(Windows::ApplicationModel::Background::IBackgroundTaskInstance const& instance) {
      auto const deferral = instance.GetDeferral();
      event = instance.TriggerDetails();
      EXPECT_THROW(VpnChannel::ProcessEventAsync(box_value(1), event), hresult_no_interface);
      EXPECT_THROW(VpnChannel::ProcessEventAsync(plugin.as<IInspectable>(), box_value(1)),
                   hresult_invalid_argument);
      VpnChannel::ProcessEventAsync(plugin.as<IInspectable>(), event);
      deferral.Complete();
    }
    com_ptr<Plugin> plugin;
    IInspectable event{nullptr};
  };
  auto const task = make_self<Keeping>();
  task->plugin = plugin;
  connection = std::make_unique<Connection>(static_cast<IInspectable>(*task), profile, options);
  EXPECT_TRUE(connection->dial().connected);
  EXPECT_THROW(VpnChannel::ProcessEventAsync(plugin.as<IInspectable>(), task->event),
               hresult_invalid_argument);
  EXPECT_TRUE(connection->hang_up());
  EXPECT_EQ(plugin->disconnects, 1);
}

TEST_F(Projected, AnUnknownDataPathAndAMissingPlaceAreRefused) {
  RULE("N-BUF-7");
  dial();
  VpnPacketBuffer out = plugin->connected.GetVpnSendPacketBuffer();
  EXPECT_THROW(plugin->connected.RequestVpnPacketBuffer(static_cast<VpnDataPathType>(7), out),
               hresult_invalid_argument);
  EXPECT_FALSE(out);
  auto* const channel = static_cast<impl::abi_t<IVpnChannel>*>(get_abi(plugin->connected));
  EXPECT_EQ(channel->RequestVpnPacketBuffer(VpnDataPathType::Send, nullptr), impl::error_pointer);
}

TEST_F(Projected, TheInstanceThatConnectedIsTheOneThatDisconnects) {
  RULE("N-LIFE-23");
  // A task that makes a plug-in for each activation.
  struct Forgetful : implements<Forgetful, winrt::Windows::ApplicationModel::Background::IBackgroundTask> {
    void Run(winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance const& instance) {
      auto const one = make_self<Plugin>();
      one->on_connect = on_connect;
      made.push_back(one);
      VpnChannel::ProcessEventAsync(one.as<IInspectable>(), instance.TriggerDetails());
    }
    std::function<void(VpnChannel const&)> on_connect;
    std::vector<com_ptr<Plugin>> made;
  };
  auto const task = make_self<Forgetful>();
  task->on_connect = plugin->on_connect;
  connection = std::make_unique<Connection>(static_cast<IInspectable>(*task), profile, options);
  ASSERT_TRUE(connection->dial().connected);
  EXPECT_TRUE(connection->hang_up());
  ASSERT_EQ(task->made.size(), 2u);
  EXPECT_EQ(task->made[0]->disconnects, 1);
  EXPECT_EQ(task->made[1]->disconnects, 0);
}

TEST(BackgroundTasks, CanceledIsThereToBeRaisedAndNothingElseEndsATask) {
  RULE("N-ERR-4");
  using namespace winrt::Windows::ApplicationModel::Background;
  penstock::projection::Activation activation([](IVpnPlugIn const&) {});
  struct Task : implements<Task, IBackgroundTask> {
    void Run(IBackgroundTaskInstance const& instance) {
      instance.Canceled(
          [this](IBackgroundTaskInstance const&, BackgroundTaskCancellationReason reason) { seen = reason; });
    }
    BackgroundTaskCancellationReason seen = BackgroundTaskCancellationReason::Abort;
  };
  auto const task = make_self<Task>();
  activation.run(*task);
  EXPECT_EQ(task->seen, BackgroundTaskCancellationReason::Abort);
  activation.cancel(BackgroundTaskCancellationReason::Terminating);
  EXPECT_EQ(task->seen, BackgroundTaskCancellationReason::Terminating);
}
