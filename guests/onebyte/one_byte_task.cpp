// SPDX-License-Identifier: Apache-2.0
#include "one_byte_task.h"

#include "OneByteTask.g.cpp"

#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Vpn.h>

#include "plug_in.h"

namespace winrt::OneByte::implementation {

void OneByteTask::Run(Windows::ApplicationModel::Background::IBackgroundTaskInstance const& instance) {
  auto const deferral = instance.GetDeferral();
  auto const properties = Windows::ApplicationModel::Core::CoreApplication::Properties();
  auto plug_in = properties.TryLookup(L"onebyte");
  if (!plug_in) {
    plug_in = make<onebyte::PlugIn>();
    properties.Insert(L"onebyte", plug_in);
  }
  Windows::Networking::Vpn::VpnChannel::ProcessEventAsync(plug_in, instance.TriggerDetails());
  deferral.Complete();
}

}  // namespace winrt::OneByte::implementation
