// SPDX-License-Identifier: Apache-2.0
// The connections that an engine tells of, one entry each, whatever it took: a connection that is accepted
// after it was held is classified twice, as two flows of the engine, and is one connection here. Bytes are
// counted packet by packet where a listener wants to hear of each; with a source of open flows no packet is
// looked at, and the flows are asked when somebody wants to know.
//
// Threads: any; a lock, which a single packet does not take when open flows can be asked. The listener is
// called
//   under it and must be short; the open flows are asked without it.
// Memory: at most kConnectionsMax entries; beyond, the oldest that have ended are forgotten.
// Errors: none.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/view.h"
#include "exec/mutex.h"
#include "filter/event.h"

namespace penstock::app {

struct Connection {
  std::uint64_t number = 0;
  std::string text;           // "TCP 10.0.0.1:4000 > 10.0.0.2:80"
  std::string layer;          // where it was decided
  std::string state = "new";  // held, permitted, blocked, abandoned
  std::string decided_by;
  bool held = false;
  std::int64_t held_ns = 0;
  std::uint64_t bytes = 0;
  std::uint32_t flows = 0;  // of the engine, open now
};

class ConnectionBook final : public filter::EventSink, public base::View {
 public:
  static constexpr std::size_t kConnectionsMax = 100'000;
  using Namer = std::function<std::string(packet::BorrowerId)>;
  // What happened, and the connection as it is then.
  using Listener = std::function<void(const filter::Event&, const Connection&)>;
  // Rows of FilterStation::flow_rows().
  using OpenFlows = std::function<std::vector<base::Row>()>;

  ConnectionBook(Namer namer, Listener listener) : namer_(std::move(namer)), listener_(std::move(listener)) {}
  ConnectionBook(Namer namer, OpenFlows open_flows)
      : namer_(std::move(namer)), open_flows_(std::move(open_flows)) {}

  void happened(const filter::Event& event) override;
  std::vector<Connection> list() const;

  std::string_view name() const override { return "flows"; }
  std::vector<base::Row> show() const override;

 private:
  Connection* of(const filter::Event& event);
  Connection& add(const std::string& text);
  void change(const filter::Event& event, Connection& connection);
  bool counts_packets() const { return !open_flows_; }
  std::unordered_map<std::uint64_t, std::uint64_t> open_bytes(const std::vector<base::Row>& flows) const;
  void forget_some();

  const Namer namer_;
  const Listener listener_;
  const OpenFlows open_flows_;
  mutable exec::Mutex lock_;
  std::uint64_t numbers_ = 0;
  std::unordered_map<std::uint64_t, Connection> connections_;  // by number
  std::unordered_map<std::string, std::uint64_t> by_text_;
  std::unordered_map<std::uint64_t, std::uint64_t> by_flow_;  // the engine's flow -> number
  std::deque<std::uint64_t> ended_;
  std::unordered_map<std::uint64_t, filter::Layer> asked_at_;  // flows about to be held, decided or forgotten
};

}  // namespace penstock::app
