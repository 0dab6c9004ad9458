// SPDX-License-Identifier: Apache-2.0
// The entry of the plug-in: the background task that the platform runs for each VPN event. One plug-in object
// serves them all, since the platform may make a task object for each.
//
// Threads: the platform's.
// Memory: the plug-in is kept among the application's properties.
// Errors: what ProcessEventAsync throws goes to the platform, after the deferral is completed.
#pragma once

#include <winrt/Windows.ApplicationModel.Background.h>

#include "VpnTask.g.h"

namespace winrt::WireGuard::implementation {

struct VpnTask : VpnTaskT<VpnTask> {
  void Run(const Windows::ApplicationModel::Background::IBackgroundTaskInstance& instance);
};

}  // namespace winrt::WireGuard::implementation

namespace winrt::WireGuard::factory_implementation {

struct VpnTask : VpnTaskT<VpnTask, implementation::VpnTask> {};

}  // namespace winrt::WireGuard::factory_implementation
