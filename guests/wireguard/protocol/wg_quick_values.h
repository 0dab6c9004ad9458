// SPDX-License-Identifier: Apache-2.0
// The values of a wg-quick file: keys, numbers, addresses, ranges, endpoints. Each reader says what is wrong and
// what would be right; who knows the line and the key puts them in front.
//
// Threads: any.
// Memory: by value.
// Errors: a text that is not empty; the value itself is in it, unless it is a secret.
#pragma once

#include "wg_quick.h"

namespace wireguard {

// Empty: the value is good and the result is written.
using Complaint = std::string;

std::string_view trimmed(std::string_view text);
// The parts between commas, each trimmed; no part for an empty text.
std::vector<std::string_view> parts_of(std::string_view list);
bool same_word(std::string_view one, std::string_view other);

Complaint read_key(std::string_view value, std::span<std::uint8_t, kKeyBytes> result);
Complaint read_number(std::string_view value, std::uint64_t least, std::uint64_t most, std::uint64_t& result);
bool read_address(std::string_view value, Address& result);
Complaint read_range(std::string_view value, AddressRange& result);
Complaint read_endpoint(std::string_view value, std::string& host, std::uint16_t& port);

}  // namespace wireguard
