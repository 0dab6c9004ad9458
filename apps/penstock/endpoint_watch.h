// SPDX-License-Identifier: Apache-2.0
// Joins what a namespace's kernel knows of its sockets to a path: who is behind a new endpoint, asked by the
// station; which endpoint is gone, told to it.
//
// Threads: process_of() on the path's; the deaths come on the poller's (the first thread).
// Memory: borrows the observer and the station.
// Errors: what is not known is left empty.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "exec/poller.h"
#include "filter/station.h"
#include "link/socket_observer.h"

namespace penstock::app {

// Of the namespace at this path; empty: ours.
link::Result<std::unique_ptr<link::SocketObserver>> observe_sockets(const std::string& namespace_path);

class EndpointWatch final : public filter::EndpointOracle, private exec::Watched {
 public:
  EndpointWatch(std::unique_ptr<link::SocketObserver> observer, exec::Poller& poller);
  ~EndpointWatch() override;

  void tell(filter::FilterStation* station) { station_ = station; }
  filter::ProcessFacts process_of(const wire::FlowKey& local_first) override;

 private:
  void readable() override;

  std::unique_ptr<link::SocketObserver> observer_;
  exec::Poller& poller_;
  std::atomic<filter::FilterStation*> station_{nullptr};
};

}  // namespace penstock::app
