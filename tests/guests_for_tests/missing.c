// SPDX-License-Identifier: Apache-2.0
// A driver that needs functions nobody has: one it calls when asked to, one whose address it keeps in a
// table.
#include <ntddk.h>

NTSTATUS PenstockTestFunctionThatIsMissing(ULONG Value);
VOID PenstockTestFunctionInTable(VOID);

typedef VOID (*ROUTINE)(VOID);
ROUTINE g_Table[] = {PenstockTestFunctionInTable};

__attribute__((noinline)) static NTSTATUS CallsTheMissingOne(ULONG Value) {
  return PenstockTestFunctionThatIsMissing(Value) + 1;
}

static VOID Unload(PDRIVER_OBJECT Driver) { (VOID) CallsTheMissingOne((ULONG)(ULONG_PTR)Driver); }

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath) {
  UNREFERENCED_PARAMETER(RegistryPath);
  Driver->DriverUnload = Unload;
  return g_Table[0] == NULL ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS;
}
