// SPDX-License-Identifier: Apache-2.0
// Several transports named by contexts of the plug-in's own, filters of every kind, and a transport that is replaced.
#include <unknwn.h>
#include <winrt/base.h>
#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <atomic>
#include <optional>
#include <string_view>

using namespace winrt;
using namespace Windows::ApplicationModel::Background;
using namespace Windows::ApplicationModel::Core;
using namespace Windows::Foundation;
using namespace Windows::Foundation::Collections;
using namespace Windows::Networking;
using namespace Windows::Networking::Sockets;
using namespace Windows::Networking::Vpn;

namespace
{
    struct __declspec(uuid("2f3b7b6e-5c1b-4a53-9d6a-4b1e8a0c7711")) ILane : ::IUnknown
    {
        virtual uint32_t __stdcall Number() noexcept = 0;
    };

    struct Lane : implements<Lane, Windows::Foundation::IInspectable, ILane>
    {
        explicit Lane(uint32_t number) noexcept : m_number(number) {}
        uint32_t __stdcall Number() noexcept override { return m_number; }
        uint32_t const m_number;
    };

    template <typename... Parts>
    hstring Text(Parts const&... parts)
    {
        std::wstring all;
        ((all += parts), ...);
        return hstring{ all };
    }
}

struct Tether : implements<Tether, IVpnPlugIn, IVpnPlugInReconnectTransport>
{
    Windows::Foundation::IInspectable m_first = make<Lane>(1u);
    Windows::Foundation::IInspectable m_second = make<Lane>(2u);
    std::atomic<uint32_t> m_turn{ 0 };

    static uint32_t NumberOf(Windows::Foundation::IInspectable const& context)
    {
        if (!context) return 0;
        com_ptr<ILane> lane = context.as<ILane>();
        return lane->Number();
    }

    void Connect(VpnChannel const& channel)
    {
        DatagramSocket first, second;
        channel.AddAndAssociateTransport(first, m_first);
        channel.AddAndAssociateTransport(second, m_second);
        Say(channel, L"known", [&] { if (channel.GetSlotTypeForTransportContext(m_first) != ControlChannelTriggerStatus::SoftwareSlotAllocated) throw hresult_error(E_FAIL); });
        Say(channel, L"unknown", [&] { (void)channel.GetSlotTypeForTransportContext(box_value(7)); });
        VpnChannelConfiguration const configuration = channel.Configuration();
        for (HostName const& server : configuration.ServerHostNameList())
        {
            first.ConnectAsync(server, configuration.ServerServiceName()).get();
            second.ConnectAsync({ nullptr, L"", server, configuration.ServerServiceName() }).get();
            break;
        }
        Say(channel, L"no reconnecting", [&] { channel.StartReconnectingTransport(first, m_first); });
        Say(channel, L"bad range", [&] { Start(channel, { first, second }, Filters(L"70000")); });
        Start(channel, { first, second }, Filters(L"53,100-200"));
        if (channel.CurrentRequestTransportContext()) channel.LogDiagnosticMessage(L"a context outside");
    }

    static VpnTrafficFilterAssignment Filters(param::hstring const& ports)
    {
        VpnTrafficFilterAssignment assignment;
        if (assignment.AllowInbound() || assignment.AllowOutbound()) throw hresult_error(E_UNEXPECTED);
        assignment.AllowInbound(true);
        VpnTrafficFilter udp{ VpnAppId{ nullptr } };
        udp.Protocol(VpnIPProtocol::Udp);
        udp.RemotePortRanges().Append(static_cast<hstring const&>(ports));
        udp.RoutingPolicyType(VpnRoutingPolicyType::SplitRouting);
        VpnTrafficFilter family{ { VpnAppIdType::PackageFamilyName, L"Contoso.App_123" } };
        family.AppClaims().Append(L"claim");
        family.AppId().Value(L"Contoso.Other_456");
        VpnTrafficFilter lan{ VpnAppId{ nullptr } };
        lan.Protocol(VpnIPProtocol::Tcp);
        lan.RemoteAddressRanges().ReplaceAll({ L"198.51.100.0/24", L"203.0.113.7" });
        lan.LocalPortRanges().Append(L"1-65535");
        for (auto const& filter : { udp, family, lan }) assignment.TrafficFilterList().Append(filter);
        return assignment;
    }

