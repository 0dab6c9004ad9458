// SPDX-License-Identifier: Apache-2.0
#include "winrt/background_task.h"

#include <atomic>

#include <winrt/penstock/platform.h>

#include "winrt/factories.h"

namespace penstock::projection {

namespace background = winrt::Windows::ApplicationModel::Background;
namespace vpn = winrt::Windows::Networking::Vpn;
using winrt::Windows::Foundation::IInspectable;

namespace {

struct VpnEvent : winrt::implements<VpnEvent, IInspectable, IVpnEvent> {
  explicit VpnEvent(EventWork work) : work_(std::move(work)) {}
  HRESULT STDMETHODCALLTYPE Process(void* plug_in) final try {
    if (!current.load()) return winrt::impl::error_invalid_argument;
    work_(winrt::impl::borrow<vpn::IVpnPlugIn>(plug_in));
    return 0;
  } catch (...) {
    return winrt::to_hresult();
  }
  std::atomic<bool> current{true};

 private:
  EventWork const work_;
};

// Deferrals that are open; run() waits until there is none.
struct OpenDeferrals {
  winrt::impl::completion_flag none;
  std::atomic<int> count{0};
};

struct Deferral : winrt::implements<Deferral, background::IBackgroundTaskDeferral> {
  using class_type = background::BackgroundTaskDeferral;
  explicit Deferral(std::shared_ptr<OpenDeferrals> open) : open_(std::move(open)) { ++open_->count; }
  ~Deferral() { Complete(); }
  void Complete() {
    if (completed_.exchange(true)) return;
    if (--open_->count == 0) penstock_winrt_event_set(open_->none.event);
  }

 private:
  std::shared_ptr<OpenDeferrals> open_;
  std::atomic<bool> completed_{false};
};

winrt::guid random_guid() {
  winrt::guid id;
  penstock_winrt_random(&id, sizeof id);
  return id;
}

}  // namespace

struct Activation::Instance : winrt::implements<Instance, background::IBackgroundTaskInstance> {
  explicit Instance(EventWork work) : event(winrt::make_self<VpnEvent>(std::move(work))) {}
  winrt::guid InstanceId() const { return id_; }
  std::uint32_t Progress() const { return progress_; }
  void Progress(std::uint32_t value) { progress_ = value; }
  IInspectable TriggerDetails() const { return *event; }
  winrt::event_token Canceled(background::BackgroundTaskCanceledEventHandler const& handler) {
    return canceled.add(handler);
  }
  void Canceled(winrt::event_token token) { canceled.remove(token); }
  background::BackgroundTaskRegistration Task() const { return nullptr; }
  std::uint32_t SuspendedCount() const { return 0; }
  background::BackgroundTaskDeferral GetDeferral() { return winrt::make<Deferral>(open); }

  winrt::com_ptr<VpnEvent> event;
  winrt::event<background::BackgroundTaskCanceledEventHandler> canceled;
  std::shared_ptr<OpenDeferrals> open = std::make_shared<OpenDeferrals>();

 private:
  winrt::guid const id_ = random_guid();
  std::atomic<std::uint32_t> progress_{0};
};

Activation::Activation(EventWork work) : instance_(winrt::make_self<Instance>(std::move(work))) {}
Activation::~Activation() { instance_->event->current = false; }

void Activation::run(background::IBackgroundTask const& task) {
  auto const own = instance_->GetDeferral();
  task.Run(*instance_);
  own.Complete();
  penstock_winrt_event_wait(instance_->open->none.event, -1);
}

void Activation::cancel(background::BackgroundTaskCancellationReason reason) {
  instance_->canceled(static_cast<background::IBackgroundTaskInstance>(*instance_), reason);
}

IInspectable Activation::event() const { return *instance_->event; }

namespace {

struct VpnChannelStatics
    : winrt::implements<VpnChannelStatics, winrt::Windows::Foundation::IActivationFactory,
                        vpn::IVpnChannelStatics> {
  IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  void ProcessEventAsync(IInspectable const& plug_in, IInspectable const& event) const {
    auto const target = plug_in.try_as<vpn::IVpnPlugIn>();
    if (!target) throw winrt::hresult_no_interface(L"the object given is no IVpnPlugIn");
    auto const known = event.try_as<IVpnEvent>();
    if (!known) throw winrt::hresult_invalid_argument(L"the object given is no VPN event");
    winrt::check_hresult(known->Process(winrt::get_abi(target)));
  }
};

}  // namespace

Factory make_vpn_channel_statics() { return winrt::make<VpnChannelStatics>(); }

}  // namespace penstock::projection
