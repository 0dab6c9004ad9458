// SPDX-License-Identifier: Apache-2.0
// A framed tunnel whose classes are all told in IDL: a value type, an enumeration, an event, a static property and an awaited text.
#include "pch.h"
#include "Kiosk.h"
#include "Meter.g.cpp"
#include "Tunnel.g.cpp"
#include "Task.g.cpp"

namespace winrt::Kiosk::implementation
{
    using namespace Windows::Foundation;
    using namespace Windows::Foundation::Collections;
    using namespace Windows::Networking;
    using namespace Windows::Networking::Sockets;
    using namespace Windows::Networking::Vpn;
    using namespace Windows::Storage::Streams;

    void Meter::Add(uint32_t out, uint32_t in)
    {
        m_counts.Out += out;
        m_counts.In += in;
        if (uint32_t const all = m_counts.Out + m_counts.In; all >= 2 && !std::exchange(m_told, true))
        {
            m_lines.Append(L"crossed at " + winrt::to_hstring(all));
            m_crossed(*this, all);
        }
    }

    IAsyncOperation<hstring> Meter::DescribeAsync()
    {
        auto const strong = get_strong();
        auto const cancellation = co_await winrt::get_cancellation_token();
        cancellation.callback([] {});
        co_await winrt::resume_background();
        hstring text = m_mode == Kiosk::Mode::Padded ? L"padded" : L"plain";
        for (auto&& line : Lines()) text = text + L", " + line;
        co_return text;
    }

    Kiosk::Tunnel Tunnel::Shared()
    {
        static Kiosk::Tunnel const shared{ Kiosk::Meter{ Kiosk::Mode::Padded } };
        return shared;
    }

    void Tunnel::Connect(VpnChannel const& channel)
    {
        m_crossed = m_meter.Crossed(auto_revoke, [weak = make_weak(channel)](auto const& sender, uint32_t all) {
            if (auto const strong = weak.get()) strong.LogDiagnosticMessage(L"crossed " + to_hstring(all) + L" of " + get_class_name(sender.template as<Kiosk::Meter>()));
        });
        StreamSocket socket;
        channel.AssociateTransport(socket, nullptr);
        socket.ConnectAsync(channel.Configuration().ServerHostNameList().GetAt(0), channel.Configuration().ServerServiceName()).get();
        DataWriter writer(socket.OutputStream());
        writer.WriteByte(static_cast<uint8_t>(m_meter.Mode()));
        writer.WriteGuid(guid_of<IVpnPlugIn>());
        writer.WriteInt64(-2);
        writer.WriteSingle(1.5f);
        writer.WriteBoolean(true);
        auto const written = writer.StoreAsync().get();
        writer.FlushAsync().get();
        writer.DetachStream();
        DataReader reader(socket.InputStream());
        reader.InputStreamOptions(InputStreamOptions::Partial);
        reader.ByteOrder(ByteOrder::BigEndian);
        uint32_t have = 0;
        while (have < 4) have += reader.LoadAsync(4 - have).get();
        if (reader.ReadUInt32() != written) throw hresult_error(E_FAIL, L"the server counted otherwise");
        reader.DetachStream();
        channel.StartWithMainTransport({ HostName{ L"10.61.0.2" } }, nullptr, nullptr, VpnRouteAssignment{}, VpnDomainNameAssignment{}, 1300, 1400, false, socket);
    }

    void Tunnel::Disconnect(VpnChannel const& channel)
    {
        channel.LogDiagnosticMessage(m_meter.DescribeAsync().get());
        auto const [out, in] = m_meter.Read();
        channel.LogDiagnosticMessage(to_hstring(out) + L" out, " + to_hstring(in) + L" in");
        m_crossed.revoke();
        channel.Stop();
    }

    void Tunnel::GetKeepAlivePayload(VpnChannel const& channel, VpnPacketBuffer& keepAlivePacket)
    {
        keepAlivePacket = channel.GetVpnSendPacketBuffer();
    }

    void Tunnel::Encapsulate(VpnChannel const&, VpnPacketBufferList const& packets, VpnPacketBufferList const& encapulatedPackets)
    {
        for (uint32_t count = packets.Size(); count-- != 0;)
        {
            VpnPacketBuffer packet = packets.RemoveAtBegin();
            IBuffer buffer = packet.Buffer();
            uint32_t const size = buffer.Length();
            buffer.Length(size + 1);
            buffer.data()[size] = 0xEE;
            encapulatedPackets.Append(packet);
            m_meter.Add(1, 0);
        }
    }

    void Tunnel::Decapsulate(VpnChannel const& channel, VpnPacketBuffer const& encapBuffer, VpnPacketBufferList const& decapsulatedPackets, VpnPacketBufferList const&)
    {
        auto reader = DataReader::FromBuffer(encapBuffer.Buffer());
        com_array<uint8_t> bytes(reader.UnconsumedBufferLength());
        reader.ReadBytes(bytes);
        for (uint8_t const byte : bytes)
        {
            m_partial.push_back(byte);
            if (byte != 0xEE) continue;
            VpnPacketBuffer up{ nullptr };
            channel.RequestVpnPacketBuffer(VpnDataPathType::Receive, up);
            m_partial.pop_back();
            up.Buffer().Length(static_cast<uint32_t>(m_partial.size()));
            std::copy(m_partial.cbegin(), m_partial.cend(), up.Buffer().data());
            m_partial.clear();
            decapsulatedPackets.Append(up);
            m_meter.Add(0, 1);
        }
    }

    void Task::Run(Windows::ApplicationModel::Background::IBackgroundTaskInstance const& instance)
    {
        auto const deferral = instance.GetDeferral();
        VpnChannel::ProcessEventAsync(Kiosk::Tunnel::Shared(), instance.TriggerDetails());
        deferral.Complete();
    }
}
