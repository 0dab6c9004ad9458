// SPDX-License-Identifier: Apache-2.0
// The older way to write one: pointers taken by hand, its own IBufferByteAccess, attach and detach of handles, a doorbell on the
// loopback and fire-and-forget work; the packets come from a second socket of the plug-in's own.
#include <Windows.h>
#include <Unknwn.h>
#include <inspectable.h>
#include "winrt/Windows.Foundation.h"
#include "winrt/Windows.Foundation.Collections.h"
#include "winrt/Windows.ApplicationModel.Background.h"
#include "winrt/Windows.ApplicationModel.Core.h"
#include "winrt/Windows.Networking.h"
#include "winrt/Windows.Networking.Sockets.h"
#include "winrt/Windows.Networking.Vpn.h"
#include "winrt/Windows.Storage.Streams.h"
#include "winrt/Windows.System.Threading.h"
#include <chrono>
#include <map>
#include <optional>
#include <queue>

namespace WN = winrt::Windows::Networking;
namespace WV = winrt::Windows::Networking::Vpn;
namespace WF = winrt::Windows::Foundation;
namespace WS = winrt::Windows::Storage::Streams;

struct __declspec(uuid("905a0fef-bc53-11df-8c49-001e4fc686da")) __declspec(novtable) IBufferByteAccess : ::IUnknown
{
    virtual HRESULT __stdcall Buffer(uint8_t** value) = 0;
};

static std::pair<BYTE*, UINT32> BytesOf(WS::IBuffer const& buffer)
{
    BYTE* bytes = nullptr;
    winrt::check_hresult(buffer.as<IBufferByteAccess>()->Buffer(&bytes));
    return { bytes, buffer.Length() };
}

class LanternPlugIn : public winrt::implements<LanternPlugIn, WV::IVpnPlugIn>
{
public:
    LanternPlugIn() { InitializeCriticalSection(&m_lock); }
    ~LanternPlugIn() { DeleteCriticalSection(&m_lock); }

    void Connect(WV::VpnChannel const& channel)
    {
        HRESULT hr = S_OK;
        try
        {
            ConnectCore(channel);
        }
        catch (winrt::hresult_error const& ex)
        {
            hr = ex.code();
            channel.SetErrorMessage(ex.message());
        }
        if (FAILED(hr)) winrt::throw_hresult(hr);
    }

    void ConnectCore(WV::VpnChannel const& channel)
    {
        m_channel = channel;
        WN::Sockets::DatagramSocket transport;
        m_bell = WN::Sockets::DatagramSocket();
        WN::HostName const loopback(L"127.0.0.1");
        m_bell.BindEndpointAsync(loopback, L"").get();
        channel.AssociateTransport(transport, nullptr);
        transport.BindEndpointAsync(loopback, winrt::hstring()).get();
        transport.ConnectAsync(loopback, m_bell.Information().LocalPort()).get();
        m_ring = m_bell.GetOutputStreamAsync(loopback, transport.Information().LocalPort()).get();

        m_outer = WN::Sockets::DatagramSocket();
        m_token = m_outer.MessageReceived([this](WF::IInspectable const&, WN::Sockets::DatagramSocketMessageReceivedEventArgs const& args)
        {
            auto reader = args.GetDataReader();
            std::vector<uint8_t> bytes(reader.UnconsumedBufferLength());
            reader.ReadBytes(bytes);
            EnterCriticalSection(&m_lock);
            m_waiting.emplace(std::move(bytes));
            LeaveCriticalSection(&m_lock);
            Ring();
        });
        auto config = channel.Configuration();
        auto hosts = config.ServerHostNameList();
        WN::HostName server{ nullptr };
        hosts.GetMany(0, winrt::array_view<WN::HostName>(&server, &server + 1));
        m_outer.ConnectAsync(WN::EndpointPair(nullptr, L"", server, config.ServerServiceName())).get();

        std::vector<WN::HostName> none;
        auto addresses = winrt::single_threaded_vector<WN::HostName>();
        addresses.InsertAt(0, WN::HostName(L"10.80.0.9"));
        addresses.SetAt(0, WN::HostName(L"10.80.0.2"));
        winrt::com_ptr<::IInspectable> raw{ transport.as<::IInspectable>() };
        WF::IInspectable again{ nullptr };
        winrt::copy_from_abi(again, raw.get());
        WV::VpnRouteAssignment routes;
        channel.Start(addresses.GetView(), nullptr, nullptr, routes, nullptr, 1400, 1500, FALSE, again, nullptr);
        void* detached = winrt::detach_abi(again);
        winrt::attach_abi(again, detached);
        Greet();
    }

