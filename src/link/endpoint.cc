// SPDX-License-Identifier: Apache-2.0
#include "link/endpoint.h"

#include <charconv>

namespace penstock::link {
namespace {

Fault not_an_endpoint(std::string_view text, const char* why) {
  return {Reason::bad_option, "endpoint '" + std::string(text) + "'", why};
}

bool parse_port(std::string_view text, std::uint16_t& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string to_string(const Endpoint& endpoint) {
  const std::string address = wire::to_string(endpoint.address);
  const std::string port = std::to_string(endpoint.port);
  return endpoint.address.version == 6 ? "[" + address + "]:" + port : address + ":" + port;
}

Result<Endpoint> parse_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return not_an_endpoint(text, "wants ADDRESS:PORT");
  Endpoint endpoint;
  if (!parse_port(text.substr(colon + 1), endpoint.port)) {
    return not_an_endpoint(text, "the port is no number from 0 to 65535");
  }
  std::string_view host = text.substr(0, colon);
  const bool bracketed = host.size() >= 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  const auto address = wire::parse_address(host);
  if (!address.ok()) return not_an_endpoint(text, "no IPv4 or IPv6 address before the port");
  if (bracketed != (address->version == 6)) {
    return not_an_endpoint(text, "an IPv6 address is written in brackets, an IPv4 address is not");
  }
  endpoint.address = *address;
  return endpoint;
}

}  // namespace penstock::link
