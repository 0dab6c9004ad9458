// SPDX-License-Identifier: Apache-2.0
// One file, no IDL: numbered datagrams with a small handshake before Start, own IBufferByteAccess, events and a Win32 event.
#include <unknwn.h>
#include <winrt/base.h>
#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Storage.Streams.h>
#include <windows.h>
#include <atomic>
#include <bitset>
#include <cstdint>
#include <mutex>
#include <sstream>

struct __declspec(uuid("905a0fef-bc53-11df-8c49-001e4fc686da")) IBufferByteAccess : ::IUnknown
{
    virtual HRESULT __stdcall Buffer(uint8_t** value) = 0;
};

namespace abi = winrt::Windows::Networking::Vpn;
using winrt::Windows::ApplicationModel::Background::IBackgroundTask;
using winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance;
using winrt::Windows::ApplicationModel::Core::CoreApplication;
using winrt::Windows::Networking::HostName;
using winrt::Windows::Networking::HostNameType;
using winrt::Windows::Networking::Sockets::DatagramSocket;
using winrt::Windows::Networking::Sockets::DatagramSocketMessageReceivedEventArgs;
using winrt::Windows::Storage::Streams::DataReader;
using winrt::Windows::Storage::Streams::DataWriter;
using winrt::Windows::Storage::Streams::IBuffer;

#pragma pack(push, 1)
struct RecordHeader
{
    uint8_t type;
    uint16_t epoch;
    uint8_t sequence[6];
    uint16_t length;
};
#pragma pack(pop)
static_assert(sizeof(RecordHeader) == 11, "packed");

static uint8_t* Bytes(IBuffer const& buffer)
{
    auto access = buffer.as<IBufferByteAccess>();
    uint8_t* bytes = nullptr;
    winrt::check_hresult(access->Buffer(&bytes));
    return bytes;
}

class ReplayWindow
{
public:
    bool Accept(uint64_t number)
    {
        std::lock_guard const lock(m_mutex);
        if (number > m_highest)
        {
            uint64_t const shift = number - m_highest;
            m_seen = shift >= m_seen.size() ? std::bitset<256>{} : m_seen << shift;
            m_highest = number;
            m_seen.set(0);
            return true;
        }
        uint64_t const behind = m_highest - number;
        if (behind >= m_seen.size() || m_seen.test(behind)) return false;
        m_seen.set(behind);
        return true;
    }

private:
    winrt::slim_mutex m_mutex;
    uint64_t m_highest = 0;
    std::bitset<256> m_seen;
};

