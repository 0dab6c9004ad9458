// SPDX-License-Identifier: Apache-2.0
// What a driver says about a device before it makes it. The guest holds only the address; each is either
// consumed by WdfDeviceCreate or freed (K-WDF-13).
//
// Threads: the driver's, one at a time.
// Memory: in a list until consumed or freed; left at unload it is F-WDF-2.
// Errors: an address that is none of these is F-WDF-2.
#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "nt/wdf_device.h"
#include "wdf.h"

struct WDFDEVICE_INIT {
  penstock::nt::Guest* guest = nullptr;
  penstock::nt::Device::Shape shape;
  penstock::nt::WdfDevice::Settings settings;
  ULONG io_flags = DO_BUFFERED_IO;
};

namespace penstock::nt {

PWDFDEVICE_INIT make_device_init(Guest* guest, AccessList access, base::CallSite at);
// The init behind the address; nullptr, reported, when it is none.
PWDFDEVICE_INIT find_device_init(PWDFDEVICE_INIT init, base::CallSite caller, const char* function);
std::unique_ptr<WDFDEVICE_INIT> take_device_init(PWDFDEVICE_INIT init);

}  // namespace penstock::nt
