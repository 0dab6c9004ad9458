// SPDX-License-Identifier: Apache-2.0
// One VPN connection of one plug-in: the pools, the two lanes, the transports and the life cycle between a
// host's packets and an outer connection. Two kinds of callers meet here. The host dials and hangs up, offers
// packets, tells when a transport is readable, and takes what is to be injected. The plug-in, from its
// callbacks and from threads of its own, leases buffers, gives them back and starts the connection.
//
// Threads: everything from any thread, also from within callbacks. connect() runs the plug-in's Connect on the
//   caller's thread; the rest of the life cycle runs on the channel's attendant, a thread of its own.
//   run_outbound() and run_inbound() call the plug-in on the caller's thread, one at a time each: who comes
//   second leaves the work to who is inside. They overlap with each other. Nothing of ours is locked while the
//   plug-in runs.
// Memory: shared; the attendant holds none of it, so the last owner ends the channel, not from a callback.
//   Pools are made by a start; nothing is allocated for a packet.
// Errors: Fault for calls; drops are counted by reason.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/view.h"
#include "packet/chain.h"
#include "packet/reentry_queue.h"
#include "tunnel/counts.h"
#include "tunnel/interface_packets.h"
#include "tunnel/network_plan.h"
#include "tunnel/plug_in.h"
#include "tunnel/slot_list.h"
#include "tunnel/traffic_rule.h"
#include "tunnel/transport.h"

namespace penstock::tunnel {

enum class Phase : std::uint8_t {
  idle,
  connecting,  // Connect runs, nothing started
  started,     // also while Connect still runs (N-LIFE-12)
  reconnecting,
  stopping,
  stopped,
  failed,
};
const char* to_string(Phase phase);

struct ChannelOptions {
  std::string name = "vpn0";  // the profile's
  std::string plug_in_name = "plug-in";
  Fidelity fidelity = Fidelity::lenient;
  std::uint32_t send_slots = 2048;
  std::uint32_t receive_slots = 2048;
  std::uint32_t wire_slots = 128;
  std::uint64_t pool_bytes_max = 64u << 20;
  std::uint32_t batch_packets_max = packet::kBatchPacketsMax;  // shown to one Encapsulate
  std::uint32_t backlog_packets_max = 512;                     // offered and not shown yet
  std::int64_t keep_alive_idle_ns = 15'000'000'000;            // 0: never
  std::int64_t idle_after_ns = 60'000'000'000;
  std::int64_t callback_warn_ns = 1'000'000'000;
  std::int64_t connect_limit_ns = 0;  // 0: Connect may take as long as it likes
  std::int64_t lease_warn_ns = 10'000'000'000;
  std::uint32_t reconnect_attempts = 3;
  std::int64_t reconnect_first_wait_ns = 1'000'000'000;  // doubles with each attempt
  std::uint32_t callback_errors_max = 0;                 // in a row; 0: no limit
  FaceKind buffer_face;
  FaceKind list_face;
  packet::Ledger* ledger = nullptr;  // where the plug-in is enrolled and its leases are shown
  InterfaceHost* host = nullptr;     // nullptr: nothing is applied
  FlowPrograms* programs = nullptr;  // nullptr: rules that name a program match nothing
  std::uint32_t outer_mark = 0;      // of the transports; 0: none
  std::function<void(const std::string& line)> log;
};

struct StartRequest {
  NetworkRequest network;
  TrafficRules traffic;
  // Which of the associated ones; empty: all that are.
  std::vector<std::shared_ptr<Transport>> transports;
};

struct DialResult {
  bool connected = false;
  std::int32_t code = 0;  // the plug-in's, where Connect failed
  Fault fault = Fault::cancelled;
  std::string message;
};

// One callback is running on this thread.
enum class CallbackKind : std::uint8_t { none, connect, disconnect, keep_alive, encapsulate, decapsulate };

class Channel {
 public:
  static std::shared_ptr<Channel> make(ChannelOptions options);
  ~Channel();  // an established connection is torn down without Disconnect
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  // --- the host's side: life
  DialResult connect(std::shared_ptr<PlugIn> plug_in);
  // The user hangs up: callbacks end, Disconnect is called, and what it left undone is done. Returns when the
  // channel is stopped. false: there was no connection.
  bool disconnect();
  // The second request (N-ERR-3): without the plug-in.
  void force_stop(const std::string& reason);
  // The interface was taken away under the channel (N-ERR-2): Disconnect is called and the channel ends as
  // failed, on the attendant.
  void interface_lost(const std::string& reason);
  Phase phase() const;

