// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <initializer_list>
#include <vector>

#include "testing/rule.h"
#include "units.h"

namespace {

// A guest of the network provider, as far as NVSP goes.
struct NvspGuest {
  NvspGuest() { NvspBegin(&session); }

  NVSP_ACTION says(UINT32 type, std::initializer_list<UINT32> words) {
    NVSP_MESSAGE message{};
    message.Type = type;
    UINT32 index = 0;
    for (const UINT32 word : words) message.Word[index++] = word;
    return says_bytes(&message, sizeof message);
  }
  NVSP_ACTION says_bytes(const void* bytes, UINT32 length) {
    NvspReceive(&session, bytes, length, &request, &answer);
    return request.Action;
  }
  void comes_up() {
    says(NvspInit, {0x60001, 0x60001});
    says(NvspSendNdisConfig, {1514, 0, 0, 0});
    says(NvspSendNdisVersion, {6, 30});
    says(NvspSendReceiveBuffer, {7, NVSP_RECEIVE_BUFFER_ID});
    NvspReceiveBufferMapped(&session, 7, 1u << 20, &answer);
    says(NvspSendSendBuffer, {8, 0});
    NvspSendBufferMapped(&session, 8, 1u << 20, &answer);
  }

  NVSP_SESSION session;
  NVSP_REQUEST request;
  NVSP_MESSAGE answer;
};

TEST(Nvsp, AcceptsTheVersionsThatExistAndAnswersInFull) {
  for (const UINT32 version : {0x00002u, 0x30002u, 0x40000u, 0x50000u, 0x60000u, 0x60001u}) {
    NvspGuest guest;
    EXPECT_EQ(guest.says(NvspInit, {version, version}), NvspActionAnswer);
    EXPECT_EQ(guest.answer.Type, UINT32{NvspInitComplete});
    EXPECT_EQ(guest.answer.Word[2], UINT32{NvspStatusSuccess});
    EXPECT_EQ(guest.session.Version, version);
  }
  NvspGuest guest;
  EXPECT_EQ(guest.says(NvspInit, {0x70000, 0x70000}), NvspActionAnswer);
  EXPECT_EQ(guest.answer.Word[2], UINT32{NvspStatusFailure});
  EXPECT_EQ(guest.says(NvspInit, {0x60000, 0x60000}), NvspActionAnswer) << "the guest tries the next";
  EXPECT_EQ(guest.answer.Word[2], UINT32{NvspStatusSuccess});
}

TEST(Nvsp, RefusesFramesUntilTheGuestHasSaidEverything) {
  NvspGuest guest;
  const auto refuses = [&] {
    return guest.says(NvspSendRndisPacket, {1, NVSP_NO_SECTION, 0}) == NvspActionAnswer &&
           guest.answer.Type == NvspSendRndisPacketComplete && guest.answer.Word[0] == NvspStatusFailure;
  };
  EXPECT_TRUE(refuses());
  guest.says(NvspInit, {0x60001, 0x60001});
  guest.says(NvspSendNdisVersion, {6, 30});
  guest.says(NvspSendReceiveBuffer, {7, NVSP_RECEIVE_BUFFER_ID});
  NvspReceiveBufferMapped(&guest.session, 7, 1u << 20, &guest.answer);
  EXPECT_TRUE(refuses()) << "the configuration is missing";
  guest.says(NvspSendNdisConfig, {1514, 0, 0, 0});
  EXPECT_EQ(guest.says(NvspSendRndisPacket, {1, NVSP_NO_SECTION, 0}), NvspActionRndis);
  EXPECT_TRUE(guest.request.IsControl);
}

TEST(Nvsp, NeedsNoConfigurationInItsFirstVersion) {
  NvspGuest guest;
  guest.says(NvspInit, {2, 2});
  guest.says(NvspSendNdisVersion, {6, 1});
  guest.says(NvspSendReceiveBuffer, {7, NVSP_RECEIVE_BUFFER_ID});
  NvspReceiveBufferMapped(&guest.session, 7, 1u << 20, &guest.answer);
  EXPECT_TRUE(NvspIsReady(&guest.session));
}

TEST(Nvsp, CutsTheReceiveBufferSoThatAFrameAndItsMarginsFit) {
  RULE("V-NET-5");
  for (const UINT32 mtu : {68u, 1514u, 9014u}) {
    NvspGuest guest;
    guest.says(NvspInit, {0x60001, 0x60001});
    guest.says(NvspSendNdisConfig, {mtu, 0, 0, 0});
    ASSERT_EQ(guest.says(NvspSendReceiveBuffer, {7, NVSP_RECEIVE_BUFFER_ID}), NvspActionMapReceiveBuffer);
    EXPECT_EQ(guest.request.Gpadl, 7u);
    NvspReceiveBufferMapped(&guest.session, 7, 1u << 20, &guest.answer);
    EXPECT_EQ(guest.answer.Word[0], UINT32{NvspStatusSuccess});
    EXPECT_EQ(guest.answer.Word[1], 1u);
    EXPECT_EQ(guest.answer.Word[2], 0u);
    EXPECT_GE(guest.answer.Word[3], mtu + 256 + 36);
    EXPECT_GE(guest.answer.Word[3], 68u);
    EXPECT_LE(guest.answer.Word[3] * guest.answer.Word[4], 1u << 20);
    EXPECT_EQ(guest.answer.Word[5], guest.answer.Word[3] * guest.answer.Word[4]);
  }
}

TEST(Nvsp, RefusesABufferThatHoldsNothingOrComesTwice) {
  NvspGuest guest;
  guest.says(NvspInit, {0x60001, 0x60001});
  guest.says(NvspSendReceiveBuffer, {7, NVSP_RECEIVE_BUFFER_ID});
  NvspReceiveBufferMapped(&guest.session, 7, 100, &guest.answer);
  EXPECT_EQ(guest.answer.Word[0], UINT32{NvspStatusFailure});
  EXPECT_FALSE(guest.session.HaveReceiveBuffer);
  guest.comes_up();
  EXPECT_EQ(guest.says(NvspSendReceiveBuffer, {9, NVSP_RECEIVE_BUFFER_ID}), NvspActionAnswer);
  EXPECT_EQ(guest.answer.Word[0], UINT32{NvspStatusFailure});
  EXPECT_EQ(guest.says(NvspRevokeSendBuffer, {0}), NvspActionUnmapSendBuffer);
  EXPECT_EQ(guest.request.Gpadl, 8u);
  EXPECT_EQ(guest.says(NvspRevokeSendBuffer, {0}), NvspActionNone) << "once";
}

TEST(Nvsp, LooksAtSectionsThatExistOnly) {
  NvspGuest guest;
  guest.comes_up();
  const UINT32 sections = (1u << 20) / NVSP_SECTION_BYTES;
  EXPECT_EQ(guest.says(NvspSendRndisPacket, {0, sections - 1, NVSP_SECTION_BYTES}), NvspActionRndis);
  EXPECT_EQ(guest.request.Bytes, UINT32{NVSP_SECTION_BYTES});
  EXPECT_EQ(guest.says(NvspSendRndisPacket, {0, sections, 100}), NvspActionAnswer);
  EXPECT_EQ(guest.says(NvspSendRndisPacket, {0, 0, NVSP_SECTION_BYTES + 1}), NvspActionAnswer);
  EXPECT_EQ(guest.says(NvspSendRndisPacket, {2, 0, 100}), NvspActionAnswer);
  EXPECT_EQ(guest.answer.Word[0], UINT32{NvspStatusFailure});
  EXPECT_EQ(guest.says(NvspSendRndisPacket, {0, NVSP_NO_SECTION, 12345}), NvspActionRndis);
  EXPECT_EQ(guest.request.Bytes, 0u) << "outside a section the length means nothing";
}

TEST(Nvsp, IgnoresWhatIsTooShortOrWhatAGuestMayNotSay) {
  NvspGuest guest;
  guest.comes_up();
  const NVSP_MESSAGE frame{NvspSendRndisPacket, {0, NVSP_NO_SECTION, 0}};
  EXPECT_EQ(guest.says_bytes(&frame, 15), NvspActionNone);
  EXPECT_EQ(guest.says_bytes(&frame, 16), NvspActionRndis);
  EXPECT_EQ(guest.says_bytes(&frame, 3), NvspActionNone);
  EXPECT_EQ(guest.says_bytes(&frame, 0), NvspActionNone);
  for (const UINT32 type : {0u, 2u, 99u, 102u, 105u, 108u, 128u, 134u, 0xFFFFFFFFu}) {
    EXPECT_EQ(guest.says(type, {1, 2, 3}), NvspActionNone) << type;
  }
}

TEST(Nvsp, OffersSubchannelsOnceAndWhenReady) {
  NvspGuest guest;
  EXPECT_EQ(guest.says(NvspSubchannel, {1, 3}), NvspActionAnswer);
  EXPECT_EQ(guest.answer.Word[0], UINT32{NvspStatusFailure});
  guest.comes_up();
  EXPECT_EQ(guest.says(NvspSubchannel, {1, 3}), NvspActionSubchannels);
  NvspSubchannelsOffered(&guest.session, 2, &guest.answer);
  EXPECT_EQ(guest.answer.Word[0], UINT32{NvspStatusSuccess});
  EXPECT_EQ(guest.answer.Word[1], 2u);
  EXPECT_EQ(guest.says(NvspSubchannel, {1, 3}), NvspActionAnswer);
}

TEST(Nvsp, PutsTheIndirectionTableWhereGuestsLookForIt) {
  UINT32 channels[NVSP_INDIRECTION_ENTRIES];
  for (UINT32 i = 0; i < NVSP_INDIRECTION_ENTRIES; ++i) channels[i] = i % 2;
  std::vector<UINT8> message(NVSP_INDIRECTION_BYTES);
  NvspWriteIndirectionTable(channels, message.data());
  EXPECT_EQ(message.size(), 104u);
  EXPECT_EQ(message[0], 134);
  EXPECT_EQ(message[4], 16);
  EXPECT_EQ(message[8], 40);
  EXPECT_EQ(message[44], 1);
}

}  // namespace
