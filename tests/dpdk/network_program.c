// SPDX-License-Identifier: Apache-2.0
// A program for DPDK's own driver of network devices on a bus: sends numbered datagrams of a size and expects them back
// in order, none lost.   network_program COUNT SIZE... -- EAL arguments
// With a count of 0 a size goes on until a byte, or the end, comes on standard input.
#include <poll.h>
#include <rte_eal.h>
#include <rte_ethdev.h>
#include <rte_mbuf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BURST 16
#define WINDOW 128  // half of what the driver's own queue holds: it drops what comes when that is full
#define PATIENCE 2000000000ull  // polls that bring nothing

static const uint8_t kTo[6] = {0x02, 0x50, 0, 0, 0, 1};

static uint16_t sum_of(const uint8_t* bytes, int count) {
  uint32_t sum = 0;
  for (int i = 0; i < count; i += 2) sum += (uint32_t)(bytes[i] << 8 | bytes[i + 1]);
  while (sum >> 16) sum = (sum & 0xFFFF) + (sum >> 16);
  return (uint16_t)~sum;
}

static void put16(uint8_t* to, unsigned value) {
  to[0] = (uint8_t)(value >> 8);
  to[1] = (uint8_t)value;
}

static void write_frame(uint8_t* frame, const struct rte_ether_addr* from, unsigned size, uint32_t number) {
  memset(frame, 0, size);
  memcpy(frame, kTo, 6);
  memcpy(frame + 6, from->addr_bytes, 6);
  put16(frame + 12, 0x0800);
  uint8_t* ip = frame + 14;
  ip[0] = 0x45;
  put16(ip + 2, size - 14);
  ip[8] = 64;
  ip[9] = 17;
  memcpy(ip + 12, "\x0a\x00\x00\x02\x0a\x00\x00\x01", 8);
  put16(ip + 10, sum_of(ip, 20));
  put16(ip + 20, 4000);
  put16(ip + 22, 4001);
  put16(ip + 24, size - 34);
  memcpy(ip + 28, &number, 4);
  for (unsigned i = 46; i < size; ++i) frame[i] = (uint8_t)(number + i);
}

static int is_frame(const uint8_t* frame, unsigned size, uint32_t number, const struct rte_ether_addr* self) {
  uint8_t expected[2048];
  write_frame(expected, self, size, number);
  return memcmp(frame, self->addr_bytes, 6) == 0 && memcmp(frame + 14, expected + 14, size - 14) == 0;
}

// The number of frames that came back in order; stops at the first that is not the next.
static uint32_t receive(uint16_t port, unsigned size, uint32_t expected, const struct rte_ether_addr* self,
                        int* wrong) {
  struct rte_mbuf* packets[BURST];
  const uint16_t count = rte_eth_rx_burst(port, 0, packets, BURST);
  for (uint16_t i = 0; i < count; ++i) {
    if (rte_pktmbuf_pkt_len(packets[i]) != size ||
        !is_frame(rte_pktmbuf_mtod(packets[i], uint8_t*), size, expected + i, self))
      *wrong = 1;
    rte_pktmbuf_free(packets[i]);
  }
  return count;
}

// Of a size without a count; asked once in a while.
static int told_to_stop(uint32_t sent) {
  struct pollfd input = {.fd = 0, .events = POLLIN};
  char byte;
  if (sent % 64 != 0 || poll(&input, 1, 0) <= 0) return 0;
  return read(0, &byte, 1) >= 0;
}

// A frame counts as sent when its transmit is completed; the last one may have come back before that.
static void await_completions(uint16_t port, uint64_t sent) {
  struct rte_eth_stats stats;
  for (unsigned long long idle = 0; idle < PATIENCE; ++idle) {
    rte_eth_tx_done_cleanup(port, 0, 0);
    rte_eth_stats_get(port, &stats);
    if (stats.opackets >= sent) return;
  }
}

static int exchange(uint16_t port, struct rte_mempool* pool, uint32_t count, unsigned size,
                    uint64_t* sent_of_all) {
  struct rte_ether_addr self;
  rte_eth_macaddr_get(port, &self);
  uint32_t sent = 0, received = 0;
  int is_open = count == 0;
  unsigned long long idle = 0;
  int wrong = 0;
  while ((is_open || received < count) && !wrong && idle < PATIENCE) {
    if (is_open && told_to_stop(sent)) {
      is_open = 0;
      count = sent;
      continue;
    }
    if ((is_open || sent < count) && sent - received < WINDOW) {
      struct rte_mbuf* packet = rte_pktmbuf_alloc(pool);
      if (packet != NULL) {
        write_frame((uint8_t*)rte_pktmbuf_append(packet, (uint16_t)size), &self, size, sent);
        if (rte_eth_tx_burst(port, 0, &packet, 1) == 1) {
          ++sent;
        } else {
          rte_pktmbuf_free(packet);
        }
      }
    }
    if (sent == count) rte_eth_tx_done_cleanup(port, 0, 0);
    const uint32_t now = receive(port, size, received, &self, &wrong);
    idle = now == 0 ? idle + 1 : 0;
    received += now;
  }
  *sent_of_all += sent;
  await_completions(port, *sent_of_all);
  printf("size %u: sent %u, received %u%s\n", size, sent, received, wrong ? ", one not as it was sent" : "");
  return received == count && !wrong;
}

static int set_up(uint16_t port, struct rte_mempool* pool) {
  const struct rte_eth_conf configuration = {0};
  return rte_eth_dev_configure(port, 1, 1, &configuration) == 0 &&
         rte_eth_rx_queue_setup(port, 0, 256, 0, NULL, pool) == 0 &&
         rte_eth_tx_queue_setup(port, 0, 256, 0, NULL) == 0 && rte_eth_dev_start(port) == 0;
}

int main(int argc, char** argv) {
  const uint32_t count = (uint32_t)atoi(argv[1]);
  int eal = 2;
  while (eal < argc && strcmp(argv[eal], "--") != 0) ++eal;
  if (rte_eal_init(argc - eal, argv + eal) < 0) return 2;
  if (rte_eth_dev_count_avail() != 1) {
    fprintf(stderr, "%u devices\n", rte_eth_dev_count_avail());
    return 3;
  }
  const uint16_t port = 0;
  struct rte_mempool* pool =
      rte_pktmbuf_pool_create("frames", 4095, 0, 0, 2048 + RTE_PKTMBUF_HEADROOM, SOCKET_ID_ANY);
  if (pool == NULL || !set_up(port, pool)) return 4;
  int fine = 1;
  uint64_t sent = 0;
  for (int i = 2; i < eal && fine; ++i) fine = exchange(port, pool, count, (unsigned)atoi(argv[i]), &sent);
  struct rte_eth_stats stats;
  rte_eth_stats_get(port, &stats);
  printf("counters: out %lu in %lu missed %lu errors %lu\n", stats.opackets, stats.ipackets, stats.imissed,
         stats.ierrors + stats.oerrors);
  rte_eth_dev_stop(port);
  rte_eth_dev_close(port);
  return fine ? 0 : 1;
}
