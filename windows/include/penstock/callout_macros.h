// SPDX-License-Identifier: Apache-2.0
// Tests of the metadata a classify is given.
//
// Threads: any.
// Memory: none.
// Errors: none.
#pragma once

#include "generated/fwpsk_types.h"

#define FWPS_IS_METADATA_FIELD_PRESENT(metadata, field) (((metadata)->currentMetadataValues & (field)) == (field))
#define FWPS_IS_L2_METADATA_FIELD_PRESENT(metadata, field) (((metadata)->currentL2MetadataValues & (field)) == (field))