    winrt::fire_and_forget Greet()
    {
        auto lifetime = get_strong();
        auto channel = m_channel; /* Disconnect may have come and gone by then */
        co_await std::chrono::milliseconds(1);
        channel.LogDiagnosticMessage(L"greeted");
    }

    void Ring()
    {
        WS::DataWriter writer;
        writer.WriteByte('!');
        m_ring.WriteAsync(writer.DetachBuffer()).Completed([](WF::IAsyncOperationWithProgress<uint32_t, uint32_t> const& operation, WF::AsyncStatus status)
        {
            if (status == WF::AsyncStatus::Completed) (void)operation.GetResults();
        });
    }

    void Disconnect(WV::VpnChannel const& channel)
    {
        m_outer.MessageReceived(m_token);
        m_outer.Close();
        m_ring = nullptr;
        m_bell.Close();
        channel.Stop();
        m_channel = nullptr;
    }

    void GetKeepAlivePayload(WV::VpnChannel const&, WV::VpnPacketBuffer& packet) { winrt::put_abi(packet); }

    void Encapsulate(WV::VpnChannel const&, WV::VpnPacketBufferList const& packets, WV::VpnPacketBufferList const&)
    {
        for (unsigned n = packets.Size(); n; --n)
        {
            auto packet = packets.RemoveAtBegin();
            auto [bytes, size] = BytesOf(packet.Buffer());
            WS::Buffer copy(size);
            copy.Length(size);
            CopyMemory(BytesOf(copy).first, bytes, size);
            m_outer.OutputStream().WriteAsync(copy).get();
            packets.Append(packet);
        }
    }

    void Decapsulate(WV::VpnChannel const& channel, WV::VpnPacketBuffer const& rung, WV::VpnPacketBufferList const& up, WV::VpnPacketBufferList const&)
    {
        if (BytesOf(rung.Buffer()).second != 1 || *BytesOf(rung.Buffer()).first != '!') return;
        EnterCriticalSection(&m_lock);
        while (!m_waiting.empty())
        {
            auto packet = channel.GetVpnReceivePacketBuffer();
            packet.Buffer().Length(static_cast<UINT32>(m_waiting.front().size()));
            CopyMemory(BytesOf(packet.Buffer()).first, m_waiting.front().data(), m_waiting.front().size());
            up.Append(packet);
            m_waiting.pop();
        }
        LeaveCriticalSection(&m_lock);
    }

private:
    CRITICAL_SECTION m_lock;
    std::queue<std::vector<uint8_t>> m_waiting;
    WV::VpnChannel m_channel{ nullptr };
    WN::Sockets::DatagramSocket m_bell{ nullptr }, m_outer = nullptr;
    WS::IOutputStream m_ring{ nullptr };
    winrt::event_token m_token;
};

class LanternTask : public winrt::implements<LanternTask, winrt::Windows::ApplicationModel::Background::IBackgroundTask>
{
public:
    void Run(winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance taskInstance)
    {
        m_deferral = taskInstance.GetDeferral();
        auto app = winrt::Windows::ApplicationModel::Core::CoreApplication::Properties();
        if (!app.HasKey(L"plugin")) app.Insert(L"plugin", winrt::make<LanternPlugIn>());
        WV::VpnChannel::ProcessEventAsync(app.Lookup(L"plugin"), taskInstance.TriggerDetails());
        m_deferral.Complete();
    }

private:
    winrt::Windows::ApplicationModel::Background::BackgroundTaskDeferral m_deferral{ nullptr };
};
