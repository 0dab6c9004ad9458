// SPDX-License-Identifier: Apache-2.0
// The flows of a path, for somebody who asks from another thread: the path copies plain records when it gets
// to its re-entry queue, and the asker makes rows of them, so that a path with many flows is not kept by
// text.
#include <algorithm>
#include <atomic>
#include <memory>

#include "exec/runtime.h"
#include "filter/station_state.h"

namespace penstock::filter {
namespace {

constexpr std::int64_t kAnswerWithinNs = 1'000'000'000;

struct FlowRecord {
  std::uint64_t id;
  wire::FlowKey key;  // a is local
  Direction direction;
  FlowPhase phase;
  std::int64_t opened_ns;
  std::uint64_t packets[2];
  std::uint64_t bytes[2];
};

// Of both, asker and path: who comes late writes to, or leaves, what nobody reads any more.
struct FlowList {
  std::vector<FlowRecord> flows;  // the path's, until `ended` says that it is the asker's
  std::atomic<bool> ended{false};
};

class FlowQuestion final : public packet::Reentry {
 public:
  FlowQuestion(const StationState& station, std::shared_ptr<FlowList> list)
      : station_(station), list_(std::move(list)) {}

  void resume() override {
    list_->flows.reserve(station_.flows.size());
    station_.flows.for_each([this](const Flow& flow) {
      list_->flows.push_back({.id = flow.id,
                              .key = flow.key,
                              .direction = flow.direction,
                              .phase = flow.phase,
                              .opened_ns = flow.opened_ns,
                              .packets = {flow.packets[0], flow.packets[1]},
                              .bytes = {flow.bytes[0], flow.bytes[1]}});
    });
    end();
  }
  void abandon() override { end(); }

 private:
  void end() {
    list_->ended.store(true, std::memory_order_release);
    exec::runtime().unpark_all(list_.get());
    delete this;
  }

  const StationState& station_;
  const std::shared_ptr<FlowList> list_;
};

// False when the deadline was earlier.
bool await_end(const FlowList& list) {
  const auto waiting = [&list] { return !list.ended.load(std::memory_order_acquire); };
  const std::int64_t deadline_ns = exec::runtime().now_ns() + kAnswerWithinNs;
  while (waiting()) {
    if (exec::runtime().park(&list, waiting, deadline_ns) == exec::Wake::deadline) return !waiting();
  }
  return true;
}

const char* phase_text(FlowPhase phase) {
  switch (phase) {
    case FlowPhase::fresh:
      return "fresh";
    case FlowPhase::pended:
      return "pended";
    case FlowPhase::authorized:
      return "authorized";
    case FlowPhase::closed:
      return "closed";
  }
  return "?";
}

base::Row row_of(const FlowRecord& flow, std::int64_t now_ns) {
  const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
  return {{"flow", number(flow.id)},
          {"protocol", std::int64_t{flow.key.protocol}},
          {"local", wire::to_string(flow.key.a)},
          {"local_port", std::int64_t{flow.key.a_port}},
          {"remote", wire::to_string(flow.key.b)},
          {"remote_port", std::int64_t{flow.key.b_port}},
          {"direction", flow.direction == Direction::outbound ? "outbound" : "inbound"},
          {"phase", phase_text(flow.phase)},
          {"packets out", number(flow.packets[0])},
          {"packets in", number(flow.packets[1])},
          {"bytes out", number(flow.bytes[0])},
          {"bytes in", number(flow.bytes[1])},
          {"age ns", now_ns - flow.opened_ns}};
}

}  // namespace

std::vector<base::Row> FilterStation::flow_rows() const {
  const auto list = std::make_shared<FlowList>();
  auto* question = new FlowQuestion(*state_, list);
  if (!state_->reentry.put(*question)) {
    delete question;
    return {};
  }
  if (!await_end(*list)) return {};
  // The table's order differs from run to run.
  std::sort(list->flows.begin(), list->flows.end(), [](const auto& x, const auto& y) { return x.id < y.id; });
  const std::int64_t now_ns = exec::runtime().now_ns();
  std::vector<base::Row> rows;
  rows.reserve(list->flows.size());
  for (const FlowRecord& flow : list->flows) rows.push_back(row_of(flow, now_ns));
  return rows;
}

}  // namespace penstock::filter
