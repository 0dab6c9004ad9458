// SPDX-License-Identifier: Apache-2.0
#include "channel/bus_server.h"

#include <algorithm>
#include <mutex>
#include <tuple>

#include "base/assert.h"

namespace penstock::channel {
namespace {

constexpr std::uint32_t kConnectionMessages = 4;
constexpr std::uint32_t kVersions[] = {
    bus_version(0, 13), bus_version(1, 1), bus_version(2, 4), bus_version(3, 0), bus_version(4, 0),
    bus_version(4, 1),  bus_version(5, 0), bus_version(5, 1), bus_version(5, 2), bus_version(5, 3)};

OfferChannel message_of(const OfferRecord& record) {
  return {.interface_type = record.spec.interface_type,
          .instance = record.spec.instance,
          .flags = record.spec.flags,
          .mmio_megabytes = record.spec.mmio_megabytes,
          .user_data = record.spec.user_data,
          .sub_channel = record.spec.sub_channel,
          .mmio_megabytes_optional = record.spec.mmio_megabytes_optional,
          .relid = record.relid,
          .connection = record.relid + 0x10000};
}

bool same_channel(const OfferSpec& a, const OfferSpec& b) {
  return a.interface_type == b.interface_type && a.instance == b.instance && a.sub_channel == b.sub_channel;
}

}  // namespace

struct BusServer::After {
  std::vector<BusMessage> messages;
  std::vector<std::shared_ptr<OfferedChannel>> closed;
  std::vector<std::pair<std::shared_ptr<OfferedChannel>, OpenRequest>> opened;
};

BusServer::BusServer(GuestMemory& memory, BusPipe& pipe, std::uint32_t version_max)
    : memory_(memory), pipe_(pipe), version_max_(version_max) {}

BusServer::~BusServer() = default;

void BusServer::finish(After& after) {
  for (const auto& channel : after.closed) channel->closed_by_peer();
  for (const BusMessage& message : after.messages) pipe_.post(encode(message));
  for (auto& [channel, request] : after.opened) channel->open_asked(request);
}

void BusServer::receive(Bytes bytes) {
  const auto message = decode(bytes);
  After after;
  {
    std::lock_guard hold(lock_);
    ++counts_.messages;
    if (message.ok()) {
      dispatch(*message, after);
    } else {
      ++counts_.refused;
    }
  }
  finish(after);
}

void BusServer::dispatch(const BusMessage& message, After& after) {
  if (const auto* contact = std::get_if<InitiateContact>(&message)) return initiate_contact(*contact, after);
  if (version_ == 0) {
    ++counts_.unexpected;
    return;
  }
  std::visit(
      [&](const auto& one) {
        using M = std::remove_cvref_t<decltype(one)>;
        if constexpr (std::is_same_v<M, RequestOffers>) return request_offers(after);
        if constexpr (std::is_same_v<M, OpenChannel>) return open(one, after);
        if constexpr (std::is_same_v<M, CloseChannel>) return close(one, after);
        if constexpr (std::is_same_v<M, RegionHeader>) return region_header(one, after);
        if constexpr (std::is_same_v<M, RegionBody>) return region_body(one, after);
        if constexpr (std::is_same_v<M, RegionTeardown>) return region_teardown(one, after);
        if constexpr (std::is_same_v<M, RelidReleased>) return released(one, after);
        if constexpr (std::is_same_v<M, Unload>) return unload(after);
        if constexpr (std::is_same_v<M, ModifyChannel>) return modify(one, after);
        ++counts_.unexpected;
      },
      message);
}

// V-MSG-1: whatever was, is over.
void BusServer::disconnect(After& after) {
  for (auto it = offers_.begin(); it != offers_.end();) {
    OfferRecord& record = it->second;
    record.relid = 0;
    record.open_again = false;
    record.waits_for = 0;  // nobody is left to release it
    if (record.state == OpenState::open || record.state == OpenState::opening) {
      record.state = OpenState::closing;
      if (record.owner != nullptr) after.closed.push_back(record.owner);
    }
    const bool gone = record.owner == nullptr;
    it = gone ? offers_.erase(it) : std::next(it);
  }
  // What is mapped goes when its channel has let go; nobody is told any more.
  std::vector<std::uint32_t> ids;
  for (const auto& [id, region] : regions_.all()) ids.push_back(id);
  for (const std::uint32_t id : ids) regions_.teardown(id);
  offers_requested_ = false;
  version_ = 0;
}

void BusServer::initiate_contact(const InitiateContact& message, After& after) {
  disconnect(after);
  VersionResponse response{.connection =
                               message.version < bus_version(5, 0) ? message.version : kConnectionMessages};
  const bool known =
      std::find(std::begin(kVersions), std::end(kVersions), message.version) != std::end(kVersions);
  if (known && message.version <= version_max_) {
    const bool one_page = (message.parent_to_child == 0) != (message.child_to_parent == 0);
    response.supported = 1;
    response.state = one_page ? 2 : 0;  // V-MSG-2
    if (!one_page) version_ = message.version;
  }
  after.messages.push_back(response);
}

void BusServer::tell(OfferRecord& record, After& after) {
  if (record.relid != 0 || record.waits_for != 0) return;
  record.relid = free_relid(record.not_relid);
  if (record.relid == 0) return;
  after.messages.push_back(message_of(record));
}

void BusServer::request_offers(After& after) {
  if (offers_requested_) {
    ++counts_.unexpected;  // V-MSG-3: once a connection
    return;
  }
  offers_requested_ = true;
  std::vector<OfferRecord*> sorted;
  for (auto& [id, record] : offers_) {
    if (record.owner != nullptr) sorted.push_back(&record);
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const OfferRecord* a, const OfferRecord* b) {
    return std::tie(a->spec.interface_type, a->spec.instance, a->spec.sub_channel) <
           std::tie(b->spec.interface_type, b->spec.instance, b->spec.sub_channel);
  });
  for (OfferRecord* record : sorted) tell(*record, after);
  after.messages.push_back(AllOffersDelivered{});
}

