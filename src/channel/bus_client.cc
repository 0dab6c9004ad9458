// SPDX-License-Identifier: Apache-2.0
#include "channel/bus_client.h"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "base/assert.h"
#include "exec/runtime.h"

namespace penstock::channel {
namespace {

constexpr std::uint32_t kVersionsDown[] = {
    bus_version(5, 3), bus_version(5, 2), bus_version(5, 1), bus_version(5, 0), bus_version(4, 1),
    bus_version(4, 0), bus_version(3, 0), bus_version(2, 4), bus_version(1, 1), bus_version(0, 13)};

bool wanted(const OfferChannel& offer, const Guid& type, const std::optional<Guid>& instance) {
  return offer.interface_type == type && (!instance || offer.instance == *instance);
}

std::vector<std::uint64_t> values_of(std::span<const PageRange> ranges) {
  std::vector<std::uint64_t> values;
  for (const PageRange& range : ranges) {
    values.push_back(std::uint64_t{range.offset} << 32 | range.bytes);
    values.insert(values.end(), range.pages.begin(), range.pages.end());
  }
  return values;
}

}  // namespace

struct BusClient::Waiting {
  std::atomic<bool> answered{false};
  std::uint32_t status = 0;
};

Result<std::uint32_t> BusClient::ask(std::span<const BusMessage> messages, Awaited answer) {
  Waiting waiting;
  {
    std::lock_guard hold(lock_);
    if (gone_) return Fault::not_connected;
    if (!waiting_.emplace(answer, &waiting).second) return Fault::in_use;
  }
  for (const BusMessage& message : messages) pipe_.post(encode(message));
  while (!waiting.answered.load(std::memory_order_acquire)) {
    exec::runtime().park(
        &waiting, [&] { return !waiting.answered.load(std::memory_order_acquire); }, exec::kForever);
  }
  std::lock_guard hold(lock_);  // whoever answered has let go of the word
  if (gone_) return Fault::not_connected;
  return waiting.status;
}

void BusClient::answer(Awaited answer, std::uint32_t status) {
  std::lock_guard hold(lock_);
  const auto found = waiting_.find(answer);
  if (found == waiting_.end()) return;
  Waiting& waiting = *found->second;
  waiting_.erase(found);
  waiting.status = status;
  waiting.answered.store(true, std::memory_order_release);
  exec::runtime().unpark_all(&waiting);
}

void BusClient::carrier_gone() {
  std::vector<std::shared_ptr<OpenableChannel>> owners;
  {
    std::lock_guard hold(lock_);
    gone_ = true;
    for (auto& [awaited, waiting] : waiting_) {
      waiting->answered.store(true, std::memory_order_release);
      exec::runtime().unpark_all(waiting);
    }
    waiting_.clear();
    for (auto& [relid, offer] : offers_) {
      if (offer.owner != nullptr) owners.push_back(offer.owner);
    }
  }
  for (const auto& owner : owners) owner->rescinded();
}

void BusClient::receive(Bytes bytes) {
  const auto message = decode(bytes);
  if (!message.ok()) {
    std::lock_guard hold(lock_);
    ++refused_messages_;
    return;
  }
  std::visit(
      [&](const auto& one) {
        using M = std::remove_cvref_t<decltype(one)>;
        if constexpr (std::is_same_v<M, OfferChannel>) return take_offer(one);
        if constexpr (std::is_same_v<M, RescindOffer>) return take_rescind(one.relid);
        if constexpr (std::is_same_v<M, VersionResponse>) {
          return answer({MessageType::version_response, 0}, one.supported != 0 ? 1 + one.state : 0);
        }
        if constexpr (std::is_same_v<M, AllOffersDelivered>)
          return answer({MessageType::all_offers_delivered, 0}, 0);
        if constexpr (std::is_same_v<M, OpenResult>)
          return answer({MessageType::open_result, one.relid}, one.status);
        if constexpr (std::is_same_v<M, RegionCreated>) {
          return answer({MessageType::region_created, one.region}, one.status);
        }
        if constexpr (std::is_same_v<M, RegionTornDown>)
          return answer({MessageType::region_torn_down, one.region}, 0);
        if constexpr (std::is_same_v<M, UnloadComplete>) return answer({MessageType::unload_complete, 0}, 0);
      },
      *message);
}

void BusClient::take_offer(const OfferChannel& offer) {
  std::shared_ptr<OpenableChannel> owner;
  {
    std::lock_guard hold(lock_);
    Offer& entry = offers_[offer.relid];
    entry.message = offer;
    const auto claim = std::find_if(claims_.begin(), claims_.end(), [&](const Claim& one) {
      return wanted(offer, one.interface_type, one.instance);
    });
    if (entry.owner == nullptr && claim != claims_.end()) {
      owner = entry.owner = claim->channel;
      claims_.erase(claim);
    }
  }
  if (owner != nullptr) owner->offered(offer);
}

void BusClient::take_rescind(std::uint32_t relid) {
  std::shared_ptr<OpenableChannel> owner;
  bool unclaimed = false;
  {
    std::lock_guard hold(lock_);
    const auto found = offers_.find(relid);
    if (found == offers_.end()) return;
    found->second.rescinded = true;
    owner = found->second.owner;
    unclaimed = owner == nullptr;
  }
  // An open that was waiting will not be answered (V-MSG-6).
  answer({MessageType::open_result, relid}, kRegionRefused);
  if (owner != nullptr) owner->rescinded();
  if (unclaimed) release(relid);
}

void BusClient::signalled(std::uint32_t relid) {
  std::shared_ptr<OpenableChannel> owner;
  {
    std::lock_guard hold(lock_);
    const auto found = offers_.find(relid);
    if (found != offers_.end()) owner = found->second.owner;
  }
  if (owner != nullptr) owner->signalled();
}

Result<std::uint32_t> BusClient::connect(std::uint32_t version_max) {
  for (const std::uint32_t version : kVersionsDown) {
    if (version > version_max) continue;
    const auto answer = ask(InitiateContact{.version = version}, {MessageType::version_response, 0});
    if (!answer) return answer.fault();
    if (*answer == 0) continue;
    if (*answer != 1) return Fault::refused;
    const auto delivered = ask(RequestOffers{}, {MessageType::all_offers_delivered, 0});
    if (!delivered) return delivered.fault();
    return version;
  }
  return Fault::refused;
}

Result<void> BusClient::unload() {
  const auto answer = ask(Unload{}, {MessageType::unload_complete, 0});
  if (!answer) return answer.fault();
  return {};
}

void BusClient::claim(const Guid& interface_type, const std::optional<Guid>& instance,
                      std::shared_ptr<OpenableChannel> channel) {
  std::optional<OfferChannel> now;
  {
    std::lock_guard hold(lock_);
    for (auto& [relid, offer] : offers_) {
      if (offer.owner != nullptr || offer.rescinded || !wanted(offer.message, interface_type, instance))
        continue;
      offer.owner = channel;
      now = offer.message;
      break;
    }
    if (!now) claims_.push_back({interface_type, instance, channel});
  }
  if (now) channel->offered(*now);
}

void BusClient::disclaim(const OpenableChannel& channel) {
  std::vector<std::uint32_t> rescinded;
  {
    std::lock_guard hold(lock_);
    std::erase_if(claims_, [&](const Claim& one) { return one.channel.get() == &channel; });
    for (auto& [relid, offer] : offers_) {
      if (offer.owner.get() != &channel) continue;
      offer.owner.reset();
      if (offer.rescinded) rescinded.push_back(relid);
    }
  }
  for (const std::uint32_t relid : rescinded) release(relid);
}

std::uint32_t BusClient::next_number() {
  std::lock_guard hold(lock_);
  return ++last_number_;
}

Result<std::uint32_t> BusClient::lend(std::uint32_t relid, std::span<const PageRange> ranges,
                                      bool read_only) {
  const std::vector<std::uint64_t> values = values_of(ranges);
  if (values.size() * 8 > 0xFFFF || ranges.empty()) return Fault::bad_length;
  const std::uint32_t region = next_number();
  std::vector<BusMessage> messages;
  const std::size_t first = std::min<std::size_t>(values.size(), kHeaderValuesMax);
  messages.push_back(
      RegionHeader{.relid = relid,
                   .region = region,
                   .range_bytes = static_cast<std::uint16_t>(values.size() * 8),
                   .ranges = static_cast<std::uint16_t>(ranges.size()),
                   .values = {values.begin(), values.begin() + static_cast<std::ptrdiff_t>(first)},
                   .read_only = read_only});
  for (std::size_t at = first; at < values.size(); at += kBodyValuesMax) {
    const std::size_t end = std::min<std::size_t>(values.size(), at + kBodyValuesMax);
    messages.push_back(RegionBody{.region = region,
                                  .values = {values.begin() + static_cast<std::ptrdiff_t>(at),
                                             values.begin() + static_cast<std::ptrdiff_t>(end)}});
  }
  const auto answer = ask(messages, {MessageType::region_created, region});
  if (!answer) return answer.fault();
  if (*answer != 0) return Fault::refused;
  return region;
}

Result<void> BusClient::take_back(std::uint32_t relid, std::uint32_t region) {
  const auto answer =
      ask(RegionTeardown{.relid = relid, .region = region}, {MessageType::region_torn_down, region});
  if (!answer) return answer.fault();
  return {};
}

Result<std::uint32_t> BusClient::open(const OpenChannel& request) {
  {
    std::lock_guard hold(lock_);
    const auto found = offers_.find(request.relid);
    if (found == offers_.end() || found->second.rescinded) return Fault::removed;
  }
  return ask(request, {MessageType::open_result, request.relid});
}

void BusClient::close(std::uint32_t relid) { pipe_.post(encode(CloseChannel{.relid = relid})); }

void BusClient::release(std::uint32_t relid) {
  {
    std::lock_guard hold(lock_);
    offers_.erase(relid);
  }
  pipe_.post(encode(RelidReleased{.relid = relid}));
}

std::vector<OfferChannel> BusClient::offers() const {
  std::vector<OfferChannel> list;
  std::lock_guard hold(lock_);
  for (const auto& [relid, offer] : offers_) list.push_back(offer.message);
  return list;
}

std::uint64_t BusClient::refused_messages() const {
  std::lock_guard hold(lock_);
  return refused_messages_;
}

}  // namespace penstock::channel
