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
  for (SentPacket* packet : endpoint_.flight_.list())
    items_.push_back({packet, SavedPacket::State::unanswered});
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

bool SaveContext::stage(SaveStep& step) {
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
  } else if (!stage_item(items_[index - 3], step)) {
    return false;
  }
  ++next_;
  return true;
}

bool SaveContext::stage_item(const Item& item, SaveStep& step) {
  snapshot::ByteWriter writer;
  if (item.item->kind == Outgoing::Kind::answer) {  // V-SAVE-8
    writer.put(item.item->head().transaction);
    writer.put_sized(item.item->kept_payload());
    staged_ = make_chunk(ChunkType::answer, writer.bytes());
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
  std::vector<std::byte> own;
  if (endpoint_.events_.saves_packets() && !ask_provider(packet, own, step)) return false;
  const std::vector<std::byte> library = encode(saved);
  writer.reserve(8 + library.size() + own.size());
  writer.put(static_cast<std::uint32_t>(library.size()));
  writer.put(static_cast<std::uint32_t>(own.size()));
  writer.put_bytes(library);
  writer.put_bytes(own);
  staged_ = make_chunk(ChunkType::packet, writer.bytes());
  return true;
}

// V-SAVE-9..14: one call that may say how much, and one that writes.
bool SaveContext::ask_provider(SentPacket& packet, std::vector<std::byte>& own, SaveStep& step) {
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
  own.assign(needed, std::byte{0});
  std::uint32_t written = 0;
  const std::uint32_t second = endpoint_.events_.save_packet(packet, own, written);
  if (second != 0) {
    step.provider_status = second;
    return false;
  }
  if (written > needed) {  // it says that it wrote past the end
    step.fault = Fault::bad_length;
    return false;
  }
  if (written != 0) own.resize(written);
  return true;
}

SaveStep SaveContext::fill(MutableBytes into) {
  if (failed_) return failure_;
  SaveStep step{.outcome = SaveStep::Outcome::all_saved};
  for (;;) {
    if (staged_.empty()) {
      if (next_ == chunks_) return step;
      if (!stage(step)) {
        failed_ = true;
        step.outcome = SaveStep::Outcome::failed;
        step.bytes_filled = 0;
        failure_ = step;
        return step;
      }
    }
    if (into.size() - step.bytes_filled < staged_.size()) break;
    std::memcpy(into.data() + step.bytes_filled, staged_.data(), staged_.size());
    step.bytes_filled += static_cast<std::uint32_t>(staged_.size());
    staged_.clear();
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