void BusServer::open(const OpenChannel& message, After& after) {
  OfferRecord* record = by_relid(message.relid);
  if (record == nullptr || record->rescinded || record->owner == nullptr) {
    ++counts_.unexpected;  // V-MSG-6: no answer
    return;
  }
  const OpenRequest request{.relid = message.relid,
                            .open_id = message.open_id,
                            .ring_region = message.ring_region,
                            .target_processor = message.target_processor,
                            .downstream_page = message.downstream_page,
                            .user_data = message.user_data};
  if (record->state == OpenState::closing && !record->open_again) {
    record->open_again = true;
    record->next_request = request;
    return;
  }
  const Region* region = regions_.find_complete(message.ring_region);
  const bool good = region != nullptr && ring_pages(*region, message.downstream_page).ok();
  if (record->state != OpenState::closed || !good) {
    ++counts_.unexpected;
    after.messages.push_back(
        OpenResult{.relid = message.relid, .open_id = message.open_id, .status = kRegionRefused});
    return;
  }
  record->state = OpenState::opening;
  record->request = request;
  after.opened.emplace_back(record->owner, request);
}

void BusServer::close(const CloseChannel& message, After& after) {
  OfferRecord* record = by_relid(message.relid);
  if (record == nullptr) {
    ++counts_.unexpected;
    return;
  }
  if (record->open_again) {
    record->open_again = false;  // never mind
    return;
  }
  if (record->state != OpenState::open && record->state != OpenState::opening) return;
  record->state = OpenState::closing;
  if (record->owner != nullptr) after.closed.push_back(record->owner);
}

void BusServer::region_header(const RegionHeader& message, After& after) {
  const RegionTable::Added added = regions_.add(message);
  if (added == RegionTable::Added::more) return;
  const std::uint32_t status = added == RegionTable::Added::created ? 0 : kRegionRefused;
  after.messages.push_back(RegionCreated{.relid = message.relid, .region = message.region, .status = status});
}

void BusServer::region_body(const RegionBody& message, After& after) {
  std::uint32_t relid = 0;
  const RegionTable::Added added = regions_.add(message, relid);
  if (added == RegionTable::Added::dropped) ++counts_.unexpected;
  if (added == RegionTable::Added::more || added == RegionTable::Added::dropped) return;
  const std::uint32_t status = added == RegionTable::Added::created ? 0 : kRegionRefused;
  after.messages.push_back(RegionCreated{.relid = relid, .region = message.region, .status = status});
}

