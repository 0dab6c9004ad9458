// SPDX-License-Identifier: Apache-2.0
// The offering side of a bus, for one peer: versions, offers, memory lent by the peer, opens and closes. It
// decides what a message means in the state it is in; a channel's own work (callbacks, draining) is its
// OfferedChannel's, which answers when it is done. A channel whose host went away without a word (a kill) is
// kept unclaimed until somebody offers the same interface and instance again.
//
// Threads: any; nothing is called or posted with the lock held.
// Memory: at most kRelidsMax channels and kRegionsMax regions.
// Errors: counted; a message that makes no sense changes nothing.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "channel/bus.h"
#include "channel/region_table.h"
#include "exec/mutex.h"

namespace penstock::channel {

inline constexpr std::uint32_t kRelidsMax = 2048;
inline constexpr std::uint32_t kBusVersionMax = bus_version(5, 3);

enum class OpenState : std::uint8_t { closed, opening, open, closing };

struct BusServerCounts {
  std::uint64_t messages = 0;
  std::uint64_t refused = 0;     // undecodable
  std::uint64_t unexpected = 0;  // for what is not there, or not in this state
};

// A channel as the bus knows it; what is saved of it.
struct OfferRecord {
  OfferId id = 0;
  OfferSpec spec;
  std::uint32_t relid = 0;  // 0: not told to the peer
  bool rescinded = false;   // told, waits for the release
  OpenState state = OpenState::closed;
  OpenRequest request;      // of this open
  bool open_again = false;  // asked while closing (V-LIFE-19)
  OpenRequest next_request;
  std::shared_ptr<OfferedChannel> owner;  // nullptr: unclaimed
  OfferId waits_for = 0;                  // not told before that one is released
  std::uint32_t not_relid = 0;            // another number than before
};

class BusServer {
 public:
  BusServer(GuestMemory& memory, BusPipe& pipe, std::uint32_t version_max = kBusVersionMax);
  ~BusServer();
  BusServer(const BusServer&) = delete;
  BusServer& operator=(const BusServer&) = delete;

  // What the carrier brings.
  void receive(Bytes message);
  void signalled(std::uint32_t relid);
  void peer_gone();

  // What the channels do.
  Result<OfferId> offer(const OfferSpec& spec, std::shared_ptr<OfferedChannel> owner);
  void revoke(OfferId offer);   // and tells the peer
  void abandon(OfferId offer);  // says nothing: as if the process had been killed
  // Rescinds it and offers the same again, under a new number, once the peer has let go of the old (V-REST-10).
  OfferId offer_anew(OfferId offer);
  void answer_open(OfferId offer, std::uint32_t status);
  void closed(OfferId offer);
  Result<Region> map(std::uint32_t region, Right right);
  void unmap(std::uint32_t region);
  // What a restored channel knows and this bus does not.
  void put_region(Region region);
  std::shared_ptr<Signal> signal_to_peer(OfferId offer);
  // A copy; id 0 when there is none.
  OfferRecord record(OfferId offer) const;
  std::vector<Region> regions_of(std::uint32_t relid) const;
  GuestMemory& memory() { return memory_; }
  std::uint32_t version() const;
  // Nothing that the peer lent is in use, and nothing will be before it opens again.
  bool all_closed() const;
  BusServerCounts counts() const;

  // Saved by the bus, not by its channels (V-SAVE-4).
  std::vector<std::byte> save() const;
  // On a server that nobody has used yet.
  Result<void> restore(Bytes saved);

 private:
  struct After;  // what is to be said once the lock is free
  void initiate_contact(const InitiateContact& message, After& after);
  void request_offers(After& after);
  void open(const OpenChannel& message, After& after);
  void close(const CloseChannel& message, After& after);
  void region_header(const RegionHeader& message, After& after);
  void region_body(const RegionBody& message, After& after);
  void region_teardown(const RegionTeardown& message, After& after);
  void released(const RelidReleased& message, After& after);
  void unload(After& after);
  void modify(const ModifyChannel& message, After& after);
  void dispatch(const BusMessage& message, After& after);
  void tell(OfferRecord& record, After& after);
  void disconnect(After& after);
  void finish_unload(After& after);
  void finish(After& after);
  OfferRecord* by_relid(std::uint32_t relid);
  OfferRecord* by_id(OfferId id);
  std::uint32_t free_relid(std::uint32_t but_not) const;

  GuestMemory& memory_;
  BusPipe& pipe_;
  const std::uint32_t version_max_;
  mutable exec::Mutex lock_;
  std::map<OfferId, OfferRecord> offers_;
  RegionTable regions_;
  std::uint32_t version_ = 0;  // 0: no contact
  bool offers_requested_ = false;
  bool unloading_ = false;
  OfferId last_id_ = 0;
  BusServerCounts counts_;
};

}  // namespace penstock::channel
