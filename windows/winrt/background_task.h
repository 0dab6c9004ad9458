// SPDX-License-Identifier: Apache-2.0
// One activation of a plug-in: the instance that its background task runs with, the event that it hands on to
// ProcessEventAsync, and the deferral by which it says that it is done.
//
// Threads: the task runs on the caller's; the deferral is completed from any.
// Memory: counted; the event is good for its own activation only.
// Errors: what the task throws is the caller's to see.
#pragma once

#include <functional>

#include <unknwn.h>

#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.Networking.Vpn.h>

namespace penstock::projection {

// What an activation is about: the work that ProcessEventAsync does with the plug-in it is given.
using EventWork = std::function<void(winrt::Windows::Networking::Vpn::IVpnPlugIn const& plug_in)>;

struct IVpnEvent : ::IUnknown {
  static constexpr winrt::guid penstock_uuid{"0b4f4b0e-4e52-4c7d-a8a6-0f1c2f6d5e91"};
  virtual HRESULT STDMETHODCALLTYPE Process(void* plug_in) = 0;

 protected:
  ~IVpnEvent() = default;
};

class Activation {
 public:
  explicit Activation(EventWork work);
  ~Activation();  // its event is refused from now on
  Activation(const Activation&) = delete;
  Activation& operator=(const Activation&) = delete;

  // Runs the task and waits for its deferrals.
  void run(winrt::Windows::ApplicationModel::Background::IBackgroundTask const& task);
  // Raises Canceled at the task's instance (N-ERR-4).
  void cancel(winrt::Windows::ApplicationModel::Background::BackgroundTaskCancellationReason reason);
  winrt::Windows::Foundation::IInspectable event() const;

 private:
  struct Instance;
  winrt::com_ptr<Instance> instance_;
};

}  // namespace penstock::projection
