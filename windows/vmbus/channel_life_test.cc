// SPDX-License-Identifier: Apache-2.0
#include "testing/rule.h"
#include "vmbus/rim_fixture.h"

namespace penstock::vmbus {
namespace {

TEST_F(RimTest, AllocationLeavesAChannelThatMayBeConfigured) {
  RULE("V-LIFE-1");
  VMBCHANNEL channel = nullptr;
  ASSERT_EQ(VmbChannelAllocate(nullptr, TRUE, &channel), STATUS_SUCCESS);
  EXPECT_EQ(VmbChannelInitSetMaximumPacketSize(channel, 100), STATUS_SUCCESS);
  EXPECT_EQ(VmbChannelInitSetClientContextSize(channel, 64), STATUS_SUCCESS);
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"a name");
  EXPECT_EQ(VmbChannelInitSetFriendlyName(channel, &name), STATUS_SUCCESS);
  VmbChannelCleanup(channel);
  EXPECT_EQ(findings("F-VMB-3"), 0u);
}

TEST_F(RimTest, WhatIsSetBeforeAChannelIsEnabledIsRefusedAfterwards) {
  RULE("V-LIFE-2");
  up();
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"late");
  for (VMBCHANNEL channel : {server, static_cast<VMBCHANNEL>(nullptr)}) {
    const NTSTATUS statuses[] = {VmbChannelInitSetMaximumPacketSize(channel, 100),
                                 VmbChannelInitSetMaximumExternalData(channel, 100, 1),
                                 VmbChannelInitSetProcessPacketCallbacks(channel, &process, nullptr),
                                 VmbChannelInitSetStateChangeCallbacks(channel, &callbacks),
                                 VmbChannelInitSetClientContextSize(channel, 8),
                                 VmbChannelInitSetFriendlyName(channel, &name),
                                 VmbChannelInitSetFlags(channel, 0),
                                 VmbServerChannelInitSetFlags(channel, 0),
                                 VmbServerChannelInitSetTargetInterfaceId(channel, kType, kInstance),
                                 VmbServerChannelInitSetVmbusHandle(channel, handle_),
                                 VmbServerChannelInitSetSaveRestorePacketCallbacks(channel, nullptr, nullptr),
                                 VmbServerChannelInitSetMmioMegabytes(channel, 1, 0),
                                 VmbServerChannelInitSetTargetVtl(channel, 0),
                                 VmbClientChannelInitSetRingBufferPageCount(channel, 4, 4),
                                 VmbClientChannelInitSetTargetPnp(channel, &kType, nullptr, nullptr),
                                 PenstockServerChannelInitSetSubchannelIndex(channel, 1)};
    for (const NTSTATUS status : statuses) EXPECT_EQ(status, STATUS_INVALID_PARAMETER_1);
  }
}

TEST_F(RimTest, SettersNameTheParameterThatIsWrong) {
  make_server();
  EXPECT_EQ(VmbChannelInitSetMaximumPacketSize(server, 0), STATUS_INVALID_PARAMETER_2);
  EXPECT_EQ(VmbChannelInitSetMaximumExternalData(server, 0, 1), STATUS_INVALID_PARAMETER_2);
  EXPECT_EQ(VmbChannelInitSetMaximumExternalData(server, 1, 0), STATUS_INVALID_PARAMETER_3);
  EXPECT_EQ(VmbChannelInitSetFlags(server, 2), STATUS_INVALID_PARAMETER_2);
  EXPECT_EQ(VmbServerChannelInitSetFlags(server, 0x20), STATUS_INVALID_PARAMETER_2);
  EXPECT_EQ(VmbServerChannelInitSetFlags(server, VMBUS_SERVER_CHANNEL_INIT_FLAG_FORCE_NEW_CHANNEL),
            STATUS_SUCCESS);
  EXPECT_EQ(VmbServerChannelInitSetMmioMegabytes(server, 0, 0), STATUS_INVALID_PARAMETER);
  EXPECT_EQ(VmbServerChannelInitSetTargetVtl(server, 1), STATUS_INVALID_PARAMETER_2);
}

