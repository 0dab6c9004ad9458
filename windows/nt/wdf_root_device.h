// SPDX-License-Identifier: Apache-2.0
// The device that a framework driver makes in EvtDriverDeviceAdd: root enumerated, one for a driver. It is added and
// started after DriverEntry, and removed before EvtDriverUnload.
//
// Threads: the host's system threads for DriverEntry and DriverUnload.
// Memory: below the driver object, as every device of the framework.
// Errors: the status of the callback that failed.
#pragma once

#include <cstdint>

struct _GUID;
struct _INTERFACE;

namespace penstock::nt {

class Driver;
class Guest;

// Success, too, for a driver that expects no device.
std::int32_t add_root_device(Driver& driver);
void remove_root_devices(Guest& guest);

// Somebody with tables of functions for who asks a device stack (WdfFdoQueryForInterface). STATUS_NOT_SUPPORTED: not
// this type.
using InterfaceQuery = std::int32_t (*)(const _GUID* type, std::uint16_t size, std::uint16_t version,
                                        _INTERFACE* table);
void answer_interface_queries(InterfaceQuery query);

}  // namespace penstock::nt
