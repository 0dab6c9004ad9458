// SPDX-License-Identifier: Apache-2.0
// Starting: what is asked for is checked as a whole, the host's network is raised, pools are opened, and the
// transports change hands. What fails leaves nothing behind (N-LIFE-10).
#include <algorithm>
#include <mutex>

#include "tunnel/channel_state.h"

namespace penstock::tunnel {
namespace {

constexpr std::uint32_t kWireBytes = 65536;
constexpr std::uint32_t kSlotsAdvised = 16;
constexpr std::uint32_t kSlotsMax = FreeStack::kBoundMax / 2;  // as many spare handles beside them

}  // namespace

Result<void> Channel::State::start(const StartRequest& request) {
  {
    std::lock_guard hold(life);
    if (!connect_runs) return Fault::access_denied;
    if (starting || (start_failed && options.fidelity == Fidelity::strict)) return Fault::illegal_call;
    starting = true;
  }
  Result<void> done = {};
  std::vector<std::string> notes;
  auto plan_made = plan_network(request.network, notes);
  auto rules = CompiledTrafficRules::compile(request.traffic, options.programs);
  for (const std::string& note : notes) log.write(note);
  if (!rules) log.write("start: a traffic rule has a range that cannot be read");
  if (!plan_made || !rules) {
    done = Fault::invalid_argument;
  } else {
    done = start_checked(request, *plan_made, std::move(rules).value());
  }
  std::lock_guard hold(life);
  starting = false;
  start_failed |= !done;
  return done;
}

Result<void> Channel::State::start_checked(const StartRequest& request, NetworkPlan& wanted,
                                           CompiledTrafficRules rules) {
  if (const auto good = check_transports(request); !good) return good;
  bool again = false;
  {
    std::lock_guard hold(life);
    again = plan.has_value();
  }
  if (const auto up = again ? start_again(wanted) : first_start(wanted); !up) return up;
  go(wanted, std::move(rules));
  return {};
}

// N-LIFE-7.
Result<void> Channel::State::check_transports(const StartRequest& request) {
  const auto table = transports.load();
  if (table->entries.empty()) {
    log.write("start: no transport was associated");
    return Fault::invalid_argument;
  }
  for (const std::shared_ptr<Transport>& named : request.transports) {
    if (named != nullptr && table->index_of(named.get()) != TransportTable::kNone) continue;
    log.write("start: a transport was not associated");
    return Fault::invalid_argument;
  }
  for (const AssociatedTransport& entry : table->entries) {
    const TransportState its = entry.transport->state();
    const bool tolerated =
        its == TransportState::unconnected && entry.transport->kind() == TransportKind::datagram;
    if (its == TransportState::connected || tolerated) continue;
    log.write("start: " + entry.transport->describe() + " is " + to_string(its));
    return Fault::invalid_argument;
  }
  return {};
}

Result<void> Channel::State::first_start(const NetworkPlan& wanted) {
  if (const auto opened = open_pools(wanted); !opened) return opened;
  if (options.host == nullptr) return {};
  const auto raised = options.host->raise(wanted);
  if (raised) return {};
  log.write(std::string("start: the interface could not be set up: ") + to_string(raised.fault()));
  std::lock_guard hold(life);
  for (const std::unique_ptr<SlotPool>& pool : pools) pool->close();
  return raised;
}

// N-LIFE-11; also the start of a reconnect.
Result<void> Channel::State::start_again(const NetworkPlan& wanted) {
  NetworkPlan current;
  {
    std::lock_guard hold(life);
    current = *plan;
  }
  if (wanted == current) return {};
  const bool resize =
      wanted.mtu_bytes != current.mtu_bytes || wanted.frame_bytes_max != current.frame_bytes_max;
  if (resize) {
    if (CallbackScope::inside_data_callback(channel)) return Fault::illegal_call;
    const bool were_allowed = running.allowed();
    running.forbid();
    running.wait_until_quiet([this] { return !channel.entered(); });
    SlotPool& send = *pool(Lane::send);
    SlotPool& receive = *pool(Lane::receive);
    if (!send.whole() || !receive.whole()) {
      if (were_allowed) running.allow();
      return Fault::illegal_state_change;
    }
    send.close();
    receive.close();
    if (const auto opened = open_pools(wanted); !opened) return opened;
  }
  return options.host != nullptr ? options.host->change(wanted) : Result<void>{};
}

std::uint32_t Channel::State::slots_within(std::uint32_t wanted, std::uint32_t bytes, const char* which) {
  const std::uint64_t room = std::max<std::uint64_t>(1, options.pool_bytes_max / bytes);
  const auto slots = static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(wanted, 1, std::min(room, std::uint64_t{kSlotsMax})));
  if (slots < wanted) {
    log.write(std::string(which) + " pool: " + std::to_string(slots) + " slots instead of " +
              std::to_string(wanted) + ", which would take more than " +
              std::to_string(options.pool_bytes_max) + " bytes");
  }
  if (slots < kSlotsAdvised) {
    log.write(std::string("warning: ") + which + " pool has " + std::to_string(slots) +
              " slots; below 16 a plug-in starves easily");
  }
  return slots;
}

