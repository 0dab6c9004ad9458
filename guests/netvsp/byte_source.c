/* SPDX-License-Identifier: Apache-2.0 */
#include "byte_source.h"

_Use_decl_annotations_ VOID ByteSourceInitialize(BYTE_SOURCE* Source) {
  Source->Count = 0;
  Source->Length = 0;
}

_Use_decl_annotations_ BOOLEAN ByteSourceAppend(BYTE_SOURCE* Source, const VOID* Bytes, UINT32 Length) {
  if (Length == 0) {
    return TRUE;
  }
  if (Source->Count == BYTE_SOURCE_MAXIMUM_PIECES || Length > MAXUINT32 - Source->Length) {
    return FALSE;
  }
  Source->Pieces[Source->Count].Bytes = Bytes;
  Source->Pieces[Source->Count].Length = Length;
  Source->Count += 1;
  Source->Length += Length;
  return TRUE;
}

_Use_decl_annotations_ BOOLEAN ByteSourceCopy(const BYTE_SOURCE* Source, UINT32 Offset, VOID* To,
                                              UINT32 Length) {
  const BYTE_PIECE* Piece = Source->Pieces;
  UINT8* Next = To;

  if (Offset > Source->Length || Length > Source->Length - Offset) {
    return FALSE;
  }
  while (Length != 0) {
    if (Offset < Piece->Length) {
      UINT32 Part = min(Length, Piece->Length - Offset);

      RtlCopyMemory(Next, Piece->Bytes + Offset, Part);
      Next += Part;
      Length -= Part;
      Offset = 0;
    } else {
      Offset -= Piece->Length;
    }
    Piece += 1;
  }
  return TRUE;
}
