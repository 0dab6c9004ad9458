// SPDX-License-Identifier: Apache-2.0
#include "winrt/vpn_channel.h"

#include "winrt/vpn_buffer.h"
#include "winrt/vpn_fault.h"

namespace penstock::projection {

namespace vpn = winrt::Windows::Networking::Vpn;
namespace collections = winrt::Windows::Foundation::Collections;
using winrt::Windows::Foundation::Uri;
using winrt::Windows::Networking::HostName;

namespace {

struct Configuration
    : winrt::implements<Configuration, vpn::IVpnChannelConfiguration, vpn::IVpnChannelConfiguration2> {
  using class_type = vpn::VpnChannelConfiguration;
  explicit Configuration(ConnectionProfile const& profile) : profile_(profile) {}
  winrt::hstring GetRuntimeClassName() const { return L"Windows.Networking.Vpn.VpnChannelConfiguration"; }
  winrt::hstring ServerServiceName() const { return winrt::to_hstring(profile_.service); }
  winrt::hstring CustomField() const { return winrt::to_hstring(profile_.custom_field); }
  // A server with a port is no host name, and reading the list then fails.
  collections::IVectorView<HostName> ServerHostNameList() const {
    std::vector<HostName> hosts;
    for (auto const& server : profile_.servers) {
      bool const is_uri = server.find("://") != std::string::npos;
      auto const text = winrt::to_hstring(server);
      hosts.push_back(is_uri ? HostName(Uri(text).Host()) : HostName(text));
    }
    return winrt::single_threaded_vector<HostName>(std::move(hosts)).GetView();
  }
  collections::IVectorView<Uri> ServerUris() const {
    std::vector<Uri> uris;
    for (auto const& server : profile_.servers)
      if (server.find("://") != std::string::npos) uris.push_back(Uri(winrt::to_hstring(server)));
    return winrt::single_threaded_vector<Uri>(std::move(uris)).GetView();
  }

 private:
  ConnectionProfile const profile_;
};

struct ActivityArguments : winrt::implements<ActivityArguments, vpn::IVpnChannelActivityStateChangedArgs> {
  using class_type = vpn::VpnChannelActivityStateChangedArgs;
  explicit ActivityArguments(bool active) : active_(active) {}
  vpn::VpnChannelActivityEventType ActivityState() const {
    return active_ ? vpn::VpnChannelActivityEventType::Active : vpn::VpnChannelActivityEventType::Idle;
  }

 private:
  bool const active_;
};

// The service behind it is no more: a statement without content.
struct SystemHealthStatement : winrt::implements<SystemHealthStatement, vpn::IVpnSystemHealth> {
  using class_type = vpn::VpnSystemHealth;
  winrt::Windows::Storage::Streams::Buffer StatementOfHealth() const {
    return winrt::Windows::Storage::Streams::Buffer(0u);
  }
};

}  // namespace

VpnChannel::VpnChannel(std::shared_ptr<tunnel::Channel> core, ConnectionProfile profile)
    : core_(std::move(core)), profile_(std::move(profile)) {}
VpnChannel::~VpnChannel() = default;

std::uint32_t VpnChannel::Id() { return value_of(core_->id()); }

vpn::VpnChannelConfiguration VpnChannel::Configuration() {
  if (!core_->entered()) throw winrt::hresult_access_denied(L"no connection is under way");
  return winrt::make<projection::Configuration>(profile_);
}

void VpnChannel::PlugInContext(Object const& value) { core_->set_plug_in_context(foreign_ref(value)); }
VpnChannel::Object VpnChannel::PlugInContext() { return object_of(core_->plug_in_context().get()); }

void VpnChannel::LogDiagnosticMessage(winrt::hstring const& message) {
  core_->log(winrt::to_string(message));
}
void VpnChannel::SetErrorMessage(winrt::hstring const& message) {
  core_->set_error_message(winrt::to_string(message));
}

winrt::event_token VpnChannel::ActivityChange(UnsupportedHandler const& handler) {
  return never_raised_.add(handler);
}
void VpnChannel::ActivityChange(winrt::event_token token) { never_raised_.remove(token); }

winrt::event_token VpnChannel::ActivityStateChange(ActivityHandler const& handler) {
  auto weak = get_weak();
  auto const token = core_->add_activity_handler([weak, handler](tunnel::Channel&, bool active) {
    auto const self = weak.get();
    if (!self) return;
    try {
      handler(*self, winrt::make<ActivityArguments>(active));
    } catch (...) {
      self->core_->log("a handler of ActivityStateChange failed: " + winrt::to_string(winrt::to_message()));
    }
  });
  return {static_cast<std::int64_t>(token)};
}
void VpnChannel::ActivityStateChange(winrt::event_token token) {
  core_->remove_activity_handler(static_cast<std::uint64_t>(token.value));
}

void VpnChannel::SetAllowedSslTlsVersions(Object const&, bool) {}

vpn::VpnSystemHealth VpnChannel::SystemHealth() {
  if (core_->options().fidelity == tunnel::Fidelity::strict)
    throw winrt::hresult_access_denied(L"there is no statement of health");
  return winrt::make<SystemHealthStatement>();
}

}  // namespace penstock::projection
