// SPDX-License-Identifier: Apache-2.0
// A program of its own, because it stands in for the allocators: ours and OpenSSL's. With a session, neither lane
// asks either of them for anything, nor do datagrams that are dropped.
#include <openssl/crypto.h>

#include <cstdlib>
#include <new>

#include "two_devices.h"

namespace {

thread_local std::uint64_t allocations = 0;

void* counted(std::size_t size) {
  ++allocations;
  return std::malloc(size);
}

}  // namespace

// Not inline: the compiler would take the pair for a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (void* const memory = counted(size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace wireguard {
namespace {

void* ssl_allocate(std::size_t size, const char*, int) { return counted(size); }
void* ssl_reallocate(void* memory, std::size_t size, const char*, int) {
  ++allocations;
  return std::realloc(memory, size);
}
void ssl_free(void* memory, const char*, int) { std::free(memory); }

class SteadyState : public TwoDevices {
 protected:
  static constexpr std::size_t kCount = 64;
  // One burst there; the number of allocations in both lanes.
  std::uint64_t burst(std::size_t bytes, bool changed) {
    const Packet packet = packet_between(1, 2, bytes);
    for (std::size_t i = 0; i < kCount; ++i) {
      std::memcpy(memory_[i].data() + 16, packet.data(), bytes);
      out_[i] = {memory_[i].data() + 16, static_cast<std::uint32_t>(bytes), 64};
    }
    const std::uint64_t before = allocations;
    one.device.outbound(out_, now, frames_);
    for (std::size_t i = 0; i < kCount; ++i) {
      in_[i] = {memory_[i].data(), out_[i].frame_bytes, one.here()};
      if (changed) memory_[i][20] ^= 1;
    }
    two.device.inbound(in_, now, frames_);
    const std::uint64_t after = allocations;
    for (const InboundDatagram& item : in_) EXPECT_EQ(item.packet_bytes, changed ? 0 : bytes);
    EXPECT_TRUE(frames_.empty());
    return after - before;
  }

  std::vector<std::vector<std::uint8_t>> memory_{kCount, std::vector<std::uint8_t>(1600)};
  std::array<OutboundPacket, kCount> out_;
  std::array<InboundDatagram, kCount> in_;
  ControlFrames frames_;
};

TEST_F(SteadyState, PacketsOfASessionAllocateNothing) {
  const std::uint64_t before = allocations;
  connect();
  ASSERT_GT(allocations, before) << "a handshake does";
  burst(100, false);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < 1000; ++i) sum += burst(20 + i % 1400, false);
  EXPECT_EQ(sum, 0u);
}

TEST_F(SteadyState, ChangedPacketsAllocateNothing) {
  connect();
  burst(100, true);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < 100; ++i) sum += burst(20 + i % 1400, true);
  EXPECT_EQ(sum, 0u);
}

TEST_F(SteadyState, InitiationsOfAFloodAllocateNothing) {
  one.greet(now);
  Datagram message = one.sent.back().bytes;
  message[initiation::kMac1] ^= 1;
  const auto flood = [&] {
    InboundDatagram item{message.data(), static_cast<std::uint32_t>(message.size()), endpoint_at(66)};
    two.device.inbound({&item, 1}, now, frames_);
  };
  flood();
  const std::uint64_t before = allocations;
  for (int i = 0; i < 1000; ++i) flood();
  EXPECT_EQ(allocations, before);
}

}  // namespace
}  // namespace wireguard

int main(int count, char** words) {
  if (CRYPTO_set_mem_functions(wireguard::ssl_allocate, wireguard::ssl_reallocate, wireguard::ssl_free) != 1)
    return 1;
  ::testing::InitGoogleTest(&count, words);
  return RUN_ALL_TESTS();
}
