// SPDX-License-Identifier: Apache-2.0
// A C++ driver with a global object whose constructor does something, and a DriverEntry that is not extern
// "C".
#include <ntddk.h>

struct Ready {
  Ready() : value(42) {}
  volatile int value;
};
static Ready ready;

static VOID Unload(PDRIVER_OBJECT) {}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING) {
  Driver->DriverUnload = Unload;
  return ready.value == 42 ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}
