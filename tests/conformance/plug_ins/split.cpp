// SPDX-License-Identifier: Apache-2.0
// Split tunnelling: many routes and filters from an XML profile, JSON-free, name rules, app ids; sends packets as they are over UDP.
#include <windows.h>
#include "winrt/Windows.Foundation.h"
#include "winrt/Windows.Foundation.Collections.h"
#include "winrt/Windows.ApplicationModel.Background.h"
#include "winrt/Windows.ApplicationModel.Core.h"
#include "winrt/Windows.Data.Xml.Dom.h"
#include "winrt/Windows.Networking.h"
#include "winrt/Windows.Networking.Sockets.h"
#include "winrt/Windows.Networking.Vpn.h"
#include "winrt/Windows.Storage.Streams.h"
#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

namespace winrt { using namespace Windows::Networking::Vpn; using namespace Windows::Networking; using namespace Windows::Networking::Sockets; }
namespace wf = winrt::Windows::Foundation;
namespace wfc = winrt::Windows::Foundation::Collections;
namespace xml = winrt::Windows::Data::Xml::Dom;
namespace bg = winrt::Windows::ApplicationModel::Background;

namespace {

struct Profile {
  winrt::VpnRouteAssignment routes;
  winrt::VpnTrafficFilterAssignment filters;
  winrt::VpnDomainNameAssignment names;
  std::vector<winrt::HostName> v4, v6;
};

winrt::hstring attribute(xml::IXmlNode const& node, std::wstring_view name, winrt::hstring const& otherwise = {}) {
  if (auto const item = node.Attributes().GetNamedItem(name)) return item.InnerText();
  return otherwise;
}

std::vector<winrt::hstring> words(winrt::hstring const& text) {
  std::vector<winrt::hstring> out;
  std::wstring word;
  for (wchar_t const c : text) {
    if (c == L' ' || c == L'\n' || c == L'\t') {
      if (!word.empty()) out.emplace_back(std::exchange(word, {}));
    } else
      word.push_back(c);
  }
  if (!word.empty()) out.push_back(winrt::hstring(word));
  return out;
}

winrt::VpnRoute route(winrt::hstring const& cidr) {
  std::wstring_view const view{cidr};
  auto const slash = view.find(L'/');
  winrt::VpnRoute result{winrt::HostName(view.substr(0, slash)), 0};
  uint8_t bits = view.find(L':') == view.npos ? 32 : 128;
  if (slash != view.npos) bits = static_cast<uint8_t>(std::stoi(std::wstring(view.substr(slash + 1))));
  result.PrefixSize(bits);
  return result;
}

void readRoutes(xml::XmlDocument const& document, Profile& profile) {
  for (xml::IXmlNode const& node : document.SelectNodes(L"/split/routes/route")) {
    auto const made = route(node.InnerText());
    bool const six = made.Address().Type() == winrt::HostNameType::Ipv6;
    bool const excluded = attribute(node, L"kind") == L"exclude";
    auto& routes = profile.routes;
    auto list = excluded ? (six ? routes.Ipv6ExclusionRoutes() : routes.Ipv4ExclusionRoutes())
                         : (six ? routes.Ipv6InclusionRoutes() : routes.Ipv4InclusionRoutes());
    list.Append(made);
  }
  auto const nodes = document.GetElementsByTagName(L"address");
  for (uint32_t i = 0; i < nodes.Size(); ++i) {
    winrt::HostName host{nodes.GetAt(i).InnerText()};
    switch (host.Type()) {
      case winrt::HostNameType::Ipv4: profile.v4.push_back(host); break;
      case winrt::HostNameType::Ipv6: profile.v6.push_back(host); break;
      default: throw winrt::hresult_invalid_argument(L"address: " + host.ToString());
    }
  }
}

void readNames(xml::XmlDocument const& document, Profile& profile) {
  for (auto const& node : document.SelectNodes(L"//name")) {
    auto servers = winrt::single_threaded_vector<winrt::HostName>();
    for (auto const& word : words(attribute(node, L"dns"))) servers.Append(winrt::HostName{word});
    auto const kind = attribute(node, L"exact") == L"yes" ? winrt::VpnDomainNameType::FullyQualified : winrt::VpnDomainNameType::Suffix;
    winrt::VpnDomainNameInfo info{node.InnerText(), kind, servers, wfc::IIterable<winrt::HostName>{nullptr}};
    if (info.DnsServers().Size() != servers.Size()) throw winrt::hresult_error(E_UNEXPECTED);
    profile.names.DomainNameList().Append(info);
  }
  profile.names.ProxyAutoConfigurationUri(nullptr);
}

void readFilters(xml::XmlDocument const& document, Profile& profile) {
  static std::map<std::wstring, winrt::VpnIPProtocol, std::less<>> const protocols{
      {L"tcp", winrt::VpnIPProtocol::Tcp}, {L"udp", winrt::VpnIPProtocol::Udp}, {L"icmp", winrt::VpnIPProtocol::Icmp}, {L"icmp6", winrt::VpnIPProtocol::Ipv6Icmp}};
  for (auto const node : document.SelectNodes(L"/split/filters/filter")) {
    winrt::VpnAppId app{nullptr};
    if (auto const path = attribute(node, L"app"); !path.empty()) app = winrt::VpnAppId{winrt::VpnAppIdType::FilePath, path};
    winrt::VpnTrafficFilter filter(app);
    if (auto const found = protocols.find(std::wstring_view(attribute(node, L"protocol"))); found != protocols.end()) filter.Protocol(found->second);
    filter.RoutingPolicyType(winrt::VpnRoutingPolicyType::SplitRouting);
    if (auto const ports = attribute(node, L"ports"); !ports.empty()) filter.RemotePortRanges().Append(ports);
    for (auto const& range : words(attribute(node, L"to"))) filter.RemoteAddressRanges().Append(range);
    profile.filters.TrafficFilterList().Append(filter);
  }
  auto list = profile.filters.TrafficFilterList().GetView();
  std::vector<winrt::VpnTrafficFilter> copies(list.Size(), nullptr);
  auto const got = list.GetMany(0, copies);
  if (got != copies.size() || std::any_of(copies.begin(), copies.end(), [](auto const& filter) { return !filter; })) winrt::throw_hresult(E_BOUNDS);
}

class Split : public winrt::implements<Split, winrt::IVpnPlugIn, winrt::non_agile, winrt::no_weak_ref> {
 public:
  void Connect(winrt::VpnChannel channel) {
    xml::XmlDocument document;
    document.LoadXml(channel.Configuration().CustomField());
    Profile profile;
    readRoutes(document, profile);
    readNames(document, profile);
    readFilters(document, profile);
    profile.routes.ExcludeLocalSubnets(attribute(document.DocumentElement(), L"local", L"in") == L"out");
    winrt::DatagramSocket main;
    channel.AssociateTransport(main, {});
    auto hosts = channel.Configuration().ServerHostNameList();
    std::vector<winrt::HostName> servers{begin(hosts), end(hosts)};
    main.ConnectAsync(servers.back(), channel.Configuration().ServerServiceName()).get();
    channel.StartWithTrafficFilter(profile.v4, profile.v6, nullptr, profile.routes, profile.names, 1400, 1500, false, main, nullptr, profile.filters);
  }
  void Disconnect(winrt::VpnChannel channel) { channel.Stop(); }
  void GetKeepAlivePayload(winrt::VpnChannel const&, winrt::VpnPacketBuffer& out) { out = {nullptr}; }
  void Encapsulate(winrt::VpnChannel const&, winrt::VpnPacketBufferList const& packets, winrt::VpnPacketBufferList const& out) {
    while (packets.Size()) {
      auto packet = packets.RemoveAtEnd();
      if (auto const app = packet.AppId()) m_apps.insert(std::wstring{app.Value()});
      out.AddAtBegin(std::move(packet));
    }
  }
  void Decapsulate(winrt::VpnChannel const& channel, winrt::VpnPacketBuffer const& wire, winrt::VpnPacketBufferList const& up, winrt::VpnPacketBufferList const&) {
    auto const from = wire.Buffer();
    auto packet = channel.GetVpnReceivePacketBuffer();
    auto to = packet.Buffer();
    if (from.Length() > to.Capacity()) return;
    std::copy_n(from.data(), from.Length(), to.data());
    to.Length(from.Length());
    up.Append(packet);
  }

 private:
  std::set<std::wstring> m_apps;
};

}  // namespace

struct SplitTask : winrt::implements<SplitTask, bg::IBackgroundTask> {
  void Run(bg::IBackgroundTaskInstance const& instance) {
    auto const deferral = instance.GetDeferral();
    auto const properties = winrt::Windows::ApplicationModel::Core::CoreApplication::Properties();
    if (!properties.HasKey(L"split")) properties.Insert(L"split", winrt::make<Split>());
    winrt::VpnChannel::ProcessEventAsync(properties.Lookup(L"split"), instance.TriggerDetails());
    deferral.Complete();
  }
};