struct SequencePlugIn : winrt::implements<SequencePlugIn, abi::IVpnPlugIn>
{
    void Connect(abi::VpnChannel const& channel)
    {
        m_channelId = channel.Id();
        DatagramSocket socket;
        socket.Control().DontFragment(true);
        socket.Control().InboundBufferSizeInBytes(65536);
        channel.AssociateTransport(socket, nullptr);
        m_answered.attach(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
        if (!m_answered) winrt::throw_last_error();
        m_revoker = socket.MessageReceived(winrt::auto_revoke, { this, &SequencePlugIn::OnMessage });

        auto const configuration = channel.Configuration();
        HostName server = configuration.ServerHostNameList().First().Current();
        socket.ConnectAsync(server, configuration.ServerServiceName()).get();
        auto const local = socket.Information().LocalAddress();
        if (local && local.Type() != HostNameType::Ipv4 && local.Type() != HostNameType::Ipv6) winrt::throw_hresult(E_UNEXPECTED);

        DataWriter writer{ socket.OutputStream() };
        writer.WriteByte(22);
        writer.WriteBytes(std::vector<uint8_t>{ 'h', 'i' });
        writer.WriteString(L"ello");
        writer.StoreAsync().get();
        writer.DetachStream();
        auto const waited = ::WaitForSingleObject(m_answered.get(), 30000);
        m_revoker.revoke();
        if (waited != WAIT_OBJECT_0)
        {
            channel.SetErrorMessage(L"the server does not answer");
            throw winrt::hresult_error(HRESULT_FROM_WIN32(ERROR_TIMEOUT), L"handshake");
        }
        std::vector<HostName> v4;
        std::vector<HostName> v6;
        for (auto const& text : m_addresses)
        {
            HostName name{ text };
            (name.Type() == HostNameType::Ipv6 ? v6 : v4).push_back(name);
        }
        abi::VpnRouteAssignment routes;
        auto all4 = winrt::single_threaded_vector<abi::VpnRoute>();
        all4.Append({ HostName{ L"0.0.0.0" }, 1 });
        all4.Append({ HostName{ L"128.0.0.0" }, 1 });
        routes.Ipv4InclusionRoutes(all4);
        if (!v6.empty()) routes.Ipv6InclusionRoutes().ReplaceAll({ abi::VpnRoute{ HostName{ L"::" }, uint8_t{ 0 } } });
        uint8_t const id[8]{ 2, 0, 0, 0xff, 0xfe, 0, 0, 1 };
        channel.StartExistingTransports(std::move(v4), std::move(v6), abi::VpnInterfaceId(id), routes, nullptr, 1400, 1500, false);
        m_activity = channel.ActivityStateChange([weak = get_weak()](abi::VpnChannel const& sender, abi::VpnChannelActivityStateChangedArgs const& args) {
            if (auto self = weak.get())
            {
                std::wostringstream line;
                line << L"channel " << sender.Id() << L" is " << (args.ActivityState() == abi::VpnChannelActivityEventType::Active ? L"active" : L"idle");
                sender.LogDiagnosticMessage(winrt::hstring{ line.str() });
            }
        });
        channel.PlugInContext(winrt::box_value(m_channelId));
    }

    void Disconnect(abi::VpnChannel const& channel)
    {
        if (auto const context = channel.PlugInContext()) WINRT_ASSERT(winrt::unbox_value<uint32_t>(context) == m_channelId);
        channel.ActivityStateChange(m_activity);
        channel.Stop();
    }

    void GetKeepAlivePayload(abi::VpnChannel const&, abi::VpnPacketBuffer& packet) { packet = nullptr; }

    void Encapsulate(abi::VpnChannel const& channel, abi::VpnPacketBufferList const& packets, abi::VpnPacketBufferList const& out)
    {
        abi::VpnPacketBufferList unsent = packets;
        while (packets.Size() > 0)
        {
            auto packet = packets.RemoveAtBegin();
            auto buffer = packet.Buffer();
            auto length = buffer.Length();
            if (length + sizeof(RecordHeader) > buffer.Capacity())
            {
                channel.LogDiagnosticMessage(L"too long");
                packet.Status(abi::VpnPacketBufferStatus::InvalidBufferSize);
                unsent.AddAtBegin(packet);
                return;
            }
            auto bytes = Bytes(buffer);
            memmove(bytes + sizeof(RecordHeader), bytes, length);
            RecordHeader header{};
            header.type = 23;
            uint64_t const number = ++m_next;
            for (int i = 0; i < 6; ++i) header.sequence[i] = static_cast<uint8_t>(number >> (40 - 8 * i));
            header.length = _byteswap_ushort(static_cast<uint16_t>(length));
            memcpy(bytes, &header, sizeof header);
            buffer.Length(length + sizeof header);
            out.Append(packet);
        }
    }

    void Decapsulate(abi::VpnChannel const& channel, abi::VpnPacketBuffer const& wire, abi::VpnPacketBufferList const& up, abi::VpnPacketBufferList const&)
    {
        auto const length = wire.Buffer().Length();
        if (length < sizeof(RecordHeader)) return;
        auto const* bytes = Bytes(wire.Buffer());
        RecordHeader header;
        memcpy(&header, bytes, sizeof header);
        if (header.type != 23 || _byteswap_ushort(header.length) != length - sizeof header) return;
        uint64_t number = 0;
        for (auto byte : header.sequence) number = number << 8 | byte;
        if (!m_window.Accept(number)) return;
        abi::VpnPacketBuffer packet = nullptr;
        channel.RequestVpnPacketBuffer(abi::VpnDataPathType::Receive, packet);
        if (packet.Buffer().Capacity() < length - sizeof header) return;
        memcpy(Bytes(packet.Buffer()), bytes + sizeof header, length - sizeof header);
        packet.Buffer().Length(length - static_cast<uint32_t>(sizeof header));
        up.Append(packet);
    }

private:
    void OnMessage(DatagramSocket const&, DatagramSocketMessageReceivedEventArgs const& args)
    {
        try
        {
            DataReader reader = args.GetDataReader();
            std::vector<uint8_t> bytes(reader.UnconsumedBufferLength());
            reader.ReadBytes(bytes);
            if (bytes.empty() || bytes[0] != 22) return;
            std::string text(bytes.begin() + 1, bytes.end());
            std::istringstream in(text);
            for (std::string word; in >> word;) m_addresses.push_back(winrt::to_hstring(word));
            ::SetEvent(m_answered.get());
        }
        catch (winrt::hresult_error const& e)
        {
            OutputDebugStringW(e.message().c_str());
        }
    }

    uint32_t m_channelId = 0;
    winrt::handle m_answered;
    DatagramSocket::MessageReceived_revoker m_revoker;
    winrt::event_token m_activity{};
    std::vector<winrt::hstring> m_addresses;
    std::atomic<uint64_t> m_next{ 0 };
    ReplayWindow m_window;
};

struct SequenceTask : winrt::implements<SequenceTask, IBackgroundTask>
{
    void Run(IBackgroundTaskInstance instance)
    {
        auto deferral = instance.GetDeferral();
        static winrt::com_ptr<SequencePlugIn> const plugIn = winrt::make_self<SequencePlugIn>();
        abi::VpnChannel::ProcessEventAsync(plugIn.as<abi::IVpnPlugIn>(), instance.TriggerDetails());
        deferral.Complete();
    }
};
