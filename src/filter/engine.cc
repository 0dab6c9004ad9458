// SPDX-License-Identifier: Apache-2.0
#include "filter/engine.h"

#include "base/finding.h"
#include "exec/runtime.h"
#include "filter/authorization.h"
#include "filter/engine_state.h"

namespace penstock::filter {
namespace {

void report(Engine& engine, const char* code, const char* rule, base::Severity severity,
            packet::BorrowerId who, std::string message, base::CallSite first, base::CallSite second) {
  base::finding_log().report({.code = code,
                              .rule = rule,
                              .severity = severity,
                              .who = engine.ledger().name_of(who),
                              .message = std::move(message),
                              .first = first,
                              .second = second,
                              .at_ns = exec::runtime().now_ns()});
}

}  // namespace

Engine::Engine(EngineOptions options) : state_(std::make_unique<EngineState>(options)) {}
Engine::~Engine() = default;

PolicyStore& Engine::policy() { return state_->policy; }
CalloutRegistry& Engine::callouts() { return state_->callouts; }
packet::Ledger& Engine::ledger() { return *state_->options.ledger; }
const EngineOptions& Engine::options() const { return state_->options; }
EngineCounts& Engine::counts() { return state_->counts; }
void Engine::set_ready(bool ready) { state_->ready.store(ready); }
bool Engine::ready() const { return state_->ready.load(); }

Result<packet::LoanId> Engine::pend(std::uint64_t completion_handle, packet::BorrowerId borrower,
                                    base::CallSite from) {
  if (completion_handle == 0) return Fault::invalid_handle;
  if (!ready()) return Fault::not_ready;
  const ActiveWalk* walk = ActiveWalk::current();
  if (walk == nullptr) return Fault::invalid_handle;  // W-PEND-7, W-PEND-10
  if (walk->reauthorization) {
    if (completion_handle != walk->known_handle) return Fault::invalid_handle;
    report(*this, "F-PEND-6", "W-PEND-4", base::Severity::note, borrower,
           "pend refused: a reauthorization cannot be held; block it and inject the packet again", {}, from);
    return Fault::cannot_pend;
  }
  Authorization* authorization = walk->authorization;
  if (authorization == nullptr || authorization->handle() != completion_handle) return Fault::invalid_handle;
  authorization->pended();
  const packet::LoanId loan =
      ledger().lend(borrower, "authorization", from, packet::Ref<packet::Lent>::share(authorization));
  if (loan == 0) {
    authorization->unpend();
    return Fault::no_memory;
  }
  return loan;
}

void Engine::complete(packet::LoanId loan, packet::BorrowerId borrower, base::CallSite from,
                      const void* shown) {
  packet::Settled settled = ledger().settle(loan, borrower, from);
  switch (settled.result) {
    case packet::Settlement::settled:
      break;
    case packet::Settlement::settled_before:
      report(*this, "F-PEND-1", "W-COMP-7", base::Severity::error, borrower,
             "operation completed a second time; complete each context exactly once", settled.earlier, from);
      return;
    case packet::Settlement::foreign:
      report(*this, "F-PEND-3", "W-COMP-7", base::Severity::error, borrower,
             "operation completed that was lent to " + ledger().name_of(settled.borrower), settled.lent_at,
             from);
      return;
    case packet::Settlement::unknown:
      report(*this, "F-PEND-2", "W-COMP-7", base::Severity::error, borrower,
             "completion context is NULL or was never handed out", {}, from);
      return;
  }
  auto* authorization = dynamic_cast<Authorization*>(settled.subject.get());
  if (authorization == nullptr) {
    report(*this, "F-PEND-2", "W-COMP-7", base::Severity::error, borrower,
           "completion context names something else than a held operation", settled.lent_at, from);
    return;
  }
  if (authorization->orphaned()) {
    report(*this, "F-PEND-5", "W-COMP-6", base::Severity::note, borrower,
           "operation completed after its endpoint had died; it only lets go", settled.lent_at, from);
  }
  if (shown != nullptr) authorization->completer_showed_packet();
  authorization->settled_one(borrower);
}

std::uint32_t Engine::settle_loans_of(packet::BorrowerId borrower) {
  std::uint32_t settled_count = 0;
  for (const packet::LoanRecord& loan : ledger().outstanding(borrower)) {
    auto* authorization = dynamic_cast<Authorization*>(loan.subject.get());
    if (authorization == nullptr) continue;
    authorization->refuse();
    if (ledger().settle(loan.id, 0, {}).result != packet::Settlement::settled) continue;
    authorization->settled_one(0);
    ++settled_count;
  }
  return settled_count;
}

Result<void> Engine::associate_context(std::uint64_t flow_id, Layer layer, std::uint32_t callout_id,
                                       std::uint64_t context) {
  const CalloutSlot* slot = state_->callouts.find(callout_id);
  if (slot == nullptr) return Fault::callout_not_found;
  const Callout* callout = slot->registered.load(std::memory_order_acquire);
  if (callout == nullptr) return Fault::callout_not_found;
  if (context == 0 || !callout->wants_flow_deletions()) return Fault::invalid_parameter;  // W-FLOW-3
  if (find_layer(layer) == nullptr) return Fault::layer_not_found;
  const packet::Ref<Flow> flow = state_->flows.find(flow_id);
  if (!flow) return Fault::flow_not_found;
  return flow->associate(layer, callout_id, context);
}

Result<void> Engine::remove_context(std::uint64_t flow_id, Layer, std::uint32_t callout_id) {
  const packet::Ref<Flow> flow = state_->flows.find(flow_id);
  if (!flow) return Fault::no_context;
  return flow->remove(callout_id);
}

Result<void> Engine::abort_flow(std::uint64_t flow_id) {
  const packet::Ref<Flow> flow = state_->flows.find(flow_id);
  if (!flow) return Fault::flow_not_found;
  flow->abort_requested.store(true, std::memory_order_release);
  flow->end_contexts();  // W-FLOW-4, W-FLOW-6: may be inside this call
  return {};
}

bool Engine::endpoint_address(std::uint64_t endpoint_id, std::uint8_t (&address)[16],
                              std::uint8_t* ip_version) const {
  Endpoint endpoint;
  if (!state_->endpoints.find(endpoint_id, &endpoint)) return false;
  std::memcpy(address, endpoint.address.octets.data(), sizeof address);
  *ip_version = endpoint.address.version;
  return true;
}

}  // namespace penstock::filter
