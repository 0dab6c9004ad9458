// SPDX-License-Identifier: Apache-2.0
// A driver whose port sends everything back that the path sends to it: the far end of a path that needs no host.
#include <ntddk.h>
#include <penstock_port.h>

static PENSTOCK_PORT g_Port;

// What is delivered is copied, and so is the driver's again before the call returns.
static VOID SendBack(PVOID Context, PNET_BUFFER_LIST Lists, ULONG Count) {
  UNREFERENCED_PARAMETER(Context);
  UNREFERENCED_PARAMETER(Count);
  PenstockPortDeliver(g_Port, Lists);
}

static VOID Delivered(PVOID Context, PNET_BUFFER_LIST Lists, ULONG Count) {
  UNREFERENCED_PARAMETER(Context);
  UNREFERENCED_PARAMETER(Count);
  PenstockPortReturn(g_Port, Lists);
}

static VOID Unload(PDRIVER_OBJECT Driver) {
  UNREFERENCED_PARAMETER(Driver);
  PenstockPortClose(g_Port);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath) {
  UNICODE_STRING Name = RTL_CONSTANT_STRING(L"mirror");
  PENSTOCK_PORT_CHARACTERISTICS Characteristics;

  UNREFERENCED_PARAMETER(RegistryPath);
  PENSTOCK_PORT_CHARACTERISTICS_INIT(&Characteristics);
  Characteristics.EvtSend = SendBack;
  Characteristics.EvtDelivered = Delivered;
  Driver->DriverUnload = Unload;
  return PenstockPortOpen(&Name, &Characteristics, &g_Port);
}
