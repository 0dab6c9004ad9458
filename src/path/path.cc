// SPDX-License-Identifier: Apache-2.0
#include "path/path.h"

#include <algorithm>

#include "exec/quiescence.h"
#include "exec/runtime.h"
#include "wire/flow_key.h"
#include "wire/parse.h"

namespace penstock::path {
namespace {

// How long the spare thread sleeps when it found nothing to do: it has no descriptors to wait for.
constexpr std::int64_t kSpareNapNs = 500'000;
// Looks without a turn in between, after which the spare thread rests until there is one.
constexpr int kQuietLooksMax = 10;
// After a turn that moved no more than this there is nothing left, or descriptors tell.
constexpr std::uint32_t kFewPackets = 4;

constexpr std::size_t index_of(Direction direction) { return static_cast<std::size_t>(direction); }

Direction opposite(Direction direction) {
  return direction == Direction::outbound ? Direction::inbound : Direction::outbound;
}

}  // namespace

void ParkIdle::wait(std::int64_t deadline_ns) {
  exec::runtime().park(
      this, [this] { return !woken_.load(std::memory_order_acquire); }, deadline_ns);
  // Taken and cleared in one: a wake between the two would be lost.
  (void)woken_.exchange(false, std::memory_order_acq_rel);
}

void ParkIdle::wake() {
  woken_.store(true, std::memory_order_release);
  exec::runtime().unpark_all(this);
}

Path* PathGroup::owner_of(const packet::Packet& packet) const {
  const bool super = packet.offload.segmentation != packet::Segmentation::none;
  const auto parsed = wire::parse(packet.bytes(), {.allow_super = super});
  if (!parsed) return nullptr;  // whoever reads it counts it
  return paths_[wire::owner_hash(*parsed, packet.bytes()) % paths_.size()];
}

Path::Path(PathOptions options, link::Link& local, link::Link& remote, packet::ReentryQueue& reentry,
           Idle& idle)
    : options_(std::move(options)), links_{&local, &remote}, reentry_(reentry), idle_(idle) {}

Path::~Path() {
  packet::Packet* packet = handed_over_.exchange(nullptr);
  while (packet != nullptr) {
    packet::Packet* next = packet->next;
    packet->release();
    packet = next;
  }
}

std::uint32_t Path::turn() {
  if (!baton_.try_take()) return 0;
  std::uint32_t moved = reentry_.resume_all();
  counts_.resumed += moved;
  for (std::size_t station = 0; station < stations_.size(); ++station) {
    Onward ready;
    stations_[station]->take_ready(ready);
    moved += ready.to_remote.count() + ready.to_local.count();
    forward(ready, station);
  }
  moved += take_handed_over();
  for (const Direction direction : {Direction::outbound, Direction::inbound}) {
    if (takes(direction)) moved += receive_from(*links_[index_of(direction)], direction);
  }
  const std::int64_t now_ns = exec::runtime().now_ns();
  if (now_ns - expired_ns_ >= static_cast<std::int64_t>(options_.expire_every_ns)) {
    expired_ns_ = now_ns;
    for (Station* station : stations_) station->expire(now_ns);
  }
  ++counts_.turns;
  baton_.put_down();
  const bool left_work = call_out();
  left_work_.store(left_work, std::memory_order_relaxed);
  return moved + (left_work ? 1 : 0);
}

bool Path::takes(Direction direction) const {
  return std::all_of(stations_.begin(), stations_.end(),
                     [direction](const Station* station) { return station->takes(direction); });
}

bool Path::call_out() {
  bool more = false;
  for (Station* station : stations_) more |= station->call_out();
  return more;
}

void Path::run() {
  while (!stop_requested()) {
    // Before the look at who rests: one of the two sees the other.
    turn_since_ns_.store(exec::runtime().now_ns(), std::memory_order_seq_cst);
    turns_begun_.fetch_add(1, std::memory_order_relaxed);
    if (spare_rests_.load(std::memory_order_seq_cst)) rouse_spare();
    const std::uint32_t moved = turn();
    turn_since_ns_.store(0, std::memory_order_release);
    if (!is_drained(moved) || stop_requested()) continue;
    std::int64_t deadline_ns = next_deadline_ns();
    for (Station* station : stations_) deadline_ns = std::min(deadline_ns, station->before_wait());
    idle_.wait(deadline_ns);
  }
}

// Where both links have descriptors, whoever waits for these misses nothing, and a look for more would cost several
// calls of the system. What comes from elsewhere has woken us.
bool Path::is_drained(std::uint32_t moved) const {
  if (moved == 0) return true;
  if (moved > kFewPackets || left_work_.load(std::memory_order_relaxed)) return false;
  return std::all_of(links_.begin(), links_.end(),
                     [](const link::Link* link) { return link->descriptor() >= 0 || link->silent(); });
}

// It looks rarely, and nothing wakes it while there are turns: a thread that is not kept pays nothing for it.
void Path::run_spare() {
  std::uint64_t turns_seen = 0;
  for (int quiet_looks = 0; !stop_requested();) {
    exec::runtime().sleep_until(exec::runtime().now_ns() + options_.call_out_patience_ns);
    const std::uint64_t turns = turns_begun_.load(std::memory_order_relaxed);
    quiet_looks = std::exchange(turns_seen, turns) == turns ? quiet_looks + 1 : 0;
    if (quiet_looks > kQuietLooksMax) {
      rest_spare();
      continue;
    }
    const std::int64_t since_ns = turn_since_ns_.load(std::memory_order_acquire);
    const std::int64_t patience_until_ns = since_ns + options_.call_out_patience_ns;
    if (since_ns == 0 || exec::runtime().now_ns() < patience_until_ns) continue;
    while (turn_since_ns_.load(std::memory_order_acquire) == since_ns && !stop_requested()) {
      // 1 may say no more than that a callback left work, which the other thread is at: without a nap we would spin.
      if (turn() <= 1) exec::runtime().sleep_until(exec::runtime().now_ns() + kSpareNapNs);
    }
  }
}

void Path::rest_spare() {
  spare_rests_.store(true, std::memory_order_seq_cst);
  exec::runtime().park(
      &spare_rests_,
      [this] {
        return spare_rests_.load(std::memory_order_seq_cst) && !stop_requested() &&
               turn_since_ns_.load(std::memory_order_seq_cst) == 0;
      },
      exec::kForever);
  spare_rests_.store(false, std::memory_order_relaxed);
}

void Path::rouse_spare() {
  spare_rests_.store(false, std::memory_order_seq_cst);
  exec::runtime().unpark_all(&spare_rests_);
}

void Path::request_stop() {
  stop_.store(true, std::memory_order_release);
  idle_.wake();
  exec::runtime().unpark_all(&spare_rests_);
}

std::int64_t Path::next_deadline_ns() const {
  std::int64_t deadline_ns = exec::kForever;
  for (const link::Link* link : links_) deadline_ns = std::min(deadline_ns, link->next_arrival_ns());
  if (exec::runtime().deterministic()) return deadline_ns;  // idle flows end with the next packet
  return std::min(deadline_ns, exec::runtime().now_ns() + std::int64_t{1'000'000'000});
}

std::uint32_t Path::receive_from(link::Link& link, Direction direction) {
  packet::PacketBatch batch;
  const std::uint32_t count = link.receive(batch);
  if (count == 0) return 0;
  counts_.received += count;
  for (std::uint32_t i = 0; i < count; ++i) batch[i].link = static_cast<std::uint8_t>(direction);
  if (group_ != nullptr && group_->count() > 1) keep_own(batch);
  process(batch, direction, direction == Direction::outbound ? 0 : stations_.size() - 1);
  return count;
}

void Path::keep_own(packet::PacketBatch& batch) {
  packet::PacketChain own;
  for (std::uint32_t i = 0; i < batch.count(); ++i) {
    packet::PacketPtr packet = batch.take(i);
    Path* owner = group_->owner_of(*packet);
    if (owner == nullptr || owner == this) {
      own.push_back(std::move(packet));
    } else {
      ++counts_.handed_over;
      owner->hand_over(std::move(packet));
    }
  }
  batch.reset();
  while (packet::PacketPtr packet = own.pop_front()) batch.push_back(std::move(packet));
}

void Path::hand_over(packet::PacketPtr packet) {
  packet::Packet* handed = packet.release();
  packet::Packet* newest = handed_over_.load(std::memory_order_relaxed);
  do {
    handed->next = newest;
  } while (!handed_over_.compare_exchange_weak(newest, handed, std::memory_order_release,
                                               std::memory_order_relaxed));
  if (newest == nullptr) idle_.wake();
}

std::uint32_t Path::take_handed_over() {
  packet::Packet* newest = handed_over_.exchange(nullptr, std::memory_order_acquire);
  packet::Packet* oldest = nullptr;
  while (newest != nullptr) {  // they were stacked: order per flow is that of arrival
    packet::Packet* next = newest->next;
    newest->next = oldest;
    oldest = newest;
    newest = next;
  }
  std::uint32_t count = 0;
  while (oldest != nullptr) {
    packet::PacketBatch batch;
    const Direction direction = static_cast<Direction>(oldest->link);
    while (oldest != nullptr && !batch.full() && static_cast<Direction>(oldest->link) == direction) {
      packet::Packet* next = oldest->next;
      oldest->next = nullptr;
      batch.push_back(packet::PacketPtr(oldest));
      oldest = next;
      ++count;
    }
    process(batch, direction, direction == Direction::outbound ? 0 : stations_.size() - 1);
  }
  counts_.taken_over += count;
  return count;
}

void Path::process(packet::PacketBatch& batch, Direction direction, std::size_t station) {
  if (station >= stations_.size()) {  // beyond the last, or before the first
    send(batch, direction);
    return;
  }
  Onward onward;
  stations_[station]->process(batch, direction, onward);
  forward(onward, station);
}

// What left a station goes to its neighbours, or out where there is none.
void Path::forward(Onward& onward, std::size_t station) {
  pass_on(onward.to_remote, Direction::outbound, station + 1, station + 1 >= stations_.size());
  pass_on(onward.to_local, Direction::inbound, station - 1, station == 0);
}

void Path::pass_on(packet::PacketChain& chain, Direction direction, std::size_t station, bool beyond) {
  while (!chain.empty()) {
    packet::PacketBatch batch;
    while (!batch.full() && !chain.empty()) batch.push_back(chain.pop_front());
    if (beyond) {
      send(batch, direction);
    } else {
      process(batch, direction, station);
    }
  }
}

void Path::send(packet::PacketBatch& batch, Direction direction) {
  counts_.sent += batch.count();
  links_[index_of(opposite(direction))]->send(batch);
}

}  // namespace penstock::path
