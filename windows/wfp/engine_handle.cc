// SPDX-License-Identifier: Apache-2.0
#include "wfp/environment.h"

#include "wfp/engine_handle.h"

namespace penstock::wfp {

bool is_open(HANDLE engine_handle) {
  const auto asked = engine().policy().get_callout(session_of(engine_handle), filter::Key{});
  return asked.ok() || asked.fault() != filter::Fault::invalid_handle;
}

}  // namespace penstock::wfp
