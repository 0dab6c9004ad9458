// SPDX-License-Identifier: Apache-2.0
#include "port/port.h"

#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <vector>

#include "base/finding.h"
#include "exec/quiescence.h"
#include "link/packet_copy.h"
#include "ndis/gather.h"
#include "ndis/generic_object.h"
#include "ndis/net_buffer.h"
#include "ndis/packet_face.h"
#include "nt/guest.h"
#include "nt/thread_state.h"
#include "port/environment.h"
#include "testing/rule.h"
#include "wire/sample_packets.h"

#include <penstock_port.h>

extern "C" char __executable_start, etext;

namespace penstock::port {
namespace {

namespace sample = wire::sample;
using Bytes = std::vector<std::uint8_t>;

packet::PoolOptions with_face(const char* name, std::uint32_t buffer_bytes) {
  return {.name = name,
          .packets_max = 64,
          .clones_max = 8,
          .buffer_bytes = buffer_bytes,
          .face_bytes = ndis::kPacketFaceBytes,
          .retire_face = ndis::retire};
}

std::uint64_t findings(const char* code) { return base::finding_log().count(std::string_view(code)); }

// A list over one piece of memory.
struct OwnList {
  explicit OwnList(const Bytes& from) : bytes(from) {
    ndis::describe_memory(descriptor, bytes.data(), static_cast<std::uint32_t>(bytes.size()));
    buffer.MdlChain = &descriptor;
    buffer.stDataLength = static_cast<SIZE_T>(bytes.size());
    ndis::find_current(buffer);
    list.FirstNetBuffer = &buffer;
    list.Status = 1;
  }
  Bytes bytes;
  MDL descriptor{};
  NET_BUFFER buffer{};
  NET_BUFFER_LIST list{};
};

class PortTest : public testing::Test {
 protected:
  PortTest() {
    base::finding_log().clear();
    install({.small = &small_, .big = &big_, .queue_packets_max = 8});
    nt::add_guest_range(guest_, &__executable_start, static_cast<std::size_t>(&etext - &__executable_start));
    PENSTOCK_PORT_CHARACTERISTICS_INIT(&characteristics_);
    characteristics_.Context = this;
    characteristics_.EvtSend = &PortTest::sent;
    characteristics_.EvtDelivered = &PortTest::came_back;
  }
  ~PortTest() override {
    if (port_ != nullptr) PenstockPortClose(port_);
    EXPECT_EQ(nt::ledger().count(guest_.borrower()), 0u);
    uninstall();
    nt::remove_guest(guest_);
    EXPECT_EQ(small_.counts().out + big_.counts().out, 0u);
  }

  NTSTATUS open(PENSTOCK_PORT& port) {
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"net0");
    return PenstockPortOpen(&name, &characteristics_, &port);
  }
  void open() { ASSERT_EQ(open(port_), STATUS_SUCCESS); }
  link::PortLink& link() { return link_named("net0"); }

  void path_sends(std::initializer_list<Bytes> packets) {
    packet::PacketBatch batch;
    for (const Bytes& bytes : packets) batch.push_back(link::packet_with_bytes(bytes, small_));
    nt::thread_state().is_path = true;
    link().send(batch);
    nt::thread_state().is_path = false;
  }
  std::vector<Bytes> path_receives() {
    packet::PacketBatch batch;
    link().receive(batch);
    std::vector<Bytes> received;
    for (std::uint32_t i = 0; i < batch.count(); ++i) {
      received.emplace_back(batch[i].bytes().begin(), batch[i].bytes().end());
      offload_ = batch[i].offload;
    }
    return received;
  }

  static void NTAPI sent(PVOID context, PNET_BUFFER_LIST lists, ULONG count) {
    auto& test = *static_cast<PortTest*>(context);
    test.level_ = nt::thread_state().irql;
    ++test.calls_;
    ULONG seen = 0;
    for (NET_BUFFER_LIST* each = lists; each != nullptr; each = each->Next, ++seen)
      test.held_.push_back(each);
    EXPECT_EQ(seen, count);
    if (test.on_send) test.on_send(lists);
  }
  static void NTAPI came_back(PVOID context, PNET_BUFFER_LIST lists, ULONG count) {
    auto& test = *static_cast<PortTest*>(context);
    for (; lists != nullptr; lists = lists->Next, --count) test.statuses_.push_back(lists->Status);
    EXPECT_EQ(count, 0u);
  }

