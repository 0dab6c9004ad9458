// SPDX-License-Identifier: Apache-2.0
#include "nothing_task.h"

#include "NothingTask.g.cpp"

#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Vpn.h>

#include "plug_in.h"

namespace winrt::Nothing::implementation {

void NothingTask::Run(Windows::ApplicationModel::Background::IBackgroundTaskInstance const& instance) {
  auto const deferral = instance.GetDeferral();
  auto const properties = Windows::ApplicationModel::Core::CoreApplication::Properties();
  auto plug_in = properties.TryLookup(L"nothing");
  if (!plug_in) {
    plug_in = make<nothing::PlugIn>();
    properties.Insert(L"nothing", plug_in);
  }
  Windows::Networking::Vpn::VpnChannel::ProcessEventAsync(plug_in, instance.TriggerDetails());
  deferral.Complete();
}

}  // namespace winrt::Nothing::implementation
