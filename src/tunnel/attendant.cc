// SPDX-License-Identifier: Apache-2.0
// The channel's own thread: keep-alives, activity, leases and callbacks that take too long, and the way back
// from a lost transport. It sleeps until the next of these is due or somebody calls.
#include <algorithm>
#include <mutex>

#include "tunnel/channel_state.h"

namespace penstock::tunnel {
namespace {

constexpr std::int64_t kLookEveryNs = 1'000'000'000;

}  // namespace

void Channel::State::attendant_wake() {
  attendant_called.fetch_add(1, std::memory_order_release);
  exec::runtime().unpark_all(&attendant_called);
}

void Channel::State::attend() {
  while (!attendant_ends.load(std::memory_order_acquire)) {
    const std::uint32_t seen = attendant_called.load(std::memory_order_acquire);
    const std::int64_t deadline_ns = look_after(exec::runtime().now_ns());
    exec::runtime().park(
        &attendant_called,
        [&] {
          return attendant_called.load(std::memory_order_acquire) == seen &&
                 !attendant_ends.load(std::memory_order_acquire);
        },
        deadline_ns);
  }
}

// What is due; returns when to look again.
std::int64_t Channel::State::look_after(std::int64_t now_ns) {
  const bool abort = data.abort_wanted.exchange(false, std::memory_order_acq_rel);
  const bool hang_up = disconnect_wanted.exchange(false, std::memory_order_acq_rel);
  if (abort || hang_up) {
    {
      std::lock_guard hold(life);
      if (ending && !hang_up) return exec::kForever;
      ending = true;
    }
    end_with_disconnect(abort ? Phase::failed : Phase::stopped,
                        abort ? "the platform gave up" : "the user hung up");
    return exec::kForever;
  }
  bool dialling = false;
  {
    std::lock_guard hold(life);
    dialling = connect_runs;
  }
  if (now_in() == Phase::reconnecting && !dialling) {
    reconnect();
    return exec::runtime().now_ns();
  }
  if (now_in() != Phase::started) return exec::kForever;
  if (promote_replacements()) wake_paths();  // it has another descriptor than the one they wait for
  warn_late_callbacks(now_ns);
  data.send_leases.tick(*pool(Lane::send), now_ns, options.lease_warn_ns);
  data.receive_leases.tick(*pool(Lane::receive), now_ns, options.lease_warn_ns);
  std::int64_t next_ns = now_ns + std::min(kLookEveryNs, options.callback_warn_ns);

  if (data.active.load(std::memory_order_acquire)) {
    const std::int64_t idle_ns = data.last_packet_ns.load(std::memory_order_relaxed) + options.idle_after_ns;
    if (!told_active.load(std::memory_order_relaxed)) tell_activity(true);
    if (now_ns >= idle_ns) tell_activity(false);
    if (now_ns < idle_ns) next_ns = std::min(next_ns, idle_ns);
  }
  if (options.keep_alive_idle_ns != 0) {
    const std::int64_t since_ns =
        std::max({transmitter.last_sent_ns(), started_ns.load(), last_keep_alive_ns});
    if (now_ns - since_ns >= options.keep_alive_idle_ns) keep_alive(now_ns);
    next_ns = std::min(next_ns, std::max(since_ns, last_keep_alive_ns) + options.keep_alive_idle_ns);
  }
  return std::max(next_ns, now_ns + 1);
}

// N-KA-1 to N-KA-3.
void Channel::State::keep_alive(std::int64_t now_ns) {
  last_keep_alive_ns = now_ns;
  SlotRef payload;
  Answer answer;
  {
    CallbackScope scope(channel, running, CallbackKind::keep_alive, now_ns);
    if (!scope.entered()) return;
    answer = plug_in->keep_alive_payload(channel, payload);
  }
  keep_alive_calls.fetch_add(1, std::memory_order_relaxed);
  if (answer.failed()) {
    keep_alive_errors.fetch_add(1, std::memory_order_relaxed);
  } else if (payload && payload->length_bytes().ok() && *payload->length_bytes() != 0) {
    // As an append and a flush of this buffer alone would.
    if (check_own(payload.get(), home).ok() && payload->pool().queue(*payload)) {
      SlotChain chain;
      chain.push_back(*payload);
      transmitter.hand_over(chain);
    }
  } else if (payload && check_own(payload.get(), home).ok() && payload->pool().queue(*payload)) {
    SlotChain chain;  // of no length: given back and not sent (N-KA-2)
    chain.push_back(*payload);
    recycle_all(chain);
  }
  after_callbacks();
}

// N-KA-4.
void Channel::State::tell_activity(bool active) {
  if (told_active.exchange(active, std::memory_order_acq_rel) == active) return;
  if (!active) data.active.store(false, std::memory_order_release);
  std::vector<ActivityHandler> called;
  {
    std::lock_guard hold(life);
    for (const auto& [token, handler] : handlers) called.push_back(handler);
  }
  for (const ActivityHandler& handler : called) handler(channel, active);
}

// N-THR-3.
void Channel::State::warn_late_callbacks(std::int64_t now_ns) {
  static constexpr std::pair<CallbackKind, const char*> kKinds[] = {
      {CallbackKind::encapsulate, "Encapsulate"}, {CallbackKind::decapsulate, "Decapsulate"}};
  for (const auto& [kind, name] : kKinds) {
    const std::int64_t since_ns = running.running_since_ns(kind);
    if (since_ns == 0 || now_ns - since_ns < options.callback_warn_ns || told_late_ns == since_ns) continue;
    told_late_ns = since_ns;
    data.late.fetch_add(1, std::memory_order_relaxed);
    log.write(std::string(name) + " has been running for " + std::to_string((now_ns - since_ns) / 1'000'000) +
              " ms; its direction waits");
  }
}

// False when there is nothing left to wait for.
bool Channel::State::wait_until(std::int64_t deadline_ns) {
  const auto waiting = [this] {
    return now_in() == Phase::reconnecting && !attendant_ends.load(std::memory_order_acquire);
  };
  while (waiting() && exec::runtime().now_ns() < deadline_ns) {
    exec::runtime().park(&attendant_called, waiting, deadline_ns);
  }
  return waiting();
}

void Channel::State::reconnect() {
  const auto over = [this] { return now_in() != Phase::reconnecting; };
  running.wait_until_quiet(over);
  std::int64_t wait_ns = options.reconnect_first_wait_ns;
  for (std::uint32_t attempt = 1; attempt <= options.reconnect_attempts; ++attempt, wait_ns *= 2) {
    if (!wait_until(exec::runtime().now_ns() + wait_ns)) return;
    reconnects.fetch_add(1, std::memory_order_relaxed);
    if (try_reconnect()) return;
    log.write("reconnect: attempt " + std::to_string(attempt) + " failed");
  }
  {
    std::lock_guard hold(life);
    if (over() || ending) return;
    ending = true;
  }
  end_with_disconnect(Phase::failed, "the connection could not be regained");
}

bool Channel::State::try_reconnect() {
  if (ReconnectTransport* offered = plug_in->reconnect_transport()) {
    ForeignRef context;
    {
      std::lock_guard hold(life);
      const auto table = transports.load();
      const std::uint32_t index = table->index_of(lost.get());
      if (index != TransportTable::kNone) context = table->entries[index].context;
    }
    const Answer answer = offered->reconnect_transport(channel, context.get());
    promote_replacements();
    std::lock_guard hold(life);
    const auto table = transports.load();
    const bool whole = std::all_of(table->entries.begin(), table->entries.end(), [](const auto& entry) {
      return entry.transport->state() != TransportState::lost;
    });
    if (!answer.failed() && whole && now_in() == Phase::reconnecting) {
      phase.store(Phase::started, std::memory_order_release);
      running.allow();
      return true;
    }
  }
  close_transports();
  transmitter.abandon();
  {
    std::lock_guard hold(life);
    if (now_in() != Phase::reconnecting) return true;
    connect_runs = true;
    terminated = start_failed = false;
  }
  const Answer answer = run_connect();
  std::lock_guard hold(life);
  connect_runs = false;
  const Phase now = now_in();
  if (now != Phase::started) return now != Phase::reconnecting;  // stopped meanwhile: nothing to regain
  if (!answer.failed() && !terminated) return true;
  running.forbid();
  phase.store(Phase::reconnecting, std::memory_order_release);
  return false;
}

}  // namespace penstock::tunnel
