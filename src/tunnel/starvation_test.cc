// SPDX-License-Identifier: Apache-2.0
// Pools of eight slots, plug-ins that keep or lose buffers in every way there is: each is named before the
// pool is empty, starvation is seen, and what comes back is had again.
#include <thread>

#include "base/finding.h"
#include "tunnel/tunnel_fixture.h"

namespace penstock::tunnel {
namespace {

struct Pattern {
  const char* name;
  Lane lane;     // whose slots it takes
  bool dropped;  // lost handles; else held ones
  // What the plug-in does; one slot is gone after each.
  std::function<Answer(Channel&, SlotList&, SlotList&, std::vector<SlotRef>& hoard)> encapsulate;
  std::function<Answer(Channel&, SlotHandle&, SlotList&, SlotList&, std::vector<SlotRef>& hoard)> decapsulate;
  std::function<void(Channel&, std::vector<SlotRef>& hoard)> worker;
};

using Hoard = std::vector<SlotRef>;

SlotRef asked(Channel& channel, Lane lane) {
  auto slot = channel.request(lane, PENSTOCK_CALLER);
  return slot.ok() ? std::move(slot).value() : SlotRef();
}

// In Encapsulate.
Answer takes_and_keeps(Channel&, SlotList& packets, SlotList&, Hoard& hoard) {
  hoard.push_back(std::move(packets.remove_at_begin(PENSTOCK_CALLER)).value());
  return kGood;
}
Answer takes_last_and_keeps(Channel&, SlotList& packets, SlotList&, Hoard& hoard) {
  hoard.push_back(std::move(packets.remove_at_end(PENSTOCK_CALLER)).value());
  return kGood;
}
Answer takes_and_drops(Channel&, SlotList& packets, SlotList&, Hoard&) {
  (void)packets.remove_at_begin(PENSTOCK_CALLER);
  return kGood;
}
Answer takes_last_and_drops(Channel&, SlotList& packets, SlotList&, Hoard&) {
  (void)packets.remove_at_end(PENSTOCK_CALLER);
  return kGood;
}
Answer takes_and_fails(Channel&, SlotList& packets, SlotList&, Hoard&) {
  (void)packets.remove_at_begin(PENSTOCK_CALLER);
  return kBad;
}
Answer takes_keeps_and_fails(Channel&, SlotList& packets, SlotList&, Hoard& hoard) {
  hoard.push_back(std::move(packets.remove_at_begin(PENSTOCK_CALLER)).value());
  return kBad;
}
Answer asks_and_drops(Channel& channel, SlotList&, SlotList&, Hoard&) {
  (void)asked(channel, Lane::send);
  return kGood;
}
Answer asks_and_keeps(Channel& channel, SlotList&, SlotList&, Hoard& hoard) {
  if (SlotRef slot = asked(channel, Lane::send)) hoard.push_back(std::move(slot));
  return kGood;
}
Answer replaces_and_forgets(Channel& channel, SlotList& packets, SlotList& frames, Hoard&) {
  auto original = packets.remove_at_begin(PENSTOCK_CALLER);  // encapsulates into another, and forgets this
  if (const SlotRef frame = asked(channel, Lane::send)) {
    fill(*frame, {1});
    EXPECT_TRUE(frames.append(frame.get()).ok());
  }
  return kGood;
}
Answer appends_then_takes_back(Channel&, SlotList& packets, SlotList& frames, Hoard&) {
  auto taken = packets.remove_at_begin(PENSTOCK_CALLER);
  EXPECT_TRUE(frames.append(taken->get()).ok());
  (void)frames.remove_at_end(PENSTOCK_CALLER);
  return kGood;
}
Answer appends_twice_and_gives_up(Channel& channel, SlotList& packets, SlotList& frames, Hoard& hoard) {
  auto taken = packets.remove_at_begin(PENSTOCK_CALLER);
  EXPECT_TRUE(frames.append(taken->get()).ok());
  EXPECT_FALSE(frames.append(taken->get()).ok());
  return asks_and_keeps(channel, packets, frames, hoard);
}

// In Decapsulate.
template <Lane lane, bool keeps, bool fails>
Answer decapsulate_asks(Channel& channel, SlotHandle&, SlotList&, SlotList&, Hoard& hoard) {
  if (SlotRef slot = asked(channel, lane); slot && keeps) hoard.push_back(std::move(slot));
  return fails ? kBad : kGood;
}
Answer decapsulate_takes_back(Channel& channel, SlotHandle&, SlotList& packets, SlotList&, Hoard& hoard) {
  if (const SlotRef slot = asked(channel, Lane::receive)) {
    EXPECT_TRUE(packets.append(slot.get()).ok());
    hoard.push_back(std::move(packets.remove_at_begin(PENSTOCK_CALLER)).value());
  }
  return kGood;
}

// On a thread of its own.
template <Lane lane, bool keeps>
void worker_asks(Channel& channel, Hoard& hoard) {
  if (SlotRef slot = asked(channel, lane); slot && keeps) hoard.push_back(std::move(slot));
}

const std::vector<Pattern>& patterns() {
  static const std::vector<Pattern> all = {
      {"takes from packets and keeps", Lane::send, false, takes_and_keeps, {}, {}},
      {"takes the last and keeps", Lane::send, false, takes_last_and_keeps, {}, {}},
      {"takes from packets and drops", Lane::send, true, takes_and_drops, {}, {}},
      {"takes the last and drops", Lane::send, true, takes_last_and_drops, {}, {}},
      {"takes, drops and fails", Lane::send, true, takes_and_fails, {}, {}},
      {"takes, keeps and fails", Lane::send, false, takes_keeps_and_fails, {}, {}},
      {"asks for one and drops it", Lane::send, true, asks_and_drops, {}, {}},
      {"asks for one and keeps it", Lane::send, false, asks_and_keeps, {}, {}},
      {"encapsulates into another", Lane::send, true, replaces_and_forgets, {}, {}},
      {"lists a frame and takes it back", Lane::send, true, appends_then_takes_back, {}, {}},
      {"lists a frame twice, keeps one", Lane::send, false, appends_twice_and_gives_up, {}, {}},
      {"decapsulate drops", Lane::receive, true, {}, decapsulate_asks<Lane::receive, false, false>, {}},
      {"decapsulate keeps", Lane::receive, false, {}, decapsulate_asks<Lane::receive, true, false>, {}},
      {"decapsulate drops and fails",
       Lane::receive,
       true,
       {},
       decapsulate_asks<Lane::receive, false, true>,
       {}},
      {"decapsulate keeps and fails",
       Lane::receive,
       false,
       {},
       decapsulate_asks<Lane::receive, true, true>,
       {}},
      {"decapsulate drops a control frame",
       Lane::send,
       true,
       {},
       decapsulate_asks<Lane::send, false, false>,
       {}},
      {"decapsulate keeps a control frame",
       Lane::send,
       false,
       {},
       decapsulate_asks<Lane::send, true, false>,
       {}},
      {"decapsulate takes back what it listed", Lane::receive, false, {}, decapsulate_takes_back, {}},
      {"a worker drops", Lane::receive, true, {}, {}, worker_asks<Lane::receive, false>},
      {"a worker keeps", Lane::send, false, {}, {}, worker_asks<Lane::send, true>},
  };
  return all;
}

struct Starving : Tunnel {
  Starving(const Pattern& pattern, Fidelity fidelity)
      : Tunnel({.plug_in_name = pattern.name, .fidelity = fidelity, .keep_alive_idle_ns = 0}), its(pattern) {
    if (its.encapsulate) {
      plug_in->on_encapsulate = [this](Channel& here, SlotList& shown, SlotList& frames) {
        return its.encapsulate(here, shown, frames, hoard);
      };
    }
    if (its.decapsulate) {
      plug_in->on_decapsulate = [this](Channel& here, SlotHandle& unit, SlotList& out, SlotList& control) {
        return its.decapsulate(here, unit, out, control, hoard);
      };
    }
    up();
  }
  ~Starving() { hoard.clear(); }
  void once() {
    if (its.encapsulate) send(ip_packet_of(40));
    if (its.decapsulate) arrive({1});
    if (its.worker) {
      its.worker(*channel, hoard);
      send(ip_packet_of(40));
      arrive({1});
    }
  }
  std::uint64_t warnings() const {
    std::uint64_t count = 0;
    for (const base::Finding& finding : base::finding_log().list()) {
      const bool named =
          finding.who == its.name && finding.first && finding.message.find(" us") != std::string::npos;
      if (named && finding.severity == base::Severity::warning) count += finding.count;
    }
    return count;
  }

