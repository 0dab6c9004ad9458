// SPDX-License-Identifier: Apache-2.0
// A stream that becomes TLS after a plain line, base-class plug-in with virtual hooks, certificates accepted by name, UpgradeToSslAsync.
#include <Windows.h>
#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Networking.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Security.Cryptography.Certificates.h>
#include <winrt/Windows.Storage.Streams.h>
#include <cwctype>
#include <cwchar>
#include <memory>
#include <string>

using namespace winrt;
using namespace Windows::Foundation;
using namespace Windows::Networking;
using namespace Windows::Networking::Sockets;
using namespace Windows::Networking::Vpn;
using namespace Windows::Security::Cryptography::Certificates;
using namespace Windows::Storage::Streams;
using namespace Windows::ApplicationModel::Background;
using namespace Windows::ApplicationModel::Core;

static std::wstring ReadLine(IInputStream const& stream)
{
    std::wstring line;
    Buffer one{ 1 };
    for (;;)
    {
        IBuffer const got = stream.ReadAsync(one, 1, InputStreamOptions::Partial).get();
        if (got.Length() == 0) throw hresult_error(HRESULT_FROM_WIN32(WSAECONNRESET));
        char const c = static_cast<char>(got.data()[0]);
        if (c == '\n') return line;
        if (c != '\r') line += static_cast<wchar_t>(c);
    }
}

static void SendLine(IOutputStream const& stream, std::wstring const& line)
{
    std::string const narrow = to_string(line) + "\r\n";
    Buffer bytes(static_cast<uint32_t>(narrow.size()));
    memcpy_s(bytes.data(), bytes.Capacity(), narrow.data(), narrow.size());
    bytes.Length(static_cast<uint32_t>(narrow.size()));
    if (stream.WriteAsync(bytes).get() != bytes.Length()) throw hresult_error(E_FAIL);
    stream.FlushAsync().get();
}

template <typename D>
struct PlugInBase : implements<D, IVpnPlugIn>
{
    void Connect(VpnChannel const& channel)
    {
        try
        {
            static_cast<D*>(this)->OnConnect(channel);
        }
        catch (hresult_access_denied const&)
        {
            channel.TerminateConnection(L"access denied");
        }
        catch (hresult_canceled const&)
        {
            channel.TerminateConnection(L"canceled");
        }
        catch (...)
        {
            hresult const code = to_hresult();
            wchar_t text[64];
            swprintf_s(text, L"failed with 0x%08X", static_cast<uint32_t>(code.value));
            channel.SetErrorMessage(text);
            throw;
        }
    }
    void Disconnect(VpnChannel const& channel) { static_cast<D*>(this)->OnDisconnect(channel); }
    void GetKeepAlivePayload(VpnChannel const&, VpnPacketBuffer&) {}
};

struct TlsLine : PlugInBase<TlsLine>
{
    void OnConnect(VpnChannel const& channel)
    {
        m_partial.clear();
        m_socket = StreamSocket{};
        channel.AssociateTransport(m_socket, nullptr);
        Uri const server = channel.Configuration().ServerUris().First().Current();
        EndpointPair pair{ nullptr, L"", HostName{ server.Host() }, winrt::to_hstring(server.Port()) };
        handle connected{ CreateEvent(nullptr, TRUE, FALSE, nullptr) };
        auto const connecting = m_socket.ConnectAsync(pair);
        connecting.Completed([&connected](IAsyncAction const& action, AsyncStatus status) {
            if (status == AsyncStatus::Error) OutputDebugStringW(hresult_error(action.ErrorCode()).message().c_str());
            SetEvent(connected.get());
        });
        if (WaitForSingleObject(connected.get(), 60000) != WAIT_OBJECT_0) throw hresult_error(HRESULT_FROM_WIN32(ERROR_TIMEOUT));
        connecting.GetResults();

        SendLine(m_socket.OutputStream(), L"CONNECT line/1");
        auto const offer = ReadLine(m_socket.InputStream());
        if (offer.rfind(L"TLS", 0) == 0)
        {
            m_socket.Control().IgnorableServerCertificateErrors().Append(ChainValidationResult::Untrusted);
            m_socket.Control().IgnorableServerCertificateErrors().Append(ChainValidationResult::InvalidName);
            m_socket.UpgradeToSslAsync(SocketProtectionLevel::Tls12, HostName{ L"line.example" }).get();
            if (m_socket.Information().ProtectionLevel() == SocketProtectionLevel::PlainSocket) throw hresult_access_denied(L"not protected");
        }
        SendLine(m_socket.OutputStream(), L"ADDRESS?");
        std::wstring const answer = ReadLine(m_socket.InputStream());
        auto const comma = answer.find(L',');
        hstring const v4{ answer.substr(0, comma) };
        int const prefix = _wtoi(answer.substr(comma + 1).c_str());
        VpnRouteAssignment routes;
        routes.Ipv4InclusionRoutes().Append(VpnRoute{ HostName{ v4 }, static_cast<uint8_t>(prefix) });
        channel.StartWithMainTransport(std::vector<HostName>{ HostName{ v4 } }, nullptr, nullptr, routes, VpnDomainNameAssignment{}, 1500u, 1512u, false, m_socket);
    }

