// SPDX-License-Identifier: Apache-2.0
// A driver of somebody who has only the installed headers.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

#include <fwpmk.h>
#include <fwpsk.h>
#include <ntddk.h>

extern volatile LONG QuaySeen;

void NTAPI QuayClassify(const FWPS_INCOMING_VALUES0* Values, const FWPS_INCOMING_METADATA_VALUES0* Metadata,
                        void* LayerData, const void* ClassifyContext, const FWPS_FILTER1* Filter,
                        UINT64 FlowContext, FWPS_CLASSIFY_OUT0* ClassifyOut);

#ifdef __cplusplus
}
#endif
