// SPDX-License-Identifier: Apache-2.0
// A third hand: one file, TLS over TCP, a thread of its own, the append and flush lane, events as members, no IDL.
#include <Windows.h>
#include <Robuffer.h>

#include <condition_variable>
#include <iostream>
#include <queue>
#include <set>
#include <thread>
#include <unordered_map>

#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Data.Xml.Dom.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Security.Cryptography.Certificates.h>
#include <winrt/Windows.Security.Cryptography.h>
#include <winrt/Windows.Storage.Streams.h>
#include <winrt/Windows.Storage.h>

namespace wf = winrt::Windows::Foundation;
namespace wn = winrt::Windows::Networking;
namespace ws = winrt::Windows::Networking::Sockets;
namespace wv = winrt::Windows::Networking::Vpn;
namespace wss = winrt::Windows::Storage::Streams;

class Packets final {
 public:
  void Push(wv::VpnPacketBuffer packet) {
    {
      std::lock_guard<winrt::slim_mutex> guard(m_lock);
      m_queue.push(std::move(packet));
    }
    m_ready.notify_one();
  }
  bool Pop(wv::VpnPacketBuffer& packet) {
    std::unique_lock<winrt::slim_mutex> guard(m_lock);
    m_ready.wait(guard, [this] { return m_stopped || !m_queue.empty(); });
    if (m_queue.empty()) return false;
    packet = m_queue.front();
    m_queue.pop();
    return true;
  }
  void Stop() {
    std::lock_guard<winrt::slim_mutex> guard(m_lock);
    m_stopped = true;
    m_ready.notify_all();
  }

 private:
  winrt::slim_mutex m_lock;
  std::condition_variable_any m_ready;
  std::queue<wv::VpnPacketBuffer> m_queue;
  bool m_stopped = false;
};

struct TernContext : winrt::implements<TernContext, wf::IInspectable> {
  Packets packets;
  std::thread worker;
  ws::StreamSocket socket{nullptr};
  winrt::event_token activity{};
  std::set<winrt::hstring> seen;
};

struct TernPlugIn : winrt::implements<TernPlugIn, wv::IVpnPlugIn, wv::IVpnPlugInReconnectTransport> {
  void Connect(wv::VpnChannel const& channel);
  void Disconnect(wv::VpnChannel const& channel);
  void GetKeepAlivePayload(wv::VpnChannel const&, wv::VpnPacketBuffer&) {}
  void Encapsulate(wv::VpnChannel const& channel, wv::VpnPacketBufferList const& packets,
                   wv::VpnPacketBufferList const& encapulatedPackets);
  void Decapsulate(wv::VpnChannel const& channel, wv::VpnPacketBuffer const& encapBuffer,
                   wv::VpnPacketBufferList const& decapsulatedPackets, wv::VpnPacketBufferList const& controlPacketsToSend);
  void ReconnectTransport(wv::VpnChannel const&, wf::IInspectable const&) { throw winrt::hresult_not_implemented(); }

 private:
  void OnActivity(wv::VpnChannel const& channel, wv::VpnChannelActivityStateChangedArgs const& args);
  std::unordered_map<std::wstring, std::wstring> m_settings;
};

static std::wstring Hex(DWORD value) {
  WCHAR text[16];
  swprintf_s(text, L"%08X", value);
  return text;
}

