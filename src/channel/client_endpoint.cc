// SPDX-License-Identifier: Apache-2.0
#include "channel/client_endpoint.h"

#include <mutex>

namespace penstock::channel {

class ClientEndpoint::Door final : public OpenableChannel {
 public:
  explicit Door(ClientEndpoint& endpoint) : endpoint_(&endpoint) {}
  void shut() {
    std::lock_guard hold(lock_);
    endpoint_ = nullptr;
  }
  void offered(const OfferChannel& offer) override {
    std::lock_guard hold(lock_);
    if (endpoint_ == nullptr) return;
    endpoint_->later([endpoint = endpoint_, offer] { endpoint->open_offered(offer); });
  }
  void rescinded() override {
    std::lock_guard hold(lock_);
    if (endpoint_ == nullptr) return;
    endpoint_->later([endpoint = endpoint_] { endpoint->rescinded(); });
  }
  void signalled() override {
    std::lock_guard hold(lock_);
    if (endpoint_ != nullptr) endpoint_->signalled();
  }

 private:
  exec::Mutex lock_;
  ClientEndpoint* endpoint_;
};

ClientEndpoint::ClientEndpoint(BusClient& bus, ChannelEvents& events, packet::Ledger& ledger,
                               std::string name)
    : Endpoint(events, ledger, std::move(name)), bus_(bus) {
  active_wanted_.store(true, std::memory_order_relaxed);  // V-LIFE-6
}

ClientEndpoint::~ClientEndpoint() {
  [[maybe_unused]] const Result<void> disabled_now = disable();
  end_threads();
}

Result<void> ClientEndpoint::set_ring_pages(std::uint32_t incoming, std::uint32_t outgoing) {
  if (!disabled()) return Fault::wrong_state;
  if (incoming == 0 || outgoing == 0) return Fault::zero_size;
  if (std::uint64_t{incoming} + outgoing + 2 > 8000) return Fault::bad_length;
  incoming_pages_ = incoming;
  outgoing_pages_ = outgoing;
  return {};
}

Result<void> ClientEndpoint::set_target(const Guid& interface_type, const std::optional<Guid>& instance) {
  if (!disabled()) return Fault::wrong_state;
  interface_type_ = interface_type;
  wanted_instance_ = instance;
  target_set_ = true;
  return {};
}

Result<void> ClientEndpoint::set_open_data(const UserData& data) {
  if (!disabled()) return Fault::wrong_state;
  open_data_ = data;
  return {};
}

Result<void> ClientEndpoint::enable() {
  if (!take_turn()) return Fault::would_wait_for_itself;
  if (life() != Life::disabled || !target_set_ || !events_.configured()) {
    const Fault fault = life() != Life::disabled ? Fault::wrong_state : Fault::not_configured;
    give_turn();
    return fault;
  }
  begin_threads();
  door_ = std::make_shared<Door>(*this);
  life_.store(Life::enabled, std::memory_order_release);
  give_turn();
  bus_.claim(interface_type_, wanted_instance_, door_);
  return {};
}

Result<void> ClientEndpoint::disable() {
  if (!take_turn()) return Fault::would_wait_for_itself;
  if (life() != Life::disabled) {
    if (life() == Life::open) close_down(false);
    shut();
  }
  give_turn();
  return {};
}

// With the turn held, closed.
void ClientEndpoint::shut() {
  cancel_held();
  life_.store(Life::disabled, std::memory_order_release);
  door_->shut();
  bus_.disclaim(*door_);
  relid_.store(0, std::memory_order_release);
}

void ClientEndpoint::open_offered(const OfferChannel& offer) {
  if (!take_turn()) return;
  if (life() == Life::enabled) {
    relid_.store(offer.relid, std::memory_order_release);
    instance_ = offer.instance;
    if (const auto opened = open_channel(); !opened) {
      events_.connect_failed(static_cast<std::uint32_t>(opened.fault()));
    }
  }
  give_turn();
}

Result<void> ClientEndpoint::lend_rings() {
  const std::uint32_t pages = incoming_pages_ + outgoing_pages_ + 2;
  const auto address = bus_.memory().allocate(pages);
  if (!address) return address.fault();
  std::vector<std::uint64_t> numbers;
  for (std::uint32_t i = 0; i < pages; ++i) numbers.push_back(*address / kPageBytes + i);
  const PageRange range{.bytes = pages * kPageBytes, .pages = numbers};
  const auto region = bus_.lend(relid(), std::span(&range, 1), false);
  if (!region) {
    bus_.memory().free(*address, pages);
    return region.fault();
  }
  ring_address_ = *address;
  ring_region_ = *region;
  return {};
}

Result<void> ClientEndpoint::open_channel() {
  if (const auto lent = lend_rings(); !lent) return lent;
  const std::uint32_t downstream = outgoing_pages_ + 1;
  std::byte* first = bus_.memory().view(
      ring_address_, std::uint64_t{incoming_pages_ + outgoing_pages_ + 2} * kPageBytes, Right::write);
  std::byte* second = first + std::size_t{downstream} * kPageBytes;
  // V-SIG-6: our feature bit is there before the other side looks.
  attach_rings({second, second + kPageBytes, incoming_pages_ * kPageBytes},
               {first, first + kPageBytes, outgoing_pages_ * kPageBytes});
  const auto status = bus_.open({.relid = relid(),
                                 .open_id = relid(),
                                 .ring_region = ring_region_,
                                 .target_processor = 0,
                                 .downstream_page = downstream,
                                 .user_data = open_data_});
  const bool open = status.ok() && *status == 0;
  const std::uint32_t refused = open ? events_.opened() : 0;
  if (!open || refused != 0) {
    let_go_of_rings();
    if (open) bus_.close(relid());
    detach_rings();
    return status.ok() ? Fault::refused : status.fault();
  }
  life_.store(Life::open, std::memory_order_release);
  open_gate();
  if (active_wanted_) run_started();
  return {};
}

void ClientEndpoint::detach_rings() {
  if (ring_region_ == 0) return;
  if (life() == Life::open) bus_.close(relid());
  const auto back = bus_.take_back(relid(), ring_region_);
  // Without an answer the other side may still write there: the pages stay lent.
  if (back.ok()) bus_.memory().free(ring_address_, incoming_pages_ + outgoing_pages_ + 2);
  ring_region_ = 0;
  ring_address_ = 0;
}

void ClientEndpoint::rescinded() {
  if (!take_turn()) return;
  if (life() != Life::disabled) {
    if (life() == Life::open) close_down(true);
    shut();
  }
  give_turn();
}

Result<std::uint32_t> ClientEndpoint::lend(std::span<const PageRange> ranges, bool read_only) {
  if (relid() == 0) return Fault::wrong_state;
  return bus_.lend(relid(), ranges, read_only);
}

Result<void> ClientEndpoint::take_back(std::uint32_t region) {
  if (relid() == 0) return Fault::wrong_state;
  return bus_.take_back(relid(), region);
}

}  // namespace penstock::channel
