// SPDX-License-Identifier: Apache-2.0
// A connection's wishes carried out on the host: the interface's addresses and MTU, routes and exclusions, name
// servers. In force from raise() to lower(), in one piece or not at all; what a crash left behind is undone by
// the next raise().
//
// Threads: one call at a time.
// Memory: what was changed, and a journal of it on disk where one is named.
// Errors: access_denied without the privilege, refused_by_host for everything else; the log has the sentence.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "link/network_setup.h"
#include "link/resolver_setup.h"
#include "tunnel/network_plan.h"

namespace penstock::path {

struct HostNetworkOptions {
  std::uint32_t interface_index = 0;
  link::Pinning pinning = link::Pinning::mark;
  std::uint32_t mark = 0;  // of the outer sockets
  std::uint32_t table = 0;
  std::uint32_t rule_priority = 20000;
  link::ResolverOptions resolver;
  std::string journal_file;                           // "": none
  int namespace_descriptor = -1;                      // -1: that of the calling thread
  std::function<std::vector<wire::Address>()> peers;  // for host_routes
  std::function<void(const std::string& line)> log;
};

class HostNetwork final : public tunnel::InterfaceHost {
 public:
  explicit HostNetwork(HostNetworkOptions options) : options_(std::move(options)) {}
  ~HostNetwork() override { lower(); }

  tunnel::Result<void> raise(const tunnel::NetworkPlan& plan) override;
  tunnel::Result<void> change(const tunnel::NetworkPlan& plan) override;
  void lower() override;

  // What is in force, for whoever shows it.
  std::vector<std::string> changes() const;

 private:
  link::NetworkSettings settings_of(const tunnel::NetworkPlan& plan) const;
  tunnel::Result<void> set_names(const tunnel::NetworkPlan& plan);
  tunnel::Fault told(const link::Fault& fault) const;
  void say(const std::string& line) const;

  const HostNetworkOptions options_;
  std::unique_ptr<link::NetworkSetup> network_;
  std::unique_ptr<link::ResolverSetup> resolver_;
  std::vector<tunnel::NameRule> names_;
};

}  // namespace penstock::path
