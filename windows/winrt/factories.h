// SPDX-License-Identifier: Apache-2.0
// The factories of the runtime classes that this room implements, one function a class; activation_table.cc lists them.
//
// Threads: any.
// Memory: each call makes a factory.
// Errors: std::bad_alloc.
#pragma once

#include <winrt/base.h>

namespace penstock::projection {

using Factory = winrt::Windows::Foundation::IInspectable;
using FactoryMaker = Factory (*)();

Factory make_vpn_channel_statics();
Factory make_buffer_factory();
Factory make_password_credential_factory();
Factory make_cryptographic_buffer_factory();
Factory make_data_reader_factory();
Factory make_data_writer_factory();
Factory make_datagram_socket_factory();
Factory make_endpoint_pair_factory();
Factory make_host_name_factory();
Factory make_property_set_factory();
Factory make_value_set_factory();
Factory make_string_map_factory();
Factory make_core_application_factory();
Factory make_storage_file_factory();
Factory make_storage_folder_factory();
Factory make_file_io_factory();
Factory make_application_data_factory();
Factory make_storage_permissions_factory();
Factory make_stream_socket_factory();
Factory make_stream_socket_listener_factory();
Factory make_property_value_factory();
Factory make_thread_pool_factory();
Factory make_thread_pool_timer_factory();
Factory make_guid_helper_factory();
Factory make_memory_stream_factory();
Factory make_uri_factory();
Factory make_vpn_app_id_factory();
Factory make_vpn_traffic_filter_factory();
Factory make_vpn_traffic_filter_assignment_factory();
Factory make_vpn_plug_in_profile_factory();
Factory make_vpn_native_profile_factory();
Factory make_vpn_management_agent_factory();
Factory make_prompt_boolean_input_factory();
Factory make_prompt_option_selector_factory();
Factory make_prompt_text_factory();
Factory make_prompt_text_input_factory();
Factory make_custom_check_box_factory();
Factory make_custom_combo_box_factory();
Factory make_custom_edit_box_factory();
Factory make_custom_error_box_factory();
Factory make_custom_text_box_factory();
Factory make_vpn_packet_buffer_factory();
Factory make_vpn_route_factory();
Factory make_vpn_route_assignment_factory();
Factory make_vpn_domain_name_assignment_factory();
Factory make_vpn_domain_name_info_factory();
Factory make_vpn_namespace_assignment_factory();
Factory make_vpn_namespace_info_factory();
Factory make_vpn_interface_id_factory();
Factory make_xml_document_factory();

// A class whose instances are made without arguments.
template <typename T>
struct PlainFactory : winrt::implements<PlainFactory<T>, winrt::Windows::Foundation::IActivationFactory> {
  winrt::Windows::Foundation::IInspectable ActivateInstance() const { return winrt::make<T>(); }
};
template <typename T>
Factory make_plain_factory() {
  return winrt::make<PlainFactory<T>>();
}

}  // namespace penstock::projection
