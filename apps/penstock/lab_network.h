// SPDX-License-Identifier: Apache-2.0
// The lab's network: two namespaces, a TUN device in each, and nothing between them but this process, which
// holds both devices. What it makes is written down first, so that the next lab can take away what a killed
// one left.
//
// Threads: the first.
// Memory: descriptors; a record and a folder under kStateFolder as long as it lives.
// Errors: a sentence that names what the system refused.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "link/descriptor.h"
#include "link/fault.h"
#include "link/tun_device.h"

namespace penstock::app {

struct LabFault {
  std::string message;
};

struct LabSide {
  std::string namespace_name;  // penstock-local-1a2b3c
  std::string ipv4;
  std::string ipv6;
  link::Descriptor network_namespace;
  std::unique_ptr<link::TunDevice> tun;
};

class LabNetwork {
 public:
  static constexpr const char* kStateFolder = "/run/penstock/lab";

  static std::variant<std::unique_ptr<LabNetwork>, LabFault> make(bool offload);
  ~LabNetwork();  // takes everything away; what lives in the namespaces is ended before
  LabNetwork(const LabNetwork&) = delete;
  LabNetwork& operator=(const LabNetwork&) = delete;

  LabSide& local() { return local_; }
  LabSide& remote() { return remote_; }
  // For configurations and the like; goes with the lab.
  const std::string& folder() const { return folder_; }

 private:
  explicit LabNetwork(std::string mark);
  std::variant<std::monostate, LabFault> set_up(bool offload);
  std::variant<std::monostate, LabFault> set_up_side(LabSide& side, bool offload);

  const std::string folder_;
  LabSide local_;
  LabSide remote_;
};

// Takes away what labs left that are not alive any more. Returns how many.
int remove_dead_labs();

}  // namespace penstock::app
