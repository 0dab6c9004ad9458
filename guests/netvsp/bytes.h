/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers in messages, which lie where they lie: nothing here assumes that a field is aligned.
 */
#pragma once

#include <ntddk.h>

FORCEINLINE UINT16 Read16(_In_reads_bytes_(2) const UINT8* From) {
  UINT16 Value;
  RtlCopyMemory(&Value, From, sizeof(Value));
  return Value;
}

FORCEINLINE UINT32 Read32(_In_reads_bytes_(4) const UINT8* From) {
  UINT32 Value;
  RtlCopyMemory(&Value, From, sizeof(Value));
  return Value;
}

FORCEINLINE VOID Write16(_Out_writes_bytes_(2) UINT8* To, _In_ UINT16 Value) {
  RtlCopyMemory(To, &Value, sizeof(Value));
}

FORCEINLINE VOID Write32(_Out_writes_bytes_(4) UINT8* To, _In_ UINT32 Value) {
  RtlCopyMemory(To, &Value, sizeof(Value));
}

/* In the order of the network. */
FORCEINLINE UINT16 ReadNetwork16(_In_reads_bytes_(2) const UINT8* From) {
  return (UINT16)(From[0] << 8 | From[1]);
}

FORCEINLINE VOID WriteNetwork16(_Out_writes_bytes_(2) UINT8* To, _In_ UINT16 Value) {
  To[0] = (UINT8)(Value >> 8);
  To[1] = (UINT8)Value;
}
