// SPDX-License-Identifier: Apache-2.0
// The parts that configurations and scripts share: addresses with a prefix, verdict rules, and the way from a
// file to a table. Private to the room.
//
// Threads: pure functions.
// Memory: text by value.
// Errors: FirstError.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "control/configuration.h"
#include "control/table_reader.h"

namespace penstock::control {

// "10.0.0.1/24"; without a length, all bits. nullopt when it is neither IPv4 nor IPv6.
std::optional<AddressSetting> parse_address_setting(const std::string& text);
std::vector<AddressSetting> read_addresses(TableReader& reader, std::string_view key);
std::vector<VerdictSetting> read_verdicts(TableReader& reader);
// "00 ff"; nullopt when it is no row of bytes.
std::optional<std::vector<std::uint8_t>> hexadecimal_bytes(const std::string& text);
ChannelSetting read_channel(const toml::table& table, FirstError& error);
void check_channels(const Configuration& configuration, FirstError& error);
VpnSetting read_vpn(const toml::table& table, FirstError& error);
// Whole, or what is wrong with the file.
std::variant<std::string, ConfigurationError> read_text_file(const std::string& file);
std::variant<toml::table, ConfigurationError> parse_toml(std::string_view text, const std::string& file);

}  // namespace penstock::control
