// SPDX-License-Identifier: Apache-2.0
// Dialling, hanging up, stopping, and losing a transport: who may end a connection, and that it is ended once.
#include <mutex>

#include "tunnel/channel_state.h"

namespace penstock::tunnel {

DialResult Channel::State::connect(std::shared_ptr<PlugIn> new_plug_in) {
  bool first = false;
  {
    std::lock_guard hold(life);
    if (channel.entered() || connect_runs) return {.fault = Fault::already_connected};
    plug_in = std::move(new_plug_in);
    connect_runs = true;
    terminated = start_failed = ever_started = ending = false;
    error_message.clear();
    lost.reset();
    phase.store(Phase::connecting, std::memory_order_release);
    first = attendant == 0;
  }
  if (first) attendant = exec::runtime().spawn(options.name + " attendant", [this] { attend(); });
  const Answer answer = run_connect();
  bool aborted = false;
  {
    std::lock_guard hold(life);
    connect_runs = false;
    aborted = terminated;
  }
  attendant_wake();
  if (answer.failed()) return failed_dial(answer.code, Fault::cancelled);  // N-LIFE-14
  if (aborted) return failed_dial(0, Fault::cancelled);                    // N-LIFE-15
  const Phase reached = now_in();
  if (reached != Phase::started && reached != Phase::reconnecting) {
    return failed_dial(0, Fault::refused_by_host);  // N-LIFE-13
  }
  return {.connected = true};
}

Answer Channel::State::run_connect() {
  const std::int64_t began_ns = exec::runtime().now_ns();
  CallbackScope scope(channel, running, CallbackKind::connect, began_ns);
  const Answer answer = plug_in->connect(channel);
  if (options.connect_limit_ns != 0 && exec::runtime().now_ns() - began_ns > options.connect_limit_ns) {
    std::lock_guard hold(life);
    terminated = true;
    if (error_message.empty()) error_message = "Connect took longer than its limit";
  }
  return answer;
}

DialResult Channel::State::failed_dial(std::int32_t code, Fault fault) {
  finish_stop(Phase::failed, "the dial failed");
  return {.code = code, .fault = fault, .message = channel.error_message()};
}

void Channel::State::close_transports() {
  std::vector<std::shared_ptr<Transport>> ended;
  {
    std::lock_guard hold(life);
    const auto table = transports.load();
    for (const AssociatedTransport& entry : table->entries) ended.push_back(entry.transport);
    for (const Replacement& one : replacements) ended.push_back(one.transport);
    replacements.clear();
    replacements_waiting.store(0, std::memory_order_release);
    publish_transports({});
  }
  for (const std::shared_ptr<Transport>& transport : ended) transport->close();
}

// Whoever moves the phase to `stopping` does the rest; nobody waits for anybody (N-LIFE-17).
bool Channel::State::finish_stop(Phase end, const std::string& reason) {
  bool raised = false;
  ForeignRef context;
  {
    std::lock_guard hold(life);
    const Phase now = now_in();
    if (now != Phase::connecting && now != Phase::started && now != Phase::reconnecting) return false;
    phase.store(Phase::stopping, std::memory_order_release);
    running.forbid();
    data.set_connected(false);
    raised = plan.has_value();
    plan.reset();
    context = std::move(plug_in_context);
  }
  log.write("stopped: " + reason);
  // What a plug-in said last is on its way before the transports go: a flush sends at once.
  close_transports();
  transmitter.abandon();
  for (AppendLane& lane : lanes) {
    SlotChain left;
    {
      std::lock_guard hold(lane.lock);
      left.splice(lane.queue);
    }
    recycle_all(left);  // N-APP-3
  }
  injector.abandon();
  outbound.abandon();
  inbound.pump();  // lets go of the transports: a socket's port is free when its last holder has
  if (raised && options.host != nullptr) options.host->lower();
  {
    std::lock_guard hold(life);
    for (const std::unique_ptr<SlotPool>& pool : pools) pool->close();
    phase.store(ending ? ends_as : end, std::memory_order_release);
  }
  running.wake();
  attendant_wake();
  return true;
}

Result<void> Channel::State::stop() {
  {
    std::lock_guard hold(life);
    if (!ever_started) return Fault::access_denied;
  }
  if (CallbackScope::inside_data_callback(channel)) {
    running.forbid();  // takes effect when that callback returns (N-LIFE-19)
    data.stop_wanted.store(true, std::memory_order_release);
    return {};
  }
  finish_stop(Phase::stopped, "the plug-in called Stop");
  return {};
}

bool Channel::State::disconnect() {
  {
    std::lock_guard hold(life);
    if (connect_runs) terminated = true;  // a dial that is still under way fails
    const Phase now = now_in();
    if (connect_runs || ending || (now != Phase::started && now != Phase::reconnecting)) return false;
    ending = true;
  }
  if (CallbackScope::inside_data_callback(channel)) {
    disconnect_wanted.store(true, std::memory_order_release);
    attendant_wake();
    return true;
  }
  end_with_disconnect(Phase::stopped, "the user hung up");
  return true;
}

// N-LIFE-16, N-LIFE-18. Once for a connection: the caller has set `ending`.
void Channel::State::end_with_disconnect(Phase end, const std::string& reason) {
  const auto over = [this] {
    const Phase now = now_in();
    return now != Phase::started && now != Phase::reconnecting;
  };
  {
    std::lock_guard hold(life);
    ends_as = end;  // also when the plug-in itself calls Stop, as it should
  }
  running.forbid();
  running.wait_until_quiet(over);
  if (over()) return;
  log.write("disconnecting: " + reason);
  {
    CallbackScope scope(channel, running, CallbackKind::disconnect, exec::runtime().now_ns());
    const Answer answer = plug_in->disconnect(channel);
    if (answer.failed()) log.write("Disconnect failed with " + std::to_string(answer.code) + ", ignored");
  }
  if (finish_stop(end, reason)) log.write("Disconnect returned without Stop; stopped by the platform");
}

// N-LIFE-21: data callbacks pause, the interface stays, and the attendant regains the connection.
void Channel::State::transport_lost(const std::shared_ptr<Transport>& transport) {
  {
    std::lock_guard hold(life);
    const auto table = transports.load();
    if (now_in() != Phase::started || ending || !table->running ||
        table->index_of(transport.get()) == TransportTable::kNone) {
      return;
    }
    phase.store(Phase::reconnecting, std::memory_order_release);
    running.forbid();
    lost = transport;
  }
  log.write("lost " + transport->describe() + "; reconnecting");
  attendant_wake();
}

void Channel::State::zero_length_frame() {
  if (options.fidelity != Fidelity::strict) return;
  data.abort_wanted.store(true, std::memory_order_release);
  attendant_wake();
}

// On a thread that may just have run callbacks, outside of them.
void Channel::State::after_callbacks() {
  if (data.stop_wanted.load(std::memory_order_acquire) && data.stop_wanted.exchange(false)) {
    finish_stop(Phase::stopped, "the plug-in called Stop from a callback");
  }
  const bool news =
      data.abort_wanted.load(std::memory_order_acquire) ||
      (data.active.load(std::memory_order_acquire) && !told_active.load(std::memory_order_relaxed));
  if (news) attendant_wake();
}

}  // namespace penstock::tunnel
