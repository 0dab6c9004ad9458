// SPDX-License-Identifier: Apache-2.0
// A guest: loaded Windows code, known by the address ranges of its text. Functions that a guest calls have
// no argument that says who calls; the return address does (K-GUEST-3). A guest's accounts (pool blocks,
// handles, threads, devices, callouts) are kept by the families of functions that hand them out: each
// registers an Account, which is asked at unload what is left.
//
// Threads: any; adding and removing guests takes a lock, finding one by address does not block.
// Memory: guests are owned by the host and outlive every call that they make.
// Errors: an address in no guest belongs to nobody (nullptr).
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "base/call_site.h"
#include "base/finding.h"
#include "base/view.h"
#include "packet/custody.h"

namespace penstock::nt {

// closing: DriverUnload has returned, or DriverEntry failed; what is left is being taken back.
enum class GuestPhase : std::uint8_t { loading, in_driver_entry, running, unloading, closing, unloaded };

class Guest {
 public:
  Guest(std::string name, packet::BorrowerId borrower) : name_(std::move(name)), borrower_(borrower) {}

  const std::string& name() const { return name_; }
  packet::BorrowerId borrower() const { return borrower_; }
  GuestPhase phase() const { return phase_.load(); }
  void set_phase(GuestPhase phase) { phase_.store(phase); }

  // Somebody may be in its code for good: code and memory stay where they are (F-UNLOAD-3).
  void stay() { stays_.store(true); }
  bool stays() const { return stays_.load(); }

 private:
  const std::string name_;
  const packet::BorrowerId borrower_;
  std::atomic<GuestPhase> phase_{GuestPhase::loading};
  std::atomic<bool> stays_{false};
};

// When an account is closed. Each family goes before what it is built on: as long as anything can call the
// guest, or runs its code, what the guest has must be there, and pool memory goes last, because whatever is
// handed out may stand in it (a clone, a queued timer, an event that a thread waits for).
enum class Closing : std::uint8_t {
  callers,  // callouts, notifications, framework objects; the rooms above this one
  running,  // threads, DPCs and work items in the guest's code
  timers,   // which queue DPCs
  queued,   // DPCs and work items that wait
  held,     // devices, links, handles
  memory,   // pool
};

// What one family of functions has handed out. One object for each family, for the life of the process.
class Account {
 public:
  virtual ~Account() = default;
  virtual const char* name() const = 0;  // "pool", "devices"
  virtual Closing closing() const { return Closing::callers; }
  // Reports what this guest still holds as findings and takes it back. After DriverUnload, or after a
  // DriverEntry that failed.
  virtual void close(Guest& guest) = 0;
  virtual void show(const Guest& guest, std::vector<base::Row>& rows) const = 0;
};

void register_account(Account& account);  // from a static object or at start
// In the order of closing; of the same stage the last registered first, as rooms above register later.
const std::vector<Account*>& accounts();

// Address range -> guest. The host says when a guest is mapped and when it is gone.
void add_guest_range(Guest& guest, const void* begin, std::size_t size_bytes);
void remove_guest(Guest& guest);
Guest* guest_at(const void* address);
inline Guest* guest_of(base::CallSite site) { return guest_at(site.address); }

// The ledger of loans to guests, one for the process.
packet::Ledger& ledger();

// Reports a finding of this guest (nullptr: of nobody known) with the thread's state added to the message.
void report(const char* code, const char* rule, base::Severity severity, const Guest* guest,
            std::string message, base::CallSite first, base::CallSite second);

}  // namespace penstock::nt
