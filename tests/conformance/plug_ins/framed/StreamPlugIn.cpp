// SPDX-License-Identifier: Apache-2.0
#include "pch.h"
#include "StreamPlugIn.h"
#if __has_include("StreamPlugIn.g.cpp")
#include "StreamPlugIn.g.cpp"
#endif

using namespace winrt;
using namespace std::literals;
using namespace Windows::Foundation;
using namespace Windows::Foundation::Collections;
using namespace Windows::Data::Xml::Dom;
using namespace Windows::Networking;
using namespace Windows::Networking::Sockets;
using namespace Windows::Networking::Vpn;
using namespace Windows::Storage::Streams;

namespace
{
    constexpr size_t HeaderSize = 3;
    constexpr uint8_t OpData = 6, OpPing = 7, OpPong = 8;

    void PutHeader(uint8_t* at, size_t body, uint8_t op)
    {
        at[0] = static_cast<uint8_t>(body >> 8);
        at[1] = static_cast<uint8_t>(body);
        at[2] = op;
    }
}

namespace winrt::Framed::implementation
{
    void StreamPlugIn::Note(hstring const& text)
    {
        m_notice(*this, text);
    }

    StreamPlugIn::Settings StreamPlugIn::Parse(hstring const& customField)
    {
        Settings settings;
        if (customField.empty()) return settings;
        XmlDocument document;
        document.LoadXml(customField);
        auto root = document.DocumentElement();
        if (!root || root.NodeName() != L"framed") throw hresult_invalid_argument(L"not a framed profile");
        settings.user = root.GetAttribute(L"user");
        for (auto&& node : root.ChildNodes())
        {
            if (node.NodeType() != NodeType::ElementNode) continue;
            auto name = node.NodeName();
            if (name == L"cookie") settings.cookie = node.InnerText();
            else if (name == L"mtu") settings.mtu = static_cast<uint32_t>(std::stoul(to_string(node.InnerText())));
            else if (name == L"route")
            {
                auto attributes = node.Attributes();
                auto prefix = attributes.GetNamedItem(L"prefix");
                uint8_t length = prefix ? static_cast<uint8_t>(_wtoi(unbox_value<hstring>(prefix.NodeValue()).c_str())) : 32;
                settings.routes.emplace_back(node.InnerText(), length);
            }
        }
        if (auto node = document.SelectSingleNode(L"/framed/override/mtu"))
            settings.mtu = static_cast<uint32_t>(std::wcstoul(node.InnerText().c_str(), nullptr, 10));
        return settings;
    }

    hstring StreamPlugIn::Authenticate(StreamSocket const& socket, Settings const& settings)
    {
        DataWriter writer(socket.OutputStream());
        writer.UnicodeEncoding(UnicodeEncoding::Utf8);
        writer.ByteOrder(ByteOrder::BigEndian);
        auto hello = L"HELLO " + settings.user + L" " + settings.cookie;
        writer.WriteUInt16(static_cast<uint16_t>(writer.MeasureString(hello)));
        writer.WriteString(hello);
        writer.StoreAsync().get();
        writer.FlushAsync().get();
        writer.DetachStream();

        DataReader reader(socket.InputStream());
        reader.InputStreamOptions(InputStreamOptions::ReadAhead);
        reader.ByteOrder(ByteOrder::BigEndian);
        if (reader.LoadAsync(2).get() != 2) throw hresult_error(E_FAIL, L"server closed while greeting");
        uint16_t length = reader.ReadUInt16();
        while (reader.UnconsumedBufferLength() < length)
            if (reader.LoadAsync(length - reader.UnconsumedBufferLength()).get() == 0) throw hresult_error(HRESULT_FROM_WIN32(ERROR_GRACEFUL_DISCONNECT));
        auto answer = reader.ReadString(length);
        reader.DetachStream();
        return answer;
    }

