// SPDX-License-Identifier: Apache-2.0
// A bench for the provider: the driver loaded by the host, its channel on a bus in memory, a client on the other end,
// and a port whose link the test holds in a path's place.
//
// Threads: the test's; the channel's ends have their own.
// Memory: everything ends with the bench: the driver is unloaded, what it left is a finding.
// Errors: what should succeed and does not fails the test.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "channel/memory_bus.h"
#include "channel/own_memory.h"
#include "host/loader.h"
#include "network_client.h"
#include "nt/device_client.h"
#include "nt/services.h"
#include "packet/pool.h"
#include "port/environment.h"

#include <ntddk.h>

#include "netvsp/public.h"

namespace penstock::network {

inline constexpr std::uint8_t kGuestAddress[6] = {0x02, 0x50, 0x00, 0x00, 0x00, 0x02};
inline constexpr std::uint8_t kOurAddress[6] = {0x02, 0x50, 0x00, 0x00, 0x00, 0x01};

// An Ethernet frame of the guest's, to us, around an IP packet.
Frame frame_of(const std::vector<std::uint8_t>& packet);
std::vector<std::uint8_t> packet_in(const Frame& frame);

class NetworkBench {
 public:
  // Over memory of the test's, or of this process.
  explicit NetworkBench(channel::LendingMemory* of_guest = nullptr);
  ~NetworkBench();

  // Attached and started, and the client's channel open.
  void open();
  void attach();
  std::int32_t ask(std::uint32_t code);
  NETVSP_COUNTS counts();
  // Until the guest has so many sub-allocations.
  void wait_until_lent(std::uint64_t count);
  NetworkClient& client() { return *client_; }
  void begin_client();
  void end_client() { client_.reset(); }

  // In the path's place.
  packet::PacketPool& packets() { return small_; }
  link::PortLink& link() { return port::link_named("net0"); }
  std::vector<std::vector<std::uint8_t>> path_receives(std::size_t count);
  void path_sends(const std::vector<std::vector<std::uint8_t>>& packets);
  packet::Offload last_offload() const { return last_offload_; }

  std::vector<std::uint8_t> save(std::uint32_t piece_bytes);
  // The provider ends without a word to the guest, as by a kill, and another is loaded in its place.
  void kill();
  std::int32_t restore(const std::vector<std::uint8_t>& saved);

  channel::OwnMemory memory;
  packet::Ledger guest_ledger;
  std::optional<channel::MemoryBus> bus;

 private:
  packet::PacketPool small_;
  packet::PacketPool big_;
  std::optional<nt::Services> services_;
  std::optional<host::Host> host_;
  host::LoadedDriver* driver_ = nullptr;
  void* bus_handle_ = nullptr;
  void load();

  std::optional<nt::DeviceClient> device_;
  std::optional<NetworkClient> client_;
  packet::Offload last_offload_;
};

std::string findings_text();

}  // namespace penstock::network
