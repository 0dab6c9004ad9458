/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#define TOWER_OP_NOTHING 0
#define TOWER_OP_READ 0x28
#define TOWER_OP_WRITE 0x2A
#define TOWER_OP_CAPACITY 0x25

#define TOWER_BLOCK 512u
#define TOWER_BLOCKS 256u

typedef struct _TOWER_REQUEST {
  UINT32 Operation;
  UINT32 Sequence;
  UINT64 Lba;
  UINT32 Blocks;
  INT32 Status;
  UCHAR Cdb[16];
} TOWER_REQUEST, *PTOWER_REQUEST;

C_ASSERT(sizeof(TOWER_REQUEST) == 40);
