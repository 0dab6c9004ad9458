// SPDX-License-Identifier: Apache-2.0
// The record behind an IRP: who made it, where it is, what it was completed with. A guest holds the IRP
// itself, a plain structure that it reads and writes; what must be believed is kept here. An IRP in a
// driver's hands is a loan of the ledger (K-CLI-8). A completed one is kept apart, filled with a pattern, for
// a while, so that a second completion is recognised (F-IO-1) and a touch is found (F-IO-4).
//
// Threads: any; completing is decided by one atomic step.
// Memory: the table holds a reference until retire(); then the IRP's bytes belong to nobody.
// Errors: findings; nothing a guest does with an IRP reaches memory that is not its own.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>

#include "base/call_site.h"
#include "nt/io_device.h"
#include "packet/custody.h"

struct _IRP;

namespace penstock::nt {

class IrpRecord final : public packet::Lent {
 public:
  static constexpr int kStackMax = 16;

  enum class State : std::uint8_t { idle, in_flight, completed };
  enum class Maker : std::uint8_t { client, guest, guest_to_free };  // the last: freed by completion

  // What one stack location was completed with; a dispatch routine's return value is compared with it.
  enum class Level : std::uint8_t { open, completed, completed_pending };

  // nullptr when the stack is too deep.
  static packet::Ref<IrpRecord> make(int stack_count, Maker maker, base::CallSite made_at);
  static packet::Ref<IrpRecord> find(const _IRP* irp);
  // The record of an IRP that is dead already, while it is remembered.
  static packet::Ref<IrpRecord> find_dead(const _IRP* irp);

  _IRP* irp() const { return irp_; }
  Maker maker() const { return maker_; }
  base::CallSite completed_at() const { return completed_at_; }
  State state() const { return state_.load(); }

  // Into the hands of the device's driver.
  void lend(DevicePin device, base::CallSite from);
  // True for the one call that completes it.
  bool begin_completion(base::CallSite from);
  // The loan is over; a driver that keeps the IRP has it as its own again.
  void settle(base::CallSite from);
  void make_idle() { state_.store(State::idle); }

  void note_level(int location, bool pending, std::int32_t status);
  Level level(int location) const { return levels_[static_cast<std::size_t>(location)].load(); }
  std::int32_t level_status(int location) const { return statuses_[static_cast<std::size_t>(location)]; }
  void reopen_level(int location) { levels_[static_cast<std::size_t>(location)].store(Level::open); }

  // While pinned, retire() leaves the bytes as they are. False: it is retired already.
  bool pin();
  void unpin();
  // The IRP is dead: its bytes are overwritten and watched.
  void retire();

  // Called once by the completion of the outermost level, on the completing thread, with no lock held.
  std::function<void(IrpRecord&)> finished;
  ClientCredentials client;

  void describe(base::Row& row) const override;

 private:
  IrpRecord(_IRP* irp, std::size_t bytes, Maker maker, base::CallSite made_at);
  ~IrpRecord() override;
  void bury();

  friend class IrpTable;

  _IRP* const irp_;
  const std::size_t bytes_;
  const Maker maker_;
  const base::CallSite made_at_;
  base::CallSite completed_at_;
  std::atomic<State> state_{State::idle};
  std::array<std::atomic<Level>, kStackMax + 1> levels_{};
  std::array<std::int32_t, kStackMax + 1> statuses_{};
  DevicePin device_;
  packet::LoanId loan_ = 0;
  packet::BorrowerId borrower_ = 0;
  int pins_ = 0;          // under the table's lock
  bool retired_ = false;  // under the table's lock
};

using IrpRef = packet::Ref<IrpRecord>;

}  // namespace penstock::nt
