// SPDX-License-Identifier: Apache-2.0
// Coroutines everywhere: an asynchronous handshake awaited by Connect, fire_and_forget loops, cancellation, progress, resume_after.
#include <windows.h>
#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Storage.Streams.h>
#include <winrt/Windows.System.Threading.h>
#include <chrono>

using namespace winrt;
using namespace std::chrono_literals;
using namespace Windows::Foundation;
using namespace Windows::Foundation::Collections;
using namespace Windows::Networking;
using namespace Windows::Networking::Sockets;
using namespace Windows::Networking::Vpn;
using namespace Windows::Storage::Streams;
using namespace Windows::ApplicationModel::Background;

struct Greeting
{
    hstring address;
    uint32_t mtu;
};

struct CoroutinePlugIn : implements<CoroutinePlugIn, IVpnPlugIn>
{
    void Connect(VpnChannel const& channel) { ConnectAsync(channel).get(); }

    IAsyncAction ConnectAsync(VpnChannel channel)
    {
        auto lifetime = get_strong();
        co_await resume_background();
        m_socket = DatagramSocket();
        channel.AssociateTransport(m_socket, nullptr);
        auto configuration = channel.Configuration();
        auto hosts = configuration.ServerHostNameList();
        for (auto const& host : hosts)
        {
            try
            {
                co_await m_socket.ConnectAsync(host, configuration.ServerServiceName());
                break;
            }
            catch (hresult_error const& e)
            {
                channel.LogDiagnosticMessage(host.DisplayName() + L": " + e.message());
            }
        }
        hstring const address = co_await GreetAsync(configuration.CustomField());
        if (address.empty())
        {
            channel.TerminateConnection(L"no address");
            co_return;
        }
        VpnRouteAssignment routes;
        routes.Ipv4InclusionRoutes().Append({ HostName{ L"10.20.0.0" }, 16 });
        m_ticks = Ticks(channel);
        auto progress = CountAsync(3);
        uint32_t seen = 0;
        progress.Progress([&seen](auto const&, uint32_t) { ++seen; });
        uint64_t const sum = co_await progress;
        if (sum != 6) throw hresult_error(E_UNEXPECTED);
        channel.StartWithMainTransport({ HostName{ address } }, nullptr, nullptr, routes, nullptr, 1400, 1500, false, m_socket);
        Chatter(channel);
    }

    void Disconnect(VpnChannel const& channel)
    {
        if (m_ticks) m_ticks.Cancel();
        channel.Stop();
    }
    void GetKeepAlivePayload(VpnChannel const&, VpnPacketBuffer&) {}

    void Encapsulate(VpnChannel const&, VpnPacketBufferList const& packets, VpnPacketBufferList const& encapsulated)
    {
        uint32_t const count = packets.Size();
        for (uint32_t i = 0; i < count; ++i)
        {
            VpnPacketBuffer packet = packets.RemoveAtBegin();
            uint32_t const length = packet.Buffer().Length();
            uint8_t* p = packet.Buffer().data();
            std::memmove(p + 1, p, length);
            *p = 0x44;
            packet.Buffer().Length(length + 1);
            encapsulated.Append(packet);
        }
    }

    void Decapsulate(VpnChannel const& channel, VpnPacketBuffer const& wire, VpnPacketBufferList const& up, VpnPacketBufferList const&)
    {
        auto const length = wire.Buffer().Length();
        if (length < 2 || wire.Buffer().data()[0] != 0x44) return;
        if (length % 2) 
        {
            DeliverLater(channel, wire);
            return;
        }
        auto packet = channel.GetVpnReceivePacketBuffer();
        std::memcpy(packet.Buffer().data(), wire.Buffer().data() + 1, length - 1);
        packet.Buffer().Length(length - 1);
        up.Append(packet);
    }

private:
    fire_and_forget DeliverLater(VpnChannel channel, VpnPacketBuffer wire)
    {
        auto strong = get_strong();
        co_await winrt::resume_background();
        try
        {
            VpnPacketBuffer packet{ nullptr };
            channel.RequestVpnPacketBuffer(VpnDataPathType::Receive, packet);
            auto const length = wire.Buffer().Length();
            std::memcpy(packet.Buffer().data(), wire.Buffer().data() + 1, length - 1);
            packet.Buffer().Length(length - 1);
            channel.AppendVpnReceivePacketBuffer(packet);
            channel.FlushVpnReceivePacketBuffers();
        }
        catch (hresult_error const&)
        {
        }
    }

    fire_and_forget Chatter(VpnChannel channel)
    {
        co_await resume_background();
        VpnPacketBuffer packet = channel.GetVpnSendPacketBuffer();
        packet.Buffer().data()[0] = 'c';
        packet.Buffer().Length(1);
        channel.AppendVpnSendPacketBuffer(packet);
        channel.FlushVpnSendPacketBuffers();
    }

    IAsyncOperation<hstring> GreetAsync(hstring text)
    {
        m_reply = nullptr;
        handle arrived{ CreateEvent(nullptr, true, false, nullptr) };
        HANDLE const raw = arrived.get();
        auto token = m_socket.MessageReceived([this, raw](DatagramSocket const&, DatagramSocketMessageReceivedEventArgs const& args) {
            auto reader = args.GetDataReader();
            m_reply = reader.ReadBuffer(reader.UnconsumedBufferLength());
            SetEvent(raw);
        });
        DataWriter writer{ m_socket.OutputStream() };
        writer.WriteString(text);
        co_await writer.StoreAsync();
        writer.DetachStream();
        bool const signaled = co_await resume_on_signal(raw, 30s);
        m_socket.MessageReceived(token);
        if (!signaled) co_return hstring{};
        auto reader = DataReader::FromBuffer(m_reply);
        co_return reader.ReadString(m_reply.Length());
    }

    IAsyncActionWithProgress<double> NothingAsync()
    {
        auto progress = co_await get_progress_token();
        progress(0.5);
    }

    IAsyncOperationWithProgress<uint64_t, uint32_t> CountAsync(uint32_t to)
    {
        auto report = co_await get_progress_token();
        co_await NothingAsync();
        uint64_t sum = 0;
        for (uint32_t i = 1; i <= to; ++i)
        {
            sum += i;
            report(i);
        }
        co_return sum;
    }

    IAsyncAction Ticks(VpnChannel channel)
    {
        auto token = co_await get_cancellation_token();
        token.callback([channel] { channel.LogDiagnosticMessage(L"ticks end"); });
        while (!token())
        {
            co_await resume_after(std::chrono::hours{ 1 });
        }
    }

    DatagramSocket m_socket{ nullptr };
    IBuffer m_reply{ nullptr };
    IAsyncAction m_ticks{ nullptr };
};

struct CoroutineTask : implements<CoroutineTask, IBackgroundTask>
{
    fire_and_forget Run(IBackgroundTaskInstance taskInstance)
    {
        auto deferral = taskInstance.GetDeferral();
        co_await resume_background();
        static IVpnPlugIn const plugIn = make<CoroutinePlugIn>();
        VpnChannel::ProcessEventAsync(plugIn, taskInstance.TriggerDetails());
        deferral.Complete();
    }
};
