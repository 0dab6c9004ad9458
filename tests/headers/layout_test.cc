// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "testing/rule.h"

#include "fwpmk.h"
#include "fwpsk.h"
#include "netioapi.h"
#include "ntifs.h"
#include "ntintsafe.h"
#include "ntstrsafe.h"
#include "vmbuskernelmodeclientlibapi.h"
#include "wdf.h"

namespace {

TEST(ScalarTypes, HaveTheirWindowsSizes) {
  RULE("K-TYPE-1");
  EXPECT_EQ(sizeof(LONG), 4u);
  EXPECT_EQ(sizeof(ULONG), 4u);
  EXPECT_EQ(sizeof(DWORD), 4u);
  EXPECT_EQ(sizeof(BOOL), 4u);
  EXPECT_EQ(sizeof(NTSTATUS), 4u);
  EXPECT_EQ(sizeof(LONGLONG), 8u);
  EXPECT_EQ(sizeof(WCHAR), 2u);
  EXPECT_EQ(sizeof(CSHORT), 2u);
  EXPECT_EQ(sizeof(BOOLEAN), 1u);
  EXPECT_EQ(sizeof(KIRQL), 1u);
  EXPECT_EQ(sizeof(KSPIN_LOCK), 8u);
  EXPECT_EQ(sizeof(HANDLE), 8u);
  EXPECT_LT(static_cast<KPROCESSOR_MODE>(-1), 0);
}

TEST(Guids, AreSixteenBytesAndComparable) {
  RULE("K-GUID-5");
  RULE("K-GUID-4");
  EXPECT_EQ(sizeof(GUID), 16u);
  const GUID a = {1, 2, 3, {4}}, b = a, c = {1, 2, 3, {5}};
  EXPECT_TRUE(IsEqualGUID(a, b));
  EXPECT_TRUE(a == b);
  EXPECT_TRUE(a != c);
}

struct SizeOfType {
  const char* name;
  size_t is;
  size_t must_be;
};
#define SIZE_OF(type, bytes) \
  SizeOfType { #type, sizeof(type), bytes }

TEST(EmbeddedObjects, HaveTheirWindowsSizes) {
  RULE("K-OBJ-1");
  const SizeOfType types[] = {SIZE_OF(EX_SPIN_LOCK, 4),
                              SIZE_OF(KLOCK_QUEUE_HANDLE, 24),
                              SIZE_OF(KEVENT, 24),
                              SIZE_OF(KSEMAPHORE, 32),
                              SIZE_OF(KMUTANT, 56),
                              SIZE_OF(KTIMER, 64),
                              SIZE_OF(KDPC, 64),
                              SIZE_OF(KQUEUE, 64),
                              SIZE_OF(FAST_MUTEX, 56),
                              SIZE_OF(KGUARDED_MUTEX, 56),
                              SIZE_OF(ERESOURCE, 104),
                              SIZE_OF(EX_PUSH_LOCK, 8),
                              SIZE_OF(EX_RUNDOWN_REF, 8),
                              SIZE_OF(WORK_QUEUE_ITEM, 32),
                              SIZE_OF(IO_REMOVE_LOCK, 32),
                              SIZE_OF(SLIST_HEADER, 16),
                              SIZE_OF(SLIST_ENTRY, 16),
                              SIZE_OF(LIST_ENTRY, 16),
                              SIZE_OF(NPAGED_LOOKASIDE_LIST, 128),
                              SIZE_OF(LOOKASIDE_LIST_EX, 96),
                              SIZE_OF(IO_CSQ, 64),
                              SIZE_OF(UNICODE_STRING, 16),
                              SIZE_OF(OBJECT_ATTRIBUTES, 48),
                              SIZE_OF(IO_STATUS_BLOCK, 16),
                              SIZE_OF(MDL, 48),
                              SIZE_OF(IRP, 208),
                              SIZE_OF(IO_STACK_LOCATION, 72),
                              SIZE_OF(DEVICE_OBJECT, 336),
                              SIZE_OF(DRIVER_OBJECT, 336),
                              SIZE_OF(FILE_OBJECT, 216),
                              SIZE_OF(RTL_AVL_TABLE, 104),
                              SIZE_OF(RTL_BALANCED_LINKS, 32),
                              SIZE_OF(RTL_DYNAMIC_HASH_TABLE, 40),
                              SIZE_OF(RTL_DYNAMIC_HASH_TABLE_ENTRY, 24),
                              SIZE_OF(RTL_BITMAP, 16),
                              SIZE_OF(KWAIT_BLOCK, 48),
                              SIZE_OF(KAPC_STATE, 48),
                              SIZE_OF(CLIENT_ID, 16)};
  for (const SizeOfType& type : types) EXPECT_EQ(type.is, type.must_be) << type.name;
  EXPECT_EQ(alignof(SLIST_HEADER), 16u);
  EXPECT_EQ(alignof(NPAGED_LOOKASIDE_LIST), 64u);
}

TEST(Requests, HaveTheirMembersWhereDriversReadThem) {
  EXPECT_EQ(offsetof(IRP, Tail.Overlay.CurrentStackLocation), 184u);
  EXPECT_EQ(offsetof(IRP, CancelRoutine), 104u);
  EXPECT_EQ(offsetof(IO_STACK_LOCATION, Parameters.DeviceIoControl.IoControlCode), 24u);
  EXPECT_EQ(offsetof(DRIVER_OBJECT, MajorFunction), 112u);
  EXPECT_EQ(offsetof(MDL, MappedSystemVa), 24u);
}

TEST(Packets, CanBeReachedByMemberAndByMacro) {
  RULE("W-ENV-3");
  NET_BUFFER_LIST list{};
  NET_BUFFER buffer{};
  NET_BUFFER_LIST_FIRST_NB(&list) = &buffer;
  NET_BUFFER_DATA_LENGTH(&buffer) = 60;
  NET_BUFFER_LIST_INFO(&list, TcpIpChecksumNetBufferListInfo) = &buffer;
  EXPECT_EQ(list.FirstNetBuffer->DataLength, 60u);
  EXPECT_EQ(list.NetBufferListInfo[0], static_cast<void*>(&buffer));
}

TEST(Fields, KeepTheirIndexInEveryLayer) {
  RULE("W-ENV-5");
  EXPECT_EQ(FWPS_FIELD_ALE_AUTH_CONNECT_V4_REAUTHORIZE_REASON, 28);
  EXPECT_EQ(FWPS_FIELD_ALE_AUTH_CONNECT_V4_FLAGS, 12);
  EXPECT_EQ(FWPS_FIELD_ALE_AUTH_CONNECT_V4_ALE_APP_ID, 0);
  EXPECT_EQ(FWPS_LAYER_ALE_AUTH_CONNECT_V4, 48);
  EXPECT_EQ(FWPS_LAYER_ALE_AUTH_RECV_ACCEPT_V4, 44);
  EXPECT_EQ(FWPS_LAYER_INBOUND_IPPACKET_V4, 0);
}

TEST(BareNames, MeanTheNewestVersionOfTheDefaultTarget) {
  RULE("W-ENV-4");
  EXPECT_TRUE((std::is_same_v<FWPS_CALLOUT, FWPS_CALLOUT3>));
  EXPECT_TRUE((std::is_same_v<FWPS_FILTER, FWPS_FILTER3>));
  EXPECT_TRUE((std::is_same_v<FWPM_FILTER, FWPM_FILTER0>));
}

TEST(Values, AreThoseOfTheContract) {
  EXPECT_EQ(static_cast<ULONG>(STATUS_FWP_CANNOT_PEND), 0xC0220103u);
  EXPECT_EQ(static_cast<ULONG>(STATUS_BUFFER_OVERFLOW), 0x80000005u);
  EXPECT_TRUE(NT_SUCCESS(STATUS_OBJECT_NAME_EXISTS));
  EXPECT_TRUE(NT_WARNING(STATUS_BUFFER_OVERFLOW));
  EXPECT_EQ(FWP_CONDITION_FLAG_IS_REAUTHORIZE, 4u);
  EXPECT_EQ(FWP_ACTION_CALLOUT_TERMINATING, 0x5003u);
  EXPECT_EQ(NonPagedPoolNx, 512);
  EXPECT_EQ(IRP_MJ_MAXIMUM_FUNCTION, 0x1B);
  EXPECT_EQ(CTL_CODE(FILE_DEVICE_NETWORK, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS), 0x122000u);
  EXPECT_EQ('tseT', 0x74736554);
}

TEST(Channels, HaveTablesOfFunctionsInTheOrderOfTheirFirstVersion) {
  EXPECT_EQ(sizeof(VMB_CHANNEL_STATE_CHANGE_CALLBACKS), 48u);
  EXPECT_EQ(sizeof(KMCL_CLIENT_INTERFACE_V1), sizeof(INTERFACE) + 41 * sizeof(void*));
  EXPECT_EQ(sizeof(KMCL_SERVER_ONLY_METHODS), 14 * sizeof(void*));
  EXPECT_EQ(sizeof(KMCL_SERVER_INTERFACE_V1),
            sizeof(KMCL_CLIENT_INTERFACE_V1) + sizeof(KMCL_SERVER_ONLY_METHODS));
  EXPECT_EQ(offsetof(KMCL_CLIENT_INTERFACE_V1, VmbChannelAllocate), sizeof(INTERFACE));
  EXPECT_EQ(offsetof(KMCL_CLIENT_INTERFACE_V1, VmbPacketSetPointer), sizeof(INTERFACE) + 40 * sizeof(void*));
  EXPECT_EQ(offsetof(KMCL_SERVER_INTERFACE_V1, VmbPacketSetPointer),
            offsetof(KMCL_CLIENT_INTERFACE_V1, VmbPacketSetPointer));
  EXPECT_EQ(offsetof(KMCL_SERVER_INTERFACE_V1, VmbChannelMapGpadl), sizeof(KMCL_CLIENT_INTERFACE_V1));
}

TEST(Channels, HaveHandlesThatAreNotInterchangeable) {
  EXPECT_FALSE((std::is_convertible_v<VMBCHANNEL, VMBPACKET>));
  EXPECT_FALSE((std::is_convertible_v<VMBPACKET, VMBPACKETCOMPLETION>));
  EXPECT_FALSE((std::is_convertible_v<VMBPACKETCOMPLETION, VMBCHANNEL>));
}

TEST(Channels, HaveStateChangeCallbacksThatBeginEmptyAndOfThisVersion) {
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
  std::fill_n(reinterpret_cast<unsigned char*>(&callbacks), sizeof callbacks, 0xEE);
  VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
  EXPECT_EQ(callbacks.Version, 1u);
  EXPECT_EQ(callbacks.Size, 48u);
  EXPECT_EQ(callbacks.EvtChannelOpened, nullptr);
  EXPECT_EQ(callbacks.EvtChannelPostStarted, nullptr);
}

TEST(Channels, HaveFlagsOfTheContract) {
  EXPECT_EQ(VMBUS_CHANNEL_FORMAT_FLAGS, VMBUS_CHANNEL_FORMAT_FLAG_WAIT_FOR_COMPLETION |
                                            VMBUS_CHANNEL_FORMAT_FLAG_FORCE_MDL_LENGTH |
                                            VMBUS_CHANNEL_FORMAT_FLAG_PAGED_BUFFER);
  EXPECT_EQ(VMBUS_SERVER_CHANNEL_INIT_FLAGS, 0x1F);
  EXPECT_EQ(VMBUS_SERVER_CHANNEL_INIT_FLAG_FORCE_NEW_CHANNEL, 8);
  EXPECT_EQ(VMBUS_CHANNEL_GPADL_READ_ONLY, 1);
  EXPECT_EQ(VMBUS_SERVER_CHANNEL_INIT_MAXIMUM_OFFER_DATA, 120);
}

TEST(Tables, NameEachFunctionAndStatusOnce) {
  struct Row {
    std::string name;
    int lowest, highest;
  };
  const Row rows[] = {
#define PENSTOCK_IRQL(name, lowest, highest) {#name, lowest, highest},
#include "generated/irql_table.inc"
  };
  const auto row_of = [&](const char* name) {
    return *std::find_if(std::begin(rows), std::end(rows), [&](const Row& row) { return row.name == name; });
  };
  EXPECT_EQ(row_of("FwpsCalloutRegister0").highest, PASSIVE_LEVEL);
  EXPECT_EQ(row_of("FwpsPendOperation0").highest, DISPATCH_LEVEL);
  EXPECT_EQ(row_of("KeAcquireSpinLockAtDpcLevel").lowest, DISPATCH_LEVEL);
  for (const Row& row : rows) EXPECT_LE(row.lowest, row.highest) << row.name;
}

}  // namespace
