// SPDX-License-Identifier: Apache-2.0
// One authorization: a classify walk at a layer where it may be held. It counts what still keeps it open:
// the walk, and every loan that a pend made of it. Whoever brings the count to zero runs the completion, on
// his own thread: the one who completes last, or the walk's when the completion was faster (W-COMP-3).
//
//   walking ──walk ends──► decided            pends had no effect (W-PEND-13)
//      │                 └► held ──last completion──► asked again (connect) or released (accept)
//      └─ endpoint dies at any time: orphaned; completing then only lets go (W-COMP-6)
//
// Threads: settled_one() from any; the walk's functions on the walk's thread; the outcome is queued to the
//   path that owns the flow.
// Memory: counted by reference (Lent): the flow, the ledger and the queue hold it.
// Errors: findings only.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "filter/arbitration.h"
#include "filter/engine.h"
#include "filter/flow.h"
#include "filter/indication.h"
#include "packet/custody.h"
#include "packet/recycled.h"
#include "packet/reentry_queue.h"

namespace penstock::filter {

class FilterStation;
class Injection;

// How an authorization that was held ended.
enum class HeldOutcome : std::uint8_t {
  authorized,
  denied,
  denied_silently,
  released,  // accept: nothing is decided, the next packet of the flow is classified afresh
  orphaned,
};

class Authorization final : public packet::Lent,
                            public packet::Recycled<Authorization>,
                            private packet::Reentry {
 public:
  Authorization(Engine& engine, FilterStation& station, Flow& flow, Layer layer, const Facts& facts,
                const ProcessFacts& process);

  std::uint64_t handle() const { return handle_; }
  Layer layer() const { return layer_; }
  Flow& flow() const { return *flow_; }
  const Facts& facts() const { return facts_; }
  const ProcessFacts& process() const { return process_; }
  bool connect() const;

  // --- the walk's thread ---
  void pended();  // one more loan
  void unpend();  // which could not be lent after all
  std::uint32_t pends() const { return pends_; }
  // The walk is over. True: it is held. The walk's own count is given up; with a completion that came
  // early, the completion runs inside this call.
  bool walk_ended(const WalkResult& result, std::int64_t now_ns);

  // --- any thread ---
  // A loan of it was settled by `by`. The last one runs the completion.
  void settled_one(packet::BorrowerId by);
  // Every loan was settled and the walk is over: the outcome is queued, or is being reached.
  bool completed() const { return open_.load(std::memory_order_acquire) == 0; }
  // The endpoint died. Returns false when an outcome had been reached before.
  bool orphan();
  bool orphaned() const { return orphaned_.load(std::memory_order_acquire); }
  // The completer named a packet: he means to inject it (W-COMP-42).
  void completer_showed_packet() { packet_shown_.store(true, std::memory_order_release); }
  bool packet_shown() const { return packet_shown_.load(std::memory_order_acquire); }
  // From now on the completion refuses without asking (a guest that left).
  void refuse() { refused_.store(true, std::memory_order_release); }

  // --- the path's thread, once the outcome was queued ---
  HeldOutcome outcome() const { return outcome_; }
  const WalkResult& decision() const { return decision_; }
  std::uint64_t decided_revision() const { return decided_revision_; }
  packet::BorrowerId decided_by() const { return decided_by_.load(std::memory_order_relaxed); }
  std::int64_t held_since_ns() const { return held_since_ns_; }

  // The SYN that waits (W-LNX-2), and packets of the callout that came before the outcome (W-COMP-29).
  packet::PacketPtr waiting_syn;
  static constexpr std::size_t kWaitingInjectionsMax = 64;
  std::vector<Injection*> waiting_injections;

  void describe(base::Row& row) const override;

 private:
  ~Authorization() override;
  void give_up_one();
  void complete();  // the count is zero and it was held
  void resume() override;
  void abandon() override;

  Engine& engine_;
  FilterStation& station_;
  packet::Ref<Flow> flow_;
  const Layer layer_;
  const Facts facts_;
  const ProcessFacts process_;
  const std::uint64_t handle_;
  std::uint32_t pends_ = 0;
  bool held_ = false;  // written by the walk before it gives up its count
  std::atomic<std::uint32_t> open_{1};
  std::atomic<bool> orphaned_{false};
  std::atomic<bool> refused_{false};
  std::atomic<bool> packet_shown_{false};
  std::int64_t held_since_ns_ = 0;
  std::atomic<packet::BorrowerId> decided_by_{0};  // two borrowers may settle at once (W-PEND-21)
  HeldOutcome outcome_ = HeldOutcome::released;
  WalkResult decision_;
  std::uint64_t decided_revision_ = 0;
};

// The classify that runs on this thread, innermost first: what pend() may refer to.
struct ActiveWalk {
  Authorization* authorization = nullptr;  // where one can be held
  std::uint64_t known_handle = 0;          // a reauthorization: the handle of its first classify
  bool reauthorization = false;
  Layer layer{};
  ActiveWalk* outer = nullptr;

  static ActiveWalk* current();
  class Scope {
   public:
    explicit Scope(ActiveWalk& walk);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
  };
};

}  // namespace penstock::filter
