// SPDX-License-Identifier: Apache-2.0
// Which packet is the first of its flow, and whose flow that is: the plug-in is told by the buffer of that packet and by
// no other (N-TF-2). Flows that still have packets are remembered, and of those that have none at least kFlowsMax.
//
// Threads: one at a time.
// Memory: at most twice kFlowsMax flows; allocated for a flow, never for a packet of a known one. Programs are the
//   asked object's.
// Errors: none: what is not known is nullptr.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>

#include "tunnel/flow_programs.h"

namespace penstock::tunnel {

class FlowNames {
 public:
  static constexpr std::size_t kFlowsMax = 4096;

  // Without `programs` none is known.
  explicit FlowNames(FlowPrograms* programs) : programs_(programs) {}

  // The program whose flow a packet from here begins; nullptr for a later packet, and for a program nobody knows.
  const std::string* begun_by(std::span<const std::uint8_t> packet);

 private:
  // What a flow has shown so far: nothing but SYN, which is sent again where nobody answers, or more.
  enum class Shown : std::uint8_t { opening, more };
  using Flows = std::unordered_map<wire::FlowKey, Shown>;

  bool begins(const wire::FlowKey& key, bool opens);
  Shown& remembered(const wire::FlowKey& key, bool& is_new);

  FlowPrograms* programs_;
  Flows recent_;
  Flows before_;  // forgotten when recent_ is full
};

}  // namespace penstock::tunnel
