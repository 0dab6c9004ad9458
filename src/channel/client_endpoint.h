// SPDX-License-Identifier: Apache-2.0
// The opening end: it waits for an offer, lends the memory for both rings, opens, and is active at once. When
// the offer is taken back it is disabled again (V-LIFE-15).
//
// Threads: as Endpoint; lending and taking back wait for the other side.
// Memory: the rings' pages, from the bus's lending memory.
// Errors: Fault.
#pragma once

#include "channel/bus_client.h"
#include "channel/endpoint.h"

namespace penstock::channel {

class ClientEndpoint final : public Endpoint {
 public:
  ClientEndpoint(BusClient& bus, ChannelEvents& events, packet::Ledger& ledger, std::string name);
  ~ClientEndpoint() override;  // disables

  // Only while disabled. Pages of data, without the control page.
  Result<void> set_ring_pages(std::uint32_t incoming, std::uint32_t outgoing);
  Result<void> set_target(const Guid& interface_type, const std::optional<Guid>& instance);
  Result<void> set_open_data(const UserData& data);

  Result<void> enable() override;
  Result<void> disable() override;

  // Memory lent by number; the other side has confirmed it when this returns.
  Result<std::uint32_t> lend(std::span<const PageRange> ranges, bool read_only);
  // Waits while the other side has it mapped (V-GPADL-3).
  Result<void> take_back(std::uint32_t region);
  std::uint32_t relid() const { return relid_.load(std::memory_order_acquire); }

 private:
  class Door;

  bool is_server() const override { return false; }
  GuestMemory& peer_memory() override { return bus_.memory(); }
  std::shared_ptr<Signal> peer_signal() override { return bus_.signal_to_peer(relid()); }
  void detach_rings() override;

  void open_offered(const OfferChannel& offer);
  Result<void> open_channel();
  Result<void> lend_rings();
  void rescinded();
  void shut();

  BusClient& bus_;
  std::shared_ptr<Door> door_;
  std::optional<Guid> wanted_instance_;
  bool target_set_ = false;
  std::uint32_t incoming_pages_ = 16;
  std::uint32_t outgoing_pages_ = 16;
  UserData open_data_{};
  std::atomic<std::uint32_t> relid_{0};
  std::uint64_t ring_address_ = 0;
  std::uint32_t ring_region_ = 0;
};

}  // namespace penstock::channel
