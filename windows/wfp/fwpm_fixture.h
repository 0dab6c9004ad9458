// SPDX-License-Identifier: Apache-2.0
// For the tests of this room: an installed engine with one open session, and short words for the structures
// that drivers fill. The test program's own code is the guest.
//
// Threads: the test's.
// Memory: text is the fixture's, and lives as long as it.
// Errors: findings stay in the log until the next fixture.
#pragma once

#include <deque>
#include <string>

#include "exec/seeded_runtime.h"
#include "ndis/packet_face.h"
#include "nt/every_runtime.h"
#include "packet/pool.h"
#include "wfp/account.h"
#include "wfp/environment.h"
#include "wfp/service_state.h"
#include "wfp/text.h"

#include "wfp/layout.h"

namespace penstock::wfp {

class Management {
 public:
  Management() {
    base::finding_log().clear();
    tie_of(&nt::test_guest()).cut.store(false);
    install(engine_);
    set_service_state(ServiceState::running);
    session = open();
  }
  ~Management() {
    FwpmEngineClose0(session);
    uninstall();
  }

  static HANDLE open(const FWPM_SESSION0* options = nullptr) {
    HANDLE handle = nullptr;
    const NTSTATUS status = FwpmEngineOpen0(nullptr, RPC_C_AUTHN_WINNT, nullptr, options, &handle);
    return status == STATUS_SUCCESS ? handle : nullptr;
  }
  static void close_accounts() {
    for (nt::Account* account : nt::accounts()) account->close(nt::test_guest());
  }

  wchar_t* text(std::string_view utf8) {
    return reinterpret_cast<wchar_t*>(texts_.emplace_back(to_utf16(utf8)).data());
  }
  FWPM_DISPLAY_DATA0 named(std::string_view name) { return {text(name), nullptr}; }

  FWPM_FILTER0 filter(std::string_view layer = "ALE_AUTH_CONNECT_V4") {
    FWPM_FILTER0 made{};
    made.displayData = named("test");
    made.layerKey = guid_of(filter::find_layer(layer)->key);
    made.action.type = FWP_ACTION_PERMIT;
    return made;
  }
  static FWPM_FILTER_CONDITION0 condition(filter::Field field, FWP_MATCH_TYPE match, FWP_DATA_TYPE type) {
    FWPM_FILTER_CONDITION0 made{};
    made.fieldKey = guid_of(filter::condition_key(field));
    made.matchType = match;
    made.conditionValue.type = type;
    return made;
  }
  NTSTATUS add(const FWPM_FILTER0& filter, UINT64* id = nullptr) const {
    return FwpmFilterAdd0(session, &filter, nullptr, id);
  }
  NTSTATUS add_with(FWPM_FILTER_CONDITION0 condition, std::string_view layer = "ALE_AUTH_CONNECT_V4") {
    FWPM_FILTER0 made = filter(layer);
    made.numFilterConditions = 1;
    made.filterCondition = &condition;
    return add(made);
  }

 private:
  exec::SeededRuntime runtime_{{.seed = 1}};  // time passes only where somebody waits for it
  exec::RuntimeScope scope_{runtime_};
  packet::PacketPool packets_{{.packets_max = 4,
                               .clones_max = 4,
                               .buffer_bytes = 512,
                               .headroom_bytes = 64,
                               .face_bytes = ndis::kPacketFaceBytes,
                               .retire_face = &ndis::retire}};
  filter::Engine engine_{{.packets = &packets_, .ledger = &nt::ledger()}};
  std::deque<std::u16string> texts_;

 public:
  HANDLE session = nullptr;
};

// A status as the contract prints it.
inline std::uint32_t code(NTSTATUS status) { return static_cast<std::uint32_t>(status); }

template <class T>
void free_result(T*& result) {
  FwpmFreeMemory0(reinterpret_cast<void**>(&result));
}

}  // namespace penstock::wfp
