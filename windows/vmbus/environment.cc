// SPDX-License-Identifier: Apache-2.0
#include "vmbus/environment.h"

#include "vmbus/account.h"

namespace penstock::vmbus {
namespace {

Environment installed;

}  // namespace

void install(const Environment& environment) {
  installed = environment;
  register_account();
}

void uninstall() { installed = {}; }

const Environment& environment() { return installed; }

}  // namespace penstock::vmbus
