// SPDX-License-Identifier: Apache-2.0
// The ledger against a naive twin: a map from id to what is known of the loan.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <vector>

#include "packet/custody.h"
#include "testing/rule.h"

namespace penstock::packet {
namespace {

constexpr int kBorrowers = 3;

class Numbered final : public Lent {
 public:
  explicit Numbered(int number) : number_(number) {}
  int number() const { return number_; }
  void describe(base::Row& row) const override { row.emplace_back("number", std::int64_t{number_}); }

 private:
  int number_;
};

struct TwinLoan {
  BorrowerId borrower = 0;
  int number = 0;
  bool out = true;
  base::CallSite lent_at;
  base::CallSite settled_at;
};

struct Twin {
  std::map<LoanId, TwinLoan> loans;
  std::vector<LoanId> order;  // as lent

  std::vector<LoanId> outstanding(BorrowerId borrower) const {
    std::vector<LoanId> out;
    for (const LoanId loan : order) {
      const TwinLoan& known = loans.at(loan);
      if (known.out && (borrower == 0 || known.borrower == borrower)) out.push_back(loan);
    }
    return out;
  }

  Settlement expected(LoanId loan, BorrowerId by) const {
    const auto found = loans.find(loan);
    if (found == loans.end()) return Settlement::unknown;
    if (!found->second.out) return Settlement::settled_before;
    return by == 0 || by == found->second.borrower ? Settlement::settled : Settlement::foreign;
  }
};

base::CallSite any_site() {
  static const char code[64] = {};
  return {&code[*rc::gen::inRange(0, 64)]};
}

void lend_one(Ledger& ledger, Twin& twin) {
  const auto borrower = static_cast<BorrowerId>(*rc::gen::inRange(1, kBorrowers + 1));
  const base::CallSite from = any_site();
  const int number = static_cast<int>(twin.order.size());
  const LoanId loan = ledger.lend(borrower, "request", from, Ref<Lent>::adopt(new Numbered(number)));
  RC_ASSERT(loan != 0u);
  RC_ASSERT(twin.loans.count(loan) == 0u);
  twin.loans[loan] = {borrower, number, true, from, {}};
  twin.order.push_back(loan);
}

LoanId any_id(const Twin& twin) {
  const bool invented = twin.order.empty() || *rc::gen::inRange(0, 10) == 0;
  return invented ? *rc::gen::arbitrary<LoanId>() : *rc::gen::elementOf(twin.order);
}

void settle_one(Ledger& ledger, Twin& twin) {
  const LoanId loan = any_id(twin);
  const auto by = static_cast<BorrowerId>(*rc::gen::inRange(0, kBorrowers + 2));
  const base::CallSite from = any_site();
  const Settlement expected = twin.expected(loan, by);
  const Settled answer = ledger.settle(loan, by, from);
  RC_ASSERT(answer.result == expected);
  RC_ASSERT(static_cast<bool>(answer.subject) == (expected == Settlement::settled));
  if (expected == Settlement::unknown) return;
  TwinLoan& known = twin.loans.at(loan);
  // A run lends less than a block, and entries rest first in, first out: none has been used again.
  RC_ASSERT(answer.lent_at == known.lent_at);
  RC_ASSERT(answer.borrower == known.borrower);
  RC_ASSERT(answer.earlier == known.settled_at);
  if (expected != Settlement::settled) return;
  RC_ASSERT(static_cast<Numbered&>(*answer.subject).number() == known.number);
  known.out = false;
  known.settled_at = from;
}

void compare(const Ledger& ledger, const Twin& twin) {
  for (BorrowerId borrower = 0; borrower <= kBorrowers; ++borrower) {
    std::vector<LoanId> listed;
    for (const LoanRecord& record : ledger.outstanding(borrower)) listed.push_back(record.id);
    const std::vector<LoanId> expected = twin.outstanding(borrower);
    RC_ASSERT(listed == expected);
    RC_ASSERT(ledger.count(borrower) == expected.size());
  }
  RC_ASSERT(ledger.lent_total() == twin.order.size());
  RC_ASSERT(ledger.lent_total() - ledger.settled_total() == ledger.count());
  for (const auto& [loan, known] : twin.loans) RC_ASSERT(static_cast<bool>(ledger.find(loan)) == known.out);
}

TEST(CustodyProperty, AgreesWithAMapWhateverIsLentAndSettled) {
  RULE("W-COMP-7");
  EXPECT_TRUE(rc::check([] {
    Ledger ledger;
    Twin twin;
    for (int i = 0; i < kBorrowers; ++i) ledger.enroll({"borrower", SnapshotTerms::refuse});
    const auto moves = *rc::gen::container<std::vector<bool>>(rc::gen::arbitrary<bool>());
    for (const bool lends : moves) {
      lends ? lend_one(ledger, twin) : settle_one(ledger, twin);
    }
    compare(ledger, twin);
  }));
}

}  // namespace
}  // namespace penstock::packet
