// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <optional>

#include "exec/runtime.h"
#include "exec/seeded_runtime.h"
#include "filter/engine.h"
#include "filter/station.h"
#include "packet/pool.h"

namespace penstock::filter {
namespace {

// A datagram of 28 bytes, 10.0.0.1:1000 > 10.0.0.2:<port>.
std::array<std::uint8_t, 28> datagram(std::uint8_t port) {
  return {0x45, 0, 0,  28, 0, 0, 0, 0,    64, 17,   0x66, 0xcf, 10, 0,
          0,    1, 10, 0,  0, 2, 3, 0xe8, 0,  port, 0,    8,    0,  0};
}

std::int64_t number(const base::Row& row, std::string_view column) {
  const auto found =
      std::find_if(row.begin(), row.end(), [&](const auto& one) { return one.first == column; });
  return found == row.end() ? -1 : std::get<std::int64_t>(found->second);
}

std::string text(const base::Row& row, std::string_view column) {
  const auto found =
      std::find_if(row.begin(), row.end(), [&](const auto& one) { return one.first == column; });
  return found == row.end() ? "" : std::get<std::string>(found->second);
}

class FlowRows : public ::testing::Test {
 protected:
  FlowRows() : runtime_({.seed = 7}), installed_(runtime_) {}

  void send(std::uint8_t port, Direction direction) {
    auto bytes = datagram(port);
    if (direction == Direction::inbound) {
      std::swap_ranges(bytes.begin() + 12, bytes.begin() + 16, bytes.begin() + 16);
      std::swap_ranges(bytes.begin() + 20, bytes.begin() + 22, bytes.begin() + 22);
    }
    packet::PacketBatch batch;
    packet::PacketPtr packet = pool_.allocate();
    ASSERT_TRUE(packet->set_size(bytes.size()));
    std::copy(bytes.begin(), bytes.end(), packet->bytes().begin());
    batch.push_back(std::move(packet));
    Onward onward;
    station_.process(batch, direction, onward);
  }

  exec::SeededRuntime runtime_;
  exec::RuntimeScope installed_;
  packet::PacketPool pool_{{.packets_max = 64}};
  packet::Ledger ledger_;
  Engine engine_{{.packets = &pool_, .ledger = &ledger_}};
  packet::ReentryQueue reentry_;
  FilterStation station_{engine_, {}, pool_, reentry_};
};

TEST_F(FlowRows, CountBothDirectionsOfEachFlowInTheOrderOfTheirBeginning) {
  for (const std::uint8_t port : {53, 67}) send(port, Direction::outbound);
  send(53, Direction::inbound);
  std::atomic<bool> done{false};
  const exec::ThreadId path = exec::runtime().spawn("path", [&] {
    while (!done.load()) {
      reentry_.resume_all();
      exec::runtime().point(exec::Point::yield);
    }
  });
  const std::vector<base::Row> rows = station_.flow_rows();
  done.store(true);
  exec::runtime().join(path);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(number(rows[0], "remote_port"), 53);
  EXPECT_EQ(number(rows[1], "remote_port"), 67);
  EXPECT_LT(number(rows[0], "flow"), number(rows[1], "flow"));
  EXPECT_EQ(number(rows[0], "protocol"), 17);
  EXPECT_EQ(text(rows[0], "local"), "10.0.0.1");
  EXPECT_EQ(text(rows[0], "remote"), "10.0.0.2");
  EXPECT_EQ(text(rows[0], "direction"), "outbound");
  EXPECT_EQ(text(rows[0], "phase"), "authorized");
  EXPECT_EQ(number(rows[0], "packets out"), 1);
  EXPECT_EQ(number(rows[0], "packets in"), 1);
  EXPECT_EQ(number(rows[0], "bytes out"), 28);
  EXPECT_EQ(number(rows[0], "bytes in"), 28);
  EXPECT_EQ(number(rows[1], "bytes in"), 0);
  EXPECT_GE(number(rows[0], "age ns"), 0);
}

TEST_F(FlowRows, OfAPathThatDoesNotRunAreEmptyAfterASecond) {
  send(53, Direction::outbound);
  const std::int64_t asked_ns = exec::runtime().now_ns();
  EXPECT_TRUE(station_.flow_rows().empty());
  EXPECT_GE(exec::runtime().now_ns() - asked_ns, 1'000'000'000);
  EXPECT_EQ(reentry_.resume_all(), 1u);  // the answer that comes late finds nobody, and does no harm
}

TEST_F(FlowRows, OfAPathThatEndsMeanwhileAreEmptyAtOnce) {
  send(53, Direction::outbound);
  const std::int64_t asked_ns = exec::runtime().now_ns();
  const exec::ThreadId path = exec::runtime().spawn("path", [&] { reentry_.close(); });
  EXPECT_TRUE(station_.flow_rows().empty());
  exec::runtime().join(path);
  EXPECT_TRUE(station_.flow_rows().empty());
  EXPECT_LT(exec::runtime().now_ns() - asked_ns, 1'000'000'000);
}

}  // namespace
}  // namespace penstock::filter
