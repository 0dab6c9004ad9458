// SPDX-License-Identifier: Apache-2.0
#include "tunnel/traffic_rule.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace penstock::tunnel {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Each item of each text; false when one is refused.
template <class Take>
bool for_each_item(const std::vector<std::string>& texts, Take take) {
  for (const std::string& text : texts) {
    std::string_view rest = text;
    while (true) {
      const std::size_t comma = rest.find(',');
      if (!take(trimmed(rest.substr(0, comma)))) return false;
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return true;
}

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return port;
}

wire::Address last_of(const wire::Prefix& prefix) {
  wire::Address last = prefix.address;
  for (std::uint32_t bit = prefix.length; bit < last.bits(); ++bit) {
    last.octets[bit / 8] = static_cast<std::uint8_t>(last.octets[bit / 8] | 0x80 >> bit % 8);
  }
  return last;
}

}  // namespace

Result<std::vector<CompiledTrafficRules::PortRange>> CompiledTrafficRules::ports_of(
    const std::vector<std::string>& texts) {
  std::vector<PortRange> ranges;
  const bool good = for_each_item(texts, [&](std::string_view item) {
    const std::size_t dash = item.find('-');
    const auto first = port_of(trimmed(item.substr(0, dash)));
    const auto last = dash == std::string_view::npos ? first : port_of(trimmed(item.substr(dash + 1)));
    if (!first || !last || *last < *first) return false;
    ranges.push_back({*first, *last});
    return true;
  });
  if (!good) return Fault::invalid_argument;
  return ranges;
}

Result<std::vector<CompiledTrafficRules::AddressRange>> CompiledTrafficRules::addresses_of(
    const std::vector<std::string>& texts) {
  std::vector<AddressRange> ranges;
  const bool good = for_each_item(texts, [&](std::string_view item) {
    const std::size_t dash = item.find('-');
    if (dash == std::string_view::npos) {
      const auto prefix = wire::parse_prefix(item);
      if (!prefix.ok()) return false;
      ranges.push_back({prefix->address, last_of(*prefix)});
      return true;
    }
    const auto first = wire::parse_address(trimmed(item.substr(0, dash)));
    const auto last = wire::parse_address(trimmed(item.substr(dash + 1)));
    if (!first.ok() || !last.ok() || first->version != last->version || *last < *first) return false;
    ranges.push_back({*first, *last});
    return true;
  });
  if (!good) return Fault::invalid_argument;
  return ranges;
}

Result<CompiledTrafficRules> CompiledTrafficRules::compile(const TrafficRules& text, FlowPrograms* programs) {
  CompiledTrafficRules compiled;
  compiled.programs_ = programs;
  compiled.allow_outbound_ = text.allow_outbound;
  compiled.allow_inbound_ = text.allow_inbound;
  for (const TrafficRuleText& one : text.rules) {
    auto local_ports = ports_of(one.local_ports);
    auto remote_ports = ports_of(one.remote_ports);
    auto local_addresses = addresses_of(one.local_addresses);
    auto remote_addresses = addresses_of(one.remote_addresses);
    if (!local_ports || !remote_ports || !local_addresses || !remote_addresses) {
      return Fault::invalid_argument;
    }
    compiled.names_applications_ |= one.names_package || !one.program.empty();
    compiled.rules_.push_back({.protocol = one.protocol,
                               .local_ports = std::move(local_ports).value(),
                               .remote_ports = std::move(remote_ports).value(),
                               .local_addresses = std::move(local_addresses).value(),
                               .remote_addresses = std::move(remote_addresses).value(),
                               .program = one.program,
                               .never = one.names_package});
  }
  return compiled;
}

bool CompiledTrafficRules::matches(const Rule& rule, const wire::Parsed& packet, bool outbound) {
  if (rule.never || (rule.protocol != 0 && rule.protocol != packet.protocol)) return false;
  const auto in_ports = [&](const std::vector<PortRange>& ranges, std::uint16_t port) {
    return ranges.empty() ||
           (packet.has_ports() && std::any_of(ranges.begin(), ranges.end(), [&](PortRange range) {
              return range.first <= port && port <= range.last;
            }));
  };
  const auto in_addresses = [](const std::vector<AddressRange>& ranges, const wire::Address& address) {
    return ranges.empty() || std::any_of(ranges.begin(), ranges.end(), [&](const AddressRange& range) {
             return range.first <= address && address <= range.last;
           });
  };
  const bool from_here = outbound;
  return in_ports(rule.local_ports, from_here ? packet.source_port : packet.destination_port) &&
         in_ports(rule.remote_ports, from_here ? packet.destination_port : packet.source_port) &&
         in_addresses(rule.local_addresses, from_here ? packet.source : packet.destination) &&
         in_addresses(rule.remote_addresses, from_here ? packet.destination : packet.source);
}

// Asked last, since it may take a while.
bool CompiledTrafficRules::belongs(const Rule& rule, const wire::Parsed& packet, bool outbound) const {
  if (rule.program.empty()) return true;
  if (programs_ == nullptr) return false;
  const wire::FlowKey key = wire::transport_key(packet);
  return programs_->program_of(outbound ? key : key.reversed()) == rule.program;
}

bool CompiledTrafficRules::admit(std::span<const std::uint8_t> packet, bool outbound) const {
  if (!asks(outbound)) return true;
  const auto parsed = wire::parse(packet, {.allow_super = true});
  if (!parsed.ok()) return false;
  return std::any_of(rules_.begin(), rules_.end(), [&](const Rule& rule) {
    return matches(rule, *parsed, outbound) && belongs(rule, *parsed, outbound);
  });
}

}  // namespace penstock::tunnel