  const Pattern& its;
  Hoard hoard;
};

TEST(Starvation, EachOfTwentyLeaksIsNamedAtTheFirstSlotAndLongBeforeTheLast) {
  RULE("N-BUF-12");
  RULE("N-BUF-13");
  EXPECT_EQ(patterns().size(), 20u);
  for (const Fidelity fidelity : {Fidelity::lenient, Fidelity::strict}) {
    for (const Pattern& pattern : patterns()) {
      base::finding_log().clear();
      Starving run(pattern, fidelity);
      EXPECT_EQ(run.warnings(), 0u) << pattern.name;
      run.once();
      EXPECT_GE(run.warnings(), 1u) << pattern.name;
      EXPECT_GE(run.channel->counts(pattern.lane).free, 6u) << pattern.name;
      for (int round = 0; round < 20; ++round) run.once();
      const PoolCounts counts = run.channel->counts(pattern.lane);
      EXPECT_EQ(sum_of(counts), counts.size) << pattern.name;
      const bool reclaimed = pattern.dropped && fidelity == Fidelity::lenient;
      EXPECT_EQ(counts.leaked_reclaimed, reclaimed ? 21u : 0u) << pattern.name;
      // Who asks inside an Encapsulate cannot have the slot that its packet lies in.
      EXPECT_EQ(counts.free <= 1, !reclaimed) << pattern.name;
      if (counts.free == 0) {
        EXPECT_EQ(run.channel->request(pattern.lane, {}).fault(), Fault::out_of_slots) << pattern.name;
      }
    }
  }
}

TEST(Starvation, EndsByItselfWhenASlotComesBack) {
  RULE("N-BUF-13");
  struct Flag final : packet::Waker {
    void wake() override { ++woken; }
    std::atomic<int> woken{0};
  } outbound;
  Tunnel tunnel;
  tunnel.channel->set_wakers(nullptr, &outbound);
  std::vector<SlotRef> kept;
  bool keeps = true;
  std::uint32_t shown = 0;
  tunnel.plug_in->on_encapsulate = [&](Channel&, SlotList& packets, SlotList&) {
    shown += *packets.size();
    while (keeps && *packets.size() != 0) kept.push_back(std::move(packets.remove_at_begin({})).value());
    return kGood;
  };
  tunnel.up();
  outbound.woken = 0;
  for (int count = 0; count < 12; ++count) tunnel.offer(ip_packet_of(40));
  tunnel.channel->run_outbound();
  EXPECT_EQ(shown, 8u);
  EXPECT_EQ(tunnel.channel->counts().outbound.starved, 1u);
  EXPECT_EQ(tunnel.channel->request(Lane::send, {}).fault(), Fault::out_of_slots);
  tunnel.channel->run_outbound();
  EXPECT_EQ(tunnel.channel->counts().outbound.encapsulate_calls, 1u);  // not called without a slot
  EXPECT_EQ(outbound.woken, 0);
  keeps = false;
  ASSERT_TRUE(tunnel.channel->append(Lane::send, kept.back().get()).ok());
  ASSERT_TRUE(tunnel.channel->flush(Lane::send).ok());
  EXPECT_EQ(outbound.woken, 1);
  tunnel.channel->run_outbound();
  EXPECT_EQ(shown, 12u);
  EXPECT_EQ(tunnel.channel->phase(), Phase::started);
  EXPECT_EQ(tunnel.channel->counts().outbound.offered_packets, 12u);
  kept.clear();
}

TEST(Starvation, RequestsAreAnsweredWhoeverAsksAndWhenever) {
  RULE("N-BUF-5");
  RULE("N-BUF-6");
  Tunnel tunnel;
  std::vector<std::thread> threads;
  std::atomic<bool> end{false};
  std::atomic<std::uint64_t> asked_for{0};
  for (int thread = 0; thread < 3; ++thread) {
    threads.emplace_back([&, thread] {
      while (!end) {
        const auto slot = tunnel.channel->request(thread % 2 == 0 ? Lane::send : Lane::receive, {});
        ++asked_for;
        if (slot.ok()) continue;
        const bool known = slot.fault() == Fault::access_denied || slot.fault() == Fault::out_of_slots;
        EXPECT_TRUE(known);
      }
    });
  }
  for (int round = 0; round < 30; ++round) {
    tunnel.transport = std::make_shared<MemoryTransport>();
    tunnel.up();
    const std::uint64_t before = asked_for;
    while (asked_for < before + 100) std::this_thread::yield();
    EXPECT_TRUE(tunnel.channel->disconnect());
  }
  end = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(tunnel.send_counts().free, 8u);
}

}  // namespace
}  // namespace penstock::tunnel
