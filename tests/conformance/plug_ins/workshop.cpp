// SPDX-License-Identifier: Apache-2.0
// All work is done by a thread of the plug-in's own: packets are kept beyond their callback, changed, and given back through
// the lanes; the socket stays the plug-in's until Start, with a handshake on it.
#include <windows.h>
#include <unknwn.h>
#include <restrictederrorinfo.h>
#include <hstring.h>
#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Storage.Streams.h>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <variant>

using namespace winrt::Windows::Networking::Vpn;
using winrt::Windows::Foundation::IInspectable;
using winrt::Windows::Networking::HostName;
using winrt::Windows::Networking::Sockets::DatagramSocket;

namespace workshop
{
    struct Outward { VpnPacketBuffer packet; };
    struct Inward { VpnPacketBuffer packet; };
    using Job = std::variant<std::monostate, Outward, Inward>;

    template <class... Ts> struct Each : Ts... { using Ts::operator()...; };
    template <class... Ts> Each(Ts...) -> Each<Ts...>;

    class Bench
    {
    public:
        explicit Bench(VpnChannel const& channel) : m_channel{ channel }, m_thread{ [this] { Work(); } } {}
        ~Bench()
        {
            Put({});
            m_thread.join();
        }
        void Put(Job job)
        {
            std::lock_guard const lock{ m_mutex };
            m_jobs.push_back(std::move(job));
            m_ready.notify_one();
        }

    private:
        void Work() noexcept
        {
            winrt::init_apartment();
            for (;;)
            {
                Job job;
                {
                    std::unique_lock lock{ m_mutex };
                    m_ready.wait(lock, [&] { return !m_jobs.empty(); });
                    job = std::move(m_jobs.front());
                    m_jobs.pop_front();
                }
                if (std::holds_alternative<std::monostate>(job)) break;
                try
                {
                    std::visit(Each{ [](std::monostate) {},
                                     [&](Outward& out) {
                                         Invert(out.packet);
                                         m_channel.AppendVpnSendPacketBuffer(out.packet);
                                         m_channel.FlushVpnSendPacketBuffers();
                                     },
                                     [&](Inward& in) {
                                         auto copy = m_channel.GetVpnReceivePacketBuffer();
                                         copy.Buffer().Length(in.packet.Buffer().Length());
                                         memcpy(copy.Buffer().data(), in.packet.Buffer().data(), in.packet.Buffer().Length());
                                         Invert(copy);
                                         m_channel.AppendVpnReceivePacketBuffer(copy);
                                         m_channel.FlushVpnReceivePacketBuffers();
                                         m_channel.FlushVpnReceivePacketBuffers();
                                     } },
                               job);
                }
                catch (winrt::hresult_access_denied const&)
                {
                    m_channel.LogDiagnosticMessage(L"the connection went before its packet");
                }
                catch (std::bad_alloc const&)
                {
                    m_channel.LogDiagnosticMessage(L"no buffer");
                }
                catch (winrt::hresult_error const& error)
                {
                    WINRT_ASSERT(FAILED(error.code()));
                    m_channel.LogDiagnosticMessage(error.message());
                }
            }
            winrt::uninit_apartment();
        }
        static void Invert(VpnPacketBuffer const& packet)
        {
            auto const buffer = packet.Buffer();
            auto bytes = winrt::array_view<uint8_t>(buffer.data(), buffer.Length());
            for (auto& byte : bytes) byte ^= 0xFF;
        }

        VpnChannel m_channel;
        std::mutex m_mutex;
        std::condition_variable m_ready;
        std::deque<Job> m_jobs;
        std::thread m_thread;
    };

