// SPDX-License-Identifier: Apache-2.0
// Counted strings, conversions and bitmaps that the facts behind the generated headers do not list.
//
// Threads: any.
// Memory: "allocate" forms return memory that RtlFreeUnicodeString or RtlFreeAnsiString frees.
// Errors: NTSTATUS.
#pragma once

#include "generated/wdm_types.h"

PENSTOCK_FORCE_INLINE VOID RtlInitEmptyUnicodeString(PUNICODE_STRING String, PWCHAR Buffer, USHORT BufferBytes) {
  String->Length = 0;
  String->MaximumLength = BufferBytes;
  String->Buffer = Buffer;
}
PENSTOCK_FORCE_INLINE VOID RtlInitEmptyAnsiString(PANSI_STRING String, PCHAR Buffer, USHORT BufferBytes) {
  String->Length = 0;
  String->MaximumLength = BufferBytes;
  String->Buffer = Buffer;
}

EXTERN_C_START
VOID RtlInitString(PSTRING Destination, PCSZ Source);
NTSTATUS RtlInitUnicodeStringEx(PUNICODE_STRING Destination, PCWSTR Source);
VOID RtlInitUTF8String(PUTF8_STRING Destination, PCSZ Source);
BOOLEAN RtlEqualUnicodeString(PCUNICODE_STRING String1, PCUNICODE_STRING String2, BOOLEAN CaseInSensitive);
BOOLEAN RtlPrefixUnicodeString(PCUNICODE_STRING String1, PCUNICODE_STRING String2, BOOLEAN CaseInSensitive);
NTSTATUS RtlUpcaseUnicodeString(PUNICODE_STRING Destination, PCUNICODE_STRING Source, BOOLEAN Allocate);
WCHAR RtlDowncaseUnicodeChar(WCHAR Source);
NTSTATUS RtlDuplicateUnicodeString(ULONG Flags, PCUNICODE_STRING Source, PUNICODE_STRING Destination);
NTSTATUS RtlValidateUnicodeString(ULONG Flags, PCUNICODE_STRING String);
VOID RtlFreeAnsiString(PANSI_STRING AnsiString);
BOOLEAN RtlEqualString(const STRING* String1, const STRING* String2, BOOLEAN CaseInSensitive);
LONG RtlCompareString(const STRING* String1, const STRING* String2, BOOLEAN CaseInSensitive);
VOID RtlCopyString(PSTRING Destination, const STRING* Source);
VOID RtlUpperString(PSTRING Destination, const STRING* Source);
CHAR RtlUpperChar(CHAR Character);
NTSTATUS RtlCharToInteger(PCSZ String, ULONG Base, PULONG Value);
NTSTATUS RtlInt64ToUnicodeString(ULONGLONG Value, ULONG Base, PUNICODE_STRING String);
NTSTATUS RtlUnicodeToMultiByteSize(PULONG Bytes, PCWCH UnicodeString, ULONG UnicodeBytes);
NTSTATUS RtlMultiByteToUnicodeSize(PULONG Bytes, const CHAR* MultiByteString, ULONG MultiByteBytes);
ULONG RtlxUnicodeStringToAnsiSize(PCUNICODE_STRING UnicodeString);
ULONG RtlxAnsiStringToUnicodeSize(const STRING* AnsiString);
NTSTATUS RtlUnicodeStringToUTF8String(PUTF8_STRING Destination, PCUNICODE_STRING Source, BOOLEAN Allocate);
NTSTATUS RtlUTF8StringToUnicodeString(PUNICODE_STRING Destination, PUTF8_STRING Source, BOOLEAN Allocate);
ULONG RtlCrc32(const void* Buffer, size_t Bytes, ULONG InitialCrc);
ULONGLONG RtlCrc64(const void* Buffer, size_t Bytes, ULONGLONG InitialCrc);
VOID RtlSecondsSince1970ToTime(ULONG Seconds, PLARGE_INTEGER Time);
BOOLEAN RtlTimeToSecondsSince1970(PLARGE_INTEGER Time, PULONG Seconds);
BOOLEAN RtlTimeToSecondsSince1980(PLARGE_INTEGER Time, PULONG Seconds);
ULONGLONG VerSetConditionMask(ULONGLONG ConditionMask, ULONG TypeMask, UCHAR Condition);

VOID RtlSetBit(PRTL_BITMAP BitMap, ULONG Bit);
VOID RtlClearBit(PRTL_BITMAP BitMap, ULONG Bit);
BOOLEAN RtlTestBit(PRTL_BITMAP BitMap, ULONG Bit);
VOID RtlSetBits(PRTL_BITMAP BitMap, ULONG First, ULONG Count);
VOID RtlClearBits(PRTL_BITMAP BitMap, ULONG First, ULONG Count);
VOID RtlSetAllBits(PRTL_BITMAP BitMap);
VOID RtlClearAllBits(PRTL_BITMAP BitMap);
ULONG RtlFindClearBits(PRTL_BITMAP BitMap, ULONG Count, ULONG Hint);
ULONG RtlFindSetBits(PRTL_BITMAP BitMap, ULONG Count, ULONG Hint);
ULONG RtlFindClearBitsAndSet(PRTL_BITMAP BitMap, ULONG Count, ULONG Hint);
ULONG RtlFindSetBitsAndClear(PRTL_BITMAP BitMap, ULONG Count, ULONG Hint);
ULONG RtlNumberOfSetBits(PRTL_BITMAP BitMap);
ULONG RtlNumberOfClearBits(PRTL_BITMAP BitMap);
BOOLEAN RtlAreBitsClear(PRTL_BITMAP BitMap, ULONG First, ULONG Count);
BOOLEAN RtlAreBitsSet(PRTL_BITMAP BitMap, ULONG First, ULONG Count);
EXTERN_C_END
#define RtlUnicodeStringToAnsiSize(s) RtlxUnicodeStringToAnsiSize(s)
#define RtlAnsiStringToUnicodeSize(s) RtlxAnsiStringToUnicodeSize(s)
#define RtlCheckBit(map, bit) RtlTestBit(map, bit)
