// SPDX-License-Identifier: Apache-2.0
// The offering end: it maps the rings that the peer lends, opens when the peer asks, and is the one that can
// be saved and restored. A save changes nothing; a restored endpoint stands in for one that was killed.
//
// Threads: as Endpoint; the save calls and the restore calls are one thread's at a time.
// Memory: a save keeps the chunks that were not handed out yet.
// Errors: Fault, and beside `provider_refused` the provider's own status.
#pragma once

#include "channel/bus_server.h"
#include "channel/endpoint.h"

namespace penstock::channel {

struct SaveStep {
  enum class Outcome : std::uint8_t { all_saved, more, too_small, failed };
  Outcome outcome = Outcome::failed;
  Fault fault = Fault::wrong_state;  // when failed
  std::uint32_t provider_status = 0;
  std::uint32_t bytes_filled = 0;
  std::uint32_t bytes_required = 0;
};

struct RestoreStep {
  enum class Outcome : std::uint8_t { complete, more, failed };
  Outcome outcome = Outcome::failed;
  Fault fault = Fault::wrong_state;
  std::uint32_t provider_status = 0;
};

class SaveContext;
class RestoreContext;

class ServerEndpoint final : public Endpoint {
 public:
  ServerEndpoint(BusServer& bus, ChannelEvents& events, packet::Ledger& ledger, std::string name);
  // Without a bus: it is told one before it is enabled.
  ServerEndpoint(ChannelEvents& events, packet::Ledger& ledger, std::string name);
  ~ServerEndpoint() override;  // disables

  // Only while disabled.
  Result<void> set_bus(BusServer& bus);
  Result<void> set_target(const Guid& interface_type, const Guid& instance);
  Result<void> set_mmio(std::uint16_t megabytes, std::uint16_t megabytes_optional);
  Result<void> set_offer_flags(std::uint16_t flags);
  Result<void> set_sub_channel(std::uint16_t index);
  // After a restore the peer is to see a new channel; what was saved of packets is dropped (V-REST-10).
  Result<void> set_force_new(bool force_new);

  Result<void> enable() override;
  Result<void> disable() override;
  // The end of this end without a word to the peer, as if the process had been killed; for tests, and for a
  // host that hands the channel over. Packets in use are cancelled here, not there.
  void abandon();

  // From opened() to the return of closed(). One mapping of a region at a time (V-GPADL-1).
  Result<std::vector<MemoryPiece>> map_region(std::uint32_t region, Right right);
  Result<void> unmap_region(std::uint32_t region);

  // V-SAVE-18..26. The channel must be paused.
  Result<void> save_begin();
  SaveStep save_continue(MutableBytes into);
  void save_end();

  // After enable() and before start() (V-REST-2). Buffers hold whole chunks, in order; `bytes_behind` are with the
  // caller for the next call, where it knows.
  RestoreStep restore(Bytes buffer, std::optional<std::uint64_t> bytes_behind = std::nullopt);
  // Inside ChannelEvents::restore_packet only, once for each (V-REST-4).
  Result<void> restore_packet(SentPacket& packet, Bytes library);

  OpenRequest open_request() const { return request_; }
  const BusServer* bus() const { return bus_; }

 private:
  class Door;
  friend class SaveContext;
  friend class RestoreContext;

  bool is_server() const override { return true; }
  GuestMemory& peer_memory() override { return bus_->memory(); }
  std::shared_ptr<Signal> peer_signal() override { return bus_->signal_to_peer(offer_); }
  void detach_rings() override;

  bool take_turn_between_saves();
  void end_saving();
  void opened_by_peer(const OpenRequest& request);
  void closed_by_peer();
  Result<void> map_rings(const OpenRequest& request);
  Result<void> try_to_map_rings(const OpenRequest& request);
  void force_unmap();

  BusServer* bus_ = nullptr;
  std::shared_ptr<Door> door_;
  OfferSpec spec_;
  bool target_set_ = false;
  bool force_new_ = false;
  OfferId offer_ = 0;
  OpenRequest request_;
  std::unique_ptr<ShownPages> rings_;
  exec::Mutex mapped_lock_;
  std::vector<std::uint32_t> mapped_;
  std::unique_ptr<SaveContext> save_;
  std::unique_ptr<RestoreContext> restore_;
};

}  // namespace penstock::channel