    struct PlugIn : winrt::implements<PlugIn, IVpnPlugIn, winrt::non_agile>
    {
        void Connect(VpnChannel const& channel)
        {
            DatagramSocket socket;
            channel.AssociateTransport(socket, nullptr);
            socket.BindServiceNameAsync(L"").get();
            auto const token = socket.MessageReceived({ this, &PlugIn::OnMessage });
            socket.ConnectAsync(channel.Configuration().ServerHostNameList().GetAt(0), channel.Configuration().ServerServiceName()).get();
            winrt::Windows::Storage::Streams::Buffer hello{ 4 };
            hello.Length(4);
            *reinterpret_cast<uint32_t*>(hello.data()) = _byteswap_ulong(0xCAFED00D);
            if (socket.OutputStream().WriteAsync(hello).get() != 4) winrt::throw_hresult(E_FAIL);
            if (WaitForSingleObject(m_answered.get(), INFINITE) != WAIT_OBJECT_0) winrt::throw_last_error();
            socket.MessageReceived(token);
            std::vector<HostName> addresses{ HostName(L"10.71.0.2") };
            channel.StartWithTrafficFilter(winrt::single_threaded_vector(std::move(addresses)).GetView(), nullptr, VpnInterfaceId{ nullptr }, VpnRouteAssignment{}, nullptr, 1400, 1500, false, socket, nullptr, nullptr);
            m_bench = std::make_unique<Bench>(channel);
            SetEvent(m_started.get());
        }

        void OnMessage(DatagramSocket const& sender, winrt::Windows::Networking::Sockets::DatagramSocketMessageReceivedEventArgs const& args)
        {
            if (args.RemotePort() == sender.Information().RemotePort() && args.GetDataReader().ReadByte() == 'y') SetEvent(m_answered.get());
        }

        void Disconnect(VpnChannel const& channel)
        {
            channel.Stop();
            m_bench.reset();
            try
            {
                channel.FlushVpnSendPacketBuffers();
            }
            catch (...)
            {
                channel.LogDiagnosticMessage(L"after the end: " + winrt::to_message());
                if (winrt::to_hresult() == E_ACCESSDENIED) channel.LogDiagnosticMessage(L"denied");
            }
        }

        void GetKeepAlivePayload(VpnChannel const& channel, VpnPacketBuffer& packet)
        {
            channel.RequestVpnPacketBuffer(VpnDataPathType::Send, packet);
            packet.Buffer().Length(2);
            packet.Buffer().data()[0] = packet.Buffer().data()[1] = 0xA5;
        }

        void Encapsulate(VpnChannel const&, VpnPacketBufferList const& packets, VpnPacketBufferList const&)
        {
            WaitForSingleObject(m_started.get(), INFINITE);
            while (packets.Size() > 0) m_bench->Put(Outward{ packets.RemoveAtBegin() });
        }

        void Decapsulate(VpnChannel const&, VpnPacketBuffer const& wire, VpnPacketBufferList const&, VpnPacketBufferList const&)
        {
            WaitForSingleObjectEx(m_started.get(), INFINITE, FALSE);
            m_bench->Put(Inward{ wire });
        }

    private:
        winrt::handle m_answered{ winrt::check_pointer(CreateEvent(nullptr, FALSE, FALSE, nullptr)) };
        winrt::handle m_started{ CreateEventExW(nullptr, nullptr, CREATE_EVENT_MANUAL_RESET, EVENT_ALL_ACCESS) };
        std::unique_ptr<Bench> m_bench;
    };

    struct BackgroundTask : winrt::implements<BackgroundTask, winrt::Windows::ApplicationModel::Background::IBackgroundTask>
    {
        void Run(winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance const& task)
        {
            auto const deferral = task.GetDeferral();
            using winrt::Windows::ApplicationModel::Core::CoreApplication;
            auto properties = CoreApplication::Properties();
            IInspectable plugIn = properties.TryLookup(L"workshop");
            if (!plugIn) properties.Insert(L"workshop", plugIn = winrt::make<PlugIn>());
            VpnChannel::ProcessEventAsync(plugIn, task.TriggerDetails());
            deferral.Complete();
        }
    };
}
