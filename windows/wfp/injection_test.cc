// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <utility>

#include "ndis/gather.h"
#include "testing/rule.h"

#include "wfp/fixture/recorder.h"

namespace penstock::wfp {
namespace {

struct Completion {
  int count = 0;
  NTSTATUS status = -1;
  BOOLEAN at_dispatch = FALSE;
  UINT8 irql = 0;
};

void completed(void* context, NET_BUFFER_LIST* list, BOOLEAN dispatch) {
  auto* completion = static_cast<Completion*>(context);
  ++completion->count;
  completion->status = list->Status;
  completion->at_dispatch = dispatch;
  completion->irql = nt::thread_state().irql;
  if (list->ParentNetBufferList != nullptr) {
    FwpsFreeCloneNetBufferList0(list, 0);
  } else {
    FwpsFreeNetBufferList0(list);
  }
}

std::vector<UCHAR> octets(const wire::Address& address) {
  const auto bytes = address.bytes();
  return {bytes.begin(), bytes.end()};
}

struct InjectionTest : GuestTest {
  Recorder recorder;
  Completion completion;
  HANDLE handle = nullptr;
  std::vector<std::uint8_t> bytes = datagram();
  std::vector<MDL*> descriptors;

  InjectionTest() { EXPECT_EQ(FwpsInjectionHandleCreate0(AF_INET, 0xF, &handle), STATUS_SUCCESS); }
  ~InjectionTest() override {
    turn();
    if (handle != nullptr) FwpsInjectionHandleDestroy0(handle);
    for (MDL* descriptor : descriptors) NdisFreeMdl(descriptor);
  }
  // A list of the guest's own over `from`.
  NET_BUFFER_LIST* list_over(std::vector<std::uint8_t>& from) {
    descriptors.push_back(NdisAllocateMdl(nullptr, from.data(), static_cast<UINT>(from.size())));
    NET_BUFFER_LIST* list = nullptr;
    EXPECT_EQ(
        FwpsAllocateNetBufferAndNetBufferList0(nullptr, 0, 0, descriptors.back(), 0, from.size(), &list),
        STATUS_SUCCESS);
    return list;
  }
  NTSTATUS send_network(NET_BUFFER_LIST* list, FWPS_INJECT_COMPLETE0 function = completed) {
    return FwpsInjectNetworkSendAsync0(handle, this, 0, 0, list, function, &completion);
  }
  void watch(const char* layer) {
    EXPECT_EQ(recorder.register_as(test_guid(1)), STATUS_SUCCESS);
    direct(open(), test_guid(1), layer, FWP_ACTION_CALLOUT_UNKNOWN);
  }
};

TEST_F(InjectionTest, SendsAPacketAndCompletesItOnce) {
  RULE("W-INJ-3");
  RULE("W-INJ-4");
  RULE("W-ST-1");
  ASSERT_EQ(send_network(list_over(bytes)), STATUS_SUCCESS);
  EXPECT_EQ(completion.count, 0);
  const Passed passed = turn();
  ASSERT_EQ(passed.out.size(), 1u);
  EXPECT_EQ(passed.out[0], bytes);
  EXPECT_EQ(completion.count, 1);
  EXPECT_TRUE(NT_SUCCESS(completion.status));
  EXPECT_TRUE(completion.at_dispatch);
  EXPECT_EQ(completion.irql, nt::kDispatch);
  turn();
  EXPECT_EQ(completion.count, 1);
}

TEST_F(InjectionTest, ReceivesAPacketFromBelow) {
  RULE("W-INJ-6");
  ASSERT_EQ(
      FwpsInjectNetworkReceiveAsync0(handle, nullptr, 0, 0, 1, 0, list_over(bytes), completed, &completion),
      STATUS_SUCCESS);
  const Passed passed = turn();
  ASSERT_EQ(passed.in.size(), 1u);
  EXPECT_EQ(passed.in[0], bytes);
  EXPECT_EQ(completion.count, 1);
}

TEST_F(InjectionTest, CompletesWithAFailureWhatIsBlocked) {
  RULE("W-ST-1");
  recorder.answer = [](const Seen&, NET_BUFFER_LIST*, FWPS_CLASSIFY_OUT0* out) { block(out); };
  watch("OUTBOUND_IPPACKET_V4");
  ASSERT_EQ(send_network(list_over(bytes)), STATUS_SUCCESS);
  EXPECT_TRUE(turn().out.empty());
  EXPECT_EQ(completion.count, 1);
  EXPECT_FALSE(NT_SUCCESS(completion.status));
}

TEST_F(InjectionTest, CompletesAListOfSeveralBuffersAfterTheLast) {
  RULE("W-INJ-4");
  NET_BUFFER_LIST* list = list_over(bytes);
  NET_BUFFER second = *list->FirstNetBuffer;
  list->FirstNetBuffer->Next = &second;
  ASSERT_EQ(send_network(list), STATUS_SUCCESS);
  EXPECT_EQ(turn().out.size(), 2u);
  EXPECT_EQ(completion.count, 1);
}

TEST_F(InjectionTest, NeedsACompletionFunctionAndAList) {
  RULE("W-INJ-4");
  NET_BUFFER_LIST* list = list_over(bytes);
  EXPECT_EQ(send_network(list, nullptr), STATUS_FWP_NULL_POINTER);
  EXPECT_EQ(send_network(nullptr), STATUS_FWP_NULL_POINTER);
  FwpsFreeNetBufferList0(list);
}

TEST_F(InjectionTest, IsRefusedWithAHandleMadeForSomethingElse) {
  RULE("W-INJ-1");
  RULE("W-INJ-2");
  HANDLE transport_only = nullptr;
  ASSERT_EQ(FwpsInjectionHandleCreate0(AF_INET, 0, &transport_only), STATUS_SUCCESS);
  NET_BUFFER_LIST* list = list_over(bytes);
  EXPECT_EQ(FwpsInjectNetworkSendAsync0(transport_only, nullptr, 0, 0, list, completed, &completion),
            STATUS_FWP_INJECT_HANDLE_STALE);
  EXPECT_TRUE(turn().out.empty());
  EXPECT_EQ(completion.count, 0);
  FwpsFreeNetBufferList0(list);  // the caller's again
  EXPECT_EQ(FwpsInjectionHandleDestroy0(transport_only), STATUS_SUCCESS);
}

TEST_F(InjectionTest, IsRefusedWhileTheStackIsDown) {
  RULE("W-INJ-2");
  NET_BUFFER_LIST* list = list_over(bytes);
  engine_.set_ready(false);
  EXPECT_EQ(send_network(list), STATUS_FWP_TCPIP_NOT_READY);
  HANDLE none = this;
  EXPECT_EQ(FwpsInjectionHandleCreate0(AF_INET, 0, &none), STATUS_FWP_TCPIP_NOT_READY);
  EXPECT_EQ(none, nullptr);
  engine_.set_ready(true);
  EXPECT_EQ(completion.count, 0);
  FwpsFreeNetBufferList0(list);
}

TEST_F(InjectionTest, TakesNoListTwiceAndNoneThatIsNotTheGuests) {
  RULE("W-INJ-3");
  const std::uint64_t before = findings("F-INJ-1"), freed_before = findings("F-NBL-3");
  NET_BUFFER_LIST* list = list_over(bytes);
  ASSERT_EQ(send_network(list), STATUS_SUCCESS);
  EXPECT_EQ(send_network(list), STATUS_INVALID_PARAMETER);
  FwpsFreeNetBufferList0(list);  // the engine's now
  EXPECT_EQ(findings("F-NBL-3"), freed_before + 1);
  turn();
  EXPECT_EQ(completion.count, 1);
  recorder.answer = [&](const Seen&, NET_BUFFER_LIST* indicated, FWPS_CLASSIFY_OUT0* out) {
    EXPECT_EQ(send_network(indicated), STATUS_INVALID_PARAMETER);
    permit(out);
  };
  watch("OUTBOUND_IPPACKET_V4");
  send(datagram());
  EXPECT_EQ(findings("F-INJ-1"), before + 2);
}

TEST_F(InjectionTest, TellsThePacketsOfAHandleFromOthers) {
  RULE("W-INJ-7");
  HANDLE other = nullptr, context = this;
  ASSERT_EQ(FwpsInjectionHandleCreate0(AF_INET, 0, &other), STATUS_SUCCESS);
  std::vector<int> states;
  std::vector<HANDLE> contexts;
  std::vector<bool> reinjected;
  recorder.answer = [&](const Seen&, NET_BUFFER_LIST* list, FWPS_CLASSIFY_OUT0* out) {
    states.push_back(FwpsQueryPacketInjectionState0(handle, list, &context));
    contexts.push_back(context);
    states.push_back(FwpsQueryPacketInjectionState0(other, list, &context));
    contexts.push_back(context);
    FWPS_PACKET_LIST_INFORMATION0 information;
    EXPECT_EQ(
        FwpsGetPacketListSecurityInformation0(list, FWPS_PACKET_LIST_INFORMATION_QUERY_FWP, &information),
        STATUS_SUCCESS);
    reinjected.push_back(information.fwpInformation.isReinjected != 0);
    permit(out);
  };
  watch("OUTBOUND_IPPACKET_V4");
  send(datagram());
  ASSERT_EQ(send_network(list_over(bytes)), STATUS_SUCCESS);
  turn();
  EXPECT_EQ(states, (std::vector<int>{FWPS_PACKET_NOT_INJECTED, FWPS_PACKET_NOT_INJECTED,
                                      FWPS_PACKET_INJECTED_BY_SELF, FWPS_PACKET_INJECTED_BY_OTHER}));
  EXPECT_EQ(contexts, (std::vector<HANDLE>{nullptr, nullptr, this, nullptr}));
  EXPECT_EQ(reinjected, (std::vector<bool>{false, true}));
  EXPECT_EQ(FwpsInjectionHandleDestroy0(other), STATUS_SUCCESS);
}

TEST_F(InjectionTest, RemembersWhoInjectedAPacketBeforeItWasCloned) {
  RULE("W-INJ-9");
  HANDLE other = nullptr;
  ASSERT_EQ(FwpsInjectionHandleCreate0(AF_INET, 0xF, &other), STATUS_SUCCESS);
  std::vector<int> states;
  recorder.answer = [&](const Seen&, NET_BUFFER_LIST* list, FWPS_CLASSIFY_OUT0* out) {
    states.push_back(FwpsQueryPacketInjectionState0(handle, list, nullptr));
    if (states.size() == 2) return permit(out);
    NET_BUFFER_LIST* clone = nullptr;
    EXPECT_EQ(FwpsAllocateCloneNetBufferList0(list, nullptr, nullptr, 0, &clone), STATUS_SUCCESS);
    EXPECT_EQ(FwpsInjectNetworkSendAsync0(other, nullptr, 0, 0, clone, completed, &completion),
              STATUS_SUCCESS);
    block_and_absorb(out);
  };
  watch("OUTBOUND_IPPACKET_V4");
  ASSERT_EQ(send_network(list_over(bytes)), STATUS_SUCCESS);
  EXPECT_EQ(turn().out.size(), 1u);
  EXPECT_EQ(states,
            (std::vector<int>{FWPS_PACKET_INJECTED_BY_SELF, FWPS_PACKET_PREVIOUSLY_INJECTED_BY_SELF}));
  EXPECT_EQ(completion.count, 2);
  EXPECT_EQ(FwpsInjectionHandleDestroy0(other), STATUS_SUCCESS);
}

TEST_F(InjectionTest, GivesAHeldDatagramBackAfterItsCompletion) {
  RULE("W-INJ-10");
  RULE("W-COMP-28");  // T-6
  NET_BUFFER_LIST* referenced = nullptr;
  HANDLE context = nullptr;
  UINT64 endpoint = 0;
  recorder.answer = [&](const Seen& seen, NET_BUFFER_LIST* list, FWPS_CLASSIFY_OUT0* out) {
    if ((seen.condition_flags & FWP_CONDITION_FLAG_IS_REAUTHORIZE) != 0) return permit(out);
    referenced = list;
    endpoint = seen.endpoint;
    FwpsReferenceNetBufferList0(list, TRUE);
    EXPECT_EQ(FwpsPendOperation0(seen.handle, &context), STATUS_SUCCESS);
    block_and_absorb(out);
  };
  watch("ALE_AUTH_CONNECT_V4");
  EXPECT_TRUE(send(datagram()).out.empty());
  ASSERT_NE(referenced, nullptr);
  NET_BUFFER_LIST* clone = nullptr;
  ASSERT_EQ(FwpsAllocateCloneNetBufferList0(referenced, nullptr, nullptr, 0, &clone), STATUS_SUCCESS);
  FwpsDereferenceNetBufferList0(referenced, FALSE);
  FwpsCompleteOperation0(context, nullptr);
  std::vector<UCHAR> address = octets(wire::sample::destination(4));
  FWPS_TRANSPORT_SEND_PARAMS1 arguments{};
  arguments.remoteAddress = address.data();
  ASSERT_EQ(FwpsInjectTransportSendAsync1(handle, nullptr, endpoint, 0, &arguments, AF_INET,
                                          DEFAULT_COMPARTMENT_ID, clone, completed, &completion),
            STATUS_SUCCESS);
  const Passed passed = turn();
  ASSERT_EQ(passed.out.size(), 1u);
  EXPECT_EQ(std::vector(passed.out[0].begin() + 20, passed.out[0].end()),
            std::vector(bytes.begin() + 20, bytes.end()));
  EXPECT_EQ(std::vector(passed.out[0].begin() + 12, passed.out[0].begin() + 20),
            std::vector(bytes.begin() + 12, bytes.begin() + 20));  // both addresses
  EXPECT_EQ(completion.count, 1);
  EXPECT_EQ(completion.status, STATUS_SUCCESS);
  EXPECT_EQ(recorder.seen.size(), 2u);
}

TEST_F(InjectionTest, KeepsALargeSendWhole) {
  RULE("W-LNX-7");
  bytes =
      wire::sample::tcp_packet(4, {.source_port = 4000, .destination_port = 80, .flags = wire::kTcpSyn}, 0);
  send(bytes);
  UINT64 endpoint = 0;
  packet::Offload offload;
  recorder.answer = [&](const Seen& seen, NET_BUFFER_LIST* list, FWPS_CLASSIFY_OUT0* out) {
    endpoint = seen.endpoint;
    offload = ndis::packet_behind(list)->offload;
    permit(out);
  };
  watch("OUTBOUND_TRANSPORT_V4");
  bytes =
      wire::sample::tcp_packet(4, {.source_port = 4000, .destination_port = 80, .flags = wire::kTcpAck}, 100);
  send(bytes);
  std::vector<std::uint8_t> transport(bytes.begin() + 20, bytes.end());
  NET_BUFFER_LIST* list = list_over(transport);
  NDIS_TCP_LARGE_SEND_OFFLOAD_NET_BUFFER_LIST_INFO large{};
  large.LsoV2Transmit = {.MSS = 40, .TcpHeaderOffset = 20, .Type = 1, .IPVersion = 0};
  NET_BUFFER_LIST_INFO(list, TcpLargeSendNetBufferListInfo) = large.Value;
  std::vector<UCHAR> address = octets(wire::sample::destination(4));
  FWPS_TRANSPORT_SEND_PARAMS0 arguments{};
  arguments.remoteAddress = address.data();
  ASSERT_EQ(FwpsInjectTransportSendAsync0(handle, nullptr, endpoint, 0, &arguments, AF_INET,
                                          DEFAULT_COMPARTMENT_ID, list, completed, &completion),
            STATUS_SUCCESS);
  EXPECT_EQ(turn().out.size(), 1u);
  EXPECT_EQ(offload.segmentation, packet::Segmentation::tcp4);
  EXPECT_EQ(offload.segment_payload_bytes, 40);
  EXPECT_EQ(offload.checksum, packet::ChecksumState::partial);
  EXPECT_EQ(offload.checksum_start_bytes, 20);
  EXPECT_EQ(offload.checksum_offset_bytes, 16);
}

TEST_F(InjectionTest, HandleThatAGuestLeavesIsReportedAndDestroyed) {
  RULE("K-UNLOAD-3");
  const std::uint64_t before = findings("F-UNLOAD-8");
  leave();
  EXPECT_EQ(findings("F-UNLOAD-8"), before + 1);
  EXPECT_EQ(FwpsInjectionHandleDestroy0(handle), STATUS_INVALID_HANDLE);
  handle = nullptr;
}

TEST_F(InjectionTest, BuildsAHeaderInFrontOfASendClone) {
  RULE("W-INJ-16");
  NET_BUFFER_LIST* clone = nullptr;
  recorder.answer = [&](const Seen&, NET_BUFFER_LIST* list, FWPS_CLASSIFY_OUT0* out) {
    EXPECT_EQ(FwpsAllocateCloneNetBufferList0(list, nullptr, nullptr, 0, &clone), STATUS_SUCCESS);
    block_and_absorb(out);
  };
  watch("OUTBOUND_TRANSPORT_V4");
  send(datagram());
  ASSERT_NE(clone, nullptr);
  const std::vector<UCHAR> source = octets(wire::sample::source(4)),
                           remote = octets(wire::sample::destination(4));
  const std::size_t blocks_before = nt::blocks_of(&guest_).size();
  ASSERT_EQ(FwpsConstructIpHeaderForTransportPacket0(clone, 0, AF_INET, source.data(), remote.data(),
                                                     IPPROTO_UDP, 0, nullptr, 0, 0, nullptr, 0, 0),
            STATUS_SUCCESS);
  wire::sample::Packet whole(bytes.size());
  ASSERT_EQ(clone->FirstNetBuffer->DataLength, bytes.size());
  ndis::gather(*clone->FirstNetBuffer, whole);
  const auto parsed = wire::parse(whole);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(wire::verify_network_checksum(whole, *parsed), wire::ChecksumVerdict::correct);
  EXPECT_EQ(wire::verify_transport_checksum(whole, *parsed), wire::ChecksumVerdict::correct);
  EXPECT_EQ(std::vector(whole.begin() + 12, whole.end()), std::vector(bytes.begin() + 12, bytes.end()));
  FwpsFreeCloneNetBufferList0(clone, 0);  // and the header with it
  EXPECT_EQ(nt::blocks_of(&guest_).size(), blocks_before - 1);
}

TEST_F(InjectionTest, RebuildsTheHeaderOfAReceiveClone) {
  RULE("W-INJ-16");
  bytes[20 + 8] ^= 0xFF;  // the payload changed, the checksums did not
  NET_BUFFER_LIST* list = list_over(bytes);
  const std::vector<UCHAR> source = octets(wire::sample::destination(4)),
                           remote = octets(wire::sample::source(4));
  ASSERT_EQ(FwpsConstructIpHeaderForTransportPacket0(list, 20, AF_INET, source.data(), remote.data(),
                                                     IPPROTO_UDP, 0, nullptr, 0, 0, nullptr, 1, 0),
            STATUS_SUCCESS);
  const auto parsed = wire::parse(bytes);  // in place
  ASSERT_TRUE(parsed);
  EXPECT_EQ(wire::verify_transport_checksum(bytes, *parsed), wire::ChecksumVerdict::correct);
  EXPECT_TRUE(std::equal(source.begin(), source.end(), bytes.begin() + 12));
  FwpsFreeNetBufferList0(list);
}

TEST_F(InjectionTest, KeepsTheOptionsOfTheHeaderItRebuilds) {
  RULE("W-INJ-16");
  const UCHAR options[8] = {7, 7, 4, 0, 0, 0, 0, 1};  // record route, and one byte of padding
  bytes.insert(bytes.begin() + 20, options, options + 8);
  bytes[0] = 0x47;
  bytes[3] = static_cast<UCHAR>(bytes[3] + 8);
  NET_BUFFER_LIST* list = list_over(bytes);
  const std::vector<UCHAR> source = octets(wire::sample::destination(4)),
                           remote = octets(wire::sample::source(4));
  ASSERT_EQ(FwpsConstructIpHeaderForTransportPacket0(list, 28, AF_INET, source.data(), remote.data(),
                                                     IPPROTO_UDP, 0, nullptr, 0, 0, nullptr, 1, 0),
            STATUS_SUCCESS);
  EXPECT_EQ(list->FirstNetBuffer->DataLength, bytes.size());
  EXPECT_TRUE(std::equal(options, options + 8, bytes.begin() + 20));
  const auto parsed = wire::parse(bytes);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->network_header_bytes, 28);
  EXPECT_EQ(wire::verify_network_checksum(bytes, *parsed), wire::ChecksumVerdict::correct);
  EXPECT_EQ(wire::verify_transport_checksum(bytes, *parsed), wire::ChecksumVerdict::correct);
  FwpsFreeNetBufferList0(list);
}

TEST_F(InjectionTest, IsRefusedWithAHandleOfTheOtherAddressFamily) {
  RULE("W-INJ-1");
  HANDLE six = nullptr, any = nullptr;
  const UINT32 types = FWPS_INJECTION_TYPE_NETWORK | FWPS_INJECTION_TYPE_TRANSPORT;
  ASSERT_EQ(FwpsInjectionHandleCreate0(AF_INET6, types, &six), STATUS_SUCCESS);
  ASSERT_EQ(FwpsInjectionHandleCreate0(AF_UNSPEC, types, &any), STATUS_SUCCESS);
  NET_BUFFER_LIST* list = list_over(bytes);
  EXPECT_EQ(FwpsInjectNetworkSendAsync0(six, nullptr, 0, 0, list, completed, &completion),
            STATUS_FWP_INJECT_HANDLE_STALE);
  EXPECT_EQ(FwpsInjectTransportReceiveAsync0(six, nullptr, nullptr, 0, AF_INET, 0, 1, 0, list, completed,
                                             &completion),
            STATUS_FWP_INJECT_HANDLE_STALE);
  const std::uint64_t before = findings("F-INJ-3");
  EXPECT_EQ(FwpsInjectNetworkSendAsync0(any, nullptr, 0, 0, list, completed, &completion), STATUS_SUCCESS);
  EXPECT_EQ(findings("F-INJ-3"), before + 1);
  EXPECT_EQ(turn().out.size(), 1u);
  EXPECT_EQ(FwpsInjectionHandleDestroy0(six), STATUS_SUCCESS);
  EXPECT_EQ(FwpsInjectionHandleDestroy0(any), STATUS_SUCCESS);
}

TEST_F(InjectionTest, TakesTheCompartmentOfTheMetadataTheDefaultOneOrNone) {
  RULE("W-INJ-17");
  for (const COMPARTMENT_ID compartment : {DEFAULT_COMPARTMENT_ID, UNSPECIFIED_COMPARTMENT_ID}) {
    NET_BUFFER_LIST* list = list_over(bytes);
    EXPECT_EQ(FwpsInjectNetworkSendAsync0(handle, nullptr, 0, compartment, list, completed, &completion),
              STATUS_SUCCESS);
    EXPECT_EQ(turn().out.size(), 1u);
  }
}

TEST_F(InjectionTest, OfTcpFromInsideATransportClassifyIsReportedAndDone) {
  RULE("W-INJ-13");
  RULE("W-INJ-19");
  bytes =
      wire::sample::tcp_packet(4, {.source_port = 4000, .destination_port = 80, .flags = wire::kTcpSyn}, 0);
  const std::uint64_t before = findings("F-INJ-2");
  NET_BUFFER_LIST* whole = list_over(bytes);
  bool first = true;
  recorder.answer = [&](const Seen&, NET_BUFFER_LIST*, FWPS_CLASSIFY_OUT0* out) {
    if (!std::exchange(first, false)) return permit(out);
    // Through the network's door, from a transport layer.
    EXPECT_EQ(send_network(whole), STATUS_SUCCESS);
    EXPECT_EQ(completion.count, 0) << "it goes its way after the walk";
    block_and_absorb(out);
  };
  watch("OUTBOUND_TRANSPORT_V4");
  EXPECT_TRUE(send(bytes).out.empty());
  EXPECT_EQ(findings("F-INJ-2"), before + 1);
  EXPECT_EQ(turn().out.size(), 1u);
  EXPECT_EQ(completion.count, 1);
}

}  // namespace
}  // namespace penstock::wfp
