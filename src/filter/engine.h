// SPDX-License-Identifier: Apache-2.0
// The filter engine: one for a process, over any number of paths. This is the door for whoever speaks for
// callouts: the policy and the callouts themselves, holding an authorization (pend, complete), contexts on
// flows, and packets of their own (inject). What a contract promises its caller happens here before the
// call returns, on the caller's thread; what follows on the wire is queued to the path that owns the flow.
//
// Threads: every function from any thread, inside a classify too, unless it says that it blocks.
// Memory: packets that are injected come from the engine's pool (allocate_packet).
// Errors: Fault; what is a guest's mistake is reported as a finding (F-PEND-…, F-INJ-…) besides.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "filter/callout_registry.h"
#include "filter/event.h"
#include "filter/injection.h"
#include "filter/policy.h"
#include "packet/custody.h"
#include "packet/pool.h"

namespace penstock::filter {

class FilterStation;
class Authorization;
struct EngineState;

struct EngineOptions {
  // Where callouts' packets are built. Faces as the paths' pools have them.
  packet::PacketPool* packets = nullptr;
  packet::Ledger* ledger = nullptr;
  EventSink* events = nullptr;
  // W-COMP-29: drop what is injected before its authorization is settled, as Windows is seen to do.
  bool strict_injection_order = false;
};

class Engine {
 public:
  explicit Engine(EngineOptions options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  PolicyStore& policy();
  CalloutRegistry& callouts();
  packet::Ledger& ledger();
  const EngineOptions& options() const;
  EngineCounts& counts();

  // W-PEND-8: while the stack is down nothing can be pended or injected.
  void set_ready(bool ready);
  bool ready() const;

  // --- holding an authorization (W-PEND, W-COMP) ---
  // From inside the classify that was given the handle, on its thread. cannot_pend, invalid_handle,
  // not_ready.
  Result<packet::LoanId> pend(std::uint64_t completion_handle, packet::BorrowerId borrower,
                              base::CallSite from);
  // `shown` is the packet that the caller names, for diagnosis only (W-COMP-2, W-COMP-42). Never fails: what
  // is wrong is a finding and is absorbed.
  void complete(packet::LoanId loan, packet::BorrowerId borrower, base::CallSite from, const void* shown);
  // By the host, for a guest that is gone: each loan still out is settled as a refusal. Returns how many.
  std::uint32_t settle_loans_of(packet::BorrowerId borrower);

  // --- contexts on flows (W-FLOW) ---
  Result<void> associate_context(std::uint64_t flow_id, Layer layer, std::uint32_t callout_id,
                                 std::uint64_t context);
  // pending: a classify with the context is running; the callout is told when it has ended.
  Result<void> remove_context(std::uint64_t flow_id, Layer layer, std::uint32_t callout_id);
  Result<void> abort_flow(std::uint64_t flow_id);

  // --- packets of callouts (W-INJ) ---
  Result<InjectorId> create_injector(const InjectorOptions& options);
  // Blocks until everything injected with it has been completed. Inside a section: in_use.
  Result<void> destroy_injector(InjectorId injector);
  std::vector<InjectorId> injectors_of(packet::BorrowerId owner) const;
  // An empty packet to build an injection in; nullptr when the pool is exhausted.
  packet::PacketPtr allocate_packet();
  // The packet begins at the IP header (complete_transport_packet builds one). On success the completion is
  // owed exactly once; on failure it is not called and the packet is released.
  Result<void> inject(InjectionRequest request);
  // Puts the IP header in front of a packet that begins at the transport header, as the endpoint would send
  // it, and completes lengths and checksums. flow_not_found when the endpoint is unknown and no source given.
  Result<void> complete_transport_packet(packet::Packet& packet, const TransportSend& send);
  InjectionState injection_state(InjectorId injector, const packet::Packet& packet,
                                 std::uint64_t* context) const;

  // --- who is where (for describing endpoints) ---
  // The local address of a transport endpoint; false when it is gone.
  bool endpoint_address(std::uint64_t endpoint_id, std::uint8_t (&address)[16],
                        std::uint8_t* ip_version) const;

 private:
  friend class FilterStation;
  friend class Authorization;
  friend struct StationState;
  std::unique_ptr<EngineState> state_;
};

}  // namespace penstock::filter
