// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "Meter.g.h"
#include "Tunnel.g.h"
#include "Task.g.h"
#include <vector>

namespace winrt::Kiosk::implementation
{
    struct Meter : MeterT<Meter>
    {
        Meter(Kiosk::Mode const& mode) : m_mode(mode) {}
        Kiosk::Mode Mode() const noexcept { return m_mode; }
        Kiosk::Counts Read() const { return m_counts; }
        void Add(uint32_t out, uint32_t in);
        event_token Crossed(Windows::Foundation::EventHandler<uint32_t> const& handler) { return m_crossed.add(handler); }
        void Crossed(event_token const& token) noexcept { m_crossed.remove(token); }
        Windows::Foundation::Collections::IVectorView<hstring> Lines() const { return m_lines.GetView(); }
        Windows::Foundation::IAsyncOperation<hstring> DescribeAsync();

    private:
        Kiosk::Mode m_mode;
        Kiosk::Counts m_counts{};
        bool m_told = false;
        event<Windows::Foundation::EventHandler<uint32_t>> m_crossed;
        Windows::Foundation::Collections::IVector<hstring> m_lines{ single_threaded_vector<hstring>() };
    };

    struct Tunnel : TunnelT<Tunnel>
    {
        explicit Tunnel(Kiosk::Meter const& meter) : m_meter(meter) {}
        static Kiosk::Tunnel Shared();
        Kiosk::Meter Meter() const { return m_meter; }
        void Connect(Windows::Networking::Vpn::VpnChannel const& channel);
        void Disconnect(Windows::Networking::Vpn::VpnChannel const& channel);
        void GetKeepAlivePayload(Windows::Networking::Vpn::VpnChannel const& channel, Windows::Networking::Vpn::VpnPacketBuffer& keepAlivePacket);
        void Encapsulate(Windows::Networking::Vpn::VpnChannel const& channel, Windows::Networking::Vpn::VpnPacketBufferList const& packets, Windows::Networking::Vpn::VpnPacketBufferList const& encapulatedPackets);
        void Decapsulate(Windows::Networking::Vpn::VpnChannel const& channel, Windows::Networking::Vpn::VpnPacketBuffer const& encapBuffer, Windows::Networking::Vpn::VpnPacketBufferList const& decapsulatedPackets, Windows::Networking::Vpn::VpnPacketBufferList const& controlPacketsToSend);

    private:
        Kiosk::Meter m_meter;
        Kiosk::Meter::Crossed_revoker m_crossed;
        std::vector<uint8_t> m_partial;
    };

    struct Task : TaskT<Task>
    {
        Task() = default;
        void Run(Windows::ApplicationModel::Background::IBackgroundTaskInstance const& instance);
    };
}
namespace winrt::Kiosk::factory_implementation
{
    struct Meter : MeterT<Meter, implementation::Meter> {};
    struct Tunnel : TunnelT<Tunnel, implementation::Tunnel> {};
    struct Task : TaskT<Task, implementation::Task> {};
}
