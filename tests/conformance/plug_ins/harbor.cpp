// SPDX-License-Identifier: Apache-2.0
// A datagram tunnel in the manner of coroutines: the greeting is awaited through events that revoke themselves, the settings are XML.
#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Data.Xml.Dom.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Networking.h>
#include <winrt/Windows.Security.Cryptography.h>
#include <winrt/Windows.Storage.Streams.h>
#include <windows.h>
#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace harbor
{
    using namespace std::literals;
    namespace wf = winrt::Windows::Foundation;
    namespace wfc = winrt::Windows::Foundation::Collections;
    namespace wss = winrt::Windows::Storage::Streams;
    namespace net = winrt::Windows::Networking;
    namespace vpn = winrt::Windows::Networking::Vpn;
    namespace xml = winrt::Windows::Data::Xml::Dom;
    using winrt::hstring;
    using net::Sockets::DatagramSocket;
    using net::Sockets::DatagramSocketMessageReceivedEventArgs;
    using winrt::Windows::Security::Cryptography::BinaryStringEncoding;
    using winrt::Windows::Security::Cryptography::CryptographicBuffer;

    struct Settings
    {
        hstring key{ L"none" };
        uint32_t mtu{ 1400 };
        std::vector<net::HostName> addresses;
        wfc::IMap<hstring, hstring> extras = winrt::single_threaded_map<hstring, hstring>();

        static Settings Parse(hstring const& text)
        {
            Settings result;
            xml::XmlDocument document;
            document.LoadXml(text);
            xml::XmlElement const root = document.DocumentElement();
            if (root.TagName() != L"harbor") throw winrt::hresult_invalid_argument(L"not mine: " + root.TagName());
            if (auto const key = root.GetAttribute(L"key"); !key.empty()) result.key = key;
            for (xml::IXmlNode const node : root.SelectNodes(L"address")) result.addresses.emplace_back(node.InnerText());
            if (auto node = root.SelectSingleNode(L"mtu")) result.mtu = static_cast<uint32_t>(std::stoul(winrt::to_string(node.InnerText())));
            for (auto&& child : root.ChildNodes())
            {
                if (child.NodeType() != xml::NodeType::ElementNode || child.NodeName() != L"extra") continue;
                auto const element = child.as<xml::XmlElement>();
                result.extras.Insert(element.GetAttribute(L"name"), element.InnerText());
            }
            return result;
        }
    };

    struct Context : winrt::implements<Context, wf::IInspectable>
    {
        winrt::slim_mutex lock;
        uint64_t sent = 0, received = 0;
        Settings settings;
    };

    struct PlugIn : winrt::implements<PlugIn, vpn::IVpnPlugIn>
    {
        void Connect(vpn::VpnChannel const& channel) try
        {
            auto context = winrt::make_self<Context>();
            context->settings = Settings::Parse(channel.Configuration().CustomField());
            channel.PlugInContext(*context);
            for (auto const& [name, value] : context->settings.extras.GetView()) channel.LogDiagnosticMessage(L"extra " + name + L'=' + value);
            ConnectAsync(channel, *context).get();
        }
        catch (winrt::hresult_error const& error)
        {
            channel.SetErrorMessage(L"harbor: " + error.message());
            channel.TerminateConnection(error.message());
        }

        wf::IAsyncAction ConnectAsync(vpn::VpnChannel channel, Context& context)
        {
            auto const strong = get_strong();
            auto const keep = context.get_strong();
            winrt::agile_ref<vpn::VpnChannel> agile{ channel };
            co_await winrt::resume_background();
            DatagramSocket socket;
            socket.Control().QualityOfService(net::Sockets::SocketQualityOfService::LowLatency);
            socket.Control().DontFragment(true);
            channel.AssociateTransport(socket, nullptr);
            auto const servers = channel.Configuration().ServerHostNameList();
            winrt::handle answered{ ::CreateEventW(nullptr, TRUE, FALSE, nullptr) };
            winrt::check_bool(static_cast<bool>(answered));
            hstring answer;
            auto revoker = socket.MessageReceived(winrt::auto_revoke, [&answer, event = answered.get()](DatagramSocket const&, DatagramSocketMessageReceivedEventArgs const& args) {
                auto reader = args.GetDataReader();
                reader.UnicodeEncoding(wss::UnicodeEncoding::Utf8);
                answer = reader.ReadString(reader.UnconsumedBufferLength());
                ::SetEvent(event);
            });
            co_await socket.ConnectAsync(servers.GetAt(0), channel.Configuration().ServerServiceName());
            wss::DataWriter writer{ socket.OutputStream() };
            auto const secret = CryptographicBuffer::ConvertStringToBinary(context.settings.key, BinaryStringEncoding::Utf8);
            writer.ByteOrder(wss::ByteOrder::LittleEndian);
            writer.WriteUInt16(static_cast<uint16_t>(secret.Length()));
            writer.WriteBuffer(secret);
            writer.WriteString(CryptographicBuffer::EncodeToBase64String(secret));
            co_await writer.StoreAsync();
            writer.DetachStream();
            if (!co_await winrt::resume_on_signal(answered.get(), 30s)) throw winrt::hresult_error(HRESULT_FROM_WIN32(ERROR_TIMEOUT), L"no answer");
            revoker.revoke();
            if (answer != L"aye") throw winrt::hresult_access_denied(answer);
            Begin(agile.get(), socket, context.settings);
        }

        static void Begin(vpn::VpnChannel const& channel, DatagramSocket const& socket, Settings& settings)
        {
            vpn::VpnRouteAssignment routes;
            routes.Ipv4InclusionRoutes({ winrt::single_threaded_vector<vpn::VpnRoute>({ { net::HostName{ L"0.0.0.0" }, static_cast<uint8_t>(1) }, { net::HostName{ L"128.0.0.0" }, static_cast<uint8_t>(1) } }) });
            routes.ExcludeLocalSubnets(true);
            std::vector<net::HostName> v4, v6;
            std::partition_copy(settings.addresses.begin(), settings.addresses.end(), std::back_inserter(v4), std::back_inserter(v6), [](auto& name) { return name.Type() == net::HostNameType::Ipv4; });
            channel.StartWithMainTransport(v4, std::move(v6), nullptr, routes, nullptr, settings.mtu, settings.mtu + 16, false, socket);
        }

        void Disconnect(vpn::VpnChannel const& channel)
        {
            if (auto context = channel.PlugInContext().try_as<Context>())
            {
                winrt::slim_shared_lock_guard const guard{ context->lock };
                channel.LogDiagnosticMessage(L"sent " + winrt::to_hstring(context->sent) + L" received " + winrt::to_hstring(context->received));
            }
            channel.Stop();
            channel.PlugInContext(nullptr);
        }

        void GetKeepAlivePayload(vpn::VpnChannel const&, vpn::VpnPacketBuffer& packet) { packet = nullptr; }

        void Encapsulate(vpn::VpnChannel const& channel, vpn::VpnPacketBufferList const& packets, vpn::VpnPacketBufferList const& encapulated)
        {
            auto context = winrt::get_self<Context>(channel.PlugInContext());
            for (auto left = packets.Size(); left; --left)
            {
                auto const plain = packets.RemoveAtBegin();
                auto const frame = channel.GetVpnSendPacketBuffer();
                auto const from = plain.Buffer();
                auto const to = frame.Buffer();
                to.Length(from.Length() + 8);
                winrt::array_view<uint8_t> bytes{ to.data(), to.data() + to.Length() };
                winrt::slim_lock_guard const guard{ context->lock };
                uint64_t number = ++context->sent;
                for (int at = 7; at >= 0; --at, number >>= 8) bytes[static_cast<uint32_t>(at)] = static_cast<uint8_t>(number);
                std::copy_n(from.data(), from.Length(), bytes.begin() + 8);
                encapulated.Append(frame);
                packets.Append(plain);
            }
        }

        void Decapsulate(vpn::VpnChannel const& channel, vpn::VpnPacketBuffer const& encapBuffer, vpn::VpnPacketBufferList const& decapsulated, vpn::VpnPacketBufferList const& control)
        {
            auto const reader = wss::DataReader::FromBuffer(encapBuffer.Buffer());
            if (reader.UnconsumedBufferLength() < 8) return;
            auto const number = reader.ReadUInt64();
            auto const size = reader.UnconsumedBufferLength();
            if (size == 0)
            {
                auto pong{ channel.GetVpnSendPacketBuffer() };
                wss::DataWriter writer;
                writer.WriteUInt64(~number);
                auto const made = writer.DetachBuffer();
                std::copy_n(made.data(), made.Length(), pong.Buffer().data());
                pong.Buffer().Length(made.Length());
                control.Append(pong);
                return;
            }
            vpn::VpnPacketBuffer packet{ nullptr };
            channel.RequestVpnPacketBuffer(vpn::VpnDataPathType::Receive, packet);
            if (size > packet.Buffer().Capacity()) throw winrt::hresult_out_of_bounds();
            packet.Buffer().Length(size);
            reader.ReadBytes({ packet.Buffer().data(), packet.Buffer().data() + size });
            decapsulated.Append(packet);
            auto context = winrt::get_self<Context>(channel.PlugInContext())->get_strong();
            winrt::slim_lock_guard const guard{ context->lock };
            ++context->received;
        }
    };

    struct Task : winrt::implements<Task, winrt::Windows::ApplicationModel::Background::IBackgroundTask>
    {
        void Run(winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance const& instance)
        {
            auto const deferral = instance.GetDeferral();
            auto const properties = winrt::Windows::ApplicationModel::Core::CoreApplication::Properties();
            auto plugIn = properties.TryLookup(L"harbor").try_as<vpn::IVpnPlugIn>();
            if (plugIn == nullptr)
            {
                plugIn = winrt::make<PlugIn>();
                properties.Insert(L"harbor", plugIn);
            }
            vpn::VpnChannel::ProcessEventAsync(plugIn, instance.TriggerDetails());
            deferral.Complete();
        }
    };
}
