// SPDX-License-Identifier: Apache-2.0
// The functions of penstock_port.h.
#include "nt/guest.h"
#include "nt/string_conversion.h"
#include "nt/thread_state.h"
#include "port/environment.h"
#include "port/port_table.h"

#include <penstock_port.h>

using namespace penstock;
using namespace penstock::port;

namespace {

constexpr USHORT kNameBytesMax = 128;

bool is_complete(const PENSTOCK_PORT_CHARACTERISTICS* characteristics) {
  return characteristics != nullptr && characteristics->Size == sizeof *characteristics &&
         characteristics->Flags == 0 && characteristics->EvtSend != nullptr &&
         characteristics->EvtDelivered != nullptr;
}

std::shared_ptr<Port> port_of(PENSTOCK_PORT handle, const char* function, base::CallSite site) {
  std::shared_ptr<Port> port = find(handle);
  if (port == nullptr) {
    nt::report("F-PORT-2", "", base::Severity::error, nt::guest_of(site),
               std::string(function) + ": no port that is open", {}, site);
  }
  return port;
}

}  // namespace

extern "C" {

NTSTATUS PenstockPortOpen(PCUNICODE_STRING name, const PENSTOCK_PORT_CHARACTERISTICS* characteristics,
                          PENSTOCK_PORT* handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  const base::CallSite site = PENSTOCK_CALLER;
  if (name == nullptr || name->Length == 0 || name->Length > kNameBytesMax) return STATUS_INVALID_PARAMETER_1;
  if (!is_complete(characteristics)) return STATUS_INVALID_PARAMETER_2;
  if (!is_installed()) return STATUS_DEVICE_NOT_READY;
  const Events events{characteristics->Context, characteristics->EvtSend, characteristics->EvtDelivered};
  auto port = std::make_shared<Port>(link_named(nt::utf8_of(*name)), events, nt::guest_of(site), site);
  if (!port->attach()) return STATUS_SHARING_VIOLATION;
  *handle = static_cast<PENSTOCK_PORT>(const_cast<void*>(add(std::move(port))));
  return STATUS_SUCCESS;
}

VOID PenstockPortClose(PENSTOCK_PORT handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  const auto port = port_of(handle, __func__, PENSTOCK_CALLER);
  if (port == nullptr) return;
  // The handle is good until nobody is inside EvtSend any more, where lists are given back.
  const bool quiet = port->close(PENSTOCK_CALLER);
  if (take(handle) != nullptr && !quiet) keep(port);
}

ULONG PenstockPortGetMtu(PENSTOCK_PORT handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  const auto port = port_of(handle, __func__, PENSTOCK_CALLER);
  return port == nullptr ? 0 : port->link().mtu_bytes();
}

ULONG PenstockPortGetLargestSend(PENSTOCK_PORT handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  const packet::PacketPool* big = environment().big;
  if (port_of(handle, __func__, PENSTOCK_CALLER) == nullptr || big == nullptr) return 0;
  return big->options().buffer_bytes - big->options().headroom_bytes;
}

VOID PenstockPortDeliver(PENSTOCK_PORT handle, PNET_BUFFER_LIST lists) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  const auto port = port_of(handle, __func__, PENSTOCK_CALLER);
  if (port != nullptr) port->deliver(lists);
}

VOID PenstockPortReturn(PENSTOCK_PORT handle, PNET_BUFFER_LIST lists) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  const auto port = port_of(handle, __func__, PENSTOCK_CALLER);
  if (port != nullptr) port->give_back(lists, PENSTOCK_CALLER);
}

}  // extern "C"
