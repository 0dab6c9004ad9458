// SPDX-License-Identifier: Apache-2.0
#include "path/tunnel_station.h"

#include <algorithm>
#include <utility>

#include "exec/runtime.h"
#include "wire/parse.h"

namespace penstock::path {
namespace {

// Batches of injected packets that one turn takes, so that the other direction has its turn too.
constexpr int kInjectedBatchesMax = 8;

constexpr std::int64_t kNapNs = 5'000'000;

void count(std::atomic<std::uint64_t>& counter, std::uint64_t more) {
  counter.store(counter.load(std::memory_order_relaxed) + more, std::memory_order_relaxed);
}

// While a connection is being regained its packets are held back and not let out (N-LIFE-21).
bool has_connection(tunnel::Phase phase) {
  return phase == tunnel::Phase::started || phase == tunnel::Phase::reconnecting ||
         phase == tunnel::Phase::connecting;
}

}  // namespace

TunnelStation::TunnelStation(std::shared_ptr<tunnel::Channel> channel,
                             const exec::Published<CoveredRoutes>& covered, packet::Waker& waker,
                             exec::Poller* poller, const tunnel::InterfacePackets* interface)
    : channel_(std::move(channel)), covered_(covered), poller_(poller) {
  channel_->set_wakers(&waker, &waker);
  if (interface != nullptr) channel_->set_interface_packets(*interface);
}

TunnelStation::~TunnelStation() {
  channel_->set_wakers(nullptr, nullptr);
  unwatch_all();
}

bool TunnelStation::is_covered(const packet::Packet& packet) {
  const bool super = packet.offload.segmentation != packet::Segmentation::none;
  const auto parsed = wire::parse(packet.bytes(), {.allow_super = super});
  return parsed.ok() && covered_->covers(parsed->destination);
}

void TunnelStation::process(packet::PacketBatch& batch, Direction direction, Onward& onward) {
  if (direction == Direction::inbound) {
    for (std::uint32_t i = 0; i < batch.count(); ++i) onward.to_local.push_back(batch.take(i));
    batch.reset();
    return;
  }
  covered_.refresh();
  for (std::uint32_t i = 0; i < batch.count(); ++i) {
    packet::PacketPtr packet = batch.take(i);
    if (is_covered(*packet)) {
      waiting_.push_back(std::move(packet));
    } else {
      count(passed_, 1);
      onward.to_remote.push_back(std::move(packet));
    }
  }
  batch.reset();
  offer_waiting();
}

void TunnelStation::offer_waiting() {
  while (true) {
    while (!offered_.full() && !waiting_.empty()) offered_.push_back(waiting_.pop_front());
    if (offered_.empty()) break;
    const std::uint32_t before = offered_.count();
    channel_->offer(offered_);
    count(taken_, before - offered_.count());
    if (!offered_.empty()) break;
  }
  note_waiting();
}

void TunnelStation::note_waiting() {
  waits_.store(!offered_.empty() || !waiting_.empty(), std::memory_order_release);
}

void TunnelStation::drop_waiting() {
  count(dropped_, offered_.count() + waiting_.count());
  offered_.clear();
  waiting_ = packet::PacketChain();
  note_waiting();
}

void TunnelStation::take_ready(Onward& onward) {
  if (waits_.load(std::memory_order_relaxed)) {
    if (has_connection(channel_->phase())) {
      offer_waiting();
    } else {
      drop_waiting();
    }
  }
  packet::PacketBatch batch;
  for (int i = 0; i < kInjectedBatchesMax && channel_->take_injected(batch) != 0; ++i) {
    count(injected_, batch.count());
    for (std::uint32_t j = 0; j < batch.count(); ++j) {
      packet::PacketPtr packet = batch.take(j);
      packet->link = static_cast<std::uint8_t>(Direction::inbound);
      onward.to_local.push_back(std::move(packet));
    }
    batch.reset();
  }
}

bool TunnelStation::takes(Direction direction) const {
  return direction == Direction::inbound || !waits_.load(std::memory_order_relaxed);
}

bool TunnelStation::call_out() {
  channel_->run_outbound();
  const bool more = channel_->run_inbound();
  const bool has_room = channel_->backlog() < channel_->options().backlog_packets_max;
  return more || (has_room && waits_.load(std::memory_order_acquire));
}

// A socket that the channel does not read now (it is being regained, or the plug-in keeps all wire buffers)
// would wake us at once and for ever.
std::int64_t TunnelStation::before_wait() {
  if (poller_ == nullptr) return exec::kForever;
  const tunnel::Phase phase = channel_->phase();
  if (phase == tunnel::Phase::started && !was_woken_for_nothing()) {
    watch_transports();
    return exec::kForever;
  }
  unwatch_all();
  // Without a connection nothing comes, and a start wakes us.
  return has_connection(phase) ? exec::runtime().now_ns() + kNapNs : exec::kForever;
}

bool TunnelStation::was_woken_for_nothing() {
  const std::uint64_t units = channel_->counts().inbound.units_received;
  const bool read_something = std::exchange(units_seen_, units) != units;
  bool fired = false;
  for (const auto& watch : watches_) fired |= std::exchange(watch->fired, false);
  return fired && !read_something;
}

// A connection that is regained has other sockets than before; one that was upgraded has another one too.
void TunnelStation::watch_transports() {
  const auto transports = channel_->transports();
  const auto same = [](const std::unique_ptr<Watch>& watched,
                       const std::shared_ptr<tunnel::Transport>& transport) {
    return watched->transport == transport && watched->descriptor == transport->descriptor();
  };
  if (!std::equal(watches_.begin(), watches_.end(), transports.begin(), transports.end(), same)) {
    unwatch_all();
    for (const auto& transport : transports) {
      watches_.push_back(std::make_unique<Watch>());
      watches_.back()->transport = transport;
      watches_.back()->descriptor = transport->descriptor();
      watch(*watches_.back(), false);
    }
  }
  for (const auto& watched : watches_) {
    if (watched->descriptor < 0 || watched->transport->kind() != tunnel::TransportKind::stream) continue;
    const bool wants_write = !watched->transport->flush();
    if (watched->wants_write == wants_write) continue;
    poller_->unwatch(watched->descriptor);
    watch(*watched, wants_write);
  }
}

// One that was closed meanwhile cannot be watched, and need not be.
void TunnelStation::watch(Watch& watch, bool wants_write) {
  watch.wants_write = wants_write;
  if (watch.descriptor >= 0 && !poller_->watch(watch.descriptor, watch, wants_write).ok())
    watch.descriptor = -1;
}

void TunnelStation::unwatch_all() {
  for (const auto& watch : watches_) {
    if (watch->descriptor >= 0) poller_->unwatch(watch->descriptor);
  }
  watches_.clear();
}

TunnelStationCounts TunnelStation::counts() const {
  return {.offered = taken_.load(std::memory_order_relaxed),
          .passed = passed_.load(std::memory_order_relaxed),
          .injected = injected_.load(std::memory_order_relaxed),
          .dropped = dropped_.load(std::memory_order_relaxed)};
}

}  // namespace penstock::path
