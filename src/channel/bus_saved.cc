// SPDX-License-Identifier: Apache-2.0
#include "channel/bus_saved.h"

#include <algorithm>
#include <mutex>

#include "channel/saved_chunk.h"

namespace penstock::channel {
namespace {

constexpr std::uint16_t kBusVersion = 1;
constexpr std::uint8_t kRescinded = 1;
constexpr std::uint8_t kOpenAgain = 2;

void put_record(snapshot::ByteWriter& writer, const OfferRecord& record) {
  put_guid(writer, record.spec.interface_type);
  put_guid(writer, record.spec.instance);
  writer.put(record.spec.sub_channel);
  writer.put(record.spec.flags);
  writer.put(record.spec.mmio_megabytes);
  writer.put(record.spec.mmio_megabytes_optional);
  writer.put_bytes(record.spec.user_data);
  writer.put(record.relid);
  writer.put(record.state);
  writer.put(
      static_cast<std::uint8_t>((record.rescinded ? kRescinded : 0) | (record.open_again ? kOpenAgain : 0)));
  put_request(writer, record.request);
  put_request(writer, record.next_request);
}

OfferRecord get_record(snapshot::ByteReader& reader) {
  OfferRecord record;
  record.spec.interface_type = get_guid(reader);
  record.spec.instance = get_guid(reader);
  record.spec.sub_channel = reader.get<std::uint16_t>();
  record.spec.flags = reader.get<std::uint16_t>();
  record.spec.mmio_megabytes = reader.get<std::uint16_t>();
  record.spec.mmio_megabytes_optional = reader.get<std::uint16_t>();
  const Bytes data = reader.get_bytes(kOfferDataBytes);
  if (!data.empty()) std::copy(data.begin(), data.end(), record.spec.user_data.begin());
  record.relid = reader.get<std::uint32_t>();
  record.state = reader.get<OpenState>();
  const auto flags = reader.get<std::uint8_t>();
  record.rescinded = (flags & kRescinded) != 0;
  record.open_again = (flags & kOpenAgain) != 0;
  record.request = get_request(reader);
  record.next_request = get_request(reader);
  return record;
}

bool sound(const OfferRecord& record) {
  return record.relid != 0 && record.relid < kRelidsMax && record.state <= OpenState::closing;
}

}  // namespace

std::vector<std::byte> BusServer::save() const {
  std::lock_guard hold(lock_);
  snapshot::ByteWriter writer;
  writer.put(kBusVersion);
  writer.put(version_);
  writer.put(static_cast<std::uint8_t>(offers_requested_));
  std::uint32_t told = 0;
  for (const auto& [id, record] : offers_) told += record.relid != 0 ? 1 : 0;
  writer.put(told);
  for (const auto& [id, record] : offers_) {
    if (record.relid != 0) put_record(writer, record);
  }
  writer.put(static_cast<std::uint32_t>(regions_.all().size()));
  for (const auto& [id, region] : regions_.all()) channel::put_region(writer, region);
  return writer.take();
}

Result<SavedBus> decode_bus(Bytes saved, std::uint32_t version_max) {
  snapshot::ByteReader reader(saved);
  if (reader.get<std::uint16_t>() != kBusVersion)
    return reader.failed() ? Fault::truncated : Fault::newer_version;
  SavedBus bus;
  bus.version = reader.get<std::uint32_t>();
  if (bus.version > version_max) return Fault::newer_version;  // V-REST-14
  bus.offers_requested = reader.get<std::uint8_t>() != 0;
  const auto told = reader.get<std::uint32_t>();
  if (told >= kRelidsMax) return Fault::damaged;
  for (std::uint32_t i = 0; i < told; ++i) {
    bus.records.push_back(get_record(reader));
    if (reader.failed()) return Fault::truncated;
    if (!sound(bus.records.back())) return Fault::damaged;
  }
  const auto count = reader.get<std::uint32_t>();
  if (count > kRegionsMax) return Fault::damaged;
  for (std::uint32_t i = 0; i < count; ++i) {
    auto region = get_region(reader);
    if (!region) return reader.failed() ? Fault::truncated : Fault::damaged;
    bus.regions.push_back(std::move(*region));
  }
  if (reader.failed() || reader.left() != 0) return Fault::truncated;
  return bus;
}

// All of it or nothing: what may fail for lack of memory comes first.
Result<void> BusServer::restore(Bytes saved) try {
  auto bus = decode_bus(saved, version_max_);
  if (!bus) return bus.fault();
  std::lock_guard hold(lock_);
  if (version_ != 0 || !offers_.empty() || !regions_.all().empty()) return Fault::wrong_state;
  std::map<OfferId, OfferRecord> offers;
  OfferId last_id = last_id_;
  for (OfferRecord& record : bus->records) {
    record.id = ++last_id;
    offers.emplace(record.id, std::move(record));
  }
  RegionTable regions;
  for (Region& region : bus->regions) regions.put(std::move(region));
  version_ = bus->version;
  offers_requested_ = bus->offers_requested;
  last_id_ = last_id;
  offers_ = std::move(offers);
  regions_ = std::move(regions);
  return {};
} catch (const std::bad_alloc&) {
  return Fault::no_memory;
}

}  // namespace penstock::channel
