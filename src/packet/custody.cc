// SPDX-License-Identifier: Apache-2.0
#include "packet/custody.h"

#include <algorithm>
#include <array>
#include <mutex>

#include "base/assert.h"
#include "exec/mutex.h"
#include "exec/runtime.h"
#include "packet/spin_lock.h"

namespace penstock::packet {
namespace {

constexpr std::uint32_t kBlockLoans = 4096;
constexpr std::uint32_t kIndexMask = kLoansMax - 1;
constexpr std::uint32_t kIndexBits = 24;
constexpr std::uint32_t kGenerationMax = (1u << 24) - 1;
constexpr std::uint32_t kNoEntry = ~std::uint32_t{0};
static_assert(kLoansMax == 1u << kIndexBits);

// One cache line. What it says of a loan stays until the entry is used again.
struct alignas(64) Entry {
  Lent* subject = nullptr;
  const char* what = "";
  base::CallSite lent_at;
  base::CallSite settled_at;
  std::int64_t lent_ns = 0;
  std::uint64_t sequence = 0;
  std::uint32_t generation = 0;  // of its last loan; 0 before the first
  BorrowerId borrower = 0;
  std::uint32_t next_free = kNoEntry;
  bool out = false;
};
static_assert(sizeof(Entry) == 64);

using Block = std::array<Entry, kBlockLoans>;

// The generation is never 0, so neither is the id.
LoanId id_of(std::uint32_t index, std::uint32_t generation) {
  return LoanId{generation} << kIndexBits | index;
}
std::uint32_t index_of(LoanId loan) { return static_cast<std::uint32_t>(loan) & kIndexMask; }
std::uint64_t generation_of(LoanId loan) { return loan >> kIndexBits; }

}  // namespace

struct Ledger::State {
  struct Enrolled {
    Borrower borrower;
    std::uint64_t out = 0;
  };
  struct Found {
    LoanRecord record;
    std::uint64_t sequence;
  };

  Entry& at(std::uint32_t index) { return (*blocks[index / kBlockLoans])[index % kBlockLoans]; }
  // The entry that the id names, of whichever generation; nullptr where there is none yet.
  Entry* entry_of(LoanId loan) { return index_of(loan) < entries ? &at(index_of(loan)) : nullptr; }

  std::uint32_t take_free_entry();
  void put_free_entry(std::uint32_t index);
  bool add_block(std::unique_ptr<Block>& block);
  LoanId write_loan(BorrowerId borrower, const char* what, base::CallSite from, Lent* subject,
                    std::int64_t now_ns);
  void close_loan(std::uint32_t index, base::CallSite from);
  void collect(std::uint32_t block, BorrowerId borrower, std::vector<Found>& found);

