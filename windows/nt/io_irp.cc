// SPDX-License-Identifier: Apache-2.0
#include "nt/io_irp.h"

#include <cstdlib>
#include <cstring>
#include <deque>
#include <mutex>
#include <unordered_map>

#include "base/assert.h"
#include "exec/mutex.h"
#include "nt/guest.h"
#include "nt/io_driver.h"
#include "nt/io_name.h"
#include "nt/string_conversion.h"
#include "ntddk.h"

namespace penstock::nt {
namespace {

constexpr unsigned char kDeadByte = 0xdd;
constexpr std::size_t kDeadMax = 64;

bool only_dead_bytes(const void* memory, std::size_t bytes) {
  const auto* at = static_cast<const unsigned char*>(memory);
  for (std::size_t index = 0; index < bytes; ++index)
    if (at[index] != kDeadByte) return false;
  return true;
}

}  // namespace

class IrpTable {
 public:
  exec::Mutex lock;
  std::unordered_map<const IRP*, IrpRef> live;
  std::deque<IrpRef> dead;
};

namespace {

IrpTable& table() {
  static auto* records = new IrpTable;
  return *records;
}

}  // namespace

IrpRecord::IrpRecord(IRP* irp, std::size_t bytes, Maker maker, base::CallSite made_at)
    : irp_(irp), bytes_(bytes), maker_(maker), made_at_(made_at) {}

IrpRecord::~IrpRecord() {
  if (retired_ && pins_ == 0 && !only_dead_bytes(irp_, bytes_))
    report("F-IO-4", "K-IO-4", base::Severity::error,
           device_ == nullptr ? guest_of(made_at_) : &device_->guest(),
           "a request was written to after it had been completed", made_at_, completed_at_);
  std::free(irp_);
}

IrpRef IrpRecord::make(int stack_count, Maker maker, base::CallSite made_at) {
  if (stack_count < 1 || stack_count > kStackMax) return {};
  const std::size_t bytes = sizeof(IRP) + static_cast<std::size_t>(stack_count) * sizeof(IO_STACK_LOCATION);
  auto* irp = static_cast<PIRP>(std::calloc(1, bytes));
  PENSTOCK_ASSERT(irp != nullptr);
  irp->Type = 6;
  irp->Size = static_cast<USHORT>(bytes);
  irp->StackCount = static_cast<CHAR>(stack_count);
  irp->CurrentLocation = static_cast<CHAR>(stack_count + 1);
  irp->Tail.Overlay.CurrentStackLocation = reinterpret_cast<PIO_STACK_LOCATION>(irp + 1) + stack_count;
  IrpRef record = IrpRef::adopt(new IrpRecord(irp, bytes, maker, made_at));
  std::lock_guard hold(table().lock);
  table().live.emplace(irp, record);
  return record;
}

IrpRef IrpRecord::find(const IRP* irp) {
  std::lock_guard hold(table().lock);
  const auto found = table().live.find(irp);
  return found == table().live.end() ? IrpRef() : found->second;
}

IrpRef IrpRecord::find_dead(const IRP* irp) {
  std::lock_guard hold(table().lock);
  for (const IrpRef& record : table().dead)
    if (record->irp() == irp) return record;
  return {};
}

void IrpRecord::lend(DevicePin device, base::CallSite from) {
  device_ = std::move(device);
  borrower_ = device_->guest().borrower();
  state_.store(State::in_flight);
  loan_ = ledger().lend(borrower_, "request", from, packet::Ref<packet::Lent>::share(this));
}

bool IrpRecord::begin_completion(base::CallSite from) {
  State expected = State::in_flight;
  if (!state_.compare_exchange_strong(expected, State::completed)) return false;
  completed_at_ = from;
  return true;
}

void IrpRecord::settle(base::CallSite from) {
  if (loan_ == 0) return;
  (void)ledger().settle(std::exchange(loan_, 0), borrower_, from);
}

void IrpRecord::note_level(int location, bool pending, std::int32_t status) {
  if (location < 0 || location > kStackMax) return;
  statuses_[static_cast<std::size_t>(location)] = status;
  levels_[static_cast<std::size_t>(location)].store(pending ? Level::completed_pending : Level::completed);
}

bool IrpRecord::pin() {
  std::lock_guard hold(table().lock);
  if (retired_) return false;
  ++pins_;
  return true;
}

void IrpRecord::unpin() {
  IrpRef evicted;  // destroyed after the lock
  std::lock_guard hold(table().lock);
  if (--pins_ == 0 && retired_) bury();
}

void IrpRecord::retire() {
  IrpRef oldest;
  IrpRef self;
  std::lock_guard hold(table().lock);
  const auto found = table().live.find(irp_);
  if (found == table().live.end()) return;
  self = std::move(found->second);
  table().live.erase(found);
  retired_ = true;
  if (pins_ == 0) bury();
  table().dead.push_back(self);
  if (table().dead.size() > kDeadMax) {
    oldest = std::move(table().dead.front());
    table().dead.pop_front();
  }
}

void IrpRecord::bury() { std::memset(static_cast<void*>(irp_), kDeadByte, bytes_); }

void IrpRecord::describe(base::Row& row) const {
  if (device_ != nullptr) row.emplace_back("device", utf8_of(device_->shape().name));
  row.emplace_back("process", static_cast<std::int64_t>(client.process_id));
}

}  // namespace penstock::nt
