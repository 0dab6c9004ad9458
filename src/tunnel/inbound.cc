// SPDX-License-Identifier: Apache-2.0
#include "tunnel/inbound.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "exec/runtime.h"

namespace penstock::tunnel {

Inbound::Inbound(DataCallbacks& callbacks)
    : callbacks_(callbacks), table_(callbacks.transports), policy_(callbacks.policy) {
  units_.reserve(callbacks.options.batch_packets_max);
  burst_.reserve(callbacks.options.batch_packets_max);
}

bool Inbound::pump() {
  ask(baton_);
  return more_.load(std::memory_order_acquire);
}

void Inbound::look() {
  bool more = false;
  table_.refresh();
  for (std::uint32_t index = 0; index < table_->entries.size(); ++index) {
    if (table_->running) more |= receive_from(index);
  }
  more_.store(more, std::memory_order_release);
}

bool Inbound::receive_from(std::uint32_t index) {
  const AssociatedTransport from = table_->entries[index];
  for (int round = 0; round < kRoundsMax; ++round) {
    if (!callbacks_.running.allowed()) return false;
    std::uint32_t units_max = callbacks_.options.batch_packets_max;
    if (callbacks_.burst == nullptr) {
      // Each needs a wire buffer; what the plug-in keeps of these holds the transport back.
      SlotPool& wire = *callbacks_.wire_pool.load(std::memory_order_acquire);
      units_max = std::min(units_max, wire.free_count());
      if (units_max == 0) {
        packet::Waker* waker = callbacks_.inbound_waker.load(std::memory_order_acquire);
        if (waker == nullptr) return true;
        if (wire.want_slot(waker)) return false;
        continue;
      }
    }
    units_.clear();
    if (from.transport->receive(units_, units_max) == 0) {
      if (from.transport->state() == TransportState::lost) callbacks_.watch.transport_lost(from.transport);
      return false;
    }
    const bool alone = units_.size() == 1;
    show(from, index);
    // One that came alone is on its way before the transport is asked whether there is another.
    if (alone) return true;
  }
  return true;
}

std::uint32_t Inbound::show(const AssociatedTransport& from, std::uint32_t index) {
  const std::int64_t now_ns = exec::runtime().now_ns();
  std::uint64_t bytes = 0;
  for (const Unit& unit : units_) bytes += unit.size();
  units_received_.fetch_add(units_.size(), std::memory_order_relaxed);
  bytes_.fetch_add(bytes, std::memory_order_relaxed);
  callbacks_.saw_packets(now_ns);
  SlotChain decapsulated;
  const bool opened = call_out(from, index, decapsulated, now_ns);
  policy_.refresh();
  const bool connected = callbacks_.connected();
  std::uint32_t count = 0;
  if (opened && connected)
    count = callbacks_.injector.has_interface_packets() ? inject_opened() : inject_in_slots();
  if (!connected) count_returned(recycle_all(decapsulated));
  return count + callbacks_.injector.hand_over(decapsulated, *policy_);
}

// One scope around all callbacks of the units. True: what the burst says has become of them counts.
bool Inbound::call_out(const AssociatedTransport& from, std::uint32_t index, SlotChain& decapsulated,
                       std::int64_t now_ns) {
  CallbackScope scope(callbacks_.channel, callbacks_.running, CallbackKind::decapsulate, now_ns);
  if (!scope.entered()) {
    unshown_.fetch_add(units_.size(), std::memory_order_relaxed);
    return false;
  }
  scope.set_context(&from.context);
  callbacks_.clock.enter(now_ns);
  bool opened = false;
  if (callbacks_.burst == nullptr) {
    show_one_by_one(from, index, decapsulated, now_ns);
  } else {
    opened = !show_burst(index, decapsulated, now_ns).failed();
  }
  callbacks_.clock.leave();
  return opened;
}

// The bookkeeping around one callback. `call` gets the two lists.
template <class Call>
Answer Inbound::call(SlotChain& decapsulated, std::int64_t now_ns, Call call) {
  SlotChain none;
  make_ready(decapsulated_, callbacks_.home, callbacks_.options.list_face, none);
  make_ready(control_, callbacks_.home, callbacks_.options.list_face, none);
  const Answer answer = call(*decapsulated_, *control_);
  if (answer.failed()) errors_.fetch_add(1, std::memory_order_relaxed);
  SlotChain packets;
  SlotChain frames;
  SlotChain back;
  const BufferStatus packets_status = decapsulated_->end(packets);
  const BufferStatus frames_status = control_->end(frames);
  const bool wanted = !answer.failed() && callbacks_.connected();
  if (!wanted || packets_status != BufferStatus::ok) back.splice(packets);
  if (!wanted || frames_status != BufferStatus::ok) back.splice(frames);
  count_returned(recycle_all(back) + decapsulated_->cleared() + control_->cleared());
  callbacks_.transmitter.hand_over(frames);  // N-DEC-4: after the callback, before the next
  decapsulated.splice(packets);
  callbacks_.returned(answer, now_ns);
  return answer;
}

void Inbound::count_returned(std::uint32_t slots) {
  if (slots != 0) returned_.fetch_add(slots, std::memory_order_relaxed);
}

Answer Inbound::show_burst(std::uint32_t index, SlotChain& decapsulated, std::int64_t now_ns) {
  burst_.clear();
  for (const Unit& unit : units_) {
    const auto length_bytes = static_cast<std::uint32_t>(unit.size());
    burst_.push_back({.data = unit.data(), .length_bytes = length_bytes, .affinity = index});
  }
  calls_.fetch_add(1, std::memory_order_relaxed);
  return call(decapsulated, now_ns, [&](SlotList& packets, SlotList& control) {
    return callbacks_.burst->decapsulate_burst(callbacks_.channel, burst_, packets, control);
  });
}

// From where the transport has them.
std::uint32_t Inbound::inject_opened() {
  std::array<link::PacketView, packet::kBatchPacketsMax> opened;
  std::uint32_t count = 0;
  for (std::size_t index = 0; index < burst_.size(); ++index) {
    const BurstUnit& unit = burst_[index];
    if (unit.length_bytes == 0) continue;
    if (unit.lies_in(units_[index])) {
      opened[count++] = {unit.data, unit.length_bytes, {}};
    } else {
      count_returned(1);
    }
  }
  SlotPool& pool = *callbacks_.receive_pool.load(std::memory_order_acquire);
  return callbacks_.injector.hand_over_bytes(std::span(opened).first(count), pool, *policy_);
}

// As many as there are slots for: the rest is lost, as on a full queue.
std::uint32_t Inbound::inject_in_slots() {
  SlotChain opened;
  SlotPool& pool = *callbacks_.receive_pool.load(std::memory_order_acquire);
  std::array<SlotHandle*, packet::kBatchPacketsMax> slots;
  std::uint32_t taken = 0;
  std::uint32_t used = 0;
  for (std::size_t index = 0; index < burst_.size(); ++index) {
    if (burst_[index].length_bytes == 0) continue;
    if (used == taken) {
      const std::size_t left = burst_.size() - index;
      taken = pool.take(slots.data(), static_cast<std::uint32_t>(std::min(left, slots.size())));
      used = 0;
    }
    if (taken == 0) {
      pool.requests_oom.fetch_add(1, std::memory_order_relaxed);
    } else if (put_into(*slots[used], burst_[index], units_[index])) {
      opened.push_back(*slots[used++]);
    } else {
      count_returned(1);
    }
  }
  SlotChain left;
  while (used < taken) left.push_back(*slots[--taken]);
  SlotPool::recycle_row(left);
  return callbacks_.injector.hand_over_own(opened, *policy_);
}

bool Inbound::put_into(SlotHandle& slot, const BurstUnit& unit, Unit shown) const {
  if (unit.length_bytes > slot.capacity_bytes() || !unit.lies_in(shown)) return false;
  std::memcpy(slot.pool().room_of(slot), unit.data, unit.length_bytes);
  slot.pool().set_length(slot, unit.length_bytes);
  return true;
}

void Inbound::show_one_by_one(const AssociatedTransport& from, std::uint32_t index, SlotChain& decapsulated,
                              std::int64_t now_ns) {
  std::uint32_t shown = 0;
  std::uint32_t unshown = 0;
  for (Unit unit : units_) {
    // A stream's read may be longer than a buffer; where it is cut says nothing (N-DEC-1).
    do {
      const SlotRef buffer = wire_buffer(unit, from, index, now_ns);
      if (!buffer || !callbacks_.running.allowed()) {
        ++unshown;
        break;
      }
      const std::uint32_t length =
          static_cast<std::uint32_t>(std::min<std::size_t>(unit.size(), buffer->capacity_bytes()));
      call(decapsulated, now_ns, [&](SlotList& packets, SlotList& control) {
        return callbacks_.plug_in->decapsulate(callbacks_.channel, *buffer, packets, control);
      });
      ++shown;
      unit = unit.subspan(length);
    } while (!unit.empty());
  }
  calls_.fetch_add(shown, std::memory_order_relaxed);
  if (unshown != 0) unshown_.fetch_add(unshown, std::memory_order_relaxed);
}

SlotRef Inbound::wire_buffer(Unit unit, const AssociatedTransport& from, std::uint32_t index,
                             std::int64_t now_ns) {
  SlotPool& pool = *callbacks_.wire_pool.load(std::memory_order_acquire);
  SlotHandle* handle = pool.lease(callbacks_.home.holder, {}, now_ns);
  if (handle == nullptr) return {};
  const std::size_t length = std::min<std::size_t>(unit.size(), handle->capacity_bytes());
  if (length != 0) std::memcpy(pool.room_of(*handle), unit.data(), length);
  pool.set_length(*handle, static_cast<std::uint32_t>(length));
  pool.set_target(*handle, index, from.context);
  return SlotRef::adopt(handle);
}

void Inbound::count(InboundCounts& counts) const {
  counts.units_received = units_received_.load(std::memory_order_relaxed);
  counts.bytes_received = bytes_.load(std::memory_order_relaxed);
  counts.decapsulate_calls = calls_.load(std::memory_order_relaxed);
  counts.decapsulate_errors = errors_.load(std::memory_order_relaxed);
  counts.returned_uninjected = returned_.load(std::memory_order_relaxed);
  counts.units_unshown = unshown_.load(std::memory_order_relaxed);
}

}  // namespace penstock::tunnel