  SpinLock lock;
  std::vector<std::unique_ptr<Enrolled>> enrolled;  // by id - 1
  std::array<std::unique_ptr<Block>, kLoansMax / kBlockLoans> blocks;
  std::uint32_t entries = 0;
  // First in, first out, so that an entry rests as long as it can and tells of its last loan meanwhile.
  std::uint32_t oldest_free = kNoEntry;
  std::uint32_t newest_free = kNoEntry;
  std::uint64_t lent = 0;
  std::uint64_t settled = 0;
  exec::Mutex books_lock;  // held while a book is read, so that it does not go meanwhile
  std::vector<const LoanBook*> books;
};

std::uint32_t Ledger::State::take_free_entry() {
  const std::uint32_t index = oldest_free;
  if (index == kNoEntry) return kNoEntry;
  oldest_free = at(index).next_free;
  if (oldest_free == kNoEntry) newest_free = kNoEntry;
  return index;
}

void Ledger::State::put_free_entry(std::uint32_t index) {
  at(index).next_free = kNoEntry;
  if (newest_free == kNoEntry) {
    oldest_free = index;
  } else {
    at(newest_free).next_free = index;
  }
  newest_free = index;
}

// False, and the block stays the caller's, when the ledger is full.
bool Ledger::State::add_block(std::unique_ptr<Block>& block) {
  if (entries == kLoansMax) return false;
  blocks[entries / kBlockLoans] = std::move(block);
  const std::uint32_t first = entries;
  entries += kBlockLoans;
  for (std::uint32_t index = first; index < entries; ++index) put_free_entry(index);
  return true;
}

// 0 when no entry is free.
LoanId Ledger::State::write_loan(BorrowerId borrower, const char* what, base::CallSite from, Lent* subject,
                                 std::int64_t now_ns) {
  const std::uint32_t index = take_free_entry();
  if (index == kNoEntry) return 0;
  Entry& entry = at(index);
  entry.generation = entry.generation == kGenerationMax ? 1 : entry.generation + 1;
  entry.subject = subject;
  entry.what = what;
  entry.lent_at = from;
  entry.settled_at = {};
  entry.lent_ns = now_ns;
  entry.sequence = lent++;
  entry.borrower = borrower;
  entry.out = true;
  ++enrolled[borrower - 1]->out;
  return id_of(index, entry.generation);
}

void Ledger::State::close_loan(std::uint32_t index, base::CallSite from) {
  Entry& entry = at(index);
  entry.subject = nullptr;
  entry.settled_at = from;
  entry.out = false;
  ++settled;
  --enrolled[entry.borrower - 1]->out;
  put_free_entry(index);
}

void Ledger::State::collect(std::uint32_t block, BorrowerId borrower, std::vector<Found>& found) {
  for (std::uint32_t offset = 0; offset < kBlockLoans; ++offset) {
    const Entry& entry = (*blocks[block])[offset];
    if (!entry.out || (borrower != 0 && entry.borrower != borrower)) continue;
    LoanRecord record;
    record.id = id_of(block * kBlockLoans + offset, entry.generation);
    record.borrower = entry.borrower;
    record.terms = enrolled[entry.borrower - 1]->borrower.terms;
    record.what = entry.what;
    record.lent_at = entry.lent_at;
    record.lent_ns = entry.lent_ns;
    record.subject = Ref<Lent>::share(entry.subject);
    found.push_back({std::move(record), entry.sequence});
  }
}

Ledger::Ledger() : state_(std::make_unique<State>()) {}

Ledger::~Ledger() {
  for (std::uint32_t index = 0; index < state_->entries; ++index) {
    if (Lent* subject = state_->at(index).subject) subject->release();
  }
}

BorrowerId Ledger::enroll(Borrower borrower) {
  auto added = std::make_unique<State::Enrolled>(State::Enrolled{std::move(borrower)});
  std::lock_guard hold(state_->lock);
  // The one allocation under the lock: when a guest is loaded, not when it borrows.
  state_->enrolled.push_back(std::move(added));
  return static_cast<BorrowerId>(state_->enrolled.size());
}

std::string Ledger::name_of(BorrowerId borrower) const {
  const State::Enrolled* found = nullptr;
  {
    std::lock_guard hold(state_->lock);
    if (borrower == 0 || borrower > state_->enrolled.size()) return "-";
    found = state_->enrolled[borrower - 1].get();
  }
  return found->borrower.name;  // never changes, never goes
}

LoanId Ledger::lend(BorrowerId borrower, const char* what, base::CallSite from, Ref<Lent> subject) {
  const std::int64_t now_ns = exec::runtime().now_ns();
  std::unique_ptr<Block> block;
  while (true) {
    {
      std::lock_guard hold(state_->lock);
      PENSTOCK_ASSERT(borrower != 0 && borrower <= state_->enrolled.size());
      if (block != nullptr && state_->oldest_free == kNoEntry && !state_->add_block(block)) return 0;
      const LoanId loan = state_->write_loan(borrower, what, from, subject.get(), now_ns);
      if (loan != 0) {
        subject.detach();
        return loan;
      }
    }
    block = std::make_unique<Block>();
  }
}

Settled Ledger::settle(LoanId loan, BorrowerId by, base::CallSite from) {
  Settled answer;
  std::lock_guard hold(state_->lock);
  Entry* entry = state_->entry_of(loan);
  // Generations are given in order: one above the entry's was never given, or before they wrapped.
  if (entry == nullptr || generation_of(loan) == 0 || generation_of(loan) > entry->generation) return answer;
  if (generation_of(loan) < entry->generation) {
    answer.result = Settlement::settled_before;
    return answer;
  }
  answer.lent_at = entry->lent_at;
  answer.lent_ns = entry->lent_ns;
  answer.borrower = entry->borrower;
  if (!entry->out) {
    answer.result = Settlement::settled_before;
    answer.earlier = entry->settled_at;
  } else if (by != 0 && by != entry->borrower) {
    answer.result = Settlement::foreign;
  } else {
    answer.result = Settlement::settled;
    answer.subject = Ref<Lent>::adopt(entry->subject);
    state_->close_loan(index_of(loan), from);
  }
  return answer;
}

Ref<Lent> Ledger::find(LoanId loan) const {
  std::lock_guard hold(state_->lock);
  const Entry* entry = state_->entry_of(loan);
  if (entry == nullptr || !entry->out || generation_of(loan) != entry->generation) return {};
  return Ref<Lent>::share(entry->subject);
}

std::vector<LoanRecord> Ledger::outstanding(BorrowerId borrower) const {
  std::vector<State::Found> found;
  // Block by block, so that a long list does not keep lenders and borrowers waiting.
  for (std::uint32_t block = 0;; ++block) {
    if (found.capacity() - found.size() < kBlockLoans) found.reserve(2 * found.capacity() + kBlockLoans);
    std::lock_guard hold(state_->lock);
    if (block == state_->entries / kBlockLoans) break;
    state_->collect(block, borrower, found);
  }
  std::sort(found.begin(), found.end(),
            [](const State::Found& a, const State::Found& b) { return a.sequence < b.sequence; });
  std::vector<LoanRecord> records;
  records.reserve(found.size());
  for (State::Found& one : found) records.push_back(std::move(one.record));
  {
    std::lock_guard hold(state_->books_lock);
    for (const LoanBook* book : state_->books) book->list_loans(borrower, records);
  }
  for (LoanRecord& record : records) record.borrower_name = name_of(record.borrower);
  return records;
}

void Ledger::attach(const LoanBook& book) {
  std::lock_guard hold(state_->books_lock);
  state_->books.push_back(&book);
}

void Ledger::detach(const LoanBook& book) {
  std::lock_guard hold(state_->books_lock);
  std::erase(state_->books, &book);
}

std::uint64_t Ledger::count(BorrowerId borrower) const {
  std::uint64_t in_books = 0;
  {
    std::lock_guard hold(state_->books_lock);
    for (const LoanBook* book : state_->books) in_books += book->count_loans(borrower);
  }
  std::lock_guard hold(state_->lock);
  if (borrower == 0) return in_books + state_->lent - state_->settled;
  return in_books + (borrower <= state_->enrolled.size() ? state_->enrolled[borrower - 1]->out : 0);
}

std::uint64_t Ledger::lent_total() const {
  std::lock_guard hold(state_->lock);
  return state_->lent;
}

std::uint64_t Ledger::settled_total() const {
  std::lock_guard hold(state_->lock);
  return state_->settled;
}

}  // namespace penstock::packet
