// SPDX-License-Identifier: Apache-2.0
#include "channel/server_endpoint.h"

#include <algorithm>
#include <mutex>

#include "base/assert.h"
#include "channel/restore_context.h"
#include "channel/save_context.h"

namespace penstock::channel {

// What the bus holds on to: it outlives the endpoint, and lets it go first.
class ServerEndpoint::Door final : public OfferedChannel {
 public:
  explicit Door(ServerEndpoint& endpoint) : endpoint_(&endpoint) {}
  void shut() {
    std::lock_guard hold(lock_);
    endpoint_ = nullptr;
  }
  void open_asked(const OpenRequest& request) override {
    std::lock_guard hold(lock_);
    if (endpoint_ == nullptr) return;
    endpoint_->later([endpoint = endpoint_, request] { endpoint->opened_by_peer(request); });
  }
  void closed_by_peer() override {
    std::lock_guard hold(lock_);
    if (endpoint_ == nullptr) return;
    endpoint_->later([endpoint = endpoint_] { endpoint->closed_by_peer(); });
  }
  void signalled() override {
    std::lock_guard hold(lock_);
    if (endpoint_ != nullptr) endpoint_->signalled();
  }

 private:
  exec::Mutex lock_;
  ServerEndpoint* endpoint_;
};

ServerEndpoint::ServerEndpoint(BusServer& bus, ChannelEvents& events, packet::Ledger& ledger,
                               std::string name)
    : Endpoint(events, ledger, std::move(name)), bus_(&bus) {}

ServerEndpoint::ServerEndpoint(ChannelEvents& events, packet::Ledger& ledger, std::string name)
    : Endpoint(events, ledger, std::move(name)) {}

Result<void> ServerEndpoint::set_bus(BusServer& bus) {
  if (!disabled()) return Fault::wrong_state;
  bus_ = &bus;
  return {};
}

ServerEndpoint::~ServerEndpoint() {
  save_end();
  [[maybe_unused]] const Result<void> disabled_now = disable();
  end_threads();
}

Result<void> ServerEndpoint::set_target(const Guid& interface_type, const Guid& instance) {
  if (!disabled()) return Fault::wrong_state;
  spec_.interface_type = interface_type_ = interface_type;
  spec_.instance = instance_ = instance;
  target_set_ = true;
  return {};
}

Result<void> ServerEndpoint::set_mmio(std::uint16_t megabytes, std::uint16_t megabytes_optional) {
  if (!disabled()) return Fault::wrong_state;
  if (megabytes == 0 && megabytes_optional == 0) return Fault::zero_size;
  spec_.mmio_megabytes = megabytes;
  spec_.mmio_megabytes_optional = megabytes_optional;
  return {};
}

Result<void> ServerEndpoint::set_offer_flags(std::uint16_t flags) {
  if (!disabled()) return Fault::wrong_state;
  spec_.flags = flags;
  return {};
}

Result<void> ServerEndpoint::set_sub_channel(std::uint16_t index) {
  if (!disabled()) return Fault::wrong_state;
  spec_.sub_channel = index;
  return {};
}

Result<void> ServerEndpoint::set_force_new(bool force_new) {
  if (!disabled()) return Fault::wrong_state;
  force_new_ = force_new;
  return {};
}

// V-LIFE-4: offered, and nobody is waited for.
Result<void> ServerEndpoint::enable() {
  if (!take_turn()) return Fault::would_wait_for_itself;
  Result<void> answer = Fault::wrong_state;
  if (life() == Life::disabled) {
    if (bus_ == nullptr || !target_set_ || !events_.configured()) {
      answer = Fault::not_configured;
    } else {
      begin_threads();
      door_ = std::make_shared<Door>(*this);
      const auto offered = bus_->offer(spec_, door_);
      if (offered.ok()) {
        offer_ = *offered;
        active_wanted_.store(false, std::memory_order_relaxed);  // V-LIFE-6
        held_until_start_ = false;
        life_.store(Life::enabled, std::memory_order_release);
        answer = Result<void>();
      } else {
        answer = offered.fault();
      }
    }
  }
  give_turn();
  return answer;
}

Result<void> ServerEndpoint::disable() {
  if (!take_turn()) return Fault::would_wait_for_itself;
  if (saving_.load(std::memory_order_acquire)) {
    give_turn();
    return Fault::saving;
  }
  if (life() != Life::disabled) {
    restore_.reset();
    if (life() == Life::open) close_down(false);
    cancel_held();
    life_.store(Life::disabled, std::memory_order_release);
    door_->shut();
    bus_->revoke(offer_);
    offer_ = 0;
  }
  give_turn();
  return {};
}

void ServerEndpoint::abandon() {
  save_end();
  PENSTOCK_ASSERT(take_turn());
  if (life() != Life::disabled) {
    door_->shut();
    bus_->abandon(offer_);
    mapped_.clear();
    request_ = {};
    if (life() == Life::open) close_down(true);
    cancel_held();
    offer_ = 0;
    life_.store(Life::disabled, std::memory_order_release);
  }
  give_turn();
}

// The first D pages are the way in, the rest the way out; each begins with its control page.
Result<void> ServerEndpoint::map_rings(const OpenRequest& request) {
  Result<void> mapped = Fault::no_memory;
  try {
    mapped = try_to_map_rings(request);
  } catch (const std::bad_alloc&) {
  }
  if (mapped.ok()) return {};
  let_go_of_rings();
  detach_rings();
  return mapped;
}

Result<void> ServerEndpoint::try_to_map_rings(const OpenRequest& request) {
  const auto region = bus_->map(request.ring_region, Right::write);
  if (!region) return region.fault();
  request_ = request;  // from here on it is unmapped where the rings are let go
  const auto pages = ring_pages(*region, request.downstream_page);
  auto shown = pages ? bus_->memory().show(*pages) : Result<std::unique_ptr<ShownPages>>(pages.fault());
  if (!shown) return shown.fault();
  rings_ = std::move(*shown);
  const auto count = static_cast<std::uint32_t>(pages->size());
  std::byte* first = rings_->data();
  std::byte* second = first + std::size_t{request.downstream_page} * kPageBytes;
  attach_rings({first, first + kPageBytes, (request.downstream_page - 1) * kPageBytes},
               {second, second + kPageBytes, (count - request.downstream_page - 1) * kPageBytes});
  return {};
}

// V-SAVE-25: what the peer asks for is held back until the save ends.
bool ServerEndpoint::take_turn_between_saves() {
  while (take_turn()) {
    if (!saving_.load(std::memory_order_acquire)) return true;
    give_turn();
    exec::runtime().park(
        &saving_, [&] { return saving_.load(std::memory_order_acquire); }, exec::kForever);
  }
  return false;
}

void ServerEndpoint::opened_by_peer(const OpenRequest& request) {
  if (!take_turn_between_saves()) return;
  if (life() != Life::enabled) return give_turn();
  if (const auto mapped = map_rings(request); !mapped) {
    bus_->answer_open(offer_, kRegionRefused);
    return give_turn();
  }
  const std::uint32_t status = events_.opened();
  if (status != 0) {  // V-LIFE-10
    let_go_of_rings();
    detach_rings();
    bus_->answer_open(offer_, status);
    return give_turn();
  }
  life_.store(Life::open, std::memory_order_release);
  bus_->answer_open(offer_, 0);
  if (!held_until_start_) open_gate();
  if (active_wanted_) run_started();
  give_turn();
}

void ServerEndpoint::closed_by_peer() {
  if (!take_turn_between_saves()) return;
  if (life() == Life::open) {
    close_down(true);  // V-LIFE-20: nobody reads the old ring
    life_.store(Life::enabled, std::memory_order_release);
  }
  const OfferId offer = offer_;
  give_turn();
  bus_->closed(offer);
}

void ServerEndpoint::detach_rings() {
  force_unmap();
  rings_.reset();
  if (request_.ring_region != 0) bus_->unmap(request_.ring_region);
  request_ = {};
}

Result<std::vector<MemoryPiece>> ServerEndpoint::map_region(std::uint32_t region, Right right) {
  const auto mapped = bus_->map(region, right);
  if (!mapped) return mapped.fault();
  std::vector<MemoryPiece> pieces;
  for (const RegionRange& range : mapped->ranges) {
    const PageRange named{.bytes = range.bytes, .offset = range.offset, .pages = range.pages};
    if (!show_range(bus_->memory(), named, right, pieces)) {
      bus_->unmap(region);
      return Fault::unbacked;
    }
  }
  std::lock_guard hold(mapped_lock_);
  mapped_.push_back(region);
  return pieces;
}

Result<void> ServerEndpoint::unmap_region(std::uint32_t region) {
  {
    std::lock_guard hold(mapped_lock_);
    if (std::erase(mapped_, region) == 0) return Fault::unknown_region;
  }
  bus_->unmap(region);
  return {};
}

// V-LIFE-11: what the provider forgot.
void ServerEndpoint::force_unmap() {
  std::vector<std::uint32_t> left;
  {
    std::lock_guard hold(mapped_lock_);
    left.swap(mapped_);
  }
  for (const std::uint32_t region : left) bus_->unmap(region);
}

}  // namespace penstock::channel
