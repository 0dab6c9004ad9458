// SPDX-License-Identifier: Apache-2.0
// Which program a flow of this host belongs to, for traffic rules that name one (N-TF-2). Asked for every packet as
// long as there is such a rule, and never else.
//
// Threads: any.
// Memory: its own; a path that was given stays where it is as long as this object.
// Errors: what is not known is "".
#pragma once

#include <string>

#include "wire/flow_key.h"

namespace penstock::tunnel {

class FlowPrograms {
 public:
  virtual ~FlowPrograms() = default;
  // The path of its file. The flow's own end is first.
  virtual const std::string& program_of(const wire::FlowKey& local_first) = 0;
};

}  // namespace penstock::tunnel
