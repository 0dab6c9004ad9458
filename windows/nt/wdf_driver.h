// SPDX-License-Identifier: Apache-2.0
// A driver that uses the framework: WdfDriverCreate puts the framework's own unload routine and dispatch
// table into the DRIVER_OBJECT, and everything the driver makes hangs below the driver's object (K-LOAD-3).
//
// Threads: DriverEntry's and DriverUnload's.
// Memory: the driver's framework objects, until it is unloaded or discarded.
// Errors: none.
#pragma once

#include <cstdint>

struct WDFDEVICE_INIT;

namespace penstock::nt {

class Driver;
class Guest;

// After a DriverEntry that failed: deletes the framework objects without EvtDriverUnload (K-LOAD-2).
void discard_framework_objects(Driver& driver);

// Whether the driver has an EvtDriverDeviceAdd and did not say that it needs none (K-LOAD-3); and the call.
bool expects_device(const Guest& guest);
std::int32_t call_device_add(Guest& guest, WDFDEVICE_INIT* init);

}  // namespace penstock::nt
