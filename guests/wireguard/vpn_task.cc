// SPDX-License-Identifier: Apache-2.0
#include "vpn_task.h"

#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Vpn.h>

#include "VpnTask.g.cpp"
#include "plug_in.h"

namespace winrt::WireGuard::implementation {
namespace {

using Windows::Foundation::IInspectable;

IInspectable the_plug_in() {
  const auto properties = Windows::ApplicationModel::Core::CoreApplication::Properties();
  IInspectable plug_in = properties.TryLookup(L"WireGuard.PlugIn");
  if (!plug_in) {
    plug_in = winrt::make<wireguard::PlugIn>().as<IInspectable>();
    properties.Insert(L"WireGuard.PlugIn", plug_in);
  }
  return plug_in;
}

}  // namespace

void VpnTask::Run(const Windows::ApplicationModel::Background::IBackgroundTaskInstance& instance) {
  const auto deferral = instance.GetDeferral();
  try {
    Windows::Networking::Vpn::VpnChannel::ProcessEventAsync(the_plug_in(), instance.TriggerDetails());
  } catch (...) {
    deferral.Complete();
    throw;
  }
  deferral.Complete();
}

}  // namespace winrt::WireGuard::implementation
