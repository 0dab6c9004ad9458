// SPDX-License-Identifier: Apache-2.0
// Sealed datagrams in place: keys from ApplicationData and a boxed PlugInContext class, security associations in a map, noexcept callbacks.
#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Security.Cryptography.h>
#include <winrt/Windows.Storage.Streams.h>
#include <winrt/Windows.Storage.h>
#include <Windows.h>
#include <map>
#include <shared_mutex>

using namespace winrt;
using namespace winrt::Windows::ApplicationModel::Background;
using namespace winrt::Windows::ApplicationModel::Core;
using namespace winrt::Windows::Foundation;
using namespace winrt::Windows::Foundation::Collections;
using namespace winrt::Windows::Networking;
using namespace winrt::Windows::Networking::Sockets;
using namespace winrt::Windows::Networking::Vpn;
using namespace winrt::Windows::Security::Cryptography;
using namespace winrt::Windows::Storage;
using namespace winrt::Windows::Storage::Streams;

namespace Sealed {

inline constexpr uint32_t kHeader = 8, kTrailer = 2, kTag = 12;

struct SecurityAssociation
{
  uint32_t spi = 0;
  uint32_t sequence = 0;
  com_array<uint8_t> key;

  void Mix(uint8_t *data, uint32_t size, uint32_t number) const noexcept
  {
    for (uint32_t i = 0; i < size; i++) data[i] ^= key[i % key.size()] ^ uint8_t(number >> (i % 4 * 8));
  }
  uint64_t Tag(uint8_t const *data, uint32_t size) const noexcept
  {
    uint64_t hash = 0xcbf29ce484222325u;
    for (auto byte : key) hash = (hash ^ byte) * 0x100000001b3u;
    for (uint32_t i = 0; i < size; i++) hash = (hash ^ data[i]) * 0x100000001b3u;
    return hash;
  }
};

// Lives in the channel's PlugInContext.
struct Context : implements<Context, winrt::Windows::Foundation::IInspectable>
{
  ~Context()
  {
    for (auto &[spi, sa] : in) SecureZeroMemory(sa.key.data(), sa.key.size());
  }
  std::shared_mutex lock;
  std::map<uint32_t, SecurityAssociation> in;
  SecurityAssociation out;
  DatagramSocket socket{nullptr};
};

static void Put32(uint8_t *at, uint32_t value) noexcept
{
  for (int i = 3; i >= 0; i--, value >>= 8) at[i] = uint8_t(value);
}
static uint32_t Get32(uint8_t const *at) noexcept { return uint32_t(at[0]) << 24 | at[1] << 16 | at[2] << 8 | at[3]; }

class PlugIn : public implements<PlugIn, IVpnPlugIn>
{
public:
  void Connect(VpnChannel const &channel)
  {
    auto context = make_self<Context>();
    hstring secret = channel.Configuration().CustomField();
    auto values = ApplicationData::Current().LocalSettings().Values();
    if (secret.empty()) secret = unbox_value_or<hstring>(values.TryLookup(L"secret"), L"0011223344");
    values.Insert(L"secret", box_value(secret));
    values.Insert(L"dials", box_value(unbox_value_or<int32_t>(values.TryLookup(L"dials"), 0) + 1));
    IBuffer key = CryptographicBuffer::DecodeFromHexString(secret);
    com_array<uint8_t> bytes;
    CryptographicBuffer::CopyToByteArray(key, bytes);
    context->out.spi = 0x1001;
    context->out.key = com_array<uint8_t>(bytes.begin(), bytes.end());
    auto &sa = context->in[0x1001];
    sa.spi = 0x1001;
    sa.key = com_array<uint8_t>(bytes.begin(), bytes.end());

    context->socket = DatagramSocket{};
    channel.AssociateTransport(context->socket, nullptr);
    Uri const uri = channel.Configuration().ServerUris().GetAt(0);
    context->socket.BindServiceNameAsync(L"").get();
    auto const action = context->socket.ConnectAsync(HostName{uri.Host()}, to_hstring(uri.Port()));
    action.get();
    if (action.Status() != AsyncStatus::Completed) throw hresult_error(action.ErrorCode());

    channel.PlugInContext(*context);
    VpnRouteAssignment routes{};
    IVector<VpnRoute> list = single_threaded_vector<VpnRoute>({VpnRoute{{L"10.64.0.0"}, 10}, VpnRoute{HostName{L"192.0.2.0"}, 24}});
    routes.Ipv4InclusionRoutes(list);
    std::vector<HostName> addresses{HostName{L"10.64.0.2"}};
    channel.Start(single_threaded_vector(std::move(addresses)).GetView(), nullptr, nullptr, routes, VpnNamespaceAssignment{}, 1400, 1500, false,
                  context->socket, nullptr);
  }

