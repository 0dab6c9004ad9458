/* SPDX-License-Identifier: Apache-2.0
 *
 * Bytes of the peer that lie in pieces: a part of the send buffer, and ranges of the peer's memory behind it. The peer
 * can change them at any time, so nothing here hands out an address: whoever wants bytes gets a copy, and decides about
 * the copy.
 */
#pragma once

#include <ntddk.h>

/* One part of the send buffer and what a transmit may carry besides. */
#define BYTE_SOURCE_MAXIMUM_PIECES 36

typedef struct BYTE_PIECE_ {
  const UINT8* Bytes;
  UINT32 Length;
} BYTE_PIECE;

typedef struct BYTE_SOURCE_ {
  BYTE_PIECE Pieces[BYTE_SOURCE_MAXIMUM_PIECES];
  UINT32 Count;
  UINT32 Length; /* of all pieces */
} BYTE_SOURCE;

VOID ByteSourceInitialize(_Out_ BYTE_SOURCE* Source);

/* FALSE when there is no room for one more piece, or the length would overflow. */
BOOLEAN ByteSourceAppend(_Inout_ BYTE_SOURCE* Source, _In_reads_bytes_(Length) const VOID* Bytes,
                         _In_ UINT32 Length);

/* FALSE, and nothing copied, when not all of it is there. */
BOOLEAN ByteSourceCopy(_In_ const BYTE_SOURCE* Source, _In_ UINT32 Offset,
                       _Out_writes_bytes_(Length) VOID* To, _In_ UINT32 Length);
