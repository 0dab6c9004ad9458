// SPDX-License-Identifier: Apache-2.0
// The background task: the platform makes one for each event, so the plug-in itself lives in the application's properties.
#pragma once

#include "OneByteTask.g.h"

#include <winrt/Windows.ApplicationModel.Background.h>

namespace winrt::OneByte::implementation {

struct OneByteTask : OneByteTaskT<OneByteTask> {
  void Run(Windows::ApplicationModel::Background::IBackgroundTaskInstance const& instance);
};

}  // namespace winrt::OneByte::implementation

namespace winrt::OneByte::factory_implementation {

struct OneByteTask : OneByteTaskT<OneByteTask, implementation::OneByteTask> {};

}  // namespace winrt::OneByte::factory_implementation
