// SPDX-License-Identifier: Apache-2.0
#include "network_client.h"

#include <cstring>
#include <mutex>

#include "channel/received_packet.h"
#include "channel/sent_packet.h"

namespace penstock::network {
namespace {

constexpr std::uint32_t kSendPages = 96;  // 64 sections
constexpr std::uint32_t kSections = kSendPages * 4096 / 6144;
constexpr std::uint32_t kScratchPages = 32;
constexpr std::uint32_t kNoSection = 0xFFFFFFFF;
constexpr std::uint32_t kMessageBytes = 40;

std::span<const std::byte> as_bytes(const Words& words) { return std::as_bytes(std::span(words)); }

Words whole(const Words& words) {
  Words message = words;
  message.resize(kMessageBytes / 4);
  return message;
}

}  // namespace

std::vector<std::uint8_t> bytes_of(const Words& words) {
  std::vector<std::uint8_t> bytes(words.size() * 4);
  std::memcpy(bytes.data(), words.data(), bytes.size());
  return bytes;
}

std::uint32_t word_at(const std::vector<std::uint8_t>& bytes, std::size_t offset) {
  std::uint32_t word = 0;
  EXPECT_LE(offset + 4, bytes.size());
  if (offset + 4 <= bytes.size()) std::memcpy(&word, bytes.data() + offset, 4);
  return word;
}

std::vector<std::uint8_t> rndis_packet(const Frame& frame, const Words& infos) {
  const auto info_bytes = static_cast<std::uint32_t>(infos.size() * 4);
  const auto frame_bytes = static_cast<std::uint32_t>(frame.size());
  const std::uint32_t total = (44 + info_bytes + frame_bytes + 7) & ~7u;
  Words head = {1, total, 36 + info_bytes, frame_bytes, 0, 0, 0, 36, info_bytes, 0, 0};
  head.insert(head.end(), infos.begin(), infos.end());
  std::vector<std::uint8_t> bytes = bytes_of(head);
  bytes.insert(bytes.end(), frame.begin(), frame.end());
  bytes.resize(total);
  return bytes;
}

NetworkClient::NetworkClient(channel::BusClient& bus, channel::OwnMemory& memory, packet::Ledger& ledger)
    : memory_(memory),
      ledger_(ledger),
      endpoint_(std::make_unique<channel::ClientEndpoint>(bus, *this, ledger, "guest")),
      send_buffer_(*memory.allocate(kSendPages)),
      pages_(*memory.allocate(kScratchPages)) {
  EXPECT_TRUE(endpoint_->set_target(kNetworkType, std::nullopt).ok());
  EXPECT_TRUE(endpoint_->set_ring_pages(16, 16).ok());
}

NetworkClient::~NetworkClient() {
  closing_.store(true);
  endpoint_.reset();
  if (receive_buffer_ != 0) memory_.free(receive_buffer_, receive_pages_);
  memory_.free(send_buffer_, kSendPages);
  memory_.free(pages_, kScratchPages);
}

void NetworkClient::open() {
  ASSERT_TRUE(endpoint_->enable().ok());
  started_.wait_for(1);
}

// ---- messages ----

void NetworkClient::answered(channel::SentPacket& packet, channel::Outcome outcome,
                             channel::MutableBytes answer, void* context) {
  Words words(answer.size() / 4);
  if (!words.empty()) std::memcpy(words.data(), answer.data(), words.size() * 4);
  EXPECT_EQ(outcome, channel::Outcome::done);
  EXPECT_TRUE(packet.endpoint().free_packet(packet).ok());
  static_cast<Asked*>(context)->answer.add(words);
}

Words NetworkClient::ask(const Words& message) {
  Asked asked;
  channel::SentPacket* packet = endpoint_->allocate_packet();
  packet->set_routine(&answered, &asked);
  const Words words = whole(message);
  EXPECT_TRUE(endpoint_->send(*packet, as_bytes(words), {.answer_wanted = true}).ok());
  asked.answer.wait_for(1);
  return asked.answer.all()[0];
}

std::uint32_t NetworkClient::lend(std::uint64_t address, std::uint32_t pages) {
  std::vector<std::uint64_t> numbers;
  for (std::uint32_t i = 0; i < pages; ++i) numbers.push_back(address / 4096 + i);
  const channel::PageRange range{.bytes = pages * 4096, .offset = 0, .pages = numbers};
  const auto lent = endpoint_->lend(std::span(&range, 1), false);
  EXPECT_TRUE(lent.ok());
  return lent.ok() ? *lent : 0;
}

void NetworkClient::negotiate(std::uint32_t version, std::uint32_t receive_pages) {
  Words answer = ask({1, version, version});
  ASSERT_EQ(answer.size(), 10u) << "all forty bytes";
  EXPECT_EQ(answer[0], 2u);
  EXPECT_EQ(answer[3], 1u) << "agreed";
  if (version > 2) ask({125, 1514, 0, 0, 0});
  ask({100, 6, 30});
  receive_pages_ = receive_pages;
  receive_buffer_ = *memory_.allocate(receive_pages);
  answer = ask({101, lend(receive_buffer_, receive_pages), 0xCAFE});
  ASSERT_EQ(answer[0], 102u);
  ASSERT_EQ(answer[1], 1u);
  allocation_bytes_ = answer[4];
  allocation_count_ = answer[5];
  answer = ask({104, lend(send_buffer_, kSendPages), 0});
  EXPECT_EQ(answer[0], 105u);
  EXPECT_EQ(answer[1], 1u);
  EXPECT_EQ(answer[2], 6144u);
}

void NetworkClient::bring_up(std::uint32_t version) {
  negotiate(version);
  const auto reply = control(bytes_of({2, 24, next_request_++, 1, 0, 0x4000}));
  EXPECT_EQ(word_at(reply, 0), 0x80000002u);
  EXPECT_EQ(word_at(reply, 12), 0u);
  EXPECT_EQ(set(0x0001010E, {0x2F, 0, 0, 0}), 0u);
}

// ---- control ----

std::uint32_t NetworkClient::send_control(const std::vector<std::uint8_t>& message) {
  std::memcpy(at(pages_), message.data(), message.size());
  const std::uint64_t page = pages_ / 4096;
  const channel::PageRange range{
      .bytes = static_cast<std::uint32_t>(message.size()), .offset = 0, .pages = std::span(&page, 1)};
  Asked asked;
  channel::SentPacket* packet = endpoint_->allocate_packet();
  packet->set_routine(&answered, &asked);
  const Words words = whole({107, 1, kNoSection, 0});
  EXPECT_TRUE(
      endpoint_->send(*packet, as_bytes(words), {.answer_wanted = true, .external = std::span(&range, 1)})
          .ok());
  asked.answer.wait_for(1);
  const Words answer = asked.answer.all()[0];
  EXPECT_EQ(answer.at(0), 108u);
  return answer.at(1);
}

std::vector<std::uint8_t> NetworkClient::control(const std::vector<std::uint8_t>& message) {
  const std::size_t before = replies_.size();
  EXPECT_EQ(send_control(message), 1u);
  replies_.wait_for(before + 1);
  return replies_.all()[before];
}

std::uint32_t NetworkClient::query(std::uint32_t oid, std::vector<std::uint8_t>& object) {
  const auto reply = control(bytes_of({4, 28, next_request_++, oid, 0, 0, 0}));
  object.assign(reply.begin() + 24, reply.end());
  return word_at(reply, 12);
}

std::uint32_t NetworkClient::set(std::uint32_t oid, const std::vector<std::uint8_t>& object) {
  const auto bytes = static_cast<std::uint32_t>(object.size());
  std::vector<std::uint8_t> message = bytes_of({5, 28 + bytes, next_request_++, oid, bytes, 20, 0});
  message.insert(message.end(), object.begin(), object.end());
  return word_at(control(message), 12);
}

// ---- frames out ----

void NetworkClient::transmitted(channel::SentPacket& packet, channel::Outcome outcome,
                                channel::MutableBytes answer, void* context) {
  auto& client = *static_cast<NetworkClient*>(context);
  std::uint32_t words[2] = {};
  if (answer.size() >= sizeof words) std::memcpy(words, answer.data(), sizeof words);
  EXPECT_TRUE(packet.endpoint().free_packet(packet).ok());
  if (outcome == channel::Outcome::cancelled) {
    EXPECT_TRUE(client.closing_.load()) << "nobody cancels while the channel is open";
    return;
  }
  EXPECT_EQ(words[0], 108u);
  client.answers_.add(words[1]);
}

void NetworkClient::send(const std::vector<Frame>& frames, Where where) {
  std::vector<std::uint8_t> messages;
  for (const Frame& frame : frames) {
    const auto message = rndis_packet(frame);
    messages.insert(messages.end(), message.begin(), message.end());
  }
  send_raw(messages, where);
}

// The scratch pages are one envelope's at a time; so are sections, in turn.
void NetworkClient::send_raw(const std::vector<std::uint8_t>& messages, Where where) {
  const std::size_t in_section = where == Where::section ? messages.size()
                                 : where == Where::both  ? std::min<std::size_t>(messages.size(), 50)
                                                         : 0;
  const std::uint32_t section = next_section_++ % kSections;
  ASSERT_LE(in_section, 6144u);
  std::memcpy(at(send_buffer_ + section * 6144), messages.data(), in_section);
  std::memcpy(at(pages_) + 100, messages.data() + in_section, messages.size() - in_section);
  std::vector<std::uint64_t> numbers;
  for (std::uint32_t i = 0; i < kScratchPages; ++i) numbers.push_back(pages_ / 4096 + i);
  const auto rest = static_cast<std::uint32_t>(messages.size() - in_section);
  const channel::PageRange range{
      .bytes = rest, .offset = 100, .pages = std::span(numbers).first(channel::pages_spanned(100, rest))};
  const Words words =
      whole({107, 0, in_section != 0 ? section : kNoSection, static_cast<std::uint32_t>(in_section)});
  channel::SentPacket* packet = endpoint_->allocate_packet();
  packet->set_routine(&transmitted, this);
  channel::SendOptions options{.answer_wanted = true};
  if (rest != 0) options.external = std::span(&range, 1);
  ASSERT_TRUE(endpoint_->send(*packet, as_bytes(words), options).ok());
}

// ---- what comes ----

void NetworkClient::take_message(std::uint32_t offset, std::uint32_t bytes) {
  ASSERT_LE(bytes, allocation_bytes_ - 36) << "the end stays unused";
  ASSERT_EQ(offset % allocation_bytes_ + bytes <= allocation_bytes_, true) << "within one sub-allocation";
  const std::uint8_t* from = at(receive_buffer_ + offset);
  std::vector<std::uint8_t> message(from, from + bytes);
  ASSERT_EQ(word_at(message, 4), bytes);
  if (word_at(message, 0) != 1) return replies_.add(message);
  const std::uint32_t begin = 8 + word_at(message, 8);
  frames_.add(Frame(message.begin() + begin, message.begin() + begin + word_at(message, 12)));
}

void NetworkClient::process(channel::ReceivedPacket& packet, channel::MutableBytes payload,
                            channel::Delivery) {
  std::uint32_t words[3] = {};
  std::memcpy(words, payload.data(), std::min(payload.size(), sizeof words));
  EXPECT_EQ(packet.wire_type(), channel::WireType::transfer_pages);
  EXPECT_EQ(packet.transfer_pages().set, 0xCAFE);
  EXPECT_TRUE(packet.answer_wanted());
  EXPECT_EQ(words[0], 107u);
  EXPECT_EQ(words[2], kNoSection);
  EXPECT_LT(packet.transaction(), allocation_count_);
  transactions_.add(packet.transaction());
  const packet::LoanId loan = packet.loan();
  for (const channel::TransferRange& range : packet.transfer_pages().ranges)
    take_message(range.offset, range.bytes);
  {
    std::lock_guard hold(held_lock_);
    if (holding_ && words[1] == 0) return held_.push_back(loan);
  }
  answer(loan);
}

void NetworkClient::answer(packet::LoanId loan) {
  const Words words = whole({108, 1});
  EXPECT_TRUE(channel::Endpoint::complete(ledger_, loan, as_bytes(words), {}).ok());
}

void NetworkClient::hold_answers(bool hold) {
  std::vector<packet::LoanId> due;
  {
    std::lock_guard guard(held_lock_);
    holding_ = hold;
    if (!hold) due.swap(held_);
  }
  for (const packet::LoanId loan : due) answer(loan);
}

}  // namespace penstock::network
