// SPDX-License-Identifier: Apache-2.0
// The walk against a twin that is nothing but the tables of the contract (wfp.md 6.2), written out.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <deque>

#include "filter/policy_fixture.h"
#include "testing/rule.h"

namespace penstock::filter {
namespace {

struct Entry {
  Action type = Action::permit;
  bool clear_right = false;
  bool permit_if_absent = false;
  bool matching = true;
  bool registered = true;
  Action answer = Action::proceed;
  bool hard = false;
  bool absorb = false;
};
using Sublayers = std::vector<std::vector<Entry>>;

rc::Gen<Entry> entry() {
  return rc::gen::apply(
      [](Action type, std::uint8_t bits, bool matching, bool registered, Action answer) {
        Entry made;
        made.type = type;
        made.clear_right = (bits & 1) != 0;
        const bool may_permit = type == Action::callout_terminating || type == Action::callout_unknown;
        made.permit_if_absent = may_permit && (bits & 2) != 0;
        made.hard = (bits & 4) != 0;
        made.absorb = (bits & 8) != 0;
        made.matching = matching;
        made.registered = registered;
        made.answer = answer;
        return made;
      },
      rc::gen::element(Action::permit, Action::block, Action::callout_terminating, Action::callout_unknown,
                       Action::callout_inspection),
      rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint8_t>(0, 16)),
      rc::gen::weightedElement<bool>({{3, true}, {1, false}}),
      rc::gen::weightedElement<bool>({{4, true}, {1, false}}),
      rc::gen::element(Action::permit, Action::block, Action::proceed, Action::none, Action::none_no_match));
}

enum class Said { nothing, permit_soft, permit_hard, block_soft, block_hard };
enum class Now { none, permit_soft, permit_hard, block_soft, block_hard };

bool is_plain(const Entry& entry) { return entry.type == Action::permit || entry.type == Action::block; }

Said absent_says(const Entry& entry) {
  if (entry.type == Action::callout_inspection) return Said::nothing;
  return entry.permit_if_absent ? Said::permit_soft : Said::block_soft;
}

Said says(const Entry& entry, bool may_write) {
  if (entry.type == Action::block) return Said::block_hard;
  if (entry.type == Action::permit) return entry.clear_right ? Said::permit_hard : Said::permit_soft;
  if (!entry.registered) return absent_says(entry);
  if (!may_write) return entry.answer == Action::block ? Said::block_hard : Said::nothing;
  if (entry.type == Action::callout_inspection) return Said::nothing;
  if (entry.answer == Action::permit) return entry.hard ? Said::permit_hard : Said::permit_soft;
  if (entry.answer != Action::block && entry.type == Action::callout_unknown) return Said::nothing;
  return entry.hard ? Said::block_hard : Said::block_soft;
}

// Row by row as printed.
Now combined(Now now, Said said, bool by_callout) {
  static constexpr Now kOverwrite[] = {Now::none, Now::permit_soft, Now::permit_hard, Now::block_soft,
                                       Now::block_hard};
  const Now next = kOverwrite[static_cast<int>(said)];
  switch (now) {
    case Now::none:
    case Now::permit_soft:
    case Now::block_soft:
      return said == Said::nothing ? now : next;
    case Now::permit_hard:
      if ((said == Said::block_soft || said == Said::block_hard) && by_callout) return Now::block_hard;
      return now;
    case Now::block_hard:
      return now;
  }
  return now;
}

struct Expected {
  Now now = Now::none;
  bool absorb = false;
  bool vetoed = false;
  int winner = -1;  // position among all entries
  std::vector<int> called;
};

Expected twin(const Sublayers& sublayers) {
  Expected expected;
  int first = 0;
  for (const auto& sublayer : sublayers) {
    for (std::size_t at = 0; at < sublayer.size(); ++at) {
      const Entry& entry = sublayer[at];
      const int place = first + static_cast<int>(at);
      const bool may_write = expected.now != Now::permit_hard && expected.now != Now::block_hard;
      const bool is_called = !is_plain(entry) && entry.registered;
      if (!entry.matching) continue;
      if (is_called) expected.called.push_back(place);
      const Said said = says(entry, may_write);
      if (said == Said::nothing) continue;
      const Now next = combined(expected.now, said, is_called);
      const bool won = may_write || next != expected.now;
      expected.vetoed = expected.vetoed || (expected.now == Now::permit_hard && next == Now::block_hard);
      if (won) {
        const bool blocks = next == Now::block_soft || next == Now::block_hard;
        expected.absorb = is_called && entry.absorb && blocks;
        expected.winner = place;
      }
      expected.now = next;
      break;
    }
    first += static_cast<int>(sublayer.size());
  }
  return expected;
}

// The same, as policy.
class Built {
 public:
  explicit Built(const Sublayers& sublayers) {
    policy_.show("IP_REMOTE_PORT", Value::of_uint16(1));
    std::uint16_t weight = 0xfff0;
    for (const auto& sublayer : sublayers) {
      const Key key = policy_.add_sublayer(weight--);
      std::uint64_t filter_weight = 1000;
      for (const Entry& entry : sublayer) ids_.push_back(add(entry, key, filter_weight--));
    }
  }
  void agree_with(const Expected& expected) {
    const WalkResult result = policy_.walk();
    const bool block = expected.now == Now::block_soft || expected.now == Now::block_hard;
    const bool hard = expected.now == Now::permit_hard || expected.now == Now::block_hard;
    RC_ASSERT(result.blocked() == block);
    RC_ASSERT((result.action == Action::none) == (expected.now == Now::none));
    RC_ASSERT(result.hard == hard);
    RC_ASSERT(result.absorb == expected.absorb);
    RC_ASSERT(result.vetoed == expected.vetoed);
    RC_ASSERT(result.filter_id ==
              (expected.winner < 0 ? 0 : ids_[static_cast<std::size_t>(expected.winner)]));
    RC_ASSERT(called_ == expected.called);
  }

