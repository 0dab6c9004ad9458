/* SPDX-License-Identifier: Apache-2.0
 *
 * What a client of the granary sends and gets: a small disk that answers in its own order.
 */
#ifndef _GRANARY_H_
#define _GRANARY_H_

#define GRANARY_SECTOR 512
#define GRANARY_BYTES (512 * 1024)
#define GRANARY_SENSE_BYTES 96

typedef enum _GRANARY_OPCODE {
    GranaryTestReady = 0,
    GranaryRead = 0x28,
    GranaryWrite = 0x2A,
    GranaryFlush = 0x35
} GRANARY_OPCODE;

#include <pshpack1.h>
typedef struct _GRANARY_COMMAND {
    ULONG Opcode;
    ULONG Sequence;
    ULONGLONG Lba;
    ULONG Sectors;
    UCHAR Cdb[16];
    ULONG Reserved;
} GRANARY_COMMAND, *PGRANARY_COMMAND;

typedef struct _GRANARY_STATUS {
    NTSTATUS Status;
    ULONG Sequence;
    ULONGLONG BytesMoved;
    UCHAR Sense[16];
} GRANARY_STATUS, *PGRANARY_STATUS;
#include <poppack.h>

C_ASSERT(sizeof(GRANARY_COMMAND) == 40);
C_ASSERT(sizeof(GRANARY_STATUS) == 32);

#endif