// One that is closed and whole, or a new one.
SlotPool& Channel::State::pool_for(const SlotPoolOptions& wanted) {
  for (const std::unique_ptr<SlotPool>& pool : pools) {
    const SlotPoolOptions& has = pool->options();
    if (!pool->is_open() && pool->whole() && has.name == wanted.name && has.slots == wanted.slots &&
        has.capacity_bytes == wanted.capacity_bytes) {
      pool->open();
      return *pool;
    }
  }
  pools.push_back(std::make_unique<SlotPool>(wanted));
  if (options.ledger != nullptr) options.ledger->attach(*pools.back());
  pools.back()->open();
  return *pools.back();
}

Result<void> Channel::State::open_pools(const NetworkPlan& wanted) {
  SlotPoolOptions send{.name = options.name + " send",
                       .owner = this,
                       .holder_name = options.plug_in_name,
                       .slots = slots_within(options.send_slots, wanted.frame_bytes_max, "send"),
                       .capacity_bytes = wanted.frame_bytes_max,
                       .fidelity = options.fidelity,
                       .face = options.buffer_face};
  SlotPoolOptions receive = send;
  receive.name = options.name + " receive";
  receive.slots = slots_within(options.receive_slots, wanted.mtu_bytes, "receive");
  receive.capacity_bytes = wanted.mtu_bytes;
  SlotPoolOptions wire = send;
  wire.name = options.name + " wire";
  wire.slots = std::max<std::uint32_t>(1, options.wire_slots);
  wire.capacity_bytes = kWireBytes;
  wire.wire = true;

  std::lock_guard hold(life);
  data.send_pool.store(&pool_for(send), std::memory_order_release);
  data.receive_pool.store(&pool_for(receive), std::memory_order_release);
  SlotPool* wires = data.wire_pool.load(std::memory_order_relaxed);
  if (wires == nullptr || !wires->is_open()) {
    data.wire_pool.store(&pool_for(wire), std::memory_order_release);
  }
  data.send_leases.begin(*data.send_pool);
  data.receive_leases.begin(*data.receive_pool);
  return {};
}

// From here on callbacks may come, also before the caller has returned (N-LIFE-12).
void Channel::State::go(const NetworkPlan& wanted, CompiledTrafficRules rules) {
  policy.publish(std::make_shared<const TrafficPolicy>(
      TrafficPolicy{.mtu_bytes = wanted.mtu_bytes, .rules = std::move(rules)}));
  {
    std::lock_guard hold(life);
    TransportTable table = *transports.load();
    if (!std::exchange(table.running, true)) {
      for (const AssociatedTransport& entry : table.entries) entry.transport->take_over();
      publish_transports(std::move(table));
    }
    plan = wanted;
    data.plug_in = plug_in.get();
    data.burst = plug_in->burst_callbacks();
    ever_started = true;
    started_ns = exec::runtime().now_ns();
    data.set_connected(true);
    phase.store(Phase::started, std::memory_order_release);
    running.allow();
  }
  wake_paths();
  attendant_wake();
}

void Channel::State::wake_paths() {
  for (const auto* waiting : {&outbound_waker, &inbound_waker}) {
    if (packet::Waker* waker = waiting->load(std::memory_order_acquire)) waker->wake();
  }
}

}  // namespace penstock::tunnel