 private:
  std::uint64_t add(const Entry& entry, const Key& sublayer, std::uint64_t weight) {
    FilterSpec spec = PolicyFixture::filter(entry.type, sublayer);
    spec.weight = Value::of_uint64(&weight);
    if (entry.clear_right) spec.flags |= kFilterClearRight;
    if (entry.permit_if_absent) spec.flags |= kFilterPermitIfUnregistered;
    spec.conditions.push_back(
        {condition_key(Field::ip_remote_port), 0, Value::of_uint16(entry.matching ? 1 : 2)});
    if (!is_plain(entry)) spec.callout = add_callout(entry, static_cast<int>(ids_.size()));
    return policy_.add(spec);
  }
  Key add_callout(const Entry& entry, int place) {
    codes_.emplace_back().decide = [this, entry, place](const Classification&, ClassifyOut& out) {
      called_.push_back(place);
      answering(entry.answer, !entry.hard, entry.absorb ? kClassifyOutAbsorb : 0u)({}, out);
    };
    const Key key = policy_.add_callout(codes_.back());
    if (!entry.registered) RC_ASSERT(policy_.registry.unregister(key).ok());
    return key;
  }

  std::deque<ScriptedCallout> codes_;
  PolicyFixture policy_;
  std::vector<std::uint64_t> ids_;
  std::vector<int> called_;
};

TEST(ArbitrationProperty, AgreesWithTheTables) {
  RULE("W-ARB-1");
  RULE("W-ARB-2");
  RULE("W-ARB-3");
  RULE("W-ARB-4");
  RULE("W-ARB-5");
  RULE("W-ARB-6");
  RULE("W-CLS-6");
  RULE("W-CLS-7");
  const bool holds = rc::check([] {
    // Interesting combinations are rare among so many answers: twenty policies for each case.
    for (int policy = 0; policy < 20; ++policy) {
      const auto few = rc::gen::resize(3, rc::gen::container<std::vector<Entry>>(entry()));
      const auto sublayers = *rc::gen::resize(5, rc::gen::container<Sublayers>(few));
      Built(sublayers).agree_with(twin(sublayers));
    }
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace penstock::filter
