// SPDX-License-Identifier: Apache-2.0
#include "channel/save_context.h"

#include "base/assert.h"

namespace penstock::channel {

SaveContext::SaveContext(ServerEndpoint& endpoint) : endpoint_(endpoint) {
  collect();
  chunks_ = static_cast<std::uint32_t>(items_.size()) + 4;  // header, channel, regions, end
}

// V-SAVE-6, V-SAVE-7: unanswered ones in the order they were sent, then the queue in its order.
void SaveContext::collect() {
  const std::vector<SentPacket*> unanswered = endpoint_.flight_.list();
  items_.reserve(unanswered.size() + endpoint_.queued_now());
  for (SentPacket* packet : unanswered) items_.push_back({packet, SavedPacket::State::unanswered});
  endpoint_.with_baton([&] {
    for (Outgoing* item = endpoint_.queue_.front(); item != nullptr; item = item->next_outgoing) {
      items_.push_back({item, SavedPacket::State::queued});
    }
  });
  for (const Item& item : items_) packets_ += item.item->kind == Outgoing::Kind::packet ? 1 : 0;
}

std::vector<std::byte> SaveContext::header() const {
  return encode(SavedHeader{.chunks = chunks_,
                            .packets = packets_,
                            .interface_type = endpoint_.interface_type_,
                            .instance = endpoint_.instance_});
}

std::vector<std::byte> SaveContext::channel() const {
  const OfferRecord record = endpoint_.bus_->record(endpoint_.offer_);
  SavedChannel saved{.sub_channel = endpoint_.spec_.sub_channel,
                     .relid = record.relid,
                     .connection = record.relid + 0x10000,
                     .open = endpoint_.life() == Life::open,
                     .may_block = endpoint_.may_block_.load(),
                     .request = endpoint_.request_,
                     .next_transaction = endpoint_.next_transaction_,
                     .quota = endpoint_.quota_.load(),
                     .late = endpoint_.flight_.late()};
  if (saved.open) {
    saved.write_index = endpoint_.writer_.position();
    saved.read_index = endpoint_.reader_.position();
  }
  return encode(saved);
}

bool SaveContext::make_next(MutableBytes into, SaveStep& step) {
  const std::uint32_t index = next_;
  if (index == 0) {
    staged_ = make_chunk(ChunkType::header, header());
  } else if (index == 1) {
    staged_ = make_chunk(ChunkType::channel, channel());
  } else if (index == 2) {
    const OfferRecord record = endpoint_.bus_->record(endpoint_.offer_);
    staged_ = make_chunk(ChunkType::regions, encode(endpoint_.bus_->regions_of(record.relid)));
  } else if (index == chunks_ - 1) {
    staged_ = make_chunk(ChunkType::end, {});
  } else {
    constexpr std::uint32_t kAhead = 4;  // they lie all over the memory
    if (index - 3 + kAhead < items_.size()) __builtin_prefetch(items_[index - 3 + kAhead].item);
    if (!make_item(items_[index - 3], into, step)) return false;
  }
  ++next_;
  return true;
}

// V-SAVE-8
std::vector<std::byte> SaveContext::answer(const Outgoing& item) const {
  snapshot::ByteWriter writer;
  writer.put(item.head().transaction);
  writer.put_sized(item.kept_payload());
  return writer.take();
}

bool SaveContext::make_item(const Item& item, MutableBytes into, SaveStep& step) {
  if (item.item->kind == Outgoing::Kind::answer) {
    staged_ = make_chunk(ChunkType::answer, answer(*item.item));
    return true;
  }
  auto& packet = static_cast<SentPacket&>(*item.item);
  SavedPacket saved{.state = item.state,
                    .answer_wanted = packet.answer_wanted(),
                    .own_transaction = packet.own_transaction_,
                    .type = packet.type_};
  const bool queued = item.state == SavedPacket::State::queued;
  if (!queued || packet.own_transaction_) saved.transaction = packet.transaction_;
  if (queued) {
    saved.descriptor = packet.descriptor_;
    saved.payload = packet.kept_payload();
  }
  own_ = {};
  if (endpoint_.events_.saves_packets() && !ask_provider(packet, step)) return false;
  const std::size_t bytes = packet_chunk_bytes(saved, own_.size());
  if (bytes <= into.size()) {
    write_packet_chunk(into.data(), saved, own_);
    step.bytes_filled += static_cast<std::uint32_t>(bytes);
  } else {
    staged_.resize(bytes);
    write_packet_chunk(staged_.data(), saved, own_);
  }
  return true;
}

// V-SAVE-9..14: one call that may say how much, and one that writes.
bool SaveContext::ask_provider(SentPacket& packet, SaveStep& step) {
  std::uint32_t needed = 0;
  const std::uint32_t first = endpoint_.events_.save_packet(packet, {}, needed);
  if (first == 0) return true;
  step.fault = Fault::provider_refused;
  step.provider_status = first;
  if (needed == 0) return false;
  if (needed > kChunkBodyMax / 2) {
    step.fault = Fault::bad_length;
    return false;
  }
  const MutableBytes buffer = own_buffer(needed);
  std::uint32_t written = 0;
  const std::uint32_t second = endpoint_.events_.save_packet(packet, buffer, written);
  if (second != 0) {
    step.provider_status = second;
    return false;
  }
  if (written > needed) {  // it says that it wrote past the end
    step.fault = Fault::bad_length;
    return false;
  }
  own_ = buffer.first(written != 0 ? written : needed);
  return true;
}

// Aligned for whatever the provider lays over it, and without a trace of the packet before (V-SAVE-26).
MutableBytes SaveContext::own_buffer(std::uint32_t bytes) {
  const std::size_t units = (bytes + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t);
  if (own_buffer_.size() < units) own_buffer_.resize(units);
  auto* const at = reinterpret_cast<std::byte*>(own_buffer_.data());
  std::memset(at, 0, bytes);
  return {at, bytes};
}

SaveStep SaveContext::fill(MutableBytes into) {
  if (failed_) return failure_;
  SaveStep step{.outcome = SaveStep::Outcome::all_saved};
  for (;;) {
    const MutableBytes rest = into.subspan(step.bytes_filled);
    if (!staged_.empty()) {
      if (rest.size() < staged_.size()) break;
      std::memcpy(rest.data(), staged_.data(), staged_.size());
      step.bytes_filled += static_cast<std::uint32_t>(staged_.size());
      staged_.clear();
      continue;
    }
    if (next_ == chunks_) return step;
    if (!make_next(rest, step)) {
      failed_ = true;
      step.outcome = SaveStep::Outcome::failed;
      step.bytes_filled = 0;
      failure_ = step;
      return step;
    }
  }
  step.bytes_required = static_cast<std::uint32_t>(staged_.size());
  step.outcome = step.bytes_filled == 0 ? SaveStep::Outcome::too_small : SaveStep::Outcome::more;
  return step;
}

SaveStep SaveContext::fail(Fault fault) {
  failed_ = true;
  failure_ = {.outcome = SaveStep::Outcome::failed, .fault = fault};
  return failure_;
}

// The calls of the endpoint.

// A send that was accepted is in the queue or in the ring before we look: with the baton it saw the flag, or was
// before us; left with the holder, it is waited for and then stands before us.
Result<void> ServerEndpoint::save_begin() {
  if (save_ != nullptr) return Fault::saving;
  if (in_routine_here() || !take_turn()) return Fault::would_wait_for_itself;
  Result<void> answer;
  if (life() == Life::disabled) {
    answer = Fault::wrong_state;
  } else if (running_ || active_wanted_) {
    answer = Fault::active;
  } else {
    saving_.store(true, std::memory_order_seq_cst);
    left_with_holder_.close();
    held_until_start_ = true;
    // Nothing leaves any more; not before the next start, since what is saved must stay true until a kill.
    with_baton([&] { gate_open_ = false; });
    try {
      save_ = std::make_unique<SaveContext>(*this);
    } catch (const std::bad_alloc&) {
      end_saving();
      answer = Fault::no_memory;
    }
  }
  give_turn();
  return answer;
}

SaveStep ServerEndpoint::save_continue(MutableBytes into) {
  if (save_ == nullptr) return {};
  try {
    return save_->fill(into);
  } catch (const std::bad_alloc&) {
    return save_->fail(Fault::no_memory);
  }
}

void ServerEndpoint::save_end() {
  if (save_ == nullptr) return;
  save_.reset();
  end_saving();
}

void ServerEndpoint::end_saving() {
  left_with_holder_.open();
  saving_.store(false, std::memory_order_seq_cst);
  exec::runtime().unpark_all(&saving_);
}

}  // namespace penstock::channel
