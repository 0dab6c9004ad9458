// SPDX-License-Identifier: Apache-2.0
// Everything a plug-in should not do; the custom field says which.
#include <windows.h>
#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Storage.Streams.h>
#include <stdexcept>
#include <vector>

using namespace winrt;
using namespace winrt::Windows::Foundation::Collections;
using namespace winrt::Windows::Networking;
using namespace winrt::Windows::Networking::Sockets;
using namespace winrt::Windows::Networking::Vpn;
using namespace winrt::Windows::ApplicationModel::Background;

struct Rude : implements<Rude, IVpnPlugIn>
{
    // What a call answered, as a number.
    template <typename F>
    static hresult Try(F&& f)
    {
        try
        {
            f();
            return S_OK;
        }
        catch (...)
        {
            return to_hresult();
        }
    }
    template <typename F>
    void Say(VpnChannel const& channel, wchar_t const* what, F&& f)
    {
        wchar_t text[128];
        swprintf(text, 128, L"%ls=%08x", what, static_cast<unsigned>(Try(f).value));
        channel.LogDiagnosticMessage(text);
    }

    void Connect(VpnChannel const& channel)
    {
        m_wish = channel.Configuration().CustomField();
        VpnPacketBuffer early{ nullptr };
        Say(channel, L"early", [&] { channel.RequestVpnPacketBuffer(VpnDataPathType::Send, early); });
        Say(channel, L"flush", [&] { channel.FlushVpnSendPacketBuffers(); });
        Say(channel, L"associate null", [&] { channel.AssociateTransport(nullptr, nullptr); });
        Say(channel, L"associate string", [&] { channel.AssociateTransport(box_value(L"x"), nullptr); });
        // A failed start is the last one where the channel is strict.
        if (m_wish.empty()) Say(channel, L"start without", [&] { channel.StartExistingTransports({ HostName(L"10.1.0.2") }, nullptr, nullptr, nullptr, nullptr, 1400, 1500, false); });
        Say(channel, L"reconnecting", [&] { channel.StartReconnectingTransport(nullptr, nullptr); });
        Say(channel, L"parent", [&] { VpnPacketBuffer made(early, 0, 1); });
        Say(channel, L"ssl", [&] { channel.SetAllowedSslTlsVersions(nullptr, false); });
        Say(channel, L"health", [&] { (void)channel.SystemHealth().StatementOfHealth().Length(); });
        Say(channel, L"slot", [&] { (void)channel.GetSlotTypeForTransportContext(box_value(1)); });
        Say(channel, L"foreground", [&] { (void)channel.ActivateForeground(L"app", nullptr); });
        if (m_wish == L"connect throws") throw std::runtime_error("no");
        if (m_wish == L"connect bad_alloc") throw std::bad_alloc();
        if (m_wish == L"connect int") throw 7;
        DatagramSocket socket;
        channel.AssociateTransport(socket, nullptr);
        socket.ConnectAsync(channel.Configuration().ServerHostNameList().GetAt(0), channel.Configuration().ServerServiceName()).get();
        Say(channel, L"associate connected", [&] { channel.AssociateTransport(socket, nullptr); });
        if (m_wish.empty()) BadStarts(channel, socket);
        Say(channel, L"dotted", [&] { VpnDomainNameInfo info(L".corp", VpnDomainNameType::Suffix, nullptr, nullptr); });
        Say(channel, L"port", [&] { HostName host(L"example.org:53"); });
        Say(channel, L"credentials", [&] { (void)channel.RequestCredentials(VpnCredentialType::UsernamePassword, false, false, nullptr); });
        Start(channel, socket);
        Say(channel, L"path type", [&] { channel.RequestVpnPacketBuffer(static_cast<VpnDataPathType>(9), early); });
        Say(channel, L"null append", [&] { channel.AppendVpnSendPacketBuffer(nullptr); });
        if (m_wish == L"throw after start") throw hresult_error(E_FAIL);
    }
    void BadStarts(VpnChannel const& channel, DatagramSocket const& socket)
    {
        auto const start = [&](IVectorView<HostName> const& v4, VpnInterfaceId const& id, uint32_t mtu) {
            channel.StartWithMainTransport(v4, nullptr, id, nullptr, nullptr, mtu, 1500, false, socket);
        };
        auto const address = single_threaded_vector<HostName>({ HostName(L"10.1.0.2") }).GetView();
        Say(channel, L"start stranger", [&] { Start(channel, DatagramSocket()); });
        Say(channel, L"start mtu", [&] { start(address, nullptr, 1500); });
        Say(channel, L"start name", [&] { start(single_threaded_vector<HostName>({ HostName(L"localhost") }).GetView(), nullptr, 1400); });
        Say(channel, L"start none", [&] { start(nullptr, nullptr, 1400); });
        Say(channel, L"interface id", [&] { start(address, VpnInterfaceId({ 1, 2, 3 }), 1400); });
    }
    void Start(VpnChannel const& channel, DatagramSocket const& socket)
    {
        VpnRouteAssignment routes;
        routes.Ipv4InclusionRoutes().Append({ HostName(L"10.1.0.0"), 16 });
        channel.StartWithMainTransport({ HostName(L"10.1.0.2") }, nullptr, nullptr, routes, nullptr, 1400, 1500, false, socket);
    }
    void Disconnect(VpnChannel const& channel)
    {
        if (m_wish == L"no stop") return;
        Say(channel, L"late credentials", [&] { (void)channel.RequestCredentials(VpnCredentialType::UsernamePassword, false, false, nullptr); });
        channel.Stop();
        VpnPacketBuffer late{ nullptr };
        Say(channel, L"late request", [&] { channel.RequestVpnPacketBuffer(VpnDataPathType::Receive, late); });
        Say(channel, L"late append", [&] { if (!m_kept.empty()) channel.AppendVpnSendPacketBuffer(m_kept.front()); else throw hresult_access_denied(); });
        Say(channel, L"late list", [&] { if (m_list) (void)m_list.Size(); else throw hresult_illegal_method_call(); });
        if (m_wish == L"disconnect throws") throw 1;
    }
    void GetKeepAlivePayload(VpnChannel const&, VpnPacketBuffer&) { throw hresult_not_implemented(); }

