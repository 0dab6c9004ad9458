// SPDX-License-Identifier: Apache-2.0
// A path: one thread's worth of forwarding between the host's link and the world's, through the table of
// stations, in batches, run to completion. Each turn takes what came back through the re-entry queue first,
// then what other paths handed over, then what the links have. With several paths every packet is owned by
// one of them (W-LNX-8): who reads another's packet hands it over and counts it.
// Foreign code that may block is called at the end of a turn, with the baton put down: a spare thread takes it
// when that lasts, so that only one direction of one station waits.
//
// Threads: run() by one, run_spare() by another; turn() by whoever gets the baton; hand_over() and
//   request_stop() from any.
// Memory: nothing is allocated for a packet.
// Errors: none of its own; links and stations count what they drop.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "exec/baton.h"
#include "link/link.h"
#include "packet/reentry_queue.h"
#include "path/idle.h"
#include "path/station.h"

namespace penstock::path {

class Path;

// The paths of one host, in the order of their numbers.
class PathGroup {
 public:
  void add(Path& path) { paths_.push_back(&path); }
  std::size_t count() const { return paths_.size(); }
  // nullptr: nobody else, keep it.
  Path* owner_of(const packet::Packet& packet) const;
  Path* at(std::size_t index) const { return paths_[index]; }

 private:
  std::vector<Path*> paths_;
};

struct PathOptions {
  std::string name = "path0";
  std::uint64_t expire_every_ns = 100'000'000;
  std::int64_t call_out_patience_ns = 5'000'000;  // then the spare thread goes on
};

struct PathCounts {
  std::uint64_t turns = 0;
  std::uint64_t received = 0;
  std::uint64_t sent = 0;
  std::uint64_t resumed = 0;
  std::uint64_t handed_over = 0;  // read here, owned elsewhere
  std::uint64_t taken_over = 0;
};

class Path {
 public:
  Path(PathOptions options, link::Link& local, link::Link& remote, packet::ReentryQueue& reentry, Idle& idle);
  ~Path();
  Path(const Path&) = delete;
  Path& operator=(const Path&) = delete;

  const std::string& name() const { return options_.name; }
  // In the order outbound packets meet them. Before the first turn.
  void add_station(Station& station) { stations_.push_back(&station); }
  void join(PathGroup& group) { group_ = &group; }

  // One turn; returns how many packets and items it moved. 0 without work, or when the baton is taken.
  std::uint32_t turn();
  // Turns until asked to stop; sleeps when idle.
  void run();
  // Turns while the thread in run() is kept by foreign code.
  void run_spare();
  void request_stop();
  bool stop_requested() const { return stop_.load(std::memory_order_acquire); }

  // The thread in run() is not at work.
  bool between_turns() const { return turn_since_ns_.load(std::memory_order_acquire) == 0; }

  void hand_over(packet::PacketPtr packet);
  PathCounts counts() const { return counts_; }  // on the path's thread, or when it is quiet

 private:
  std::uint32_t receive_from(link::Link& link, Direction direction);
  bool takes(Direction direction) const;
  bool call_out();
  std::uint32_t take_handed_over();
  void keep_own(packet::PacketBatch& batch);
  void process(packet::PacketBatch& batch, Direction direction, std::size_t station);
  void forward(Onward& onward, std::size_t station);
  void pass_on(packet::PacketChain& chain, Direction direction, std::size_t station, bool beyond);
  void send(packet::PacketBatch& batch, Direction direction);
  std::int64_t next_deadline_ns() const;
  bool is_drained(std::uint32_t moved) const;
  void rest_spare();
  void rouse_spare();

  const PathOptions options_;
  std::array<link::Link*, 2> links_;  // by the Direction of what they receive
  packet::ReentryQueue& reentry_;
  Idle& idle_;
  exec::Baton baton_;
  std::vector<Station*> stations_;
  PathGroup* group_ = nullptr;
  std::atomic<packet::Packet*> handed_over_{nullptr};
  std::atomic<bool> stop_{false};
  std::atomic<std::int64_t> turn_since_ns_{0};  // of the thread in run(); 0: between turns
  std::atomic<std::uint64_t> turns_begun_{0};   // by the thread in run()
  std::atomic<bool> spare_rests_{false};
  std::atomic<bool> left_work_{false};  // by the last turn's callbacks
  std::int64_t expired_ns_ = 0;
  PathCounts counts_;
};

}  // namespace penstock::path