  void Disconnect(VpnChannel const &channel) noexcept
  try
  {
    channel.PlugInContext(nullptr);
    channel.Stop();
  }
  catch (...)
  {
    channel.LogDiagnosticMessage(hresult_error(to_hresult(), take_ownership_from_abi).message());
  }

  void GetKeepAlivePayload(VpnChannel const &channel, VpnPacketBuffer &keepAlivePacket)
  {
    keepAlivePacket = channel.GetVpnSendPacketBuffer();
    auto buffer = keepAlivePacket.Buffer();
    *buffer.data() = 0xff;
    buffer.Length(1);
  }

  void Encapsulate(VpnChannel const &channel, VpnPacketBufferList const &packets, VpnPacketBufferList const &encapulatedPackets)
  {
    auto context = get_self<Context>(channel.PlugInContext());
    std::unique_lock lock{context->lock};
    auto &sa = context->out;
    for (auto count = packets.Size(); count--;)
    {
      VpnPacketBuffer packet = packets.RemoveAtBegin();
      auto buffer = packet.Buffer();
      uint32_t size = buffer.Length();
      uint32_t pad = (4 - (size + kTrailer) % 4) % 4;
      if (size + kHeader + pad + kTrailer + kTag > buffer.Capacity()) { packets.Append(packet); continue; }
      uint8_t *data = buffer.data();
      uint8_t const next = data[0] >> 4 == 6 ? 41 : 4;
      std::memmove(data + kHeader, data, size);
      for (uint32_t i = 0; i < pad; i++) data[kHeader + size + i] = uint8_t(i + 1);
      data[kHeader + size + pad] = uint8_t(pad);
      data[kHeader + size + pad + 1] = next;
      uint32_t const number = ++sa.sequence;
      Put32(data, sa.spi);
      Put32(data + 4, number);
      uint32_t const covered = size + pad + kTrailer;
      sa.Mix(data + kHeader, covered, number);
      uint64_t const tag = sa.Tag(data, kHeader + covered);
      std::memcpy(data + kHeader + covered, &tag, 8);
      std::memset(data + kHeader + covered + 8, 0, kTag - 8);
      buffer.Length(kHeader + covered + kTag);
      encapulatedPackets.Append(packet);
    }
  }

  void Decapsulate(VpnChannel const &channel, VpnPacketBuffer const &encapBuffer, VpnPacketBufferList const &decapsulatedPackets, VpnPacketBufferList const &)
  {
    auto context = get_self<Context>(channel.PlugInContext());
    std::shared_lock lock{context->lock};
    auto buffer = encapBuffer.Buffer();
    uint32_t const size = buffer.Length();
    if (size < kHeader + kTrailer + kTag) return;
    uint8_t *data = buffer.data();
    auto const found = context->in.find(Get32(data));
    if (found == context->in.end()) return;
    auto const &sa = found->second;
    uint64_t tag;
    std::memcpy(&tag, data + size - kTag, 8);
    if (tag != sa.Tag(data, size - kTag)) return;
    sa.Mix(data + kHeader, size - kHeader - kTag, Get32(data + 4));
    uint32_t const pad = data[size - kTag - 2];
    if (pad + kHeader + kTrailer + kTag > size) return;
    // in place: the wire buffer itself goes up
    uint32_t const inner = size - kHeader - kTrailer - kTag - pad;
    std::memmove(data, data + kHeader, inner);
    buffer.Length(inner);
    decapsulatedPackets.Append(encapBuffer);
  }
};

struct Task : implements<Task, IBackgroundTask>
{
  void Run(IBackgroundTaskInstance const &instance)
  {
    auto deferral = instance.GetDeferral();
    auto properties = CoreApplication::Properties();
    auto plugIn = properties.TryLookup(L"sealed");
    if (!plugIn)
    {
      plugIn = make<PlugIn>().as<winrt::Windows::Foundation::IInspectable>();
      properties.Insert(L"sealed", plugIn);
    }
    VpnChannel::ProcessEventAsync(plugIn, instance.TriggerDetails());
    deferral.Complete();
  }
};

}  // namespace Sealed
