// SPDX-License-Identifier: Apache-2.0
#include "Quay.h"

volatile LONG QuaySeen;

namespace {
struct Verdict {
  explicit Verdict(FWPS_CLASSIFY_OUT0& out) : out_(out) {}
  void Permit() { out_.actionType = FWP_ACTION_PERMIT; }
  FWPS_CLASSIFY_OUT0& out_;
};
}  // namespace

void NTAPI QuayClassify(const FWPS_INCOMING_VALUES0*, const FWPS_INCOMING_METADATA_VALUES0*, void*,
                        const void*, const FWPS_FILTER1*, UINT64, FWPS_CLASSIFY_OUT0* out) {
  InterlockedIncrement(&QuaySeen);
  if (out->rights & FWPS_RIGHT_ACTION_WRITE) Verdict(*out).Permit();
}
