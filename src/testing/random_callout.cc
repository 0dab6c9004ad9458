// SPDX-License-Identifier: Apache-2.0
#include "testing/random_callout.h"

#include <algorithm>

#include "base/assert.h"

namespace penstock::testing {

class RandomCallout::Completion final : public filter::InjectionCompletion {
 public:
  explicit Completion(RandomCallout& callout) : callout_(callout) { ++callout_.injections_owed; }
  void completed(filter::InjectionStatus) override {
    ++callout_.injections_completed;
    delete this;
  }

 private:
  RandomCallout& callout_;
};

RandomCallout::RandomCallout(filter::Engine& engine, Draw draw)
    : engine_(engine),
      draw_(std::move(draw)),
      borrower_(engine.ledger().enroll({.name = "random"})),
      injector_(*engine.create_injector({.owner = borrower_})) {}

void RandomCallout::classify(const filter::Classification& shown, filter::ClassifyOut& out) {
  const bool first_time = (shown.metadata->present & filter::kHasCompletionHandle) != 0;
  const bool mine = shown.packet != nullptr && engine_.injection_state(injector_, *shown.packet, nullptr) ==
                                                   filter::InjectionState::by_self;
  out.action = filter::Action::permit;
  if (mine) return;
  if (first_time) {
    first(shown, out);
  } else if (draw_(10) == 0) {
    out.action = filter::Action::block;
    if (draw_(2) == 0) out.flags |= filter::kClassifyOutAbsorb;
  }
}

void RandomCallout::first(const filter::Classification& shown, filter::ClassifyOut& out) {
  if (draw_(8) == 0 && engine_.associate_context(shown.metadata->flow_handle, shown.layer, id, 7))
    ++contexts_begun;
  const std::uint32_t drawn = draw_(10);
  if (drawn < 5) return;
  out.action = filter::Action::block;
  if (drawn < 6) return;
  out.flags |= filter::kClassifyOutAbsorb;
  out.rights &= ~std::uint32_t{filter::kRightActionWrite};
  if (drawn < 7) return;
  const auto loan = engine_.pend(shown.metadata->completion_handle, borrower_, {});
  PENSTOCK_ASSERT(loan.ok());
  Operation held{.loan = *loan};
  if (shown.packet != nullptr) held.kept.assign(shown.packet->bytes().begin(), shown.packet->bytes().end());
  const bool accept = shown.layer == filter::Layer::ale_auth_recv_accept_v4;
  held.direction = accept ? filter::Direction::inbound : filter::Direction::outbound;
  operations_.push_back(std::move(held));
  if (draw_(4) == 0) complete_one();  // while the walk is still running
}

void RandomCallout::complete_one() {
  if (operations_.empty()) return;
  std::swap(operations_[draw_(static_cast<std::uint32_t>(operations_.size()))], operations_.back());
  const Operation operation = std::move(operations_.back());
  operations_.pop_back();
  const bool with_packet = !operation.kept.empty() && draw_(3) != 0;
  const bool early = with_packet && draw_(4) == 0;
  if (early) inject(operation);
  engine_.complete(operation.loan, borrower_, {}, with_packet ? this : nullptr);
  if (with_packet && !early) inject(operation);
}

void RandomCallout::inject(const Operation& operation) {
  packet::PacketPtr packet = engine_.allocate_packet();
  PENSTOCK_ASSERT(packet != nullptr && packet->set_size(static_cast<std::uint32_t>(operation.kept.size())));
  std::copy(operation.kept.begin(), operation.kept.end(), packet->data());
  const auto injected = engine_.inject({.injector = injector_,
                                        .direction = operation.direction,
                                        .packet = std::move(packet),
                                        .completion = new Completion(*this)});
  PENSTOCK_ASSERT(injected.ok());
}

}  // namespace penstock::testing
