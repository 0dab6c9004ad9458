// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "LanternTask.g.h"

#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.Networking.Vpn.h>

namespace winrt::Lantern::implementation
{
    struct LanternTask : LanternTaskT<LanternTask>
    {
        LanternTask();
        void Run(Windows::ApplicationModel::Background::IBackgroundTaskInstance const& taskInstance);
        hstring Greeting() const { return L"lantern"; }
        static uint32_t Made();
    };
}

namespace winrt::Lantern::factory_implementation
{
    struct LanternTask : LanternTaskT<LanternTask, implementation::LanternTask>
    {
    };
}
