// SPDX-License-Identifier: Apache-2.0
#include "pch.h"
#include "StreamTask.h"
#if __has_include("StreamTask.g.cpp")
#include "StreamTask.g.cpp"
#endif
#include "StreamPlugIn.h"

using namespace winrt;
using namespace Windows::Foundation;
using namespace Windows::ApplicationModel::Background;
using namespace Windows::ApplicationModel::Core;
using namespace Windows::Networking::Vpn;

namespace winrt::Framed::implementation
{
    void StreamTask::Run(IBackgroundTaskInstance const& taskInstance)
    {
        m_deferral = taskInstance.GetDeferral();
        taskInstance.Canceled({ get_weak(), &StreamTask::OnCanceled });
        try
        {
            auto properties = CoreApplication::Properties();
            IVpnPlugIn plugIn{ nullptr };
            if (properties.HasKey(L"Framed.PlugIn"))
            {
                plugIn = properties.Lookup(L"Framed.PlugIn").as<IVpnPlugIn>();
            }
            else
            {
                plugIn = make<StreamPlugIn>(L"framed");
                properties.Insert(L"Framed.PlugIn", plugIn);
            }
            VpnChannel::ProcessEventAsync(plugIn, taskInstance.TriggerDetails());
        }
        catch (hresult_error const& e)
        {
            OutputDebugStringW((L"Framed: " + e.message() + L"\n").c_str());
        }
        m_deferral.Complete();
    }

    void StreamTask::OnCanceled(IBackgroundTaskInstance const& /*sender*/, BackgroundTaskCancellationReason reason)
    {
        if (reason == BackgroundTaskCancellationReason::Terminating || reason == BackgroundTaskCancellationReason::Abort)
            m_deferral.Complete();
    }
}
