// SPDX-License-Identifier: Apache-2.0
#include "channel/restore_context.h"

#include <algorithm>

#include "channel/endpoint_counts.h"
#include "snapshot/crc32c.h"

namespace penstock::channel {

RestoreStep RestoreContext::take(Bytes buffer, std::optional<std::uint64_t> bytes_behind) {
  RestoreStep step;
  Result<void> good;
  try {
    good = take_all(buffer, step);
    if (good.ok() && bytes_behind) good = is_end(*bytes_behind);
  } catch (const std::bad_alloc&) {
    good = Fault::no_memory;
  }
  if (!good.ok()) {
    step.fault = good.fault();
    undo();
    return step;
  }
  step.outcome = finished_ ? RestoreStep::Outcome::complete : RestoreStep::Outcome::more;
  return step;
}

Result<void> RestoreContext::take_all(Bytes buffer, RestoreStep& step) {
  if (buffer.empty()) return Fault::truncated;
  while (!buffer.empty() && !finished_) {
    const auto chunk = take_chunk(buffer);
    if (!chunk) return chunk.fault();
    if (const auto good = take_one(*chunk, step); !good) return good;
  }
  return buffer.empty() ? Result<void>() : Fault::damaged;  // bytes behind the end
}

// Where the caller knows what is left, neither may anything follow the end nor the end be missing.
Result<void> RestoreContext::is_end(std::uint64_t bytes_behind) const {
  if (finished_ == (bytes_behind == 0)) return {};
  return finished_ ? Fault::damaged : Fault::truncated;
}

Result<void> RestoreContext::take_one(const Chunk& chunk, RestoreStep& step) {
  const auto type = type_of(chunk, chunks_);
  if (!type) return type.fault();
  if (!type->has_value()) return {};
  ++chunks_;
  switch (**type) {
    case ChunkType::header:
      return take_header(chunk.body);
    case ChunkType::channel:
      return take_channel(chunk.body);
    case ChunkType::regions:
      return take_regions(chunk.body, step);
    case ChunkType::packet:
      return take_packet(chunk.body, step);
    case ChunkType::answer:
      return take_answer(chunk.body);
    case ChunkType::end:
      return take_end();
  }
  return Fault::damaged;
}

Result<void> RestoreContext::take_header(Bytes body) {
  auto header = decode_header(body);
  if (!header) return header.fault();
  if (header->interface_type != endpoint_.interface_type_ || header->instance != endpoint_.instance_) {
    return Fault::other_channel;
  }
  header_ = *header;
  return {};
}

Result<void> RestoreContext::take_channel(Bytes body) {
  auto channel = decode_channel(body);
  if (!channel) return channel.fault();
  if (channel->sub_channel != endpoint_.spec_.sub_channel) return Fault::other_channel;
  channel_ = std::move(*channel);
  return {};
}

// The bus has its own account of what was lent; what it does not know is taken from here.
Result<void> RestoreContext::take_regions(Bytes body, RestoreStep& step) {
  auto regions = decode_regions(body);
  if (!regions) return regions.fault();
  if (endpoint_.force_new_) return {};
  for (Region& region : *regions) endpoint_.bus_->put_region(std::move(region));
  if (channel_.quota != 0) {
    endpoint_.limits_.quota = channel_.quota;
    endpoint_.quota_.store(channel_.quota, std::memory_order_relaxed);
  }
  endpoint_.may_block_.store(channel_.may_block, std::memory_order_relaxed);
  endpoint_.next_transaction_ = std::max(channel_.next_transaction, kOwnTransactions);
  for (const std::uint64_t transaction : channel_.late) endpoint_.flight_.expect_late(transaction);
  return channel_.open ? attach(step) : Result<void>();
}

// V-REST-2: the rings, then opened(), then the packets.
Result<void> RestoreContext::attach(RestoreStep& step) {
  const OfferRecord record = endpoint_.bus_->record(endpoint_.offer_);
  if (record.state != OpenState::open || record.relid != channel_.relid)
    return Fault::rings_disagree;  // V-REST-11
  if (const auto mapped = endpoint_.map_rings(channel_.request); !mapped) return mapped;
  attached_ = true;
  if (endpoint_.writer_.position() != channel_.write_index ||
      endpoint_.reader_.position() != channel_.read_index || endpoint_.writer_.broken()) {
    return Fault::rings_disagree;
  }
  endpoint_.life_.store(Life::open, std::memory_order_release);
  step.provider_status = endpoint_.events_.opened();
  if (step.provider_status != 0) {
    endpoint_.life_.store(Life::enabled, std::memory_order_release);
    return Fault::provider_refused;
  }
  return {};
}

Result<void> RestoreContext::check(const SavedPacket& saved) const {
  if (saved.payload.size() > endpoint_.limits_.packet_bytes_max) return Fault::limit_lowered;
  if (saved.state == SavedPacket::State::unanswered) {
    if (!channel_.open || endpoint_.flight_.contains(saved.transaction)) return Fault::damaged;
  }
  return {};
}

Result<void> RestoreContext::take_packet(Bytes body, RestoreStep& step) {
  const auto packet = decode_packet_chunk(body);
  if (!packet) return packet.fault();
  const auto [library, own] = *packet;
  ++packets_;
  const auto saved = decode_packet(library);
  if (!saved) return saved.fault();
  if (endpoint_.force_new_) return {};
  if (const auto good = check(*saved); !good) return good;
  if (!endpoint_.events_.restores_packets()) return restore_alone(library);
  show(library);
  step.provider_status = endpoint_.events_.restore_packet(library, own);
  current_ = {};
  if (step.provider_status != 0) return Fault::provider_refused;
  if (!current_restored_) {  // V-REST-6
    Endpoint::AtomicCounts::add(endpoint_.counts_->abandoned);
    if (saved->state == SavedPacket::State::unanswered) endpoint_.flight_.expect_late(saved->transaction);
  }
  return {};
}

void RestoreContext::show(Bytes library) {
  current_ = library;
  current_sum_ = snapshot::crc32c(library);
  current_restored_ = false;
}

Result<void> RestoreContext::restore_alone(Bytes library) {
  SentPacket* packet = endpoint_.allocate_packet();
  if (packet == nullptr) return Fault::no_memory;
  show(library);
  const auto restored = restore_packet(*packet, library);
  current_ = {};
  if (!restored) (void)endpoint_.free_packet(*packet);
  return restored;
}

Result<void> RestoreContext::restore_packet(SentPacket& packet, Bytes library) {
  if (current_.empty() || current_restored_) return Fault::wrong_state;  // V-REST-4
  // The provider may have written where it was shown them: what counts is what they were.
  if (library.size() != current_.size() || snapshot::crc32c(library) != current_sum_) return Fault::damaged;
  if (packet.in_use_) return Fault::in_use;
  const auto saved = decode_packet(library);
  if (!saved) return saved.fault();
  if (saved->payload.size() > packet.capacity_) return Fault::limit_lowered;
  packet.type_ = saved->type;
  packet.flags_ = saved->answer_wanted ? kCompletionRequested : 0;
  packet.own_transaction_ = saved->own_transaction;
  packet.transaction_ = saved->transaction;
  packet.descriptor_.assign(saved->descriptor.begin(), saved->descriptor.end());
  packet.keep_payload(saved->payload);
  endpoint_.lend_sent(packet);
  packet.in_use_ = true;
  current_restored_ = true;
  if (saved->state == SavedPacket::State::unanswered) {
    endpoint_.flight_.add(packet);
    return {};
  }
  endpoint_.with_baton([&] {
    endpoint_.queue_.push(packet);
    endpoint_.queued_now_.store(endpoint_.queue_.size(), std::memory_order_release);
  });
  return {};
}

Result<void> RestoreContext::take_answer(Bytes body) {
  const auto answer = decode_answer(body);
  if (!answer) return answer.fault();
  if (endpoint_.force_new_) return {};
  ReceivedPacket* packet = endpoint_.take_received();
  packet->head_ = {.transaction = answer->transaction};
  try {
    packet->keep_payload(answer->payload);
  } catch (const std::bad_alloc&) {
    endpoint_.put_received(*packet);
    throw;
  }
  endpoint_.with_baton([&] {
    endpoint_.queue_.push(*packet);
    endpoint_.queued_now_.store(endpoint_.queue_.size(), std::memory_order_release);
  });
  return {};
}

Result<void> RestoreContext::take_end() {
  if (chunks_ != header_.chunks || packets_ != header_.packets) return Fault::damaged;
  finished_ = true;
  if (endpoint_.force_new_) {
    endpoint_.offer_ = endpoint_.bus_->offer_anew(endpoint_.offer_);
  } else if (endpoint_.signal_ != nullptr) {
    endpoint_.signal_->notify();  // V-REST-13; our own ring is looked at when the channel starts
  }
  return {};
}

void RestoreContext::undo() {
  endpoint_.cancel_held();
  if (!attached_) return;
  attached_ = false;
  if (endpoint_.life() == Life::open) {
    endpoint_.life_.store(Life::enabled, std::memory_order_release);
    endpoint_.events_.closed();
  }
  endpoint_.let_go_of_rings();
  endpoint_.detach_rings();
}

// The calls of the endpoint.

RestoreStep ServerEndpoint::restore(Bytes buffer, std::optional<std::uint64_t> bytes_behind) {
  RestoreStep step;
  if (!take_turn()) {
    step.fault = Fault::would_wait_for_itself;
    return step;
  }
  const bool begun = restore_ != nullptr && !restore_->finished();
  if (life() == Life::disabled || active_wanted_ ||
      (!begun && (life() == Life::open || restore_ != nullptr))) {
    step.fault = Fault::wrong_state;
  } else {
    if (restore_ == nullptr) restore_.reset(new (std::nothrow) RestoreContext(*this));
    if (restore_ == nullptr) {
      give_turn();
      step.fault = Fault::no_memory;
      return step;
    }
    held_until_start_ = true;  // V-REST-5
    step = restore_->take(buffer, bytes_behind);
    if (step.outcome == RestoreStep::Outcome::failed) restore_.reset();
  }
  give_turn();
  return step;
}

Result<void> ServerEndpoint::restore_packet(SentPacket& packet, Bytes library) {
  if (restore_ == nullptr) return Fault::wrong_state;
  try {
    return restore_->restore_packet(packet, library);
  } catch (const std::bad_alloc&) {  // the caller is the provider's code
    return Fault::no_memory;
  }
}

}  // namespace penstock::channel
