// SPDX-License-Identifier: Apache-2.0
// Two transports told apart by context: control over TCP, data over UDP; keep-alive, replacing a transport, IVpnPlugInReconnectTransport.
#include <windows.h>
#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Storage.Streams.h>
#include <mutex>

namespace Twin
{
    using namespace winrt::Windows::Foundation;
    using namespace winrt::Windows::Foundation::Collections;
    using namespace winrt::Windows::Networking;
    using namespace winrt::Windows::Networking::Sockets;
    using namespace winrt::Windows::Networking::Vpn;
    using winrt::hstring;

    enum class Lane : int32_t { Control = 0, Data = 1 };

    struct LaneTag : winrt::implements<LaneTag, IStringable>
    {
        explicit LaneTag(Lane lane) : m_lane(lane) {}
        hstring ToString() const { return m_lane == Lane::Control ? L"control" : L"data"; }
        Lane m_lane;
    };

    struct PlugIn : winrt::implements<PlugIn, IVpnPlugIn, IVpnPlugInReconnectTransport>
    {
        void Connect(VpnChannel const& channel)
        {
            auto const config = channel.Configuration();
            auto const host = config.ServerHostNameList().GetAt(0);
            hstring const port = config.ServerServiceName();
            StreamSocket control;
            DatagramSocket data;
            m_controlTag = winrt::make<LaneTag>(Lane::Control);
            m_dataTag = winrt::make<LaneTag>(Lane::Data);
            channel.AddAndAssociateTransport(control, m_controlTag);
            channel.AddAndAssociateTransport(data, m_dataTag);
            IAsyncAction both[] = { control.ConnectAsync(host, port), data.ConnectAsync(host, port) };
            for (auto const& action : both) action.get();
            if (channel.GetSlotTypeForTransportContext(m_dataTag) != ControlChannelTriggerStatus::SoftwareSlotAllocated) throw winrt::hresult_error(E_UNEXPECTED);
            auto v4 = winrt::single_threaded_vector<HostName>({ HostName{ L"10.40.0.2" } });
            auto v6 = winrt::single_threaded_vector<HostName>({ HostName{ L"fd00:40::2" } });
            auto transports = winrt::single_threaded_vector<winrt::Windows::Foundation::IInspectable>({ control, data });
            VpnRouteAssignment routes;
            routes.Ipv4InclusionRoutes().Append(VpnRoute{ HostName{ L"10.40.0.0" }, 16 });
            routes.Ipv6InclusionRoutes().Append(VpnRoute{ HostName{ L"fd00:40::" }, 64 });
            channel.StartWithTrafficFilter(v4, v6, nullptr, routes, VpnDomainNameAssignment(), 1400, 1500, false, transports, nullptr);
            m_data = data;
        }

        void Disconnect(VpnChannel const& channel) { channel.Stop(); }

        void ReconnectTransport(VpnChannel const& channel, winrt::Windows::Foundation::IInspectable const& context)
        {
            channel.LogDiagnosticMessage(L"reconnect " + context.as<IStringable>().ToString());
        }

        void GetKeepAlivePayload(VpnChannel const& channel, VpnPacketBuffer& packet)
        {
            channel.RequestVpnPacketBuffer(VpnDataPathType::Send, packet);
            Fill(packet, "keep\n");
            packet.TransportContext(m_controlTag);
        }

        void Encapsulate(VpnChannel const&, VpnPacketBufferList const& packets, VpnPacketBufferList const& out)
        {
            for (uint32_t n = packets.Size(); n > 0; --n)
            {
                auto packet = packets.RemoveAtBegin();
                packet.TransportContext(m_dataTag);
                out.Append(packet);
            }
        }

        void Decapsulate(VpnChannel const& channel, VpnPacketBuffer const& wire, VpnPacketBufferList const& up, VpnPacketBufferList const& control)
        {
            auto const context = wire.TransportContext();
            if (context != channel.CurrentRequestTransportContext()) throw winrt::hresult_error(E_UNEXPECTED);
            if (context == m_dataTag)
            {
                if (wire.TransportAffinity() != 1) throw winrt::hresult_error(E_UNEXPECTED);
                up.Append(wire);
                return;
            }
            for (auto const* p = wire.Buffer().data(), *const end = p + wire.Buffer().Length(); p != end; ++p)
            {
                if (*p == 'p')
                {
                    auto pong = channel.GetVpnSendPacketBuffer();
                    Fill(pong, "pong\n");
                    pong.TransportContext(m_controlTag);
                    control.Append(pong);
                }
                if (*p == 'r')
                {
                    auto const old = std::exchange(m_data, DatagramSocket());
                    channel.ReplaceAndAssociateTransport(m_data, m_dataTag);
                    m_data.ConnectAsync(old.Information().RemoteAddress(), old.Information().RemotePort()).get();
                }
            }
        }

    private:
        static void Fill(VpnPacketBuffer const& packet, std::string_view text)
        {
            auto buffer = packet.Buffer();
            std::copy(text.begin(), text.end(), buffer.data());
            buffer.Length(static_cast<uint32_t>(text.size()));
        }
        winrt::Windows::Foundation::IInspectable m_controlTag, m_dataTag;
        DatagramSocket m_data{ nullptr };
    };
}

namespace Twin::Tasks
{
    struct Entry : winrt::implements<Entry, winrt::Windows::ApplicationModel::Background::IBackgroundTask>
    {
        void Run(winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance const& task) const
        {
            auto deferral = task.GetDeferral();
            static auto plugIn = winrt::make<PlugIn>();
            VpnChannel::ProcessEventAsync(plugIn, task.TriggerDetails());
            deferral.Complete();
        }
    };
}
