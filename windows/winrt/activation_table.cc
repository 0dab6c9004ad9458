// SPDX-License-Identifier: Apache-2.0
#include "winrt/activation_table.h"

#include <map>
#include <mutex>
#include <vector>

#include "exec/mutex.h"

namespace penstock::projection {
namespace {

struct Entry {
  std::wstring_view name;
  FactoryMaker make;
};

constexpr Entry kClasses[] = {
    {L"Windows.ApplicationModel.Core.CoreApplication", make_core_application_factory},
    {L"Windows.Data.Xml.Dom.XmlDocument", make_xml_document_factory},
    {L"Windows.Foundation.Collections.PropertySet", make_property_set_factory},
    {L"Windows.Foundation.Collections.StringMap", make_string_map_factory},
    {L"Windows.Foundation.Collections.ValueSet", make_value_set_factory},
    {L"Windows.Foundation.GuidHelper", make_guid_helper_factory},
    {L"Windows.Foundation.PropertyValue", make_property_value_factory},
    {L"Windows.Foundation.Uri", make_uri_factory},
    {L"Windows.Networking.EndpointPair", make_endpoint_pair_factory},
    {L"Windows.Networking.HostName", make_host_name_factory},
    {L"Windows.Networking.Sockets.DatagramSocket", make_datagram_socket_factory},
    {L"Windows.Networking.Sockets.StreamSocket", make_stream_socket_factory},
    {L"Windows.Networking.Sockets.StreamSocketListener", make_stream_socket_listener_factory},
    {L"Windows.Networking.Vpn.VpnAppId", make_vpn_app_id_factory},
    {L"Windows.Networking.Vpn.VpnChannel", make_vpn_channel_statics},
    {L"Windows.Networking.Vpn.VpnCustomCheckBox", make_custom_check_box_factory},
    {L"Windows.Networking.Vpn.VpnCustomComboBox", make_custom_combo_box_factory},
    {L"Windows.Networking.Vpn.VpnCustomEditBox", make_custom_edit_box_factory},
    {L"Windows.Networking.Vpn.VpnCustomErrorBox", make_custom_error_box_factory},
    {L"Windows.Networking.Vpn.VpnCustomPromptBooleanInput", make_prompt_boolean_input_factory},
    {L"Windows.Networking.Vpn.VpnCustomPromptOptionSelector", make_prompt_option_selector_factory},
    {L"Windows.Networking.Vpn.VpnCustomPromptText", make_prompt_text_factory},
    {L"Windows.Networking.Vpn.VpnCustomPromptTextInput", make_prompt_text_input_factory},
    {L"Windows.Networking.Vpn.VpnCustomTextBox", make_custom_text_box_factory},
    {L"Windows.Networking.Vpn.VpnDomainNameAssignment", make_vpn_domain_name_assignment_factory},
    {L"Windows.Networking.Vpn.VpnDomainNameInfo", make_vpn_domain_name_info_factory},
    {L"Windows.Networking.Vpn.VpnInterfaceId", make_vpn_interface_id_factory},
    {L"Windows.Networking.Vpn.VpnManagementAgent", make_vpn_management_agent_factory},
    {L"Windows.Networking.Vpn.VpnNamespaceAssignment", make_vpn_namespace_assignment_factory},
    {L"Windows.Networking.Vpn.VpnNamespaceInfo", make_vpn_namespace_info_factory},
    {L"Windows.Networking.Vpn.VpnNativeProfile", make_vpn_native_profile_factory},
    {L"Windows.Networking.Vpn.VpnPacketBuffer", make_vpn_packet_buffer_factory},
    {L"Windows.Networking.Vpn.VpnPlugInProfile", make_vpn_plug_in_profile_factory},
    {L"Windows.Networking.Vpn.VpnRoute", make_vpn_route_factory},
    {L"Windows.Networking.Vpn.VpnRouteAssignment", make_vpn_route_assignment_factory},
    {L"Windows.Networking.Vpn.VpnTrafficFilter", make_vpn_traffic_filter_factory},
    {L"Windows.Networking.Vpn.VpnTrafficFilterAssignment", make_vpn_traffic_filter_assignment_factory},
    {L"Windows.Security.Credentials.PasswordCredential", make_password_credential_factory},
    {L"Windows.Security.Cryptography.CryptographicBuffer", make_cryptographic_buffer_factory},
    {L"Windows.Storage.AccessCache.StorageApplicationPermissions", make_storage_permissions_factory},
    {L"Windows.Storage.ApplicationData", make_application_data_factory},
    {L"Windows.Storage.FileIO", make_file_io_factory},
    {L"Windows.Storage.StorageFile", make_storage_file_factory},
    {L"Windows.Storage.StorageFolder", make_storage_folder_factory},
    {L"Windows.Storage.Streams.Buffer", make_buffer_factory},
    {L"Windows.Storage.Streams.DataReader", make_data_reader_factory},
    {L"Windows.Storage.Streams.DataWriter", make_data_writer_factory},
    {L"Windows.Storage.Streams.InMemoryRandomAccessStream", make_memory_stream_factory},
    {L"Windows.System.Threading.ThreadPool", make_thread_pool_factory},
    {L"Windows.System.Threading.ThreadPoolTimer", make_thread_pool_timer_factory},
};

exec::Mutex lock;
std::vector<ClassSource>& sources() {
  static std::vector<ClassSource> list;
  return list;
}
std::map<std::wstring_view, Factory>& made() {
  static std::map<std::wstring_view, Factory> list;
  return list;
}

Factory find_made(std::wstring_view name) {
  std::lock_guard guard(lock);
  auto const found = made().find(name);
  return found == made().end() ? Factory{nullptr} : found->second;
}

}  // namespace

void add_class_source(ClassSource source) {
  std::lock_guard guard(lock);
  sources().push_back(source);
}

Factory find_factory(std::wstring_view name) {
  if (auto known = find_made(name)) return known;
  for (auto const& entry : kClasses) {
    if (entry.name != name) continue;
    auto factory = entry.make();
    std::lock_guard guard(lock);
    return made().emplace(entry.name, std::move(factory)).first->second;
  }
  std::vector<ClassSource> others;
  {
    std::lock_guard guard(lock);
    others = sources();
  }
  for (auto const source : others)
    if (auto factory = source(name)) return factory;
  return nullptr;
}

}  // namespace penstock::projection

std::int32_t penstock_winrt_activation_factory(void* name, void const* iid, void** factory) noexcept try {
  *factory = nullptr;
  auto const& text = winrt::impl::borrow<winrt::hstring>(name);
  auto const found = penstock::projection::find_factory(text);
  if (!found) {
    return winrt::hresult_class_not_registered(L"no runtime class is called " + text).to_abi();
  }
  return found.as(*static_cast<winrt::guid const*>(iid), factory);
} catch (...) {
  return winrt::to_hresult();
}
