// SPDX-License-Identifier: Apache-2.0
// The guest's side of a network channel, for tests: it speaks NVSP and RNDIS as a network driver does, over a client
// endpoint in the same process, and lends memory of its own.
//
// Threads: the test's; packets of the other side arrive on the endpoint's.
// Memory: owns its buffers.
// Errors: what should succeed and does not fails the test.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "channel/client_endpoint.h"
#include "channel/endpoint_fixture.h"
#include "channel/own_memory.h"

namespace penstock::network {

using Frame = std::vector<std::uint8_t>;
using Words = std::vector<std::uint32_t>;

inline constexpr channel::Guid kNetworkType{
    {0x63, 0x51, 0x61, 0xf8, 0x3e, 0xdf, 0xc5, 0x46, 0x91, 0x3f, 0xf2, 0xd2, 0xf9, 0x65, 0xed, 0x0e}};
inline constexpr std::uint32_t kVersion61 = 0x60001;

class NetworkClient final : public channel::ChannelEvents {
 public:
  NetworkClient(channel::BusClient& bus, channel::OwnMemory& memory, packet::Ledger& ledger);
  ~NetworkClient() override;

  // Waits until the channel is offered and open.
  void open();
  channel::ClientEndpoint& endpoint() { return *endpoint_; }

  // One message, and the answer's words; empty when it was completed with nothing.
  Words ask(const Words& message);
  // A control message: the status in its envelope's answer, and then the reply.
  std::uint32_t send_control(const std::vector<std::uint8_t>& message);
  std::vector<std::uint8_t> control(const std::vector<std::uint8_t>& message);
  std::uint32_t query(std::uint32_t oid, std::vector<std::uint8_t>& object);
  std::uint32_t set(std::uint32_t oid, const std::vector<std::uint8_t>& object);

  // Version, configuration, both buffers; then RNDIS, and the filter.
  void negotiate(std::uint32_t version = kVersion61, std::uint32_t receive_pages = 512);
  void bring_up(std::uint32_t version = kVersion61);

  enum class Where : std::uint8_t { section, pages, both };
  // One envelope with these frames; counts its answer when it comes.
  void send(const std::vector<Frame>& frames, Where where = Where::section);
  void send_raw(const std::vector<std::uint8_t>& messages, Where where = Where::section);
  void wait_for_answers(std::size_t count) { answers_.wait_for(count); }
  std::vector<std::uint32_t> answers() const { return answers_.all(); }

  // Frames that came, in order.
  void wait_for_frames(std::size_t count) { frames_.wait_for(count); }
  std::vector<Frame> frames() const { return frames_.all(); }
  std::vector<std::uint64_t> transactions() const { return transactions_.all(); }
  // Frames are kept, and their packets not answered, until it is called with false.
  void hold_answers(bool hold);
  std::uint32_t allocation_bytes() const { return allocation_bytes_; }
  std::uint32_t allocation_count() const { return allocation_count_; }

  // ChannelEvents, of the endpoint.
  void started() override { started_.add(1); }
  void suspended() override { hold_answers(false); }
  void process(channel::ReceivedPacket& packet, channel::MutableBytes payload,
               channel::Delivery how) override;

 private:
  struct Asked {
    channel::Collected<Words> answer;
  };
  static void answered(channel::SentPacket& packet, channel::Outcome outcome, channel::MutableBytes answer,
                       void* context);
  static void transmitted(channel::SentPacket& packet, channel::Outcome outcome, channel::MutableBytes answer,
                          void* context);
  std::uint32_t lend(std::uint64_t address, std::uint32_t pages);
  void take_message(std::uint32_t offset, std::uint32_t bytes);
  void answer(packet::LoanId loan);
  std::uint8_t* at(std::uint64_t address) { return reinterpret_cast<std::uint8_t*>(address); }

  channel::OwnMemory& memory_;
  packet::Ledger& ledger_;
  std::unique_ptr<channel::ClientEndpoint> endpoint_;
  std::uint64_t receive_buffer_ = 0;
  std::uint64_t send_buffer_ = 0;
  std::uint64_t pages_ = 0;  // what is sent without a section
  std::uint32_t receive_pages_ = 0;
  std::uint32_t allocation_bytes_ = 0;
  std::uint32_t allocation_count_ = 0;
  std::uint32_t next_section_ = 0;
  std::uint32_t next_request_ = 1;
  channel::Collected<int> started_;
  channel::Collected<std::uint32_t> answers_;
  channel::Collected<Frame> frames_;
  channel::Collected<std::vector<std::uint8_t>> replies_;
  channel::Collected<std::uint64_t> transactions_;
  exec::Mutex held_lock_;
  bool holding_ = false;
  std::atomic<bool> closing_{false};
  std::vector<packet::LoanId> held_;
};

// A whole RNDIS packet message around a frame, padded as one that others follow.
std::vector<std::uint8_t> rndis_packet(const Frame& frame, const Words& infos = {});
std::vector<std::uint8_t> bytes_of(const Words& words);
std::uint32_t word_at(const std::vector<std::uint8_t>& bytes, std::size_t offset);

}  // namespace penstock::network
