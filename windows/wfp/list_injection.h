// SPDX-License-Identifier: Apache-2.0
// A list that a guest injects: each of its NET_BUFFERs is a packet of the engine's, and when the last of them
// is done the guest's completionFn is called, once, with the outcome in the list's status (W-INJ-3, W-INJ-4,
// W-ST-1). A list whose guest is gone meanwhile is freed.
//
// Threads: begun on the guest's thread, completed on a path's.
// Memory: one small object for each injected list; packets from the engine's pool.
// Errors: F-INJ-1 for a list that is not the guest's to give, or that is given twice.
#pragma once

#include <cstdint>

#include "base/call_site.h"
#include "filter/injection.h"
#include "ndis/packet_face.h"
#include "wfp/status.h"

struct _NET_BUFFER_LIST;

namespace penstock::wfp {

struct InjectionOrder {
  void* injection_handle = nullptr;
  void* injection_context = nullptr;
  std::uint32_t type = filter::kInjectTransport;
  ndis::Way way = ndis::Way::outbound;
  // The list begins at the transport header: the engine puts the IP header in front.
  const filter::TransportSend* complete_with = nullptr;
  // Bytes that come before the list's (raw sockets).
  const std::uint8_t* header = nullptr;
  std::uint32_t header_bytes = 0;
  _NET_BUFFER_LIST* list = nullptr;
  void (*completion)(void* context, _NET_BUFFER_LIST* list, unsigned char dispatch_level) = nullptr;
  void* completion_context = nullptr;
};

Status inject_list(const InjectionOrder& order, const char* function, base::CallSite site);

}  // namespace penstock::wfp
