// SPDX-License-Identifier: Apache-2.0
#include "packet/custody.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <set>
#include <thread>
#include <vector>

#include "testing/rule.h"

namespace penstock::packet {
namespace {

class Thing final : public Lent {
 public:
  explicit Thing(std::atomic<int>* alive = nullptr) : alive_(alive) {
    if (alive_ != nullptr) ++*alive_;
  }
  void describe(base::Row& row) const override { row.emplace_back("thing", std::string("one")); }

 private:
  ~Thing() override {
    if (alive_ != nullptr) --*alive_;
  }
  std::atomic<int>* alive_;
};

Ref<Lent> thing(std::atomic<int>* alive = nullptr) { return Ref<Lent>::adopt(new Thing(alive)); }

// Places in some code: what a call site is to the ledger is an address.
const char code[16] = {};
base::CallSite site(int line) { return {&code[line]}; }

class Custody : public testing::Test {
 protected:
  Ledger ledger;
  const BorrowerId hold = ledger.enroll({"hold", SnapshotTerms::refuse});
  const BorrowerId vpn = ledger.enroll({"vpn", SnapshotTerms::drain});
};

TEST_F(Custody, ComesBackOnceWithWhatWasLent) {
  Ref<Lent> lent = thing();
  const LoanId loan = ledger.lend(hold, "authorization", site(1), lent);
  ASSERT_NE(loan, 0u);
  EXPECT_EQ(ledger.find(loan).get(), lent.get());
  const Settled settled = ledger.settle(loan, hold, site(2));
  EXPECT_EQ(settled.result, Settlement::settled);
  EXPECT_EQ(settled.subject.get(), lent.get());
  EXPECT_EQ(settled.lent_at, site(1));
  EXPECT_EQ(settled.borrower, hold);
  EXPECT_FALSE(ledger.find(loan));
}

TEST_F(Custody, TellsASecondSettlementWhereTheFirstWas) {
  RULE("W-COMP-7");
  std::atomic<int> alive{0};
  const LoanId loan = ledger.lend(hold, "authorization", site(1), thing(&alive));
  ledger.settle(loan, hold, site(2));
  EXPECT_EQ(alive, 0);
  const Settled second = ledger.settle(loan, hold, site(3));
  EXPECT_EQ(second.result, Settlement::settled_before);
  EXPECT_FALSE(second.subject) << "it never reaches the thing lent";
  EXPECT_EQ(second.lent_at, site(1));
  EXPECT_EQ(second.earlier, site(2));
  EXPECT_EQ(ledger.settle(loan, hold, site(4)).earlier, site(2)) << "the one that settled, not the last try";
  EXPECT_EQ(ledger.settled_total(), 1u);
}

TEST_F(Custody, LeavesAForeignSettlementWithoutEffect) {
  const LoanId loan = ledger.lend(hold, "authorization", site(1), thing());
  const Settled foreign = ledger.settle(loan, vpn, site(2));
  EXPECT_EQ(foreign.result, Settlement::foreign);
  EXPECT_EQ(foreign.borrower, hold);
  EXPECT_EQ(foreign.lent_at, site(1));
  EXPECT_FALSE(foreign.subject);
  EXPECT_EQ(ledger.count(hold), 1u);
  EXPECT_EQ(ledger.settle(loan, hold, site(3)).result, Settlement::settled);
}

TEST_F(Custody, DoesNotKnowWhatWasNeverLent) {
  RULE("W-COMP-7");
  EXPECT_EQ(ledger.settle(0, hold, site(1)).result, Settlement::unknown);
  const LoanId loan = ledger.lend(hold, "authorization", site(1), thing());
  for (const LoanId never : {LoanId{0}, LoanId{1}, loan + 1, loan + (LoanId{1} << 24),
                             loan + (LoanId{1} << 48), loan | (LoanId{1} << 63), ~LoanId{0}}) {
    EXPECT_EQ(ledger.settle(never, hold, site(1)).result, Settlement::unknown) << never;
    EXPECT_FALSE(ledger.find(never)) << never;
  }
  EXPECT_EQ(ledger.count(), 1u);
}

TEST_F(Custody, LetsTheLenderSettleForAnybody) {
  const LoanId loan = ledger.lend(vpn, "buffer", site(1), thing());
  EXPECT_EQ(ledger.settle(loan, 0, site(2)).result, Settlement::settled);
}

TEST_F(Custody, HoldsWhatIsLentUntilItIsSettled) {
  std::atomic<int> alive{0};
  const LoanId loan = ledger.lend(hold, "authorization", site(1), thing(&alive));
  EXPECT_EQ(alive, 1);
  Ref<Lent> looked_at = ledger.find(loan);
  ledger.settle(loan, hold, site(2));
  EXPECT_EQ(alive, 1) << "whoever found it holds it too";
  looked_at = {};
  EXPECT_EQ(alive, 0);
}

TEST_F(Custody, ReleasesWhatIsStillOutWhenTheLedgerEnds) {
  std::atomic<int> alive{0};
  {
    Ledger ending;
    const BorrowerId borrower = ending.enroll({"hold", SnapshotTerms::refuse});
    for (int i = 0; i < 3; ++i) ending.lend(borrower, "request", site(1), thing(&alive));
    EXPECT_EQ(alive, 3);
  }
  EXPECT_EQ(alive, 0);
}

TEST_F(Custody, ListsWhatIsOutInTheOrderItWasLent) {
  std::vector<LoanId> loans;
  for (int i = 0; i < 6; ++i) {
    loans.push_back(ledger.lend(i % 2 == 0 ? hold : vpn, "request", site(i), thing()));
  }
  ledger.settle(loans[2], hold, site(9));
  std::vector<LoanId> everybodys;
  for (const LoanRecord& record : ledger.outstanding()) everybodys.push_back(record.id);
  EXPECT_EQ(everybodys, (std::vector<LoanId>{loans[0], loans[1], loans[3], loans[4], loans[5]}));
  const std::vector<LoanRecord> vpns = ledger.outstanding(vpn);
  ASSERT_EQ(vpns.size(), 3u);
  EXPECT_EQ(vpns[1].id, loans[3]);
  EXPECT_EQ(vpns[1].borrower_name, "vpn");
  EXPECT_EQ(vpns[1].terms, SnapshotTerms::drain);
  EXPECT_STREQ(vpns[1].what, "request");
  EXPECT_EQ(vpns[1].lent_at, site(3));
  base::Row row;
  vpns[1].subject->describe(row);
  EXPECT_EQ(row.size(), 1u);
  EXPECT_LE(vpns[0].lent_ns, vpns[2].lent_ns);
}

TEST_F(Custody, KeepsItsOrderWhenEntriesAreUsedAgain) {
  constexpr int kSome = 5000;  // more than one block
  std::vector<LoanId> first;
  for (int i = 0; i < kSome; ++i) first.push_back(ledger.lend(hold, "request", site(1), thing()));
  for (const LoanId loan : first) ledger.settle(loan, hold, site(2));
  std::vector<LoanId> second;
  for (int i = 0; i < 2 * kSome; ++i) second.push_back(ledger.lend(hold, "request", site(1), thing()));
  std::vector<LoanId> listed;
  for (const LoanRecord& record : ledger.outstanding()) listed.push_back(record.id);
  EXPECT_EQ(listed, second);
  for (const LoanId loan : first) {
    ASSERT_EQ(ledger.settle(loan, hold, site(3)).result, Settlement::settled_before) << "a stale id";
  }
  EXPECT_EQ(ledger.count(), second.size());
}

TEST_F(Custody, DoesNotGrowWhileLoansComeBack) {
  RULE("W-COMP-7");
  // Every entry is used many times; an id is never given twice and always told from its successors.
  std::set<LoanId> given;
  LoanId stale = 0;
  for (int i = 0; i < 20000; ++i) {
    const LoanId loan = ledger.lend(hold, "request", site(1), thing());
    ASSERT_TRUE(given.insert(loan).second);
    ASSERT_LT(loan & (kLoansMax - 1), 4096u) << "a second block for one loan at a time";
    ASSERT_EQ(ledger.settle(loan, hold, site(2)).result, Settlement::settled);
    if (stale != 0) {
      ASSERT_EQ(ledger.settle(stale, hold, site(3)).result, Settlement::settled_before);
    }
    if (i % 5000 == 0) stale = loan;
  }
}

TEST_F(Custody, CountsByBorrowerAndInAll) {
  const LoanId one = ledger.lend(hold, "request", site(1), thing());
  ledger.lend(vpn, "buffer", site(1), thing());
  ledger.lend(vpn, "buffer", site(1), thing());
  EXPECT_EQ(ledger.count(), 3u);
  EXPECT_EQ(ledger.count(hold), 1u);
  EXPECT_EQ(ledger.count(vpn), 2u);
  EXPECT_EQ(ledger.count(99), 0u);
  ledger.settle(one, hold, site(2));
  EXPECT_EQ(ledger.count(hold), 0u);
  EXPECT_EQ(ledger.lent_total(), 3u);
  EXPECT_EQ(ledger.settled_total(), 1u);
}

TEST_F(Custody, NamesItsBorrowers) {
  EXPECT_EQ(ledger.name_of(hold), "hold");
  EXPECT_EQ(ledger.name_of(vpn), "vpn");
  EXPECT_EQ(ledger.name_of(0), "-");
  EXPECT_EQ(ledger.name_of(77), "-");
}

TEST_F(Custody, SettlesOnceHoweverManyThreadsTry) {
  RULE("W-COMP-7");
  constexpr int kThreads = 8;
  constexpr int kLoans = 3000;
  std::atomic<int> alive{0};
  std::vector<LoanId> loans;
  for (int i = 0; i < kLoans; ++i) loans.push_back(ledger.lend(hold, "request", site(1), thing(&alive)));
  std::atomic<int> settled{0}, before{0};
  std::latch together(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      together.arrive_and_wait();
      for (const LoanId loan : loans) {
        const Settled answer = ledger.settle(loan, hold, site(t));
        if (answer.result == Settlement::settled && answer.subject) ++settled;
        if (answer.result == Settlement::settled_before && !answer.subject && answer.earlier) ++before;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(settled, kLoans);
  EXPECT_EQ(before, kLoans * (kThreads - 1));
  EXPECT_EQ(alive, 0);
}

TEST_F(Custody, LosesNothingBetweenThreadsThatLendAndSettle) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 20000;
  std::atomic<int> alive{0}, wrong{0};
  std::latch together(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      const BorrowerId self = t % 2 == 0 ? hold : vpn;
      std::vector<LoanId> held;
      together.arrive_and_wait();
      for (int i = 0; i < kRounds; ++i) {
        held.push_back(ledger.lend(self, "request", site(t), thing(&alive)));
        if (i % 4000 == 0 && ledger.outstanding(self).empty()) ++wrong;
        if (held.size() < 50) continue;
        for (const LoanId loan : held) {
          if (!ledger.find(loan) || ledger.settle(loan, self, site(t)).lent_at != site(t)) ++wrong;
        }
        held.clear();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(alive, 0);
  EXPECT_EQ(ledger.count(), 0u);
  EXPECT_EQ(ledger.count(hold) + ledger.count(vpn), 0u);
  EXPECT_EQ(ledger.lent_total(), static_cast<std::uint64_t>(kThreads * kRounds));
}

}  // namespace
}  // namespace penstock::packet
