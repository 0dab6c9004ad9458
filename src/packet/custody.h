// SPDX-License-Identifier: Apache-2.0
// Custody: something of ours is in foreign hands. A loan says what, to whom, since when, from which call,
// and what a snapshot may do with it. It is settled exactly once; second, foreign and unknown settlements
// are told apart, with both call sites, and never reach the thing lent. One ledger serves every contract:
// a held authorization, a packet in a service provider, a slot of a plug-in's pool, a request in a driver.
//
// Threads: any. Lending and settling are each one short spin lock; nothing foreign is called under it.
// Memory: entries come from a slab that grows by blocks and never shrinks; an id carries a generation, so
//   a stale id is recognised for as long as its entry was not used 2^24 times. What is lent is held by
//   reference (Lent) until it is settled.
// Errors: Settlement says what was wrong. A full ledger (kLoansMax) refuses to lend.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/call_site.h"
#include "base/view.h"

namespace penstock::packet {

inline constexpr std::uint32_t kLoansMax = 1u << 24;

// Never 0; fits a pointer, so that a foreign interface can use it as its opaque context.
using LoanId = std::uint64_t;

// What a snapshot may do with a loan of this borrower.
enum class SnapshotTerms : std::uint8_t { save, drain, refuse };

// What is lent. Counted by reference: the lender, the ledger and whoever settles may each hold it.
class Lent {
 public:
  void add_reference() { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }
  // Adds what only the lender knows to the row that shows the loan (where it was headed, how many bytes).
  virtual void describe(base::Row& row) const = 0;

 protected:
  virtual ~Lent() = default;

 private:
  std::atomic<std::uint32_t> references_{1};
};

template <class T>
class Ref {
 public:
  Ref() = default;
  // Takes over one reference.
  static Ref adopt(T* object) {
    Ref ref;
    ref.object_ = object;
    return ref;
  }
  // Adds one.
  static Ref share(T* object) {
    if (object != nullptr) object->add_reference();
    return adopt(object);
  }
  Ref(const Ref& other) : Ref(share(other.object_)) {}
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Ref& operator=(Ref other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Ref() {
    if (object_ != nullptr) object_->release();
  }
  T* get() const { return object_; }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }
  explicit operator bool() const { return object_ != nullptr; }
  // Hands the reference on.
  T* detach() { return std::exchange(object_, nullptr); }

 private:
  T* object_ = nullptr;
};

using BorrowerId = std::uint32_t;  // 0 is nobody

struct Borrower {
  std::string name;  // the guest: "hold"
  SnapshotTerms terms = SnapshotTerms::refuse;
};

enum class Settlement : std::uint8_t {
  settled,
  settled_before,  // `earlier` tells where
  foreign,         // lent to somebody else
  unknown,         // never lent, or long ago
};

struct Settled {
  Settlement result = Settlement::unknown;
  Ref<Lent> subject;       // only when settled
  base::CallSite lent_at;  // where known
  base::CallSite earlier;  // the settlement before this one
  std::int64_t lent_ns = 0;
  BorrowerId borrower = 0;
};

struct LoanRecord {
  LoanId id = 0;
  BorrowerId borrower = 0;
  std::string borrower_name;
  SnapshotTerms terms = SnapshotTerms::refuse;  // the borrower's
  const char* what = "";
  base::CallSite lent_at;
  std::int64_t lent_ns = 0;
  Ref<Lent> subject;
};

// A lender whose own table says all that an entry would: the slots of a finite pool. It lends and settles
// there, without the ledger's lock, and the ledger asks it when somebody asks the ledger.
class LoanBook {
 public:
  virtual ~LoanBook() = default;
  // Adds what is out to this borrower (0: to anybody). Ids are the book's own.
  virtual void list_loans(BorrowerId borrower, std::vector<LoanRecord>& records) const = 0;
  virtual std::uint64_t count_loans(BorrowerId borrower) const = 0;
};

class Ledger {
 public:
  Ledger();
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  BorrowerId enroll(Borrower borrower);
  std::string name_of(BorrowerId borrower) const;

  // `what` is a literal: "authorization", "request". Returns 0 when the ledger is full.
  LoanId lend(BorrowerId borrower, const char* what, base::CallSite from, Ref<Lent> subject);
  // borrower 0: settled by the lender itself (shutdown by policy).
  Settled settle(LoanId loan, BorrowerId by, base::CallSite from);
  // Looks without settling. An empty subject when the loan is not out.
  Ref<Lent> find(LoanId loan) const;

  // In the order they were lent. borrower 0: everybody's. A loan that is lent or settled meanwhile may be
  // there or not.
  std::vector<LoanRecord> outstanding(BorrowerId borrower = 0) const;
  std::uint64_t count(BorrowerId borrower = 0) const;
  std::uint64_t lent_total() const;  // those of books not included
  std::uint64_t settled_total() const;

  // outstanding() and count() include the book's from attach() until detach() has returned.
  void attach(const LoanBook& book);
  void detach(const LoanBook& book);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace penstock::packet
