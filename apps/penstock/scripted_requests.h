// SPDX-License-Identifier: Apache-2.0
// The requests to devices that a script asks for, each at its time of the virtual clock, by a thread of their
// own. What comes back is told on standard output.
//
// Threads: one of its own.
// Memory: a handle for each device, until the end.
// Errors: a device that is not there, and a request that fails, are told with the driver's status.
#pragma once

#include <atomic>
#include <map>
#include <string>
#include <vector>

#include "control/configuration.h"
#include "exec/runtime.h"
#include "nt/device_client.h"

namespace penstock::app {

class ScriptedRequests {
 public:
  ScriptedRequests(std::vector<control::RequestSetting> requests, bool json);
  ~ScriptedRequests();  // what was not due is left out; what is out is cancelled
  ScriptedRequests(const ScriptedRequests&) = delete;
  ScriptedRequests& operator=(const ScriptedRequests&) = delete;

 private:
  void run();
  void submit(const control::RequestSetting& request);
  void tell(const control::RequestSetting& request, const nt::Answer& answer) const;

  const std::vector<control::RequestSetting> requests_;  // by time
  const bool json_;
  const std::int64_t started_ns_;
  std::map<std::string, nt::DeviceClient> devices_;
  std::atomic<bool> stopping_{false};
  exec::ThreadId thread_ = 0;
};

}  // namespace penstock::app
