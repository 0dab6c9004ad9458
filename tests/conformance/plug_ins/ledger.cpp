// SPDX-License-Identifier: Apache-2.0
// Everything that a Start may be told is set, read back and changed in place by a second Start; what differs is said in the log.
#include <windows.h>
#include <unknwn.h>
#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Security.Credentials.h>
#include <winrt/Windows.Security.Cryptography.Certificates.h>
#include <winrt/Windows.Storage.Streams.h>
#include <array>
#include <functional>

#define CHECK(channel, what) do { if (!(what)) (channel).LogDiagnosticMessage(L"CHECK failed: " L## #what); } while (false)

namespace winrt::Ledger::implementation
{
    using namespace Windows::Foundation;
    using namespace Windows::Foundation::Collections;
    using namespace Windows::Networking;
    using namespace Windows::Networking::Sockets;
    using namespace Windows::Networking::Vpn;

    struct PlugIn : winrt::implements<PlugIn, IVpnPlugIn>
    {
        VpnChannel::ActivityStateChange_revoker m_activity;
        event_token m_unused{};
        uint32_t m_id = 0;

        void Connect(const VpnChannel& channel)
        {
            m_id = channel.Id();
            m_activity = channel.ActivityStateChange(auto_revoke, { get_weak(), &PlugIn::OnActivity });
            m_unused = channel.ActivityChange([](auto&&, VpnChannelActivityEventArgs const& args) { (void)args.Type(); });
            channel.ActivityChange(std::exchange(m_unused, {}));
            channel.SetAllowedSslTlsVersions(nullptr, true);
            User(channel);
            StreamSocket socket;
            socket.Control().NoDelay(true);
            socket.Control().KeepAlive(true);
            channel.AssociateTransport(socket.as<Windows::Foundation::IInspectable>(), nullptr);
            Uri const server = channel.Configuration().ServerUris().First().Current();
            CHECK(channel, server.SchemeName() == L"ledger");
            CHECK(channel, server.Path() == L"/book");
            CHECK(channel, server.QueryParsed().GetFirstValueByName(L"page") == L"7");
            CHECK(channel, server.QueryParsed().GetFirstValueByName(L"in k") == L"a&b");
            try
            {
                (void)server.QueryParsed().GetFirstValueByName(L"pag");
                CHECK(channel, !"a field that is not there");
            }
            catch (hresult_invalid_argument const&) {}
            socket.ConnectAsync(HostName{ server.Host() }, to_hstring(server.Port()), SocketProtectionLevel::PlainSocket).get();
            CHECK(channel, socket.Information().RemotePort() == to_hstring(server.Port()));
            CHECK(channel, socket.Information().RemoteAddress().CanonicalName() == L"127.0.0.1");
            auto const routes = Routes(channel);
            auto const names = Names(channel);
            std::array<uint8_t, 8> id{ 2, 0, 0, 0, 0, 0, 0, 9 };
            VpnInterfaceId const interfaceId{ id };
            com_array<uint8_t> back;
            interfaceId.GetAddressInfo(back);
            CHECK(channel, back.size() == 8 && std::equal(back.begin(), back.end(), id.begin()));
            IVectorView<HostName> const v4 = single_threaded_vector<HostName>({ HostName(L"10.30.0.2") }).GetView();
            IVectorView<HostName> const v6 = single_threaded_vector<HostName>({ HostName(L"fd30::2") }).GetView();
            channel.StartExistingTransports(v4, v6, interfaceId, routes, names, 1400, 1512, false);
            channel.StartExistingTransports(v4, v6, interfaceId, routes, names, 1400, 1512, false);
            routes.Ipv4InclusionRoutes().Append(VpnRoute{ HostName{ L"10.31.0.0" }, 16 });
            channel.StartExistingTransports(v4, v6, interfaceId, routes, names, 1400, 1512, false);
            CHECK(channel, channel.Id() == m_id);
        }

        void OnActivity(VpnChannel const& channel, VpnChannelActivityStateChangedArgs const& args)
        {
            channel.LogDiagnosticMessage(args.ActivityState() == VpnChannelActivityEventType::Active ? L"active" : L"idle");
        }

        static VpnRouteAssignment Routes(VpnChannel const& channel)
        {
            VpnRouteAssignment routes{};
            CHECK(channel, !routes.ExcludeLocalSubnets());
            CHECK(channel, routes.Ipv6ExclusionRoutes().Size() == 0);
            VpnRoute route{ HostName{ L"10.0.0.0" }, 8 };
            route.Address(HostName{ L"172.16.0.0" });
            route.PrefixSize(12);
            CHECK(channel, route.Address().RawName() == L"172.16.0.0" && route.PrefixSize() == 12);
            routes.Ipv4InclusionRoutes().Append(route);
            auto excluded = single_threaded_vector<VpnRoute>();
            excluded.Append({ HostName{ L"172.16.5.0" }, 24 });
            routes.Ipv4ExclusionRoutes(excluded);
            routes.Ipv6InclusionRoutes().ReplaceAll(std::array{ VpnRoute{ HostName{ L"fd30::" }, 64 } });
            routes.Ipv6ExclusionRoutes({ single_threaded_vector(std::vector<VpnRoute>{ { HostName{ L"fd30::53" }, 128 } }) });
            uint32_t index = 99;
            CHECK(channel, excluded.IndexOf(excluded.GetAt(0), index) && index == 0);
            return routes;
        }

