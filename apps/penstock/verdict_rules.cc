// SPDX-License-Identifier: Apache-2.0
#include "verdict_rules.h"

#include "wire/protocol.h"

namespace penstock::app {
namespace {

bool is_protocol(const std::string& name, std::uint8_t protocol) {
  if (name == "tcp") return protocol == wire::kProtocolTcp;
  if (name == "udp") return protocol == wire::kProtocolUdp;
  return protocol == wire::kProtocolIcmp || protocol == wire::kProtocolIcmpV6;
}

bool is_within(const control::AddressSetting& setting, const wire::Address& address) {
  const auto parsed = wire::parse_address(setting.address);  // checked when it was read
  return parsed.ok() && wire::Prefix::of(*parsed, setting.prefix_length).contains(address);
}

bool fits(const control::VerdictSetting& rule, const Question& question) {
  return (!rule.protocol || is_protocol(*rule.protocol, question.protocol)) &&
         (!rule.remote || is_within(*rule.remote, question.remote)) &&
         (!rule.remote_port || *rule.remote_port == question.remote_port) &&
         (!rule.local_port || *rule.local_port == question.local_port) &&
         (!rule.inbound || *rule.inbound == question.inbound);
}

}  // namespace

Decider decider_of(std::vector<control::VerdictSetting> rules) {
  return [rules = std::move(rules)](const Question& question) -> std::optional<Decision> {
    for (const control::VerdictSetting& rule : rules) {
      if (!fits(rule, question)) continue;
      if (rule.what == control::VerdictSetting::What::wait) return std::nullopt;
      return Decision{rule.what == control::VerdictSetting::What::permit ? Verdict::permit : Verdict::block,
                      std::int64_t{rule.after_ms} * 1'000'000};
    }
    return std::nullopt;
  };
}

}  // namespace penstock::app