TEST_F(RimTest, StateChangeCallbacksAreCopiedAndMustBeOfThisVersion) {
  RULE("V-LIFE-3");
  make_server();
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
  callbacks.EvtChannelPostStarted = [](VMBCHANNEL) { story->add("post started"); };
  EXPECT_EQ(VmbChannelInitSetStateChangeCallbacks(server, &callbacks), STATUS_SUCCESS);
  callbacks.Version = 2;
  EXPECT_EQ(VmbChannelInitSetStateChangeCallbacks(server, &callbacks), STATUS_INVALID_PARAMETER_2);
  callbacks.Version = 1;
  callbacks.Size -= 8;
  EXPECT_EQ(VmbChannelInitSetStateChangeCallbacks(server, &callbacks), STATUS_INVALID_PARAMETER_2);
  std::fill_n(reinterpret_cast<std::byte*>(&callbacks), sizeof callbacks, std::byte{0xEE});
  ASSERT_EQ(VmbChannelEnable(server), STATUS_SUCCESS);
  VmbChannelStart(server);
  make_client();
  ASSERT_EQ(VmbChannelEnable(client), STATUS_SUCCESS);
  EXPECT_TRUE(eventually([] { return story->has("post started"); }))
      << "no opened callback counts as success";
}

TEST_F(RimTest, AServerIsOfferedOnlyWhenItHasAllItNeeds) {
  RULE("V-LIFE-5");
  ASSERT_EQ(VmbChannelAllocate(nullptr, TRUE, &server), STATUS_SUCCESS);
  EXPECT_EQ(VmbChannelEnable(server), STATUS_INVALID_DEVICE_STATE);
  configure(server);
  EXPECT_EQ(VmbChannelEnable(server), STATUS_INVALID_DEVICE_STATE);
  EXPECT_EQ(VmbServerChannelInitSetTargetInterfaceId(server, kType, kInstance), STATUS_SUCCESS);
  EXPECT_EQ(VmbChannelEnable(server), STATUS_INVALID_DEVICE_STATE) << "no bus";
  EXPECT_EQ(VmbServerChannelInitSetVmbusHandle(server, handle_), STATUS_SUCCESS);
  EXPECT_EQ(VmbChannelEnable(server), STATUS_SUCCESS);
  EXPECT_EQ(VmbChannelEnable(server), STATUS_INVALID_DEVICE_STATE) << "twice";
}

TEST_F(RimTest, AnEnableWaitsForNobody) {
  RULE("V-LIFE-4");
  make_client();
  EXPECT_EQ(VmbChannelEnable(client), STATUS_SUCCESS) << "there is no offer yet";
  make_server();
  EXPECT_EQ(VmbChannelEnable(server), STATUS_SUCCESS);
  EXPECT_TRUE(eventually([] { return story->has("opened"); }));
}

TEST_F(RimTest, EachChangeOfStateIsToldInItsOrder) {
  RULE("V-LIFE-8");
  up();
  take_away(client);
  ASSERT_TRUE(eventually([] { return story->has("closed"); }));
  EXPECT_EQ(story->told(),
            (std::vector<std::string>{"opened", "started", "post started", "suspended", "closed"}));
}

TEST_F(RimTest, AnOpenThatFailsIsRolledBackAndMayBeTriedAgain) {
  RULE("V-LIFE-10");
  opened_status = STATUS_INSUFFICIENT_RESOURCES;
  make_server();
  ASSERT_EQ(VmbChannelEnable(server), STATUS_SUCCESS);
  VmbChannelStart(server);
  make_client();
  static NTSTATUS failure;
  failure = STATUS_SUCCESS;
  ASSERT_EQ(VmbClientChannelInitSetTargetPnp(client, &kType, nullptr,
                                             [](VMBCHANNEL, NTSTATUS status) {
                                               failure = status;
                                               story->add("connect failed");
                                             }),
            STATUS_SUCCESS);
  ASSERT_EQ(VmbChannelEnable(client), STATUS_SUCCESS);
  ASSERT_TRUE(eventually([] { return story->has("connect failed"); }));
  EXPECT_FALSE(NT_SUCCESS(failure));
  EXPECT_FALSE(story->has("started"));
  EXPECT_FALSE(story->has("closed"));
  opened_status = STATUS_SUCCESS;
  take_away(client);
  make_client();
  ASSERT_EQ(VmbChannelEnable(client), STATUS_SUCCESS);
  EXPECT_TRUE(eventually([] { return story->has("post started"); }));
}

TEST_F(RimTest, ACleanupOfAnEnabledChannelIsReportedAndLeavesItAlone) {
  RULE("V-LIFE-17");
  up();
  VmbChannelCleanup(server);
  EXPECT_EQ(findings("F-VMB-3"), 1u);
  client_sends();
  EXPECT_TRUE(eventually([] { return story->has("packet at 2"); })) << "it works on";
}