        static VpnDomainNameAssignment Names(VpnChannel const& channel)
        {
            VpnDomainNameAssignment names;
            VpnDomainNameInfo suffix{ L"corp.example", VpnDomainNameType::Suffix, std::vector<HostName>{ HostName{ L"10.30.0.53" } }, {} };
            CHECK(channel, suffix.DomainName().ToString() == L"corp.example");
            CHECK(channel, suffix.DnsServers().Size() == 1 && suffix.WebProxyServers().Size() == 0 && suffix.WebProxyUris().Size() == 0);
            suffix.DomainName(HostName{ L"intra.example" });
            suffix.DnsServers().Append(HostName{ L"fd30::53" });
            suffix.DomainNameType(VpnDomainNameType::FullyQualified);
            names.DomainNameList().Append(suffix);
            CHECK(channel, names.ProxyAutoConfigurationUri() == nullptr);
            names.ProxyAutoConfigurationUri(Uri{ L"http://wpad.example/", L"proxy.pac" });
            CHECK(channel, names.ProxyAutoConfigurationUri().ToString() == L"http://wpad.example/proxy.pac");
            return names;
        }

        static void User(VpnChannel const& channel)
        {
            using namespace Windows::Security::Credentials;
            try
            {
                auto const operation = channel.RequestCredentialsAsync(VpnCredentialType::UsernameOtpPin);
                VpnCredential const credential = operation.get();
                CHECK(channel, operation.Status() == AsyncStatus::Completed);
                IVpnCredential const base = credential;
                CHECK(channel, base.PasskeyCredential().UserName() == L"ada" && base.AdditionalPin() == L"42");
                CHECK(channel, !base.OldPasswordCredential() && !base.CertificateCredential());
                auto const third = channel.RequestCredentialsAsync(VpnCredentialType::UsernamePassword, static_cast<uint32_t>(VpnChannelRequestCredentialsOptions::None), nullptr).get();
                CHECK(channel, third.PasskeyCredential().UserName() == L"ada");
            }
            catch (hresult_canceled const&)
            {
                channel.LogDiagnosticMessage(L"nobody answers");
            }
            auto const health = channel.SystemHealth();
            Windows::Storage::Streams::Buffer const statement = health.StatementOfHealth();
            CHECK(channel, statement.Length() == 0);
        }

        void Disconnect(const VpnChannel& channel)
        {
            m_activity.revoke();
            channel.Stop();
        }
        void GetKeepAlivePayload(const VpnChannel&, VpnPacketBuffer&) { throw hresult_not_implemented(); }

        void Encapsulate(const VpnChannel& channel, const VpnPacketBufferList& packets, const VpnPacketBufferList& out)
        {
            uint32_t seen = 0;
            for (VpnPacketBuffer const& packet : packets) seen += packet.Buffer().Length();
            CHECK(channel, seen > 0 && packets.Status() == VpnPacketBufferStatus::Ok);
            while (packets.Size() != 0)
            {
                auto packet = packets.RemoveAtBegin();
                auto const buffer = packet.Buffer();
                CHECK(channel, buffer.Capacity() == 1512);
                auto const size = buffer.Length();
                buffer.Length(size + 2);
                auto* const bytes = buffer.data();
                std::memmove(bytes + 2, bytes, size);
                bytes[0] = static_cast<uint8_t>(size >> 8);
                bytes[1] = static_cast<uint8_t>(size);
                out.Append(std::move(packet));
            }
            out.Status(VpnPacketBufferStatus::Ok);
        }

        void Decapsulate(const VpnChannel& channel, const VpnPacketBuffer& wire, const VpnPacketBufferList& up, const VpnPacketBufferList&)
        {
            auto const buffer = wire.Buffer();
            m_rest.insert(m_rest.end(), buffer.data(), buffer.data() + buffer.Length());
            size_t at = 0;
            while (m_rest.size() - at >= 2)
            {
                size_t const size = m_rest[at] * 256u + m_rest[at + 1];
                if (m_rest.size() - at - 2 < size) break;
                VpnPacketBuffer const packet = channel.GetVpnReceivePacketBuffer();
                CHECK(channel, packet.Buffer().Capacity() == 1400 && packet.Buffer().Length() == 0);
                memcpy_s(packet.Buffer().data(), packet.Buffer().Capacity(), m_rest.data() + at + 2, size);
                packet.Buffer().Length(static_cast<uint32_t>(size));
                up.Append(packet);
                at += 2 + size;
            }
            m_rest.erase(m_rest.begin(), m_rest.begin() + static_cast<ptrdiff_t>(at));
        }

    private:
        std::vector<uint8_t> m_rest;
    };

    struct Task : winrt::implements<Task, Windows::ApplicationModel::Background::IBackgroundTask>
    {
        void Run(Windows::ApplicationModel::Background::IBackgroundTaskInstance const& instance)
        {
            auto d = instance.GetDeferral();
            static auto const plugIn = winrt::make<PlugIn>();
            VpnChannel::ProcessEventAsync(plugIn, instance.TriggerDetails());
            d.Complete();
        }
    };
}
