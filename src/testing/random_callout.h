// SPDX-License-Identifier: Apache-2.0
// A callout whose answers are drawn: it permits, blocks, absorbs or holds, keeps datagrams that it holds,
// and permits what it injected itself.
//
// Threads: as the seeded runtime schedules them, one at a time.
// Memory: keeps copies of packets until their operation is completed.
// Errors: counts what it is owed.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "filter/engine.h"
#include "testing/packet_text.h"

namespace penstock::testing {

class RandomCallout final : public filter::Callout {
 public:
  using Draw = std::function<std::uint32_t(std::uint32_t below)>;

  RandomCallout(filter::Engine& engine, Draw draw);

  std::size_t outstanding() const { return operations_.size(); }
  // Completes one of those held, and perhaps injects the packet that was kept with it.
  void complete_one();
  void classify(const filter::Classification& shown, filter::ClassifyOut& out) override;
  bool filter_added(const filter::FilterNotice&) override { return true; }
  void filter_deleted(const filter::FilterNotice&) override {}
  bool wants_flow_deletions() const override { return true; }
  void flow_deleted(filter::Layer, std::uint32_t, std::uint64_t) override { ++contexts_ended; }

  std::uint32_t id = 0;
  std::uint64_t contexts_begun = 0;
  std::uint64_t contexts_ended = 0;
  std::uint64_t injections_owed = 0;
  std::uint64_t injections_completed = 0;

 private:
  class Completion;
  struct Operation {
    packet::LoanId loan = 0;
    Bytes kept;
    filter::Direction direction{};
  };
  void first(const filter::Classification& shown, filter::ClassifyOut& out);
  void inject(const Operation& operation);

  filter::Engine& engine_;
  const Draw draw_;
  const packet::BorrowerId borrower_;
  const filter::InjectorId injector_;
  std::vector<Operation> operations_;
};

}  // namespace penstock::testing
