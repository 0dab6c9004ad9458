/* SPDX-License-Identifier: Apache-2.0
 *
 * What visitor is told to do: it is the client of several channels of one type at once.
 */
#pragma once

#define IOCTL_VISITOR_CONNECT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x930, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_VISITOR_DISCONNECT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x931, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_VISITOR_ASK CTL_CODE(FILE_DEVICE_UNKNOWN, 0x932, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_VISITOR_ANSWER CTL_CODE(FILE_DEVICE_UNKNOWN, 0x933, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_VISITOR_COUNTS CTL_CODE(FILE_DEVICE_UNKNOWN, 0x934, METHOD_BUFFERED, FILE_ANY_ACCESS)

#define VISITOR_CHANNELS_MAX 8

typedef struct _VISITOR_CONNECT {
    GUID Type;
    GUID Instance; /* of the first; its last byte counts up for the next ones */
    UINT32 Count;
    UINT32 Reserved;
} VISITOR_CONNECT;

/* Each channel is asked that often, one request after the other. */
typedef struct _VISITOR_ASK {
    UINT32 Times;
} VISITOR_ASK;

typedef struct _VISITOR_COUNTS {
    UINT32 Opened;
    UINT32 Closed;
    UINT32 Answered;
    UINT32 Wrong;
    UINT32 Held;
    UINT32 Received[VISITOR_CHANNELS_MAX];
} VISITOR_COUNTS;