    void OnDisconnect(VpnChannel const& channel)
    {
        channel.Stop();
        channel.Stop();
        m_socket.Close();
        m_socket = nullptr;
    }

    void Encapsulate(VpnChannel const& channel, VpnPacketBufferList const& packets, VpnPacketBufferList const& out)
    {
        VpnPacketBuffer packet{ nullptr };
        uint32_t const count = packets.Size();
        for (uint32_t i = 0; i != count; ++i)
        {
            packet = packets.RemoveAtBegin();
            // a header frame of its own before each packet, from the same pool
            VpnPacketBuffer header{ nullptr };
            try
            {
                channel.RequestVpnPacketBuffer(VpnDataPathType::Send, header);
            }
            catch (std::bad_alloc const&)
            {
                packets.AddAtBegin(packet);
                return;
            }
            auto const text = std::to_string(packet.Buffer().Length()) + ":";
            memcpy(header.Buffer().data(), text.data(), text.size());
            header.Buffer().Length(static_cast<uint32_t>(text.size()));
            header.TransportAffinity(0);
            out.Append(header);
            out.Append(packet);
        }
    }

    void Decapsulate(VpnChannel const& channel, VpnPacketBuffer const& wire, VpnPacketBufferList const& up, VpnPacketBufferList const& /*control*/)
    {
        IBuffer const buffer = wire.Buffer();
        DataReader const reader = DataReader::FromBuffer(buffer);
        while (reader.UnconsumedBufferLength() > 0)
        {
            if (m_left == 0)
            {
                char const c = static_cast<char>(reader.ReadByte());
                if (c == ':')
                {
                    m_left = static_cast<uint32_t>(std::stoul(m_partial));
                    m_partial.clear();
                    m_building = channel.GetVpnReceivePacketBuffer();
                    m_building.Buffer().Length(0);
                }
                else m_partial += c;
                continue;
            }
            uint32_t const now = (std::min)(m_left, reader.UnconsumedBufferLength());
            Buffer target = m_building.Buffer();
            uint32_t const at = target.Length();
            target.Length(at + now);
            reader.ReadBytes(array_view<uint8_t>(target.data() + at, target.data() + at + now));
            if ((m_left -= now) == 0)
            {
                up.Append(m_building);
                m_building = nullptr;
            }
        }
    }

private:
    StreamSocket m_socket{ nullptr };
    std::string m_partial;
    uint32_t m_left = 0;
    VpnPacketBuffer m_building{ nullptr };
};

struct TlsLineTask : winrt::implements<TlsLineTask, IBackgroundTask>
{
    void Run(IBackgroundTaskInstance const& task)
    {
        BackgroundTaskDeferral const deferral{ task.GetDeferral() };
        struct Completer
        {
            BackgroundTaskDeferral const& deferral;
            ~Completer() { deferral.Complete(); }
        } const completer{ deferral };
        auto const store = CoreApplication::Properties();
        auto plugIn = store.TryLookup(L"TlsLine");
        if (plugIn == nullptr) store.Insert(L"TlsLine", plugIn = make<TlsLine>());
        VpnChannel::ProcessEventAsync(plugIn, task.TriggerDetails());
    }
};
