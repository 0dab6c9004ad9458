// SPDX-License-Identifier: Apache-2.0
// What a channel is made of, and the parts of its life that are not one call: opening, ending, losing and
// regaining the connection. Only the channel's own files see it.
//
// Threads: `life` guards what changes with the phase and is never held across a call into the plug-in, the
//   host or a transport's close.
// Memory: pools are kept until the channel goes, since any thread may be looking at one; those that are whole
//   are used again.
// Errors: as Channel.
#pragma once

#include <map>
#include <optional>

#include "exec/mutex.h"
#include "exec/runtime.h"
#include "exec/standing_task.h"
#include "tunnel/callback_scope.h"
#include "tunnel/channel.h"
#include "tunnel/channel_log.h"
#include "tunnel/data_callbacks.h"
#include "tunnel/inbound.h"
#include "tunnel/outbound.h"

namespace penstock::tunnel {

struct Channel::State final : TransmitWatch {
  // Buffers that were appended and not flushed, of one direction. Handing them on needs the baton: what one
  // thread took out of the queue is on its way before another takes more, so that each thread's buffers keep
  // their order over its flushes (N-APP-5).
  struct AppendLane final : exec::StandingTask {
    AppendLane(State& owner, Lane which) : state(owner), lane(which), rules(owner.policy) {}
    void flush() { ask(baton); }
    void look() override;

    State& state;
    const Lane lane;
    exec::Baton baton;
    PublishedPolicy::Reader rules;  // with the baton
    packet::SpinLock lock;          // guards the queue
    SlotChain queue;
  };

  State(Channel& channel, ChannelOptions options);
  ~State();

  // --- channel_life.cc
  DialResult connect(std::shared_ptr<PlugIn> new_plug_in);
  bool disconnect();
  Result<void> stop();
  bool finish_stop(Phase end, const std::string& reason);
  void transport_lost(const std::shared_ptr<Transport>& transport) override;
  void zero_length_frame() override;
  void after_callbacks();
  DialResult failed_dial(std::int32_t code, Fault fault);
  Answer run_connect();
  void close_transports();

  // --- channel_start.cc
  Result<void> start(const StartRequest& request);
  Result<void> start_checked(const StartRequest& request, NetworkPlan& plan, CompiledTrafficRules rules);
  Result<void> first_start(const NetworkPlan& plan);
  Result<void> start_again(const NetworkPlan& plan);
  Result<void> check_transports(const StartRequest& request);
  Result<void> open_pools(const NetworkPlan& plan);
  std::uint32_t slots_within(std::uint32_t wanted, std::uint32_t bytes, const char* which);
  SlotPool& pool_for(const SlotPoolOptions& wanted);
  void go(const NetworkPlan& plan, CompiledTrafficRules rules);

  // --- channel_transports.cc
  Result<void> associate(std::shared_ptr<Transport> transport, ForeignRef context);
  Result<void> replace(std::shared_ptr<Transport> transport, ForeignRef context);
  bool promote_replacements();  // whether one serves now
  void wake_paths();

  // --- attendant.cc
  void attend();
  void attendant_wake();
  std::int64_t look_after(std::int64_t now_ns);
  void keep_alive(std::int64_t now_ns);
  void tell_activity(bool active);
  void warn_late_callbacks(std::int64_t now_ns);
  void reconnect();
  bool try_reconnect();
  bool wait_until(std::int64_t deadline_ns);
  void end_with_disconnect(Phase end, const std::string& reason);

  SlotPool* pool(Lane lane) const {
    const auto& pool = lane == Lane::send ? data.send_pool : data.receive_pool;
    return pool.load(std::memory_order_acquire);
  }
  AppendLane& lane_of(Lane lane) { return lanes[static_cast<std::size_t>(lane)]; }
  Phase now_in() const { return phase.load(std::memory_order_acquire); }
  void publish_transports(TransportTable table) {
    transports.publish(std::make_shared<const TransportTable>(std::move(table)));
  }

  Channel& channel;
  const ChannelOptions options;
  const std::uint32_t id;
  ChannelLog log;
  LeaseClock clock;
  SlotHome home;
  Callbacks running;
  PublishedTransports transports;
  PublishedPolicy policy;
  Transmitter transmitter;
  Injector injector;
  std::atomic<packet::Waker*> outbound_waker{nullptr};
  std::atomic<packet::Waker*> inbound_waker{nullptr};
  DataCallbacks data;
  Outbound outbound;
  Inbound inbound;
  AppendLane lanes[2] = {{*this, Lane::send}, {*this, Lane::receive}};
  std::atomic<Phase> phase{Phase::idle};

  mutable exec::Mutex life;  // guards what follows
  std::shared_ptr<PlugIn> plug_in;
  std::vector<std::unique_ptr<SlotPool>> pools;
  std::optional<NetworkPlan> plan;
  bool connect_runs = false;
  bool starting = false;      // a start is being carried out
  bool start_failed = false;  // strict: no second try
  bool ending = false;        // Disconnect is about to be called, or has been
  Phase ends_as = Phase::stopped;
  bool terminated = false;    // TerminateConnection
  bool ever_started = false;  // in this dial
  std::string error_message;
  ForeignRef plug_in_context;
  std::shared_ptr<Transport> lost;
  struct Replacement {
    std::uint32_t index;
    std::shared_ptr<Transport> transport;
  };
  std::vector<Replacement> replacements;
  std::map<std::uint64_t, ActivityHandler> handlers;
  std::uint64_t next_handler = 1;

  std::atomic<bool> disconnect_wanted{false};
  std::atomic<std::uint32_t> replacements_waiting{0};
  std::atomic<std::uint64_t> keep_alive_calls{0};
  std::atomic<std::uint64_t> keep_alive_errors{0};
  std::atomic<std::uint64_t> reconnects{0};

  // The attendant's.
  exec::ThreadId attendant = 0;
  std::atomic<bool> attendant_ends{false};
  std::atomic<std::uint32_t> attendant_called{0};
  std::atomic<bool> told_active{false};
  std::atomic<std::int64_t> started_ns{0};
  std::int64_t last_keep_alive_ns = 0;
  std::int64_t told_late_ns = 0;
};

}  // namespace penstock::tunnel
