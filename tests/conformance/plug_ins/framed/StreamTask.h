// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "StreamTask.g.h"

namespace winrt::Framed::implementation
{
    struct StreamTask : StreamTaskT<StreamTask>
    {
        StreamTask() = default;
        void Run(Windows::ApplicationModel::Background::IBackgroundTaskInstance const& taskInstance);

    private:
        void OnCanceled(Windows::ApplicationModel::Background::IBackgroundTaskInstance const& sender,
                        Windows::ApplicationModel::Background::BackgroundTaskCancellationReason reason);
        Windows::ApplicationModel::Background::BackgroundTaskDeferral m_deferral{ nullptr };
    };
}
namespace winrt::Framed::factory_implementation
{
    struct StreamTask : StreamTaskT<StreamTask, implementation::StreamTask>
    {
    };
}