void BusServer::region_teardown(const RegionTeardown& message, After& after) {
  if (regions_.teardown(message.region)) after.messages.push_back(RegionTornDown{.region = message.region});
}

void BusServer::released(const RelidReleased& message, After& after) {
  OfferRecord* record = by_relid(message.relid);
  if (record == nullptr || !record->rescinded) {
    ++counts_.unexpected;
    return;
  }
  const OfferId gone = record->id;
  offers_.erase(gone);
  for (auto& [id, waiting] : offers_) {
    if (waiting.waits_for != gone) continue;
    waiting.waits_for = 0;
    tell(waiting, after);
  }
}

void BusServer::unload(After& after) {
  disconnect(after);
  unloading_ = true;
  finish_unload(after);
}

// V-MSG-9: only when every channel has finished closing.
void BusServer::finish_unload(After& after) {
  if (!unloading_) return;
  for (const auto& [id, record] : offers_) {
    if (record.state != OpenState::closed) return;
  }
  unloading_ = false;
  after.messages.push_back(UnloadComplete{});
}

void BusServer::modify(const ModifyChannel& message, After& after) {
  OfferRecord* record = by_relid(message.relid);
  const bool good = record != nullptr && record->state == OpenState::open;
  if (good) record->request.target_processor = message.target_processor;
  after.messages.push_back(ModifyResponse{.relid = message.relid, .status = good ? 0 : kRegionRefused});
}

void BusServer::signalled(std::uint32_t relid) {
  std::shared_ptr<OfferedChannel> owner;
  {
    std::lock_guard hold(lock_);
    if (const OfferRecord* record = by_relid(relid)) owner = record->owner;
  }
  if (owner != nullptr) owner->signalled();
}

void BusServer::peer_gone() {
  After after;
  {
    std::lock_guard hold(lock_);
    disconnect(after);
  }
  finish(after);
}

Result<OfferId> BusServer::offer(const OfferSpec& spec, std::shared_ptr<OfferedChannel> owner) {
  After after;
  OfferId id = 0;
  {
    std::lock_guard hold(lock_);
    OfferId rescinded = 0;
    for (auto& [known, record] : offers_) {
      if (!same_channel(record.spec, spec)) continue;
      if (record.rescinded) {
        rescinded = known;
        continue;
      }
      if (record.owner != nullptr) return Fault::in_use;
      record.owner = std::move(owner);
      return known;
    }
    if (offers_.size() >= kRelidsMax - 1) return Fault::no_room;
    id = ++last_id_;
    OfferRecord& record = offers_[id];
    record.id = id;
    record.spec = spec;
    record.owner = std::move(owner);
    record.waits_for = rescinded;  // V-MSG-11
    if (offers_requested_) tell(record, after);
  }
  finish(after);
  return id;
}

void BusServer::revoke(OfferId offer) {
  After after;
  {
    std::lock_guard hold(lock_);
    OfferRecord* record = by_id(offer);
    if (record == nullptr) return;
    record->owner.reset();
    record->state = OpenState::closed;
    record->open_again = false;
    if (record->relid == 0) {
      offers_.erase(offer);
    } else {
      record->rescinded = true;
      after.messages.push_back(RescindOffer{.relid = record->relid});
    }
    finish_unload(after);
  }
  finish(after);
}

OfferId BusServer::offer_anew(OfferId offer) {
  OfferId anew = 0;
  {
    std::lock_guard hold(lock_);
    OfferRecord* record = by_id(offer);
    if (record == nullptr) return 0;
    anew = ++last_id_;
    OfferRecord& next = offers_[anew];
    next.id = anew;
    next.spec = record->spec;
    next.owner = record->owner;
    next.waits_for = record->relid != 0 ? offer : 0;
    next.not_relid = record->relid;
  }
  revoke(offer);
  return anew;
}

void BusServer::put_region(Region region) {
  std::lock_guard hold(lock_);
  if (regions_.find(region.id) == nullptr) regions_.put(std::move(region));
}

