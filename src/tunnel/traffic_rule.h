// SPDX-License-Identifier: Apache-2.0
// Which packets may use the tunnel at all (N-TF-1): a rule matches when all its parts that say something
// match, a list when any rule does. An empty list lets everything through. A rule that names a program matches the
// flows that belong to it, as far as somebody knows (N-TF-2).
//
// Threads: compiled once, then read only.
// Memory: owns its ranges.
// Errors: text that is no range gives invalid_argument.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tunnel/fault.h"
#include "tunnel/flow_programs.h"
#include "wire/parse.h"

namespace penstock::tunnel {

struct TrafficRuleText {
  std::uint8_t protocol = 0;  // 0: any
  // Items separated by commas: a value, a-b, for addresses also a prefix.
  std::vector<std::string> local_ports;
  std::vector<std::string> remote_ports;
  std::vector<std::string> local_addresses;
  std::vector<std::string> remote_addresses;
  std::string program;         // the path of a file; "": any
  bool names_package = false;  // what it names is no program of this host: never matches (N-TF-2)
};

struct TrafficRules {
  std::vector<TrafficRuleText> rules;
  bool allow_outbound = false;  // this direction is not asked about
  bool allow_inbound = false;
};

class CompiledTrafficRules {
 public:
  // Without `programs` none is known.
  static Result<CompiledTrafficRules> compile(const TrafficRules& text, FlowPrograms* programs = nullptr);

  // A rule names a program or a package: then flows are told whose they are (N-TF-2).
  bool names_applications() const { return names_applications_; }
  bool asks(bool outbound) const { return !rules_.empty() && !(outbound ? allow_outbound_ : allow_inbound_); }
  // Of a packet beginning at its IP header. What cannot be parsed matches nothing.
  bool admit(std::span<const std::uint8_t> packet, bool outbound) const;

 private:
  struct PortRange {
    std::uint16_t first;
    std::uint16_t last;
  };
  struct AddressRange {
    wire::Address first;
    wire::Address last;
  };
  struct Rule {
    std::uint8_t protocol = 0;
    std::vector<PortRange> local_ports;
    std::vector<PortRange> remote_ports;
    std::vector<AddressRange> local_addresses;
    std::vector<AddressRange> remote_addresses;
    std::string program;
    bool never = false;
  };
  static bool matches(const Rule& rule, const wire::Parsed& packet, bool outbound);
  bool belongs(const Rule& rule, const wire::Parsed& packet, bool outbound) const;
  static Result<std::vector<PortRange>> ports_of(const std::vector<std::string>& texts);
  static Result<std::vector<AddressRange>> addresses_of(const std::vector<std::string>& texts);

  std::vector<Rule> rules_;
  FlowPrograms* programs_ = nullptr;
  bool names_applications_ = false;
  bool allow_outbound_ = false;
  bool allow_inbound_ = false;
};

}  // namespace penstock::tunnel