TEST_F(RimTest, ACallThatWouldWaitForItselfIsReported) {
  RULE("V-LIFE-7");
  static VMBCHANNEL inside;
  make_server();
  inside = server;
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
  callbacks.EvtChannelOpened = [](VMBCHANNEL) -> NTSTATUS {
    VmbChannelStart(inside);
    VmbChannelPause(inside);
    VmbChannelDisable(inside);
    return story->add("opened"), STATUS_SUCCESS;
  };
  ASSERT_EQ(VmbChannelInitSetStateChangeCallbacks(server, &callbacks), STATUS_SUCCESS);
  ASSERT_EQ(VmbChannelEnable(server), STATUS_SUCCESS);
  make_client();
  ASSERT_EQ(VmbChannelEnable(client), STATUS_SUCCESS);
  ASSERT_TRUE(eventually([] { return story->has("opened"); }));
  EXPECT_EQ(findings("F-WAIT-6"), 3u);
}

TEST_F(RimTest, AServerIsStartedBetweenEnableAndDisable) {
  make_server();
  VmbChannelStart(server);
  EXPECT_EQ(findings("F-VMB-7"), 1u);
  VmbChannelPause(server);
  VmbChannelDisable(server);
  EXPECT_EQ(findings("F-VMB-7"), 1u) << "nothing to do is nothing wrong";
}

TEST_F(RimTest, AClientBeginsAsItWasLeftWhileDisabled) {
  make_server();
  ASSERT_EQ(VmbChannelEnable(server), STATUS_SUCCESS);
  VmbChannelStart(server);
  make_client();
  configure(client);
  VmbChannelPause(client);
  ASSERT_EQ(VmbChannelEnable(client), STATUS_SUCCESS);
  ASSERT_TRUE(eventually([] { return story->count("opened") == 2 && story->has("post started"); }));
  VmbChannelDisable(client);
  EXPECT_EQ(story->count("started"), 1u) << "the server's";
  VmbChannelStart(client);
  ASSERT_EQ(VmbChannelEnable(client), STATUS_SUCCESS);
  EXPECT_TRUE(eventually([] { return story->count("post started") == 3; })) << "both";
  EXPECT_EQ(findings("F-VMB-7"), 0u);
}

TEST_F(RimTest, PointersNamesAndInstancesAreWhatWasSet) {
  make_server();
  int something = 0;
  VmbChannelSetPointer(server, &something);
  EXPECT_EQ(VmbChannelGetPointer(server), &something);
  GUID instance{};
  VmbChannelGetInterfaceInstance(server, &instance);
  EXPECT_TRUE(instance == kInstance);
  EXPECT_EQ(VmbChannelGetPointer(nullptr), nullptr);
  EXPECT_EQ(findings("F-VMB-1"), 1u);
}

TEST_F(RimTest, NoPeerPlacesMemoryOfAChannelAndNothingDelaysASignal) {
  make_server();
  UINT64 address = 1, bytes = 1;
  VmbChannelGetMmioSpace(server, &address, &bytes);
  EXPECT_EQ(address, 0u);
  EXPECT_EQ(bytes, 0u);
  UINT16 before = 7;
  EXPECT_EQ(VmbChannelSetInterruptLatency(server, 100, &before), STATUS_NOT_SUPPORTED);
  EXPECT_EQ(before, 7);
  EXPECT_EQ(findings("F-MISSING"), 1u) << "who asked is told by name";
  EXPECT_EQ(findings("F-VMB-1"), 0u);
  EXPECT_EQ(VmbChannelSetInterruptLatency(nullptr, 100, &before), STATUS_INVALID_PARAMETER_1);
}

TEST_F(RimTest, ABusIsAHandleLikeAnyOther) {
  HANDLE kernel = nullptr;
  ASSERT_EQ(VmbConvertVmbusHandleToKernelHandle(handle_, &kernel), STATUS_SUCCESS);
  EXPECT_NE(kernel, handle_);
  make_server();
  EXPECT_EQ(VmbServerChannelInitSetVmbusHandle(server, kernel), STATUS_SUCCESS);
  EXPECT_EQ(ZwClose(kernel), STATUS_SUCCESS);
  EXPECT_EQ(VmbServerChannelInitSetVmbusHandle(server, kernel), STATUS_INVALID_PARAMETER_2);
  EXPECT_EQ(VmbConvertVmbusHandleToKernelHandle(kernel, &kernel), STATUS_INVALID_PARAMETER_1);
}

TEST_F(RimTest, AChannelThatAGuestLeavesIsReportedAndTakenAway) {
  up();
  client_sends();
  for (nt::Account* account : nt::accounts()) {
    if (std::string(account->name()) == "vmbus") account->close(the_guest());
  }
  EXPECT_EQ(findings("F-UNLOAD-8"), 2u);
  EXPECT_FALSE(story->has("closed")) << "nobody enters a guest that is gone";
  server = client = nullptr;
}

}  // namespace
}  // namespace penstock::vmbus
