/* SPDX-License-Identifier: Apache-2.0
 *
 * What a client of the control device, \\.\PenstockNetwork, may ask: to put an adapter on a bus and between a port,
 * to pause it, to save and to restore it.
 */
#pragma once

#define IOCTL_NETVSP_ATTACH CTL_CODE(FILE_DEVICE_NETWORK, 0x820, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_NETVSP_DETACH CTL_CODE(FILE_DEVICE_NETWORK, 0x821, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_NETVSP_START CTL_CODE(FILE_DEVICE_NETWORK, 0x822, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_NETVSP_PAUSE CTL_CODE(FILE_DEVICE_NETWORK, 0x823, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_NETVSP_COUNTS CTL_CODE(FILE_DEVICE_NETWORK, 0x824, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_NETVSP_SAVE CTL_CODE(FILE_DEVICE_NETWORK, 0x825, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_NETVSP_RESTORE CTL_CODE(FILE_DEVICE_NETWORK, 0x826, METHOD_BUFFERED, FILE_ANY_ACCESS)
/* The adapter's own state alone, for whoever saves and restores the channel itself: restored before the channel is. */
#define IOCTL_NETVSP_SAVE_STATE CTL_CODE(FILE_DEVICE_NETWORK, 0x827, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_NETVSP_RESTORE_STATE CTL_CODE(FILE_DEVICE_NETWORK, 0x828, METHOD_BUFFERED, FILE_ANY_ACCESS)

#define NETVSP_PORT_NAME_CHARACTERS 32

typedef struct NETVSP_ATTACH_ {
  UINT64 VmbusHandle;
  GUID Instance;
  UINT8 GuestAddress[6];                        /* the adapter's */
  UINT8 OurAddress[6];                          /* of everything behind it */
  UINT16 PortName[NETVSP_PORT_NAME_CHARACTERS]; /* ends with a zero */
} NETVSP_ATTACH;

/* A piece of a save, or of a restore. The first piece of a save is asked for without input, the others with any. All
 * is saved when Status is STATUS_SUCCESS; with STATUS_BUFFER_OVERFLOW there is more; with STATUS_BUFFER_TOO_SMALL
 * nothing fitted, and BytesRequired says what would. */
typedef struct NETVSP_SAVE_ {
  INT32 Status;
  UINT32 BytesFilled;
  UINT32 BytesRequired;
  UINT32 Reserved;
  UINT8 Bytes[1];
} NETVSP_SAVE;

typedef struct NETVSP_COUNTS_ {
  UINT64 GuestFrames;    /* sent by the guest */
  UINT64 GuestDelivered; /* of them, into the path */
  UINT64 GuestAnswered;  /* of them, ARP and neighbour discovery answered here */
  UINT64 GuestNotOurs;   /* of kinds that end here, or for somebody else */
  UINT64 GuestMalformed;
  UINT64 GuestRefused; /* the path was behind */
  UINT64 PathFrames;   /* sent by the path */
  UINT64 PathDelivered;
  UINT64 PathUnwanted; /* the guest's filter is closed, or it is not there yet */
  UINT64 PathNoBuffer; /* the guest has all of its receive buffer */
  UINT64 PathTooLong;
  UINT64 Lent; /* sub-allocations that the guest has now */
  UINT64 Returned;
  UINT64 Restored; /* packets */
  UINT64 ControlMessages;
  UINT64 Envelopes;
  UINT64 Opened;
  UINT64 Closed;
  UINT32 Version; /* of NVSP, as agreed */
  UINT32 PacketFilter;
} NETVSP_COUNTS;
