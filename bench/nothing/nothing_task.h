// SPDX-License-Identifier: Apache-2.0
// The background task of a plug-in that does nothing to packets.
#pragma once

#include "NothingTask.g.h"

#include <winrt/Windows.ApplicationModel.Background.h>

namespace winrt::Nothing::implementation {

struct NothingTask : NothingTaskT<NothingTask> {
  void Run(Windows::ApplicationModel::Background::IBackgroundTaskInstance const& instance);
};

}  // namespace winrt::Nothing::implementation

namespace winrt::Nothing::factory_implementation {

struct NothingTask : NothingTaskT<NothingTask, implementation::NothingTask> {};

}  // namespace winrt::Nothing::factory_implementation