void TernPlugIn::Connect(wv::VpnChannel const& channel) {
  auto const context = winrt::make_self<TernContext>();
  try {
    for (auto const& uri : channel.Configuration().ServerUris()) m_settings[L"server"] = uri.Host();
    winrt::Windows::Data::Xml::Dom::XmlDocument xml;
    xml.LoadXml(channel.Configuration().CustomField());
    if (auto const node = xml.SelectSingleNode(L"/tern/port")) m_settings[L"port"] = node.InnerText();

    context->socket = ws::StreamSocket();
    context->socket.Control().NoDelay(true);
    context->socket.Control().IgnorableServerCertificateErrors().Append(
        winrt::Windows::Security::Cryptography::Certificates::ChainValidationResult::Untrusted);
    channel.AssociateTransport(context->socket, nullptr);
    wn::HostName const host{m_settings[L"server"]};
    context->socket.ConnectAsync(host, m_settings.at(L"port"), ws::SocketProtectionLevel::PlainSocket).get();
    context->socket.UpgradeToSslAsync(ws::SocketProtectionLevel::Tls12, host).get();

    wss::DataWriter writer(context->socket.OutputStream());
    writer.WriteString(L"TERN/1\r\n");
    writer.StoreAsync().get();
    writer.DetachStream();
    wss::DataReader reader(context->socket.InputStream());
    reader.InputStreamOptions(wss::InputStreamOptions::Partial);
    if (reader.LoadAsync(4).get() != 4) winrt::throw_hresult(HRESULT_FROM_WIN32(ERROR_INVALID_DATA));
    uint8_t version[4];
    reader.ReadBytes(version);
    reader.DetachStream();

    context->activity = channel.ActivityStateChange({get_weak(), &TernPlugIn::OnActivity});
    auto const addresses = winrt::single_threaded_vector<wn::HostName>({wn::HostName(L"10.20.0.2")});
    wv::VpnNamespaceAssignment names;
    names.NamespaceList().Append(wv::VpnNamespaceInfo(L".corp.example", std::vector<wn::HostName>{wn::HostName(L"10.20.0.1")}, nullptr));
    std::array<uint8_t, 8> const id{0, 1, 2, 3, 4, 5, 6, 7};
    channel.Start(addresses.GetView(), nullptr, wv::VpnInterfaceId(id), wv::VpnRouteAssignment(), names, 1400u, 1500u, false,
                  context->socket, nullptr);
    context->worker = std::thread([context, channel] {
      wv::VpnPacketBuffer packet{nullptr};
      while (context->packets.Pop(packet)) {
        channel.AppendVpnSendPacketBuffer(packet);
        channel.FlushVpnSendPacketBuffers();
      }
    });
    channel.PlugInContext(*context);
  } catch (winrt::hresult_error const& e) {
    channel.LogDiagnosticMessage(L"tern: " + Hex(e.code()) + L" " + e.message());
    channel.TerminateConnection(e.message().c_str());
  } catch (std::out_of_range const& e) {
    OutputDebugStringA(e.what());
    channel.SetErrorMessage(winrt::to_hstring(e.what()));
    throw winrt::hresult_invalid_argument(L"a setting is missing");
  }
}

void TernPlugIn::Disconnect(wv::VpnChannel const& channel) {
  if (auto const context = channel.PlugInContext().try_as<TernContext>()) {
    channel.ActivityStateChange(context->activity);
    context->packets.Stop();
    if (context->worker.joinable()) context->worker.join();
  }
  channel.Stop();
}

void TernPlugIn::Encapsulate(wv::VpnChannel const& channel, wv::VpnPacketBufferList const& packets, wv::VpnPacketBufferList const&) {
  auto const context = channel.PlugInContext().as<TernContext>();
  for (uint32_t n = packets.Size(); n--;) context->packets.Push(packets.RemoveAtBegin());
}

void TernPlugIn::Decapsulate(wv::VpnChannel const& channel, wv::VpnPacketBuffer const& encapBuffer, wv::VpnPacketBufferList const&,
                             wv::VpnPacketBufferList const&) {
  BYTE* bytes = nullptr;
  auto const access = encapBuffer.Buffer().as<::Windows::Storage::Streams::IBufferByteAccess>();
  winrt::check_hresult(access->Buffer(&bytes));
  wv::VpnPacketBuffer packet = channel.GetVpnReceivePacketBuffer();
  auto const size = std::min<UINT32>(encapBuffer.Buffer().Length(), packet.Buffer().Capacity());
  CopyMemory(packet.Buffer().data(), bytes, size);
  packet.Buffer().Length(size);
  channel.AppendVpnReceivePacketBuffer(packet);
  channel.FlushVpnReceivePacketBuffers();
}

void TernPlugIn::OnActivity(wv::VpnChannel const&, wv::VpnChannelActivityStateChangedArgs const& args) {
#if __cplusplus < 202002L
  std::cout << L"activity ";  // prints an address, as the author never noticed
#endif
  std::cout << static_cast<int>(args.ActivityState()) << std::endl;
}

struct TernTask : winrt::implements<TernTask, winrt::Windows::ApplicationModel::Background::IBackgroundTask> {
  void Run(winrt::Windows::ApplicationModel::Background::IBackgroundTaskInstance const& taskInstance) {
    auto deferral = taskInstance.GetDeferral();
    auto const properties = winrt::Windows::ApplicationModel::Core::CoreApplication::Properties();
    wv::IVpnPlugIn plugIn{nullptr};
    if (properties.HasKey(L"tern")) {
      plugIn = properties.Lookup(L"tern").as<wv::IVpnPlugIn>();
    } else {
      plugIn = winrt::make<TernPlugIn>();
      properties.Insert(L"tern", plugIn);
    }
    wv::VpnChannel::ProcessEventAsync(plugIn, taskInstance.TriggerDetails());
    deferral.Complete();
  }
};