  packet::PacketPool small_{with_face("small", 2048)};
  packet::PacketPool big_{with_face("big", 70'000)};
  nt::Guest guest_{"provider", nt::ledger().enroll({.name = "provider"})};
  PENSTOCK_PORT_CHARACTERISTICS characteristics_;
  PENSTOCK_PORT port_ = nullptr;
  std::function<void(NET_BUFFER_LIST*)> on_send;
  std::vector<NET_BUFFER_LIST*> held_;
  std::vector<NDIS_STATUS> statuses_;
  packet::Offload offload_;
  std::uint8_t level_ = 0xFF;
  std::uint32_t calls_ = 0;
};

TEST_F(PortTest, ShowsADriverWhatThePathSendsInOneChain) {
  open();
  path_sends({sample::udp_packet(4, 1, 2, 10), sample::udp_packet(4, 1, 2, 20)});
  EXPECT_EQ(calls_, 1u);
  EXPECT_EQ(level_, nt::kDispatch);
  ASSERT_EQ(held_.size(), 2u);
  Bytes bytes(sample::udp_packet(4, 1, 2, 20).size());
  EXPECT_EQ(ndis::gather(*held_[1]->FirstNetBuffer, bytes), bytes.size());
  EXPECT_EQ(bytes, sample::udp_packet(4, 1, 2, 20));
  PenstockPortReturn(port_, held_[0]);
}

TEST_F(PortTest, LendsEachListUntilItIsGivenBackInAnyOrder) {
  open();
  path_sends(
      {sample::udp_packet(4, 1, 2, 10), sample::udp_packet(4, 1, 2, 20), sample::udp_packet(4, 1, 2, 30)});
  EXPECT_EQ(nt::ledger().count(guest_.borrower()), 3u);
  held_[0]->Next = nullptr;
  held_[2]->Next = held_[1];
  held_[1]->Next = nullptr;
  PenstockPortReturn(port_, held_[2]);
  EXPECT_EQ(nt::ledger().count(guest_.borrower()), 1u);
  EXPECT_EQ(small_.counts().out, 1u);
  PenstockPortReturn(port_, held_[0]);
  EXPECT_EQ(nt::ledger().count(guest_.borrower()), 0u);
  EXPECT_EQ(base::finding_log().list().size(), 0u);
}

TEST_F(PortTest, TakesAListBackWhileItIsBeingSent) {
  open();
  on_send = [this](NET_BUFFER_LIST* lists) { PenstockPortReturn(port_, lists); };
  path_sends({sample::udp_packet(4, 1, 2, 10), sample::udp_packet(4, 1, 2, 20)});
  EXPECT_EQ(nt::ledger().count(guest_.borrower()), 0u);
  EXPECT_EQ(small_.counts().out, 0u);
}

TEST_F(PortTest, ReportsAListThatComesBackTwice) {
  open();
  path_sends({sample::udp_packet(4, 1, 2, 10)});
  PenstockPortReturn(port_, held_[0]);
  EXPECT_EQ(findings("F-PORT-2"), 0u);
  PenstockPortReturn(port_, held_[0]);
  ASSERT_EQ(findings("F-PORT-2"), 1u);
  const base::Finding finding = base::finding_log().list().back();
  EXPECT_TRUE(finding.first) << "where it came back before";
  EXPECT_TRUE(finding.second);
}

TEST_F(PortTest, ReportsAListThatItNeverLent) {
  open();
  OwnList own(sample::udp_packet(4, 1, 2, 10));
  PenstockPortReturn(port_, &own.list);
  EXPECT_EQ(findings("F-PORT-2"), 1u);
  const packet::PacketPtr other = link::packet_with_bytes(own.bytes, small_);
  PenstockPortReturn(port_, ndis::show(*other, 0, ndis::Way::inbound));
  EXPECT_EQ(findings("F-PORT-2"), 2u);
}

TEST_F(PortTest, CopiesAPacketThatSomebodyElseHolds) {
  open();
  packet::PacketPtr packet = link::packet_with_bytes(sample::udp_packet(4, 1, 2, 10), small_);
  NET_BUFFER_LIST* seen = ndis::show(*packet, 0, ndis::Way::inbound);
  ndis::hold(*packet);
  packet::Packet& kept = *packet;
  packet::PacketBatch batch;
  batch.push_back(std::move(packet));
  link().send(batch);
  ASSERT_EQ(held_.size(), 1u);
  EXPECT_NE(held_[0], seen);
  PenstockPortReturn(port_, held_[0]);
  ndis::let_go(kept);
}

TEST_F(PortTest, PutsWhatIsDeliveredIntoThePathAndGivesTheListsBack) {
  open();
  OwnList first(sample::udp_packet(4, 1, 2, 10));
  OwnList second(sample::udp_packet(6, 1, 2, 20));
  first.list.Next = &second.list;
  PenstockPortDeliver(port_, &first.list);
  EXPECT_EQ(statuses_, (std::vector<NDIS_STATUS>{NDIS_STATUS_SUCCESS, NDIS_STATUS_SUCCESS}));
  std::fill(first.bytes.begin(), first.bytes.end(), 0xEE);  // it is the driver's again
  EXPECT_EQ(path_receives(), (std::vector<Bytes>{sample::udp_packet(4, 1, 2, 10), second.bytes}));
}

TEST_F(PortTest, SaysOfEachListWhyItWasNotTaken) {
  open();
  OwnList good(sample::udp_packet(4, 1, 2, 10));
  OwnList nothing({});
  OwnList too_long(Bytes(71'000));
  good.list.Next = &nothing.list;
  nothing.list.Next = &too_long.list;
  PenstockPortDeliver(port_, &good.list);
  EXPECT_EQ(statuses_, (std::vector<NDIS_STATUS>{NDIS_STATUS_SUCCESS, NDIS_STATUS_INVALID_LENGTH,
                                                 NDIS_STATUS_INVALID_LENGTH}));
  good.list.Next = nullptr;
  statuses_.clear();
  for (int i = 0; i < 8; ++i) PenstockPortDeliver(port_, &good.list);
  EXPECT_EQ(statuses_.front(), NDIS_STATUS_SUCCESS);
  EXPECT_EQ(statuses_.back(), NDIS_STATUS_RESOURCES) << "the path is behind";
  EXPECT_EQ(path_receives().size(), 8u);
}

TEST_F(PortTest, TakesALargeSendAsOnePacket) {
  open();
  OwnList large(sample::tcp_packet(4, {.source_port = 1, .destination_port = 2}, 9000));
  NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO info{};
  info.LsoV2Transmit.MSS = 1400;
  info.LsoV2Transmit.TcpHeaderOffset = 20;
  info.LsoV2Transmit.Type = 1;
  large.list.NetBufferListInfo[TcpLargeSendNetBufferListInfo] = info.Value;
  PenstockPortDeliver(port_, &large.list);
  EXPECT_EQ(path_receives().size(), 1u);
  EXPECT_EQ(offload_.segmentation, packet::Segmentation::tcp4);
  EXPECT_EQ(offload_.segment_payload_bytes, 1400u);
}

TEST_F(PortTest, IsOpenForOneDriverAtATime) {
  open();
  PENSTOCK_PORT second = nullptr;
  EXPECT_EQ(open(second), STATUS_SHARING_VIOLATION);
  PenstockPortClose(port_);
  EXPECT_EQ(open(port_), STATUS_SUCCESS);
  EXPECT_EQ(PenstockPortGetMtu(port_), 1500u);
  EXPECT_EQ(PenstockPortGetLargestSend(port_), 70'000u - 128);
}

TEST_F(PortTest, RefusesWhatCannotBeOpened) {
  UNICODE_STRING empty{};
  EXPECT_EQ(PenstockPortOpen(&empty, &characteristics_, &port_), STATUS_INVALID_PARAMETER_1);
  characteristics_.EvtSend = nullptr;
  EXPECT_EQ(open(port_), STATUS_INVALID_PARAMETER_2);
  characteristics_.EvtSend = &PortTest::sent;
  characteristics_.Size -= 8;
  EXPECT_EQ(open(port_), STATUS_INVALID_PARAMETER_2);
  PenstockPortClose(nullptr);
  EXPECT_EQ(findings("F-PORT-2"), 1u);
}

TEST_F(PortTest, ThatIsClosedTakesBackWhatIsOutAndReportsIt) {
  open();
  path_sends({sample::udp_packet(4, 1, 2, 10), sample::udp_packet(4, 1, 2, 20)});
  PenstockPortClose(port_);
  port_ = nullptr;
  ASSERT_EQ(findings("F-PORT-1"), 1u);
  EXPECT_NE(base::finding_log().list().back().message.find("2 lists"), std::string::npos);
  EXPECT_EQ(nt::ledger().count(guest_.borrower()), 0u);
  path_sends({sample::udp_packet(4, 1, 2, 10)});
  EXPECT_EQ(calls_, 1u) << "nothing comes any more";
  EXPECT_EQ(link().counts().dropped_refused, 1u);
}

TEST_F(PortTest, ThatIsClosedOnItsPathsThreadIsReported) {
  open();
  on_send = [this](NET_BUFFER_LIST* lists) {
    PenstockPortReturn(port_, lists);
    nt::thread_state().irql = nt::kPassive;  // or closing would be a finding of its own
    PenstockPortClose(port_);
    nt::thread_state().irql = nt::kDispatch;
  };
  path_sends({sample::udp_packet(4, 1, 2, 10)});
  port_ = nullptr;
  EXPECT_EQ(findings("F-PORT-3"), 1u);
}

TEST_F(PortTest, ThatAGuestLeavesOpenIsReportedAndClosed) {
  RULE("K-UNLOAD-3");
  open();
  path_sends({sample::udp_packet(4, 1, 2, 10)});
  for (nt::Account* account : nt::accounts()) {
    if (std::string(account->name()) == "ports") account->close(guest_);
  }
  port_ = nullptr;
  EXPECT_EQ(findings("F-UNLOAD-8"), 1u);
  EXPECT_EQ(findings("F-PORT-1"), 1u);
  EXPECT_EQ(nt::ledger().count(guest_.borrower()), 0u);
}

}  // namespace
}  // namespace penstock::port
