// SPDX-License-Identifier: Apache-2.0
// Threads of its own and the append lanes only: Encapsulate hands packets to a worker, Decapsulate hands wire buffers to another.
#include <windows.h>
#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Storage.Streams.h>
#include <atomic>
#include <deque>
#include <functional>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <thread>

using namespace winrt;
using namespace winrt::Windows::Networking;
using namespace winrt::Windows::Networking::Sockets;
using namespace winrt::Windows::Networking::Vpn;
using winrt::Windows::Foundation::IInspectable;

class Worker
{
public:
    using Job = std::function<void(std::deque<VpnPacketBuffer>&)>;
    void Run(Job job)
    {
        m_thread = std::thread([this, job = std::move(job)] {
            init_apartment();
            for (;;)
            {
                std::deque<VpnPacketBuffer> batch;
                {
                    slim_lock_guard const guard(m_lock);
                    while (m_queue.empty() && !m_quit) m_wake.wait(m_lock, [this] { return m_quit || !m_queue.empty(); });
                    if (m_quit && m_queue.empty()) break;
                    batch.swap(m_queue);
                }
                job(batch);
            }
            uninit_apartment();
        });
        SetThreadPriority(m_thread.native_handle() ? GetCurrentThread() : nullptr, THREAD_PRIORITY_ABOVE_NORMAL);
    }
    void Put(VpnPacketBuffer const& packet)
    {
        slim_lock_guard const guard(m_lock);
        m_queue.push_back(packet);
        m_wake.notify_one();
    }
    void Quit()
    {
        {
            slim_lock_guard const guard(m_lock);
            m_quit = true;
        }
        m_wake.notify_all();
        if (m_thread.joinable()) m_thread.join();
    }
    ~Worker() { Quit(); }

private:
    slim_mutex m_lock;
    slim_condition_variable m_wake;
    std::deque<VpnPacketBuffer> m_queue;
    bool m_quit{ false };
    std::thread m_thread;
};

struct Lanes : implements<Lanes, IVpnPlugIn>
{
    void Connect(VpnChannel const& channel)
    {
        StreamSocket socket;
        channel.AssociateTransport(socket, nullptr);
        auto const config = channel.Configuration();
        socket.ConnectAsync(config.ServerHostNameList().GetAt(0), config.ServerServiceName()).get();
        VpnRouteAssignment assignment;
        assignment.Ipv4InclusionRoutes().Append(VpnRoute(HostName(L"10.30.0.0"), 16));
        channel.StartWithMainTransport({ HostName(L"10.30.0.2") }, nullptr, nullptr, assignment, nullptr, 1400, 1500, false, socket);
        m_out = std::make_unique<Worker>();
        m_in = std::make_unique<Worker>();
        m_out->Run([channel](auto& batch) {
            try
            {
                for (auto& packet : batch)
                {
                    auto buffer = packet.Buffer();
                    auto const length = buffer.Length();
                    memmove(buffer.data() + 2, buffer.data(), length);
                    buffer.data()[0] = static_cast<uint8_t>(length >> 8);
                    buffer.data()[1] = static_cast<uint8_t>(length);
                    buffer.Length(length + 2);
                    channel.AppendVpnSendPacketBuffer(packet);
                }
                channel.FlushVpnSendPacketBuffers();
            }
            catch (hresult_error const& error)
            {
                std::ostringstream text;
                text << "send lane: 0x" << std::hex << std::setw(8) << std::setfill('0') << error.code() << ' ' << to_string(error.message());
                channel.LogDiagnosticMessage(to_hstring(text.str()));
            }
        });
        m_in->Run([this, channel](auto& batch) {
            for (auto const& wire : batch) Take(channel, wire);
            try
            {
                channel.FlushVpnReceivePacketBuffers();
            }
            catch (hresult_error const&)
            {
            }
        });
        m_ready.store(true, std::memory_order_release);
    }

    void Disconnect(VpnChannel const& channel)
    {
        m_ready = false;
        m_out.reset();
        m_in.reset();
        m_partial.clear();
        channel.Stop();
    }

    void GetKeepAlivePayload(VpnChannel const&, VpnPacketBuffer&) const {}

    void Encapsulate(VpnChannel const&, VpnPacketBufferList const& packets, VpnPacketBufferList const&)
    {
        if (!m_ready.load(std::memory_order_acquire)) return;
        while (packets.Size() != 0) m_out->Put(packets.RemoveAtBegin());
    }

    void Decapsulate(VpnChannel const&, VpnPacketBuffer const& wire, VpnPacketBufferList const&, VpnPacketBufferList const&)
    {
        while (!m_ready) std::this_thread::yield();
        m_in->Put(wire);
    }

private:
    void Take(VpnChannel const& channel, VpnPacketBuffer const& wire)
    {
        auto buffer = wire.Buffer();
        m_partial.insert(m_partial.end(), buffer.data(), buffer.data() + buffer.Length());
        while (m_partial.size() >= 2)
        {
            size_t const size = m_partial[0] * 256u + m_partial[1];
            if (m_partial.size() < size + 2) return;
            VpnPacketBuffer packet{ nullptr };
            try
            {
                packet = channel.GetVpnReceivePacketBuffer();
            }
            catch (std::bad_alloc const&)
            {
                channel.FlushVpnReceivePacketBuffers();
                continue;
            }
            catch (hresult_access_denied const&)
            {
                return;
            }
            std::copy(m_partial.begin() + 2, m_partial.begin() + 2 + static_cast<ptrdiff_t>(size), packet.Buffer().data());
            packet.Buffer().Length(static_cast<uint32_t>(size));
            channel.AppendVpnReceivePacketBuffer(packet);
            m_partial.erase(m_partial.begin(), m_partial.begin() + 2 + static_cast<ptrdiff_t>(size));
        }
    }

    std::unique_ptr<Worker> m_out, m_in;
    std::deque<uint8_t> m_partial;
    std::atomic<bool> m_ready = false;
};

namespace
{
IInspectable TheOne()
{
    auto const properties = winrt::Windows::ApplicationModel::Core::CoreApplication::Properties();
    static slim_mutex lock;
    slim_lock_guard const guard{ lock };
    if (auto const present = properties.TryLookup(L"lanes")) return present;
    IInspectable const made = make<Lanes>();
    properties.Insert(L"lanes", made);
    return made;
}
}

struct LanesTask : implements<LanesTask, winrt::Windows::ApplicationModel::Background::IBackgroundTask>
{
    void Run(winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance const& instance)
    {
        auto deferral = instance.GetDeferral();
        instance.Canceled([](auto&&, auto&& reason) { std::wcerr << static_cast<int>(reason); });
        VpnChannel::ProcessEventAsync(TheOne(), instance.TriggerDetails());
        deferral.Complete();
    }
};
