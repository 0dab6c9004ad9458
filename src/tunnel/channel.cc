// SPDX-License-Identifier: Apache-2.0
// The channel's doors: each checks who may come in now, and goes to the part that does the work.
#include "tunnel/channel.h"

#include <mutex>

#include "tunnel/channel_state.h"

namespace penstock::tunnel {
namespace {

std::uint32_t next_channel_id() {
  static std::atomic<std::uint32_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace

const char* to_string(Phase phase) {
  switch (phase) {
    case Phase::idle:
      return "idle";
    case Phase::connecting:
      return "connecting";
    case Phase::started:
      return "started";
    case Phase::reconnecting:
      return "reconnecting";
    case Phase::stopping:
      return "stopping";
    case Phase::stopped:
      return "stopped";
    case Phase::failed:
      return "failed";
  }
  return "?";
}

Channel::State::State(Channel& owner, ChannelOptions given)
    : channel(owner),
      options(std::move(given)),
      id(next_channel_id()),
      log(options.log),
      transports(std::make_shared<const TransportTable>()),
      policy(std::make_shared<const TrafficPolicy>()),
      transmitter(transports, *this),
      data({.channel = &owner,
            .options = &options,
            .home = &home,
            .clock = &clock,
            .running = &running,
            .transports = &transports,
            .policy = &policy,
            .transmitter = &transmitter,
            .injector = &injector,
            .watch = this,
            .outbound_waker = &outbound_waker,
            .inbound_waker = &inbound_waker}),
      outbound(data),
      inbound(data) {
  home = {.owner = this, .clock = &clock, .fidelity = options.fidelity};
  if (options.ledger != nullptr) {
    home.holder =
        options.ledger->enroll({.name = options.plug_in_name, .terms = packet::SnapshotTerms::drain});
  }
}

Channel::State::~State() {
  finish_stop(Phase::stopped, "the channel goes away");
  if (attendant != 0) {
    attendant_ends.store(true, std::memory_order_release);
    attendant_wake();
    exec::runtime().join(attendant);
  }
  for (std::unique_ptr<SlotPool>& pool : pools) {
    if (options.ledger != nullptr) options.ledger->detach(*pool);
    SlotPool::bury(std::move(pool));
  }
}

Channel::Channel(ChannelOptions options) : state_(std::make_unique<State>(*this, std::move(options))) {}
Channel::~Channel() = default;

std::shared_ptr<Channel> Channel::make(ChannelOptions options) {
  return std::shared_ptr<Channel>(new Channel(std::move(options)));
}

DialResult Channel::connect(std::shared_ptr<PlugIn> plug_in) { return state_->connect(std::move(plug_in)); }
bool Channel::disconnect() { return state_->disconnect(); }
void Channel::force_stop(const std::string& reason) { state_->finish_stop(Phase::stopped, reason); }
void Channel::interface_lost(const std::string& reason) {
  state_->log.write("the interface is gone: " + reason);
  state_->data.abort_wanted.store(true, std::memory_order_release);
  state_->attendant_wake();
}
Phase Channel::phase() const { return state_->now_in(); }

void Channel::offer(packet::PacketBatch& batch) { state_->outbound.offer(batch); }
std::uint32_t Channel::backlog() const { return state_->outbound.backlog(); }

void Channel::run_outbound() {
  state_->outbound.kick();
  state_->after_callbacks();
}

bool Channel::run_inbound() {
  const bool more = state_->inbound.pump();
  if (!more) state_->promote_replacements();  // what the old ones had is read by now
  state_->after_callbacks();
  return more;
}

std::uint32_t Channel::take_injected(packet::PacketBatch& batch) { return state_->injector.take(batch); }

void Channel::set_interface_packets(const InterfacePackets& packets) {
  state_->injector.set_interface_packets(packets);
}

void Channel::set_wakers(packet::Waker* injected, packet::Waker* outbound, packet::Waker* inbound) {
  state_->injector.set_waker(injected);
  state_->inbound_waker.store(inbound, std::memory_order_release);
  state_->outbound_waker.store(outbound, std::memory_order_release);
}

std::vector<std::shared_ptr<Transport>> Channel::transports() const {
  const std::shared_ptr<const TransportTable> table = state_->transports.load();  // as long as it is walked
  std::vector<std::shared_ptr<Transport>> found;
  for (const AssociatedTransport& entry : table->entries) found.push_back(entry.transport);
  return found;
}

Result<SlotRef> Channel::request(Lane lane, base::CallSite from) {
  State& state = *state_;
  SlotPool* pool = state.pool(lane);
  if (!state.data.connected()) {
    if (pool != nullptr) pool->requests_denied.fetch_add(1, std::memory_order_relaxed);
    return Fault::access_denied;
  }
  SlotHandle* handle = pool->lease(state.home.holder, from, state.clock.now_ns());
  if (handle == nullptr) {
    pool->requests_oom.fetch_add(1, std::memory_order_relaxed);
    LeaseWatch& watch = lane == Lane::send ? state.data.send_leases : state.data.receive_leases;
    watch.exhausted(*pool, state.clock.now_ns());
    return Fault::out_of_slots;
  }
  return SlotRef::adopt(handle);
}

Result<void> Channel::append(Lane lane, SlotHandle* handle) {
  State& state = *state_;
  if (handle == nullptr) return Fault::null_argument;
  if (!state.data.connected()) return Fault::access_denied;
  if (const auto own = check_own(handle, state.home); !own) return own.fault();
  State::AppendLane& queue = state.lane_of(lane);
  std::lock_guard hold(queue.lock);
  if (!state.data.connected()) return Fault::access_denied;            // a stop sweeps the lane once
  if (!handle->pool().queue(*handle)) return Fault::invalid_argument;  // N-BUF-14
  queue.queue.push_back(*handle);
  return {};
}

void Channel::State::AppendLane::look() {
  SlotChain chain;
  {
    std::lock_guard hold(lock);
    chain.splice(queue);
  }
  if (chain.empty()) return;
  if (lane == Lane::send) {
    state.transmitter.hand_over(chain);
  } else {
    rules.refresh();
    state.injector.hand_over(chain, *rules);
    state.data.saw_packets(state.clock.now_ns());
  }
}

Result<void> Channel::flush(Lane lane) {
  if (!state_->data.connected()) return Fault::access_denied;
  // One that was connected meanwhile serves soon, also when no packet comes by.
  if (state_->replacements_waiting.load(std::memory_order_relaxed) != 0) state_->attendant_wake();
  state_->lane_of(lane).flush();
  return {};
}

Result<void> Channel::associate(std::shared_ptr<Transport> main, std::shared_ptr<Transport> optional) {
  if (const auto done = state_->associate(std::move(main), {}); !done || optional == nullptr) return done;
  return state_->associate(std::move(optional), {});
}

Result<void> Channel::add_and_associate(std::shared_ptr<Transport> transport, ForeignRef context) {
  return state_->associate(std::move(transport), std::move(context));
}

Result<void> Channel::replace_and_associate(std::shared_ptr<Transport> transport, ForeignRef context) {
  return state_->replace(std::move(transport), std::move(context));
}

Result<void> Channel::start(const StartRequest& request) { return state_->start(request); }
Result<void> Channel::stop() { return state_->stop(); }

Result<void> Channel::terminate(const std::string& message) {
  std::lock_guard hold(state_->life);
  if (!state_->connect_runs) return Fault::access_denied;
  state_->terminated = true;
  state_->error_message = message;
  return {};
}

void Channel::set_error_message(const std::string& message) {
  std::lock_guard hold(state_->life);
  state_->error_message = message;
}

bool Channel::entered() const {
  const Phase phase = state_->now_in();
  return phase != Phase::idle && phase != Phase::stopped && phase != Phase::failed;
}

Result<std::uint32_t> Channel::id() const {
  if (!entered()) return Fault::access_denied;
  return state_->id;
}

bool Channel::knows(const ForeignObject* context) const {
  return state_->transports.load()->index_of(context) != TransportTable::kNone;
}

void Channel::set_plug_in_context(ForeignRef context) {
  ForeignRef before;  // released outside the lock
  std::lock_guard hold(state_->life);
  before = std::exchange(state_->plug_in_context, std::move(context));
}

ForeignRef Channel::plug_in_context() const {
  std::lock_guard hold(state_->life);
  return state_->plug_in_context;
}

ForeignRef Channel::current_transport_context() const {
  const CallbackScope* scope = CallbackScope::current(*this);
  return scope != nullptr && scope->context() != nullptr ? *scope->context() : ForeignRef();
}

void Channel::log(std::string_view text) { state_->log.write(text); }

std::uint64_t Channel::add_activity_handler(ActivityHandler handler) {
  std::lock_guard hold(state_->life);
  state_->handlers.emplace(state_->next_handler, std::move(handler));
  return state_->next_handler++;
}

void Channel::remove_activity_handler(std::uint64_t token) {
  std::lock_guard hold(state_->life);
  state_->handlers.erase(token);
}

const ChannelOptions& Channel::options() const { return state_->options; }

PoolCounts Channel::counts(Lane lane) const {
  const SlotPool* pool = state_->pool(lane);
  return pool != nullptr ? pool->counts() : PoolCounts{};
}

ChannelCounts Channel::counts() const {
  ChannelCounts counts;
  state_->outbound.count(counts.outbound);
  state_->transmitter.count(counts.outbound);
  state_->inbound.count(counts.inbound);
  state_->injector.count(counts.inbound);
  counts.keep_alive_calls = state_->keep_alive_calls.load(std::memory_order_relaxed);
  counts.keep_alive_errors = state_->keep_alive_errors.load(std::memory_order_relaxed);
  counts.reconnects = state_->reconnects.load(std::memory_order_relaxed);
  counts.callbacks_late = state_->data.late.load(std::memory_order_relaxed);
  return counts;
}

std::string Channel::error_message() const {
  std::lock_guard hold(state_->life);
  return state_->error_message;
}

std::vector<std::string> Channel::log_lines() const { return state_->log.lines(); }

NetworkPlan Channel::plan() const {
  std::lock_guard hold(state_->life);
  return state_->plan.value_or(NetworkPlan{});
}

std::vector<HeldSlot> Channel::held(Lane lane) const {
  const SlotPool* pool = state_->pool(lane);
  return pool != nullptr ? pool->held() : std::vector<HeldSlot>{};
}

}  // namespace penstock::tunnel
