// SPDX-License-Identifier: Apache-2.0
// The lab's network: two namespaces, a TUN device in each, and nothing between them but this process, which
// holds both devices. With a wire there is one TUN, on the local side and without an address, and a pair of network
// devices between the two: the way of a tunnel. What it makes is written down first, so that the next lab can take
// away what a killed one left.
//
// Threads: the first.
// Memory: descriptors; a record and a folder under kStateFolder as long as it lives.
// Errors: a sentence that names what the system refused.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

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
  std::string outer;  // on the wire, where there is one
  link::Descriptor network_namespace;
  std::unique_ptr<link::TunDevice> tun;
};

class LabNetwork {
 public:
  static constexpr const char* kStateFolder = "/run/penstock/lab";

  static constexpr std::uint32_t kTunnelMtuBytes = 1420;

  static std::variant<std::unique_ptr<LabNetwork>, LabFault> make(bool offload, bool wire);
  ~LabNetwork();  // takes everything away; what lives in the namespaces is ended before
  LabNetwork(const LabNetwork&) = delete;
  LabNetwork& operator=(const LabNetwork&) = delete;

  LabSide& local() { return local_; }
  LabSide& remote() { return remote_; }
  // For configurations and the like; goes with the lab.
  const std::string& folder() const { return folder_; }
  // The name of wireguard-go's interface, and of its control socket.
  std::string peer_name() const { return peer_name_of(mark_); }
  static std::string peer_name_of(const std::string& mark) { return "penwg-" + mark; }

 private:
  explicit LabNetwork(std::string mark);
  using Done = std::variant<std::monostate, LabFault>;
  Done set_up(bool offload, bool wire);
  Done make_namespace(LabSide& side);
  Done open_tun(LabSide& side, bool offload, std::uint32_t mtu_bytes);
  Done lay_wire();

  const std::string mark_;
  const std::string folder_;
  LabSide local_;
  LabSide remote_;
};

// Its addresses, with the usual prefix lengths, and up.
std::variant<std::monostate, LabFault> raise_interface(const LabSide& side, const std::string& name,
                                                       const std::vector<std::string>& addresses);
// Takes away what labs left that are not alive any more. Returns how many.
int remove_dead_labs();

}  // namespace penstock::app
