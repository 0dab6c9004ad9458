// SPDX-License-Identifier: Apache-2.0
#include "filter/callout_registry.h"

#include <array>
#include <mutex>
#include <set>
#include <unordered_map>

#include "base/assert.h"
#include "exec/mutex.h"
#include "exec/quiescence.h"
#include "exec/runtime.h"

namespace penstock::filter {
namespace {

constexpr std::uint32_t kBlockSlots = 1024;
constexpr std::uint32_t kBlocks = CalloutRegistry::kCalloutsMax / kBlockSlots + 1;
using Block = std::array<CalloutSlot, kBlockSlots>;

thread_local const CalloutNotice* innermost_notice = nullptr;

}  // namespace

CalloutNotice::CalloutNotice(CalloutSlot& slot) : slot_(slot), before_(innermost_notice) {
  // Counted first: unregister() takes the registration away and then waits for the count (both seq_cst).
  slot_.notices.fetch_add(1);
  callout_ = slot_.registered.load();
  innermost_notice = this;
}

CalloutNotice::~CalloutNotice() {
  innermost_notice = before_;
  if (slot_.notices.fetch_sub(1) == 1) exec::runtime().unpark_all(&slot_.notices);
}

struct CalloutRegistry::State {
  mutable exec::Mutex lock;
  std::unordered_map<Key, std::uint32_t, KeyHash> ids;
  std::set<std::uint32_t> changing;  // being registered or unregistered
  // Found without the lock: blocks come and never go.
  std::array<std::atomic<Block*>, kBlocks> blocks{};
  std::atomic<std::uint32_t> count{0};

  ~State() {
    for (auto& block : blocks) delete block.load();
  }
  CalloutSlot* at(std::uint32_t id) const {
    if (id == 0 || id > count.load(std::memory_order_acquire)) return nullptr;
    Block* block = blocks[(id - 1) / kBlockSlots].load(std::memory_order_acquire);
    return &(*block)[(id - 1) % kBlockSlots];
  }
  CalloutSlot& make(const Key& key);
  Result<CalloutSlot*> begin_change(std::uint32_t id);
  void end_change(std::uint32_t id);
};

// Under the lock.
CalloutSlot& CalloutRegistry::State::make(const Key& key) {
  const auto [found, is_new] = ids.try_emplace(key, count.load() + 1);
  if (!is_new) return *at(found->second);
  const std::uint32_t id = found->second;
  PENSTOCK_ASSERT(id <= kBlocks * kBlockSlots);
  auto& block = blocks[(id - 1) / kBlockSlots];
  if (block.load() == nullptr) block.store(new Block, std::memory_order_release);
  CalloutSlot& slot = (*block.load())[(id - 1) % kBlockSlots];
  slot.id = id;
  slot.key = key;
  count.store(id, std::memory_order_release);
  return slot;
}

Result<CalloutSlot*> CalloutRegistry::State::begin_change(std::uint32_t id) {
  std::lock_guard hold(lock);
  CalloutSlot* slot = at(id);
  if (slot == nullptr) return Fault::callout_not_found;
  if (changing.contains(id)) return Fault::in_use;
  if (slot->registered.load() == nullptr) return Fault::callout_not_found;
  changing.insert(id);
  return slot;
}

void CalloutRegistry::State::end_change(std::uint32_t id) {
  std::lock_guard hold(lock);
  changing.erase(id);
}

CalloutRegistry::CalloutRegistry() : state_(std::make_unique<State>()) {}
CalloutRegistry::~CalloutRegistry() = default;

Result<std::uint32_t> CalloutRegistry::register_callout(const Key& key, Callout& callout, std::uint32_t flags,
                                                        packet::BorrowerId owner) {
  const Key actual = key.is_zero() ? make_key() : key;
  std::lock_guard hold(state_->lock);
  if (!state_->ids.contains(actual) && state_->ids.size() >= kCalloutsMax) return Fault::too_many_callouts;
  CalloutSlot& slot = state_->make(actual);
  if (state_->changing.contains(slot.id)) return Fault::in_use;
  if (slot.registered.load() != nullptr) return Fault::already_exists;
  slot.flags.store(flags);
  slot.owner.store(owner);
  slot.leaving.store(false);
  slot.registered.store(&callout);
  return slot.id;
}

Result<void> CalloutRegistry::unregister(std::uint32_t id) {
  for (const CalloutNotice* notice = innermost_notice; notice != nullptr; notice = notice->before_)
    if (notice->slot_.id == id && &notice->slot_ == find(id)) return Fault::in_use;
  if (exec::Quiescence::inside_section()) return Fault::in_use;
  const Result<CalloutSlot*> begun = state_->begin_change(id);
  if (!begun) return begun.fault();
  CalloutSlot& slot = **begun;

  slot.leaving.store(true);
  if (slot.flow_contexts.load() != 0) {
    state_->end_change(id);
    return Fault::device_busy;
  }
  slot.registered.store(nullptr);
  const bool waited = exec::Quiescence::wait_for_readers();
  PENSTOCK_ASSERT(waited);
  while (slot.notices.load() != 0)
    exec::runtime().park(
        &slot.notices, [&] { return slot.notices.load() != 0; }, exec::kForever);
  slot.flags.store(0);
  slot.owner.store(0);
  state_->end_change(id);
  return {};
}

Result<void> CalloutRegistry::unregister(const Key& key) {
  std::uint32_t id = 0;
  {
    std::lock_guard hold(state_->lock);
    const auto found = state_->ids.find(key);
    if (found == state_->ids.end()) return Fault::callout_not_found;
    id = found->second;
  }
  return unregister(id);
}

CalloutSlot& CalloutRegistry::slot_of(const Key& key) {
  std::lock_guard hold(state_->lock);
  return state_->make(key);
}

bool CalloutRegistry::has_room_for(const Key& key) const {
  std::lock_guard hold(state_->lock);
  return state_->ids.contains(key) || state_->ids.size() < kCalloutsMax;
}

CalloutSlot* CalloutRegistry::find(std::uint32_t id) const { return state_->at(id); }

std::vector<const CalloutSlot*> CalloutRegistry::registered_by(packet::BorrowerId owner) const {
  std::vector<const CalloutSlot*> found;
  for (std::uint32_t id = 1; id <= state_->count.load(std::memory_order_acquire); ++id) {
    const CalloutSlot* slot = find(id);
    if (slot->registered.load() != nullptr && slot->owner.load() == owner) found.push_back(slot);
  }
  return found;
}

}  // namespace penstock::filter
