// SPDX-License-Identifier: Apache-2.0
// Packets and flows as a person reads them: "TCP 10.0.0.1:4000 > 10.0.0.2:80 SYN".
//
// Threads: pure functions.
// Memory: text by value.
// Errors: bytes that are no packet are named by what is wrong with them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "wire/address.h"
#include "wire/flow_key.h"
#include "wire/parse.h"

namespace penstock::app {

std::string protocol_name(std::uint8_t protocol, std::uint8_t ip_version);
// "10.0.0.1:80", "[fd00::1]:80".
std::string end_text(const wire::Address& address, std::uint16_t port);
std::string packet_text(std::span<const std::uint8_t> bytes);
// "ALE_AUTH_CONNECT_V4", by the contract's number.
std::string_view layer_text(std::uint16_t layer);
// "12.345 ms".
std::string duration_text(std::int64_t duration_ns);

}  // namespace penstock::app
