// SPDX-License-Identifier: Apache-2.0
#include "vmbus/rim_fixture.h"

namespace penstock::vmbus {
namespace {

const GUID kClientTable = {0x7b0a3f52, 0x5d1c, 0x4d37, {0x9e, 0x60, 0x2c, 0x41, 0xa8, 0x13, 0x77, 0x01}};
const GUID kServerTable = {0x7b0a3f52, 0x5d1c, 0x4d37, {0x9e, 0x60, 0x2c, 0x41, 0xa8, 0x13, 0x77, 0x02}};

TEST_F(RimTest, ATableIsFullAndItsFunctionsAreThoseThatLink) {
  KMCL_SERVER_INTERFACE_V1 table{};
  auto* header = reinterpret_cast<PINTERFACE>(&table);
  ASSERT_EQ(
      PenstockQueryChannelInterface(&kServerTable, sizeof table, KMCL_SERVER_INTERFACE_VERSION_V1, header),
      STATUS_SUCCESS);
  EXPECT_EQ(header->Size, sizeof table);
  header->InterfaceReference(header->Context);
  header->InterfaceDereference(header->Context);
  const auto* words = reinterpret_cast<void* const*>(&table);
  for (std::size_t i = sizeof(INTERFACE) / 8; i < sizeof table / 8; ++i) EXPECT_NE(words[i], nullptr) << i;
  EXPECT_EQ(table.VmbChannelAllocate, &VmbChannelAllocate);
  EXPECT_EQ(table.VmbPacketSetPointer, &VmbPacketSetPointer);
  EXPECT_EQ(table.VmbChannelMapGpadl, &VmbChannelMapGpadl);
  EXPECT_EQ(table.VmbServerChannelInitSetVmbusHandle, &VmbServerChannelInitSetVmbusHandle);
}

TEST_F(RimTest, ATableIsAskedForByTypeVersionAndSize) {
  KMCL_CLIENT_INTERFACE_V1 table{};
  auto* header = reinterpret_cast<PINTERFACE>(&table);
  EXPECT_EQ(
      PenstockQueryChannelInterface(&kClientTable, sizeof table, KMCL_CLIENT_INTERFACE_VERSION_V1, header),
      STATUS_SUCCESS);
  EXPECT_EQ(table.VmbPacketSend, &VmbPacketSend);
  EXPECT_EQ(PenstockQueryChannelInterface(&kClientTable, sizeof table, 2, header), STATUS_REVISION_MISMATCH);
  EXPECT_EQ(PenstockQueryChannelInterface(&kClientTable, sizeof table - 8, 1, header),
            STATUS_BUFFER_TOO_SMALL);
  EXPECT_EQ(PenstockQueryChannelInterface(&kServerTable, sizeof table, 1, header), STATUS_BUFFER_TOO_SMALL);
  EXPECT_EQ(PenstockQueryChannelInterface(&kType, sizeof table, 1, header), STATUS_NOT_SUPPORTED);
}

}  // namespace
}  // namespace penstock::vmbus