void BusServer::abandon(OfferId offer) {
  std::lock_guard hold(lock_);
  OfferRecord* record = by_id(offer);
  if (record == nullptr) return;
  record->owner = nullptr;
  for (const auto& [id, region] : regions_.all()) {
    if (region.relid == record->relid) regions_.find(id)->mapped = false;
  }
  if (record->relid == 0) offers_.erase(offer);
}

void BusServer::answer_open(OfferId offer, std::uint32_t status) {
  After after;
  {
    std::lock_guard hold(lock_);
    OfferRecord* record = by_id(offer);
    if (record == nullptr || record->state != OpenState::opening) return;
    record->state = status == 0 ? OpenState::open : OpenState::closed;
    after.messages.push_back(
        OpenResult{.relid = record->relid, .open_id = record->request.open_id, .status = status});
  }
  finish(after);
}

void BusServer::closed(OfferId offer) {
  After after;
  {
    std::lock_guard hold(lock_);
    OfferRecord* record = by_id(offer);
    if (record == nullptr) return;
    record->state = OpenState::closed;
    if (record->open_again) {
      record->open_again = false;
      const OpenRequest& next = record->next_request;
      open({.relid = record->relid,
            .open_id = next.open_id,
            .ring_region = next.ring_region,
            .target_processor = next.target_processor,
            .downstream_page = next.downstream_page,
            .user_data = next.user_data},
           after);
    }
    finish_unload(after);
    // After a new contact the channel had lost its number; the peer may have asked for offers since.
    if (offers_requested_ && record->relid == 0) tell(*record, after);
  }
  finish(after);
}

Result<Region> BusServer::map(std::uint32_t region, Right right) {
  std::lock_guard hold(lock_);
  const auto mapped = regions_.map(region, right);
  if (!mapped) return mapped.fault();
  try {
    return **mapped;
  } catch (const std::bad_alloc&) {
    regions_.unmap(region);
    throw;
  }
}

void BusServer::unmap(std::uint32_t region) {
  After after;
  {
    std::lock_guard hold(lock_);
    if (regions_.unmap(region) && version_ != 0) after.messages.push_back(RegionTornDown{.region = region});
  }
  finish(after);
}

std::shared_ptr<Signal> BusServer::signal_to_peer(OfferId offer) {
  return pipe_.signal_to(record(offer).relid);
}

OfferRecord BusServer::record(OfferId offer) const {
  std::lock_guard hold(lock_);
  const auto found = offers_.find(offer);
  return found == offers_.end() ? OfferRecord{} : found->second;
}

std::vector<Region> BusServer::regions_of(std::uint32_t relid) const {
  std::vector<Region> found;
  std::lock_guard hold(lock_);
  for (const auto& [id, region] : regions_.all()) {
    if (region.relid == relid) found.push_back(region);
  }
  return found;
}

std::uint32_t BusServer::version() const {
  std::lock_guard hold(lock_);
  return version_;
}

bool BusServer::all_closed() const {
  std::lock_guard hold(lock_);
  return regions_.all().empty() && std::all_of(offers_.begin(), offers_.end(), [](const auto& one) {
           return one.second.state == OpenState::closed;
         });
}

BusServerCounts BusServer::counts() const {
  std::lock_guard hold(lock_);
  return counts_;
}

OfferRecord* BusServer::by_relid(std::uint32_t relid) {
  if (relid == 0) return nullptr;
  for (auto& [id, record] : offers_) {
    if (record.relid == relid) return &record;
  }
  return nullptr;
}

OfferRecord* BusServer::by_id(OfferId id) {
  const auto found = offers_.find(id);
  return found == offers_.end() ? nullptr : &found->second;
}

std::uint32_t BusServer::free_relid(std::uint32_t but_not) const {
  std::vector<bool> taken(kRelidsMax);
  for (const auto& [id, record] : offers_) taken[record.relid] = true;
  for (std::uint32_t relid = 1; relid < kRelidsMax; ++relid) {
    if (!taken[relid] && relid != but_not) return relid;
  }
  return 0;
}

}  // namespace penstock::channel
