// SPDX-License-Identifier: Apache-2.0
#include "ndis/list_pool.h"

#include <gtest/gtest.h>

#include "ndis/generic_object.h"
#include "nt/guest.h"
#include "nt/pool_account.h"
#include "testing/rule.h"

#include "ndis/list_block.h"
#include "ndis/test_lists.h"

extern "C" char __executable_start, etext;

namespace penstock::ndis {
namespace {

NDIS_HANDLE make_pool(BOOLEAN with_buffer, USHORT context_bytes, ULONG data_bytes,
                      NDIS_HANDLE owner = nullptr) {
  NET_BUFFER_LIST_POOL_PARAMETERS parameters{};
  parameters.Header = {NDIS_OBJECT_TYPE_DEFAULT, NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1,
                       NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1};
  parameters.fAllocateNetBuffer = with_buffer;
  parameters.ContextSize = context_bytes;
  parameters.PoolTag = 'tseT';
  parameters.DataSize = data_bytes;
  return NdisAllocateNetBufferListPool(owner, &parameters);
}

TEST(ListPool, GivesListsWithNothingOrWithABufferOrWithData) {
  RULE("W-NBL-9");
  NDIS_HANDLE plain = make_pool(FALSE, 0, 0), with_data = make_pool(TRUE, 0, 100);
  NET_BUFFER_LIST* list = NdisAllocateNetBufferList(plain, 0, 0);
  EXPECT_EQ(list->FirstNetBuffer, nullptr);
  EXPECT_EQ(NdisGetPoolFromNetBufferList(list), plain);
  NdisFreeNetBufferList(list);
  list = NdisAllocateNetBufferList(with_data, 0, 0);
  ASSERT_NE(list->FirstNetBuffer, nullptr);
  EXPECT_EQ(chain_bytes_after_start(*list->FirstNetBuffer), 100u);
  NdisFreeNetBufferList(list);
  NdisFreeNetBufferListPool(plain);
  NdisFreeNetBufferListPool(with_data);
}

TEST(ListPool, GivesListsOverTheCallersMdlsAndLeavesThemToHim) {
  RULE("W-NBL-9");
  RULE("W-NBL-10");
  NDIS_HANDLE pool = make_pool(TRUE, 0, 0);
  std::vector<std::uint8_t> bytes(40, 7);
  MDL* descriptor = NdisAllocateMdl(nullptr, bytes.data(), 40);
  NET_BUFFER_LIST* list = NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, descriptor, 10, 30);
  EXPECT_EQ(list->FirstNetBuffer->MdlChain, descriptor);
  EXPECT_EQ(list->FirstNetBuffer->DataOffset, 10u);
  EXPECT_EQ(list->FirstNetBuffer->DataLength, 30u);
  NdisFreeNetBufferList(list);
  EXPECT_TRUE(nt::find_block(descriptor).has_value());
  NdisFreeMdl(descriptor);
  NdisFreeNetBufferListPool(pool);
}

TEST(ListPool, OfAnotherKindIsRefused) {
  RULE("W-NBL-9");
  const std::uint64_t before = findings("F-NDIS-2");
  NDIS_HANDLE with_data = make_pool(TRUE, 0, 100);
  EXPECT_EQ(NdisAllocateNetBufferAndNetBufferList(with_data, 0, 0, nullptr, 0, 0), nullptr);
  EXPECT_EQ(NdisAllocateNetBufferList(nullptr, 0, 0), nullptr);
  EXPECT_EQ(NdisAllocateNetBuffer(with_data, nullptr, 0, 0), nullptr);
  EXPECT_EQ(findings("F-NDIS-2"), before + 3);
  NdisFreeNetBufferListPool(with_data);
}

TEST(ListPool, MakesListsThatBelongToNobody) {
  RULE("W-NBL-11");
  NDIS_HANDLE pool = make_pool(FALSE, 0, 0);
  NET_BUFFER_LIST* list = NdisAllocateNetBufferList(pool, 0, 0);
  EXPECT_EQ(list->ParentNetBufferList, nullptr);
  EXPECT_EQ(list->ChildRefCount, 0);
  EXPECT_EQ(list->Scratch, nullptr);
  EXPECT_EQ(list->Status, NDIS_STATUS_SUCCESS);
  NdisFreeNetBufferList(list);
  NdisFreeNetBufferListPool(pool);
}

TEST(ListPool, GivesEachListItsContext) {
  NDIS_HANDLE pool = make_pool(FALSE, 32, 0);
  NET_BUFFER_LIST* list = NdisAllocateNetBufferList(pool, 16, 0);
  EXPECT_EQ(NET_BUFFER_LIST_CONTEXT_DATA_SIZE(list), 16);
  std::memset(NET_BUFFER_LIST_CONTEXT_DATA_START(list), 1, 16);
  const NET_BUFFER_LIST_CONTEXT* own = list->Context;
  EXPECT_EQ(NdisAllocateNetBufferListContext(list, 16, 0, 'tseT'),
            NDIS_STATUS_SUCCESS);  // what the pool left
  EXPECT_EQ(list->Context, own);
  EXPECT_EQ(NdisAllocateNetBufferListContext(list, 16, 16, 'tseT'), NDIS_STATUS_SUCCESS);
  EXPECT_NE(list->Context, own);
  NdisFreeNetBufferListContext(list, 16);
  EXPECT_EQ(list->Context, own);
  NdisFreeNetBufferList(list);
  NdisFreeNetBufferListPool(pool);
}

TEST(ListPool, IsNotFreedUnderItsLists) {
  const std::uint64_t before = findings("F-NDIS-2");
  NDIS_HANDLE pool = make_pool(FALSE, 0, 0);
  NET_BUFFER_LIST* list = NdisAllocateNetBufferList(pool, 0, 0);
  NdisFreeNetBufferListPool(pool);
  EXPECT_EQ(findings("F-NDIS-2"), before + 1);
  NdisFreeNetBufferList(list);
}

TEST(ListPool, OfBuffersGivesThemWithOrWithoutData) {
  NET_BUFFER_POOL_PARAMETERS parameters{};
  parameters.DataSize = 64;
  NDIS_HANDLE pool = NdisAllocateNetBufferPool(nullptr, &parameters);
  NET_BUFFER* buffer = NdisAllocateNetBufferMdlAndData(pool);
  EXPECT_EQ(chain_bytes_after_start(*buffer), 64u);
  EXPECT_EQ(NdisGetPoolFromNetBuffer(buffer), pool);
  NdisFreeNetBuffer(buffer);
  NdisFreeNetBufferPool(pool);
}

TEST(GenericObject, IsMissedByThePoolsThatOutliveIt) {
  const std::uint64_t before = findings("F-NDIS-1");
  PNDIS_GENERIC_OBJECT object = NdisAllocateGenericObject(nullptr, 'tseT', 0);
  ASSERT_NE(object, nullptr);
  NDIS_HANDLE pool = make_pool(FALSE, 0, 0, object);
  NdisFreeGenericObject(object);
  EXPECT_EQ(findings("F-NDIS-1"), before + 1);
  NdisFreeNetBufferListPool(pool);
}

TEST(NdisAccount, ReportsWhatAGuestLeavesAndTakesItBack) {
  RULE("K-UNLOAD-3");
  register_account();
  nt::Guest guest("leaky", 0);
  nt::add_guest_range(guest, &__executable_start, static_cast<std::size_t>(&etext - &__executable_start));
  NDIS_HANDLE object = NdisAllocateGenericObject(nullptr, 'tseT', 0);
  make_pool(FALSE, 0, 0, object);
  const std::uint64_t pools_before = findings("F-UNLOAD-8"), objects_before = findings("F-NDIS-1");
  for (nt::Account* account : nt::accounts()) {
    if (std::string(account->name()) == "ndis") account->close(guest);
  }
  nt::remove_guest(guest);
  EXPECT_EQ(findings("F-UNLOAD-8"), pools_before + 1);
  EXPECT_EQ(findings("F-NDIS-1"), objects_before + 1);
  EXPECT_TRUE(pools().all([&](const Pool& pool) { return pool.guest == &guest; }).empty());
}

}  // namespace
}  // namespace penstock::ndis
