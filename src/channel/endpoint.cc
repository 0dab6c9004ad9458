// SPDX-License-Identifier: Apache-2.0
#include "channel/endpoint.h"

#include "base/assert.h"
#include "channel/endpoint_counts.h"
#include "exec/runtime.h"

namespace penstock::channel {

Endpoint::Endpoint(ChannelEvents& events, packet::Ledger& ledger, std::string name)
    : events_(events),
      ledger_(ledger),
      provider_(ledger.enroll({.name = name, .terms = packet::SnapshotTerms::drain})),
      peer_(ledger.enroll({.name = "peer of " + name, .terms = packet::SnapshotTerms::save})),
      name_(std::move(name)),
      counts_(std::make_unique<AtomicCounts>()) {
  make_flush_task();
}

Endpoint::~Endpoint() {
  PENSTOCK_ASSERT(threads_.empty() && outstanding() == 0);
  cancel_held();
  if (!in_routine_here()) {  // a routine may have told our owner while the sender was still on its way out
    left_with_holder_.close();
    while (!send_baton_.try_take()) exec::runtime().point(exec::Point::yield);
  }
  while (SentPacket* packet = free_sent_) {
    free_sent_ = packet->next_free_;
    packet->release();
  }
  while (ReceivedPacket* packet = free_received_) {
    free_received_ = packet->next_free_;
    packet->release();
  }
}

Result<void> Endpoint::set_maximum_packet(std::uint32_t bytes) {
  if (!disabled()) return Fault::wrong_state;
  if (bytes == 0) return Fault::zero_size;
  limits_.packet_bytes_max = bytes;
  return {};
}

Result<void> Endpoint::set_maximum_external_data(std::uint32_t bytes, std::uint32_t ranges) {
  if (!disabled()) return Fault::wrong_state;
  if (bytes == 0) return Fault::zero_size;
  if (ranges == 0) return Fault::zero_chain;
  limits_.external_bytes_max = bytes;
  limits_.external_ranges_max = ranges;
  return {};
}

Result<void> Endpoint::set_client_context(std::uint32_t bytes) {
  if (!disabled()) return Fault::wrong_state;
  limits_.client_context_bytes = bytes;
  return {};
}

Result<void> Endpoint::set_name(std::string name) {
  if (!disabled()) return Fault::wrong_state;
  name_ = std::move(name);
  return {};
}

Result<void> Endpoint::set_quota(std::uint32_t packets) {
  if (packets == 0) return Fault::zero_size;
  limits_.quota = packets;
  quota_.store(packets, std::memory_order_relaxed);
  return {};
}

ChannelCounts Endpoint::counts() const {
  const AtomicCounts& from = *counts_;
  ChannelCounts counts{.received = from.received,
                       .completed = from.completed,
                       .answers = from.answers,
                       .late_answers = from.late_answers,
                       .sent = from.sent,
                       .queued = from.queued,
                       .signals = from.signals,
                       .batches = from.batches,
                       .dropped_answers = from.dropped_answers,
                       .abandoned = from.abandoned};
  for (std::size_t i = 0; i < counts.violations.size(); ++i) counts.violations[i] = from.violations[i];
  return counts;
}

}  // namespace penstock::channel
