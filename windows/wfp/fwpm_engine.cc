// SPDX-License-Identifier: Apache-2.0
// Sessions, transactions and options of the engine (W-ENG).
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "wfp/created.h"
#include "wfp/environment.h"
#include "wfp/service_state.h"

#include "wfp/object_enum.h"
#include "wfp/object_reading.h"

using namespace penstock;
using namespace penstock::wfp;

namespace {

filter::SessionOptions options_of(const FWPM_SESSION0* from, const nt::Guest* guest) {
  filter::SessionOptions options{.owner = guest == nullptr ? 0 : guest->borrower()};
  if (from == nullptr) return options;
  options.key = key_of(from->sessionKey);
  options.display = read(from->displayData);
  options.flags = from->flags;
  options.transaction_wait_ms = from->txnWaitTimeoutInMSec;
  return options;
}

bool is_authentication(UINT32 service) {
  return service == RPC_C_AUTHN_WINNT || service == static_cast<UINT32>(RPC_C_AUTHN_DEFAULT);
}

// Net events, name cache, monitoring, queueing and watchdog are not there: each is off.
filter::Result<filter::Value> option_value(FWPM_ENGINE_OPTION option) {
  if (static_cast<UINT32>(option) >= FWPM_ENGINE_OPTION_MAX) return filter::Fault::invalid_enumerator;
  return filter::Value::of_uint32(0);
}

}  // namespace

extern "C" {

NTSTATUS FwpmEngineOpen0(const wchar_t* server, UINT32 authentication, SEC_WINNT_AUTH_IDENTITY_W*,
                         const FWPM_SESSION0* session, HANDLE* handle) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (handle == nullptr) return STATUS_FWP_NULL_POINTER;
  *handle = nullptr;
  if (server != nullptr || !is_authentication(authentication)) return STATUS_INVALID_PARAMETER;
  if (service_state() != ServiceState::running) return STATUS_DEVICE_NOT_READY;  // W-ENG-2
  const nt::Guest* guest = nt::guest_of(PENSTOCK_CALLER);
  const auto opened = engine().policy().open_session(options_of(session, guest));
  if (!opened) return to_status(opened.fault(), Family::management);
  note_created({Kind::session, *opened, guest, PENSTOCK_CALLER});
  *handle = engine_handle_of(*opened);
  return STATUS_SUCCESS;
}

NTSTATUS FwpmEngineClose0(HANDLE session) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  const auto closed = engine().policy().close_session(session_of(session));
  if (closed) {
    end_enums_of(session_of(session));
    note_gone(Kind::session, session_of(session));
  }
  return status_of(closed, Family::management);
}

NTSTATUS FwpmTransactionBegin0(HANDLE session, UINT32 flags) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if ((flags & ~UINT32{FWPM_TXN_READ_ONLY}) != 0) return STATUS_FWP_INVALID_FLAGS;
  const auto begun = engine().policy().begin(session_of(session), flags == FWPM_TXN_READ_ONLY);
  return status_of(begun, Family::management);
}

NTSTATUS FwpmTransactionCommit0(HANDLE session) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return status_of(engine().policy().commit(session_of(session)), Family::management);
}

NTSTATUS FwpmTransactionAbort0(HANDLE session) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  return status_of(engine().policy().abort(session_of(session)), Family::management);
}

NTSTATUS FwpmEngineGetOption0(HANDLE session, FWPM_ENGINE_OPTION option, FWP_VALUE0** value) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (!is_open(session)) return STATUS_INVALID_HANDLE;
  return get_object(option_value(option), value, __func__, PENSTOCK_CALLER,
                    [](ResultMemory&, FWP_VALUE0& to, const filter::Value& from) {
                      to.type = static_cast<FWP_DATA_TYPE>(from.type);
                      to.uint32 = from.uint32;
                    });
}

void FwpmFreeMemory0(void** memory) {
  PENSTOCK_IRQL_MAX(nt::kDispatch);
  if (memory == nullptr || *memory == nullptr) return;
  nt::free_pool(*memory, kResultTag, PENSTOCK_CALLER);
  *memory = nullptr;
}

}  // extern "C"