    void Encapsulate(VpnChannel const& channel, VpnPacketBufferList const& packets, VpnPacketBufferList const& out)
    {
        m_list = out;
        if (m_wish == L"encapsulate throws" && m_round++ == 0)
        {
            out.Append(packets.RemoveAtBegin());
            throw std::out_of_range("x");
        }
        if (m_wish == L"leak")
        {
            (void)packets.RemoveAtBegin();
            return;
        }
        if (m_wish == L"keep")
        {
            m_kept.push_back(packets.RemoveAtBegin());
            return;
        }
        if (m_wish == L"twice")
        {
            auto packet = packets.RemoveAtBegin();
            out.Append(packet);
            Say(channel, L"again", [&] { out.Append(packet); });
            Say(channel, L"again other", [&] { packets.AddAtBegin(packet); });
            Say(channel, L"again lane", [&] { channel.AppendVpnSendPacketBuffer(packet); });
            Say(channel, L"closed", [&] { (void)packet.Buffer(); });
            return;
        }
        if (m_wish == L"bounds")
        {
            auto packet = packets.RemoveAtBegin();
            Say(channel, L"length", [&] { packet.Buffer().Length(packet.Buffer().Capacity() + 1); });
            Say(channel, L"empty", [&] { while (true) out.RemoveAtBegin(); });
            Say(channel, L"empty end", [&] { out.RemoveAtEnd(); });
            Say(channel, L"null", [&] { out.Append(nullptr); });
            out.Append(packet);
            return;
        }
        if (m_wish == L"status")
        {
            while (packets.Size() > 0) out.Append(packets.RemoveAtBegin());
            out.Status(VpnPacketBufferStatus::InvalidBufferSize);
            return;
        }
        if (m_wish == L"affinity")
        {
            auto packet = packets.RemoveAtBegin();
            packet.TransportAffinity(7);
            out.Append(packet);
            return;
        }
        if (m_wish == L"stop")
        {
            channel.Stop();
            return;
        }
        if (m_wish == L"iterate")
        {
            uint32_t seen = 0;
            Say(channel, L"iterate", [&] { for (auto const& packet : packets) seen += packet.Buffer().Length() != 0; });
        }
        auto n = packets.Size();
        for (; n; --n) packets.Append(packets.RemoveAtBegin());
        while (packets.Size() > 0) out.Append(packets.RemoveAtBegin());
    }
    void Decapsulate(VpnChannel const&, VpnPacketBuffer const& wire, VpnPacketBufferList const& up, VpnPacketBufferList const& control)
    {
        if (m_wish == L"decapsulate throws") throw nullptr;
        if (m_wish == L"echo")
        {
            control.Append(wire);
            return;
        }
        up.Append(wire);
    }
    hstring m_wish;
    int m_round = 0;
    std::vector<VpnPacketBuffer> m_kept;
    VpnPacketBufferList m_list{ nullptr };
};

struct RudeTask : implements<RudeTask, IBackgroundTask>
{
    void Run(IBackgroundTaskInstance const& instance)
    {
        auto first = instance.GetDeferral();
        auto second = instance.GetDeferral();
        first.Complete();
        first.Complete();
        // a new object for every activation
        auto const plugIn = make<Rude>();
        try
        {
            VpnChannel::ProcessEventAsync(box_value(L"no plug-in"), instance.TriggerDetails());
        }
        catch (hresult_no_interface const&)
        {
        }
        try
        {
            VpnChannel::ProcessEventAsync(plugIn, plugIn);
        }
        catch (hresult_invalid_argument const&)
        {
        }
        VpnChannel::ProcessEventAsync(plugIn, instance.TriggerDetails());
        // the second is never completed
    }
};