    void StreamPlugIn::Connect(VpnChannel const& channel)
    try
    {
        m_pending.clear();
        auto configuration = channel.Configuration();
        auto settings = Parse(configuration.CustomField());
        HostName host{ nullptr };
        hstring port = configuration.ServerServiceName();
        if (auto uris = configuration.ServerUris(); uris && uris.Size() > 0)
        {
            Uri uri = uris.GetAt(0);
            host = HostName(uri.Host());
            if (uri.Port() > 0) port = to_hstring(uri.Port());
        }
        else
            host = configuration.ServerHostNameList().GetAt(0);

        m_socket = StreamSocket();
        m_socket.Control().NoDelay(true);
        m_socket.Control().KeepAlive(true);
        m_socket.Control().QualityOfService(SocketQualityOfService::LowLatency);
        channel.AssociateTransport(m_socket, nullptr);
        m_socket.ConnectAsync(host, port, SocketProtectionLevel::PlainSocket).get();
        auto assigned = Authenticate(m_socket, settings);
        std::wstring_view view = assigned;
        if (view.substr(0, 3) != L"OK "sv)
        {
            channel.TerminateConnection(L"refused: " + assigned);
            return;
        }
        HostName address{ hstring(view.substr(3)) };
        VpnRouteAssignment routes;
        for (auto const& [network, prefix] : settings.routes) routes.Ipv4InclusionRoutes().Append(VpnRoute(HostName(network), prefix));
        routes.ExcludeLocalSubnets(true);
        VpnDomainNameAssignment names;
        names.DomainNameList().Append(VpnDomainNameInfo(L"corp.example", VpnDomainNameType::Suffix, { HostName(L"10.9.0.53") }, nullptr));
        channel.StartWithMainTransport({ address }, nullptr, nullptr, routes, names, settings.mtu, settings.mtu + 100, false, m_socket);
        m_notice(*this, L"up on " + address.CanonicalName());
    }
    catch (hresult_error const& e)
    {
        channel.LogDiagnosticMessage(L"connect failed: " + e.message() + L" " + to_hstring(static_cast<int32_t>(e.code())));
        channel.TerminateConnection(e.message());
    }
    catch (std::exception const& e)
    {
        channel.TerminateConnection(to_hstring(e.what()));
    }

    void StreamPlugIn::Disconnect(VpnChannel const& channel)
    {
        try
        {
            channel.Stop();
        }
        catch (hresult_error const&)
        {
        }
        m_socket = nullptr;
    }

    void StreamPlugIn::GetKeepAlivePayload(VpnChannel const& channel, VpnPacketBuffer& keepAlivePacket)
    {
        auto packet = channel.GetVpnSendPacketBuffer();
        PutHeader(packet.Buffer().data(), 0, OpPing);
        packet.Buffer().Length(HeaderSize);
        keepAlivePacket = packet;
    }

    void StreamPlugIn::Encapsulate(VpnChannel const&, VpnPacketBufferList const& packets, VpnPacketBufferList const& encapulatedPackets)
    {
        for (auto left = packets.Size(); left > 0; --left)
        {
            auto packet = packets.RemoveAtBegin();
            auto buffer = packet.Buffer();
            auto const length = buffer.Length();
            if (length + HeaderSize > buffer.Capacity())
            {
                packets.Append(packet);
                continue;
            }
            uint8_t* data = buffer.data();
            memmove(data + HeaderSize, data, length);
            PutHeader(data, length, OpData);
            buffer.Length(length + static_cast<uint32_t>(HeaderSize));
            encapulatedPackets.Append(packet);
        }
    }

    void StreamPlugIn::Frame(VpnChannel const& channel, uint8_t const* data, size_t size, VpnPacketBufferList const& up, VpnPacketBufferList const& out)
    {
        ++m_framesIn;
        m_frameSeen(static_cast<uint32_t>(size));
        VpnPacketBuffer packet{ nullptr };
        switch (data[2])
        {
        case OpData:
            channel.RequestVpnPacketBuffer(VpnDataPathType::Receive, packet);
            if (size - HeaderSize > packet.Buffer().Capacity()) throw hresult_out_of_bounds();
            std::copy(data + HeaderSize, data + size, packet.Buffer().data());
            packet.Buffer().Length(static_cast<uint32_t>(size - HeaderSize));
            up.Append(packet);
            break;
        case OpPing:
            channel.RequestVpnPacketBuffer(VpnDataPathType::Send, packet);
            PutHeader(packet.Buffer().data(), 0, OpPong);
            packet.Buffer().Length(HeaderSize);
            out.Append(packet);
            break;
        }
    }

    void StreamPlugIn::Decapsulate(VpnChannel const& channel, VpnPacketBuffer const& encapBuffer, VpnPacketBufferList const& decapsulatedPackets,
                                   VpnPacketBufferList const& controlPacketsToSend)
    {
        Buffer bytes = encapBuffer.Buffer();
        array_view<uint8_t const> view(bytes.data(), bytes.data() + bytes.Length());
        m_pending.insert(m_pending.end(), view.begin(), view.end());
        size_t at = 0;
        while (m_pending.size() - at >= HeaderSize)
        {
            size_t const whole = HeaderSize + ((m_pending[at] << 8) | m_pending[at + 1]);
            if (m_pending.size() - at < whole) break;
            Frame(channel, m_pending.data() + at, whole, decapsulatedPackets, controlPacketsToSend);
            at += whole;
        }
        m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<ptrdiff_t>(at));
    }
}
