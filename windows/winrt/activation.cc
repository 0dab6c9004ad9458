// SPDX-License-Identifier: Apache-2.0
#include "winrt/activation.h"

#include "winrt/background_task.h"
#include "winrt/vpn_buffer.h"
#include "winrt/vpn_channel.h"
#include "winrt/vpn_fault.h"
#include "winrt/vpn_list.h"
#include "winrt/vpn_plug_in.h"

namespace penstock::projection {

namespace background = winrt::Windows::ApplicationModel::Background;
namespace vpn = winrt::Windows::Networking::Vpn;
using winrt::Windows::Foundation::IInspectable;

namespace {

std::shared_ptr<tunnel::Channel> make_core(tunnel::ChannelOptions options) {
  options.buffer_face = buffer_face_kind();
  options.list_face = list_face_kind();
  return tunnel::Channel::make(std::move(options));
}

}  // namespace

Connection::Connection(std::shared_ptr<PlugInModule> module, ConnectionProfile profile,
                       tunnel::ChannelOptions options, std::string entry_class)
    : module_(std::move(module)),
      entry_class_(std::move(entry_class)),
      core_(make_core(std::move(options))),
      projected_(winrt::make_self<VpnChannel>(core_, std::move(profile))) {}

Connection::Connection(IInspectable entry, ConnectionProfile profile, tunnel::ChannelOptions options)
    : fixed_entry_(std::move(entry)),
      core_(make_core(std::move(options))),
      projected_(winrt::make_self<VpnChannel>(core_, std::move(profile))) {}

Connection::~Connection() = default;

IInspectable Connection::entry() const {
  if (fixed_entry_) return fixed_entry_;
  auto found = module_->activate_first(winrt::guid_of<background::IBackgroundTask>(), entry_class_);
  if (!found) found = module_->activate_first(winrt::guid_of<vpn::IVpnPlugIn>(), entry_class_);
  if (!found)
    throw winrt::hresult_class_not_registered(winrt::to_hstring(module_->path()) +
                                              L": no class is an IBackgroundTask or an IVpnPlugIn");
  return found;
}

// As the platform does it: a task of the plug-in's runs and hands the event on. A plug-in without a task is handed it.
void Connection::activate(std::function<void(IInspectable const&)> work) {
  auto const object = entry();
  Activation activation([&work](vpn::IVpnPlugIn const& plug_in) { work(plug_in); });
  if (auto const task = object.try_as<background::IBackgroundTask>()) {
    kept_task_ = object;  // a task may keep its plug-in in itself
    activation.run(task);
  } else {
    vpn::VpnChannel::ProcessEventAsync(object, activation.event());
  }
}

tunnel::DialResult Connection::dial() {
  tunnel::DialResult result;
  bool handed_on = false;
  try {
    activate([&](IInspectable const& plug_in) {
      handed_on = true;
      result = core_->connect(std::make_shared<PlugInAdapter>(plug_in.as<vpn::IVpnPlugIn>(), projected_));
    });
    if (!handed_on) result.message = "the plug-in's background task did not call ProcessEventAsync";
  } catch (...) {
    auto const message = winrt::to_message();
    if (!handed_on) {
      result.code = winrt::to_hresult();
      result.message = winrt::to_string(message);
    }
  }
  return result;
}

bool Connection::hang_up() {
  bool handed_on = false;
  bool connected = false;
  try {
    activate([&](IInspectable const&) {
      handed_on = true;
      connected =
          core_->disconnect();  // to the instance that serviced Connect, whichever this one is (N-LIFE-23)
    });
  } catch (...) {
    core_->log("the background task failed while hanging up: " + winrt::to_string(winrt::to_message()));
  }
  return handed_on ? connected : core_->disconnect();
}

}  // namespace penstock::projection
