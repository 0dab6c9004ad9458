/* SPDX-License-Identifier: Apache-2.0 */
/* Values of the registry parameter Place, and what a packet looks like afterwards. */
#pragma once

#define REWRITE_SEND_TRANSPORT 1    /* OUTBOUND_TRANSPORT_V4: cloned, sent again with send parameters */
#define REWRITE_RECEIVE_TRANSPORT 2 /* INBOUND_TRANSPORT_V4: cloned with its headers, header rebuilt, received again */
#define REWRITE_SEND_NETWORK 3      /* OUTBOUND_IPPACKET_V4: copied into a buffer of ours, sent */
#define REWRITE_RECEIVE_NETWORK 4   /* INBOUND_IPPACKET_V4: cloned from the IP header, received */
#define REWRITE_SEND_BUILT 5        /* OUTBOUND_TRANSPORT_V4: IP header built in front of the clone, sent without parameters */

#define REWRITE_MARK 0x2a           /* transport places: the first byte of UDP payloads; network places: type of service */