    void Start(VpnChannel const& channel, std::initializer_list<Windows::Foundation::IInspectable> transports, VpnTrafficFilterAssignment const& filters)
    {
        VpnRouteAssignment routes;
        routes.Ipv4InclusionRoutes().Append({ HostName(L"0.0.0.0"), 0 });
        VpnDomainNameAssignment names;
        VpnDomainNameInfo everything(L".", VpnDomainNameType::Suffix, { HostName(L"10.44.0.53") }, nullptr);
        if (everything.DomainName()) throw hresult_error(E_FAIL, L"the catch-all has a name");
        names.DomainNameList().Append(everything);
        channel.StartWithTrafficFilter({ HostName(L"10.44.0.2") }, std::vector<HostName>{}, nullptr, routes, names, 1400u, 1500u, false, transports, filters);
    }

    template <typename F>
    void Say(VpnChannel const& channel, std::wstring_view what, F&& call)
    {
        hresult code{ S_OK };
        try { call(); }
        catch (...) { code = to_hresult(); }
        wchar_t digits[9]{};
        for (int at = 0; at < 8; ++at) digits[at] = L"0123456789abcdef"[(static_cast<uint32_t>(code) >> (28 - 4 * at)) & 15];
        channel.LogDiagnosticMessage(Text(what, L"=", digits));
    }

    void Disconnect(VpnChannel const& channel) { channel.Stop(); channel.Stop(); }

    void GetKeepAlivePayload(VpnChannel const& channel, VpnPacketBuffer& payload)
    {
        payload = channel.GetVpnSendPacketBuffer();
        payload.Buffer().Length(1);
        payload.Buffer().data()[0] = 'k';
        payload.TransportContext(m_second);
    }

    void Encapsulate(VpnChannel const&, VpnPacketBufferList const& packets, VpnPacketBufferList const& encapulatedPackets)
    {
        while (packets.Size())
        {
            VpnPacketBuffer buffer = packets.RemoveAtEnd();
            if (buffer.Status() != VpnPacketBufferStatus::Ok || buffer.TransportAffinity() != 0 || buffer.TransportContext() || buffer.AppId()) throw hresult_error(E_UNEXPECTED);
            if (m_turn++ % 2) buffer.TransportContext(m_second);
            else buffer.TransportAffinity(0);
            encapulatedPackets.AddAtBegin(buffer);
        }
    }

    void Decapsulate(VpnChannel const& channel, VpnPacketBuffer const& buffer, VpnPacketBufferList const& up, VpnPacketBufferList const&)
    {
        auto const lane = NumberOf(buffer.TransportContext());
        channel.LogDiagnosticMessage(Text(L"lane ", to_hstring(lane), L"/", to_hstring(NumberOf(channel.CurrentRequestTransportContext())), L"/", to_hstring(buffer.TransportAffinity())));
        if (buffer.Buffer().Length() == 0) { channel.LogDiagnosticMessage(L"an empty one"); return; }
        up.Append(buffer);
    }

    void ReconnectTransport(VpnChannel const& channel, Windows::Foundation::IInspectable const& context)
    {
        DatagramSocket again;
        channel.ReplaceAndAssociateTransport(again, context);
    }
};

struct TetherTask : implements<TetherTask, IBackgroundTask>
{
    inline static IVpnPlugIn s_plugIn{ nullptr };
    void Run(IBackgroundTaskInstance const& instance)
    {
        BackgroundTaskDeferral deferral(instance.GetDeferral());
        if (!s_plugIn) s_plugIn = make<Tether>();
        VpnChannel::ProcessEventAsync(s_plugIn, instance.TriggerDetails());
        deferral.Complete();
    }
};