  // --- the host's side: packets
  // Takes packets towards the server; what is left in the batch found the backlog full. Without a connection
  // they are dropped; while one is being regained they wait.
  void offer(packet::PacketBatch& batch);
  std::uint32_t backlog() const;
  void run_outbound();
  // Receives from all transports and shows it; true when there may be more.
  bool run_inbound();
  // Fills the batch with validated packets for the interface; returns how many.
  std::uint32_t take_injected(packet::PacketBatch& batch);
  // What these are made from, with one copy; without it they are the plug-in's slots, which are free again when the
  // packets are released. Before connect().
  void set_interface_packets(const InterfacePackets& packets);
  // `injected` is woken when the injection queue turns non-empty. `outbound` when run_outbound() has reason to
  // be called: the channel started, a slot came back after starvation. `inbound` likewise when run_inbound()
  // has: the channel started, a wire buffer came back after all were out. Who sets no inbound waker is told
  // "more" instead. That a full transport can be written to again its descriptor tells. Before connect().
  void set_wakers(packet::Waker* injected, packet::Waker* outbound, packet::Waker* inbound = nullptr);
  std::vector<std::shared_ptr<Transport>> transports() const;

  // --- the plug-in's side: buffers
  Result<SlotRef> request(Lane lane, base::CallSite from);
  Result<void> append(Lane lane, SlotHandle* handle);
  Result<void> flush(Lane lane);

  // --- the plug-in's side: life
  Result<void> associate(std::shared_ptr<Transport> main, std::shared_ptr<Transport> optional = nullptr);
  Result<void> add_and_associate(std::shared_ptr<Transport> transport, ForeignRef context);
  Result<void> replace_and_associate(std::shared_ptr<Transport> transport, ForeignRef context);
  Result<void> start(const StartRequest& request);
  Result<void> stop();
  Result<void> terminate(const std::string& message);
  void set_error_message(const std::string& message);
  Result<std::uint32_t> id() const;
  bool entered() const;                            // Connect was entered and the channel has not stopped
  bool knows(const ForeignObject* context) const;  // a transport carries it
  void set_plug_in_context(ForeignRef context);
  ForeignRef plug_in_context() const;
  // Of the transport whose unit is being shown on this thread; empty outside.
  ForeignRef current_transport_context() const;
  void log(std::string_view text);  // one record (N-MISC-1)

  // Active on the first packet, idle after a while without (N-KA-4). On the attendant, outside data callbacks.
  using ActivityHandler = std::function<void(Channel&, bool active)>;
  std::uint64_t add_activity_handler(ActivityHandler handler);
  void remove_activity_handler(std::uint64_t token);

  // --- what is shown
  const ChannelOptions& options() const;
  PoolCounts counts(Lane lane) const;
  ChannelCounts counts() const;
  std::string error_message() const;
  std::vector<std::string> log_lines() const;  // the last ones
  NetworkPlan plan() const;
  std::vector<HeldSlot> held(Lane lane) const;

 private:
  struct State;
  explicit Channel(ChannelOptions options);
  std::unique_ptr<State> state_;
};

// "pools" and "holders": rows for each channel given.
class PoolsView final : public base::View {
 public:
  explicit PoolsView(std::function<std::vector<std::shared_ptr<Channel>>()> channels)
      : channels_(std::move(channels)) {}
  std::string_view name() const override { return "pools"; }
  std::vector<base::Row> show() const override;

 private:
  std::function<std::vector<std::shared_ptr<Channel>>()> channels_;
};

class HoldersView final : public base::View {
 public:
  explicit HoldersView(std::function<std::vector<std::shared_ptr<Channel>>()> channels)
      : channels_(std::move(channels)) {}
  std::string_view name() const override { return "holders"; }
  std::vector<base::Row> show() const override;

 private:
  std::function<std::vector<std::shared_ptr<Channel>>()> channels_;
};

}  // namespace penstock::tunnel
