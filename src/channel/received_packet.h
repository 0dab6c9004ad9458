// SPDX-License-Identifier: Apache-2.0
// A packet that came in and was not completed yet: our own copy of its bytes (V-RX-5), the memory it names,
// and the loan under which the provider holds it. Completed, it may still have an answer to write.
//
// Threads: its holder's; completing hands it back.
// Memory: the endpoint's, used again; buffers grow to the channel's maximum once.
// Errors: none.
#pragma once

#include <vector>

#include "channel/descriptor.h"
#include "channel/guest_memory.h"
#include "channel/outgoing.h"
#include "packet/custody.h"

namespace penstock::channel {

class Endpoint;
class RestoreContext;

class ReceivedPacket final : public packet::Lent, public Outgoing {
 public:
  Endpoint& endpoint() const { return *endpoint_; }
  packet::LoanId loan() const { return loan_; }
  MutableBytes payload() { return {payload_.data(), payload_bytes_}; }
  // Bytes for the provider, zeroed for each packet.
  MutableBytes client_context() { return context_; }
  // For whoever shows the memory named in a form of his own: empty for each packet, grows once.
  std::vector<std::uint64_t>& view_words() { return view_words_; }
  bool answer_wanted() const { return head_.completion_requested(); }
  std::uint64_t transaction() const { return head_.transaction; }
  WireType wire_type() const { return head_.wire_type(); }
  // Of the type that names ranges of a buffer.
  const TransferPages& transfer_pages() const { return transfer_; }

  PacketHead head() const override {
    return {.type = static_cast<std::uint16_t>(WireType::completion), .transaction = head_.transaction};
  }
  Bytes descriptor() const override { return {}; }
  Bytes kept_payload() const override { return {answer_.data(), answer_.size()}; }
  void keep_payload(Bytes payload) override { answer_.assign(payload.begin(), payload.end()); }
  void run() override;
  void describe(base::Row& row) const override;

 private:
  friend class Endpoint;
  friend class RestoreContext;
  explicit ReceivedPacket(Endpoint& endpoint) : Outgoing(Kind::answer), endpoint_(&endpoint) {}
  ~ReceivedPacket() override = default;

  Endpoint* endpoint_;
  PacketHead head_;
  packet::LoanId loan_ = 0;
  std::vector<std::byte> payload_;
  std::vector<std::uint64_t> descriptor_words_;
  std::vector<std::byte> context_;
  std::vector<std::byte> answer_;
  std::vector<PageRange> ranges_;
  std::vector<MemoryPiece> pieces_;
  std::vector<std::uint64_t> view_words_;
  TransferPages transfer_;
  std::uint32_t payload_bytes_ = 0;
  bool deferred_ = false;
  bool failed_ = false;
  bool shown_ = false;  // pieces_ were made
  ReceivedPacket* next_free_ = nullptr;
};

}  // namespace penstock::channel
