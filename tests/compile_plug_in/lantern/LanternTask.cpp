// SPDX-License-Identifier: Apache-2.0
// The newer style: a class from IDL, coroutines, a plug-in with handlers as members.
#include "LanternTask.h"
#include "LanternTask.g.cpp"

#include <atomic>
#include <deque>
#include <unordered_map>

#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Storage.Streams.h>

using namespace winrt;
using namespace std::chrono_literals;
using namespace Windows::Foundation;
using namespace Windows::Networking;
using namespace Windows::Networking::Sockets;
using namespace Windows::Networking::Vpn;
using namespace Windows::Storage::Streams;
using Windows::ApplicationModel::Background::BackgroundTaskCancellationReason;
using Windows::ApplicationModel::Background::IBackgroundTaskInstance;

namespace
{
    std::atomic<uint32_t> made{0};

    class LanternPlugIn : public implements<LanternPlugIn, IVpnPlugIn>
    {
    public:
        void Connect(VpnChannel const& channel)
        try
        {
            HandshakeAsync(channel).get();
            VpnRouteAssignment routes;
            auto v4 = single_threaded_vector<VpnRoute>();
            v4.Append({ HostName{ L"0.0.0.0" }, 1 });
            v4.Append({ HostName{ L"128.0.0.0" }, 1 });
            routes.Ipv4InclusionRoutes(v4);
            VpnTrafficFilterAssignment filters;
            VpnTrafficFilter filter{ VpnAppId{ nullptr } };
            filter.Protocol(VpnIPProtocol::Udp);
            filter.RemotePortRanges().Append(L"53, 5000-6000");
            filters.TrafficFilterList().Append(filter);
            channel.StartWithTrafficFilter({ HostName{ L"10.7.0.2" } }, nullptr, nullptr, routes, nullptr, 1400, 1500, false,
                                           m_socket, nullptr, filters);
        }
        catch (hresult_canceled const&)
        {
            channel.TerminateConnection(L"canceled");
        }

        void Disconnect(VpnChannel const& channel) noexcept
        {
            m_received.revoke();
            m_socket = nullptr;
            channel.Stop();
        }

        void GetKeepAlivePayload(VpnChannel const& channel, VpnPacketBuffer& keepAlivePacket)
        {
            keepAlivePacket = channel.GetVpnSendPacketBuffer();
            keepAlivePacket.Buffer().Length(1);
            keepAlivePacket.Buffer().data()[0] = 0;
        }

        void Encapsulate(VpnChannel const& channel, VpnPacketBufferList const& packets, VpnPacketBufferList const& encapulatedPackets)
        {
            std::deque<VpnPacketBuffer> all;
            while (packets.Size() > 0) all.push_back(packets.RemoveAtBegin());
            for (auto const& packet : all)
            {
                if (packet.Status() == VpnPacketBufferStatus::Ok) encapulatedPackets.Append(packet);
            }
            UNREFERENCED(channel);
        }

        void Decapsulate(VpnChannel const& channel, VpnPacketBuffer const& encapBuffer, VpnPacketBufferList const& decapsulatedPackets,
                         VpnPacketBufferList const& controlPacketsToSend)
        {
            auto const unit = encapBuffer.Buffer();
            array_view<uint8_t const> const bytes(unit.data(), unit.data() + unit.Length());
            if (bytes.empty()) return;
            if (bytes[0] >> 4 == 4 || bytes[0] >> 4 == 6)
            {
                auto packet = channel.GetVpnReceivePacketBuffer();
                packet.Buffer().Length(bytes.size());
                std::copy(bytes.begin(), bytes.end(), packet.Buffer().data());
                decapsulatedPackets.Append(packet);
            }
            else
            {
                controlPacketsToSend.Append(encapBuffer);
            }
        }

    private:
        static void UNREFERENCED(VpnChannel const&) {}

        IAsyncAction HandshakeAsync(VpnChannel channel)
        {
            auto const strong = get_strong();
            m_socket = DatagramSocket();
            channel.AssociateTransport(m_socket, nullptr);
            m_received = m_socket.MessageReceived(auto_revoke, { get_weak(), &LanternPlugIn::OnMessage });
            auto const hosts = channel.Configuration().ServerHostNameList();
            co_await m_socket.ConnectAsync(hosts.GetAt(0), L"51000");
            DataWriter writer{ m_socket.OutputStream() };
            writer.WriteByte(0x01);
            writer.WriteString(L"hello");
            co_await writer.StoreAsync();
            writer.DetachStream();
            co_await resume_background();
            co_await 1ms;
            Watch(channel);
        }

        fire_and_forget Watch(VpnChannel channel)
        {
            auto const weak = get_weak();
            co_await resume_after(1ms);
            if (auto self = weak.get()) self->m_watched = true;
            channel.LogDiagnosticMessage(L"watched");
        }

        void OnMessage(DatagramSocket const&, DatagramSocketMessageReceivedEventArgs const& args)
        {
            auto reader = args.GetDataReader();
            reader.ByteOrder(ByteOrder::BigEndian);
            m_counts[reader.UnconsumedBufferLength() ? reader.ReadByte() : 0] += 1;
        }

        DatagramSocket m_socket{ nullptr };
        DatagramSocket::MessageReceived_revoker m_received;
        std::unordered_map<uint8_t, uint32_t> m_counts;
        std::atomic<bool> m_watched{ false };
    };

    com_ptr<LanternPlugIn> plugIn;
}

namespace winrt::Lantern::implementation
{
    LanternTask::LanternTask() { ++made; }

    uint32_t LanternTask::Made() { return made; }

    void LanternTask::Run(IBackgroundTaskInstance const& taskInstance)
    {
        auto deferral = taskInstance.GetDeferral();
        taskInstance.Canceled([](IBackgroundTaskInstance const&, BackgroundTaskCancellationReason) {});
        if (!plugIn) plugIn = make_self<LanternPlugIn>();
        VpnChannel::ProcessEventAsync(*plugIn, taskInstance.TriggerDetails());
        deferral.Complete();
    }
}
