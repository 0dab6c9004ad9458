// SPDX-License-Identifier: Apache-2.0
#include "vmbus/environment.h"

#include "nt/wdf_root_device.h"
#include "vmbus/account.h"

#include "vmbus/channel_library.h"

namespace penstock::vmbus {
namespace {

Environment installed;

}  // namespace

void install(const Environment& environment) {
  installed = environment;
  register_account();
  nt::answer_interface_queries(&PenstockQueryChannelInterface);
}

void uninstall() { installed = {}; }

const Environment& environment() { return installed; }

}  // namespace penstock::vmbus
