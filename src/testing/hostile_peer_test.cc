// SPDX-License-Identifier: Apache-2.0
// A server against a peer that keeps to no rule. PENSTOCK_HOSTILE_PACKETS says how many packets it writes (the slow
// lane: a hundred million), PENSTOCK_HOSTILE_HANG_MS for how long the server may be busy with one thing; the sanitizers
// say whether anything was read outside.
#include "testing/hostile_peer.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "channel/endpoint_fixture.h"
#include "testing/rule.h"

namespace penstock::testing {
namespace {

using channel::RingFault;

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}
constexpr std::uint64_t kManyPackets = 10'000'000;  // enough for every kind of violation to come about

class AgainstAHostilePeer : public channel::Channels {
 protected:
  AgainstAHostilePeer() {
    server_events.on_process = [this](channel::ReceivedPacket& packet, channel::MutableBytes payload,
                                      channel::Delivery how) {
      std::uint64_t sum = 0;
      for (const std::byte one : payload) sum += static_cast<std::uint64_t>(one);
      if (how.external_data) {
        const auto data = channel::Endpoint::external_data(ledger, packet.loan(), channel::Right::read);
        if (data.ok()) unbacked = false;
      }
      seen += 1 + (sum & 0);
      ASSERT_TRUE(channel::Endpoint::complete(ledger, packet.loan(), payload, {}).ok());
    };
  }
  // The rings of the open channel, as the peer sees them.
  HostilePeer peer(std::uint64_t seed) {
    const channel::OpenRequest request = server->open_request();
    const channel::Region region = bus.server().regions_of(request.relid).at(0);
    auto* first = reinterpret_cast<std::byte*>(region.ranges[0].pages[0] * channel::kPageBytes);
    const auto pages = static_cast<std::uint32_t>(region.ranges[0].pages.size());
    std::byte* second = first + request.downstream_page * channel::kPageBytes;
    return {
        {first, first + channel::kPageBytes, (request.downstream_page - 1) * channel::kPageBytes},
        {second, second + channel::kPageBytes, (pages - request.downstream_page - 1) * channel::kPageBytes},
        seed};
  }
  std::uint64_t violations() {
    std::uint64_t sum = 0;
    for (const std::uint64_t one : server->counts().violations) sum += one;
    return sum;
  }
  bool way_in_closed() {
    const auto counts = server->counts();
    std::uint64_t closing = 0;
    for (std::size_t kind = 1; kind < counts.violations.size(); ++kind) {
      if (static_cast<RingFault>(kind) != RingFault::unknown_transaction) closing += counts.violations[kind];
    }
    return std::exchange(closing_before_, closing) != closing;
  }
  // Closed and opened like by a client that starts anew.
  void reopen() {
    client.reset();
    client = std::make_unique<channel::ClientEndpoint>(bus.client(), client_events, ledger, "client");
    ASSERT_TRUE(client->set_target(channel::kEchoType, std::nullopt).ok());
    ASSERT_TRUE(client->set_ring_pages(2, 2).ok());
    ASSERT_TRUE(client->enable().ok());
    wait_until_open();
  }
  void wait_until_open() {
    while (client->life() != channel::Life::open || !server->active()) {
      exec::runtime().point(exec::Point::yield);
    }
    ASSERT_TRUE(client->pause().ok());  // the honest half looks at nothing
  }

  std::atomic<std::uint64_t> seen{0};
  std::atomic<bool> unbacked{true};
  std::uint64_t closing_before_ = 0;
};

TEST_F(AgainstAHostilePeer, NothingIsReadOutsideAndNothingHangs) {
  RULE("V-RX-14");
  RULE("V-RX-5");
  open();
  wait_until_open();
  const std::uint64_t wanted = setting("PENSTOCK_HOSTILE_PACKETS", 60'000);
  const auto hang_ns = static_cast<std::int64_t>(setting("PENSTOCK_HOSTILE_HANG_MS", 60'000)) * 1'000'000;
  std::uint64_t packets = 0;
  std::int64_t longest_ns = 0;
  for (std::uint64_t round = 1; packets < wanted; ++round) {
    HostilePeer hostile = peer(round);
    const std::uint64_t before = violations();
    // Good ones for a while, then worse: a channel that never gets far proves little.
    constexpr std::uint32_t kEvery[] = {200, 5000, 4};
    // Most violations close the way in: what comes behind is read by nobody.
    for (int acts = 0; acts < 40'000 && hostile.written() < 10'000 && packets + hostile.written() < wanted &&
                       violations() < before + 50 && !way_in_closed();
         ++acts) {
      hostile.act(kEvery[round % 3]);
      server->signalled();
    }
    packets += hostile.written();
    const std::int64_t began_ns = exec::runtime().now_ns();
    channel::SentPacket* packet = server->allocate_packet();
    ASSERT_TRUE(server->send(*packet, channel::bytes_of("still here"), {}).ok());
    reopen();
    longest_ns = std::max(longest_ns, exec::runtime().now_ns() - began_ns);
  }
  RecordProperty("longest_ms", std::to_string(longest_ns / 1'000'000));
  EXPECT_LT(longest_ns, hang_ns);
  const auto counts = server->counts();
  for (std::size_t kind = 1; kind < counts.violations.size(); ++kind) {
    const char* name = to_string(static_cast<RingFault>(kind));
    RecordProperty(name, std::to_string(counts.violations[kind]));
    if (wanted >= kManyPackets) {
      EXPECT_GT(counts.violations[kind], 0u) << name;
    }
  }
  EXPECT_GT(seen, 100u);
  EXPECT_GT(violations(), 0u);
  EXPECT_TRUE(unbacked) << "no page that was named is there";
}

struct Expectation {
  Mischief mischief;
  RingFault fault;
};
class EachMischief : public AgainstAHostilePeer, public ::testing::WithParamInterface<Expectation> {};

TEST_P(EachMischief, IsNoticedAndCountedByItsReason) {
  RULE("V-RX-14");
  open();
  wait_until_open();
  HostilePeer hostile = peer(7);
  const auto fault = static_cast<std::size_t>(GetParam().fault);
  // A way in that is closed for another reason (drawn at random) is opened anew.
  for (int tries = 0; server->counts().violations[fault] == 0 && tries < 200; ++tries) {
    const std::uint64_t before = violations();
    for (int i = 0; i < 50 && violations() == before; ++i) {
      hostile.commit(GetParam().mischief);
      server->signalled();
      exec::runtime().point(exec::Point::yield);
    }
    if (server->counts().violations[fault] != 0) break;
    reopen();
    hostile = peer(static_cast<std::uint64_t>(tries) + 8);
  }
  EXPECT_GT(server->counts().violations[fault], 0u) << to_string(GetParam().mischief);
}

INSTANTIATE_TEST_SUITE_P(Kinds, EachMischief,
                         ::testing::Values(Expectation{Mischief::write_index, RingFault::bad_index},
                                           Expectation{Mischief::length, RingFault::beyond_used},
                                           Expectation{Mischief::offset, RingFault::bad_offset},
                                           Expectation{Mischief::flags, RingFault::bad_flags},
                                           Expectation{Mischief::type, RingFault::bad_type},
                                           Expectation{Mischief::page_list, RingFault::bad_descriptor},
                                           Expectation{Mischief::transaction,
                                                       RingFault::unknown_transaction}),
                         [](const auto& one) {
                           std::string name = to_string(one.param.mischief);
                           for (char& c : name) c = c == ' ' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace penstock::testing
