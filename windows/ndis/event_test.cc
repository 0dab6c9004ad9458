// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "exec/seeded_runtime.h"
#include "nt/services.h"

#include <ndis.h>

namespace penstock::ndis {
namespace {

TEST(NdisEvent, StaysSetUntilItIsReset) {
  exec::SeededRuntime runtime({.seed = 1});
  const exec::RuntimeScope scope(runtime);
  const nt::Services services(nt::ServicesOptions{});
  NDIS_EVENT event;
  NdisInitializeEvent(&event);
  EXPECT_FALSE(NdisWaitEvent(&event, 1));
  NdisSetEvent(&event);
  EXPECT_TRUE(NdisWaitEvent(&event, 1));
  EXPECT_TRUE(NdisWaitEvent(&event, 0)) << "without an end, and at once";
  NdisResetEvent(&event);
  EXPECT_FALSE(NdisWaitEvent(&event, 1));
}

}  // namespace
}  // namespace penstock::ndis
