// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "StreamPlugIn.g.h"

namespace winrt::Framed::implementation
{
    struct StreamPlugIn : StreamPlugInT<StreamPlugIn>
    {
        StreamPlugIn() : StreamPlugIn(L"unnamed") {}
        explicit StreamPlugIn(hstring const& name) : m_name(name) {}

        hstring Name() const { return m_name; }
        uint64_t FramesIn() const noexcept { return m_framesIn; }
        bool Verbose() const { return m_verbose; }
        void Verbose(bool value) { m_verbose = value; }
        static hstring Version() { return L"1.0"; }
        void Note(hstring const& text);

        winrt::event_token FrameSeen(Framed::FrameHandler const& handler) { return m_frameSeen.add(handler); }
        void FrameSeen(winrt::event_token const& token) noexcept { m_frameSeen.remove(token); }
        winrt::event_token Notice(Windows::Foundation::TypedEventHandler<Framed::StreamPlugIn, hstring> const& handler) { return m_notice.add(handler); }
        void Notice(winrt::event_token const& token) noexcept { m_notice.remove(token); }

        void Connect(Windows::Networking::Vpn::VpnChannel const& channel);
        void Disconnect(Windows::Networking::Vpn::VpnChannel const& channel);
        void GetKeepAlivePayload(Windows::Networking::Vpn::VpnChannel const& channel, Windows::Networking::Vpn::VpnPacketBuffer& keepAlivePacket);
        void Encapsulate(Windows::Networking::Vpn::VpnChannel const& channel, Windows::Networking::Vpn::VpnPacketBufferList const& packets,
                         Windows::Networking::Vpn::VpnPacketBufferList const& encapulatedPackets);
        void Decapsulate(Windows::Networking::Vpn::VpnChannel const& channel, Windows::Networking::Vpn::VpnPacketBuffer const& encapBuffer,
                         Windows::Networking::Vpn::VpnPacketBufferList const& decapsulatedPackets,
                         Windows::Networking::Vpn::VpnPacketBufferList const& controlPacketsToSend);

    private:
        struct Settings
        {
            hstring user, cookie;
            uint32_t mtu = 1400;
            std::vector<std::pair<hstring, uint8_t>> routes;
        };
        Settings Parse(hstring const& customField);
        hstring Authenticate(Windows::Networking::Sockets::StreamSocket const& socket, Settings const& settings);
        void Frame(Windows::Networking::Vpn::VpnChannel const& channel, uint8_t const* data, size_t size,
                   Windows::Networking::Vpn::VpnPacketBufferList const& up, Windows::Networking::Vpn::VpnPacketBufferList const& out);

        hstring m_name;
        bool m_verbose = false;
        uint64_t m_framesIn = 0;
        std::vector<uint8_t> m_pending;
        winrt::event<Framed::FrameHandler> m_frameSeen;
        winrt::event<Windows::Foundation::TypedEventHandler<Framed::StreamPlugIn, hstring>> m_notice;
        Windows::Networking::Sockets::StreamSocket m_socket{ nullptr };
    };
}
namespace winrt::Framed::factory_implementation
{
    struct StreamPlugIn : StreamPlugInT<StreamPlugIn, implementation::StreamPlugIn>
    {
    };
}
