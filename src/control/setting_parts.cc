// SPDX-License-Identifier: Apache-2.0
#include "control/setting_parts.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <sstream>

namespace penstock::control {

std::optional<AddressSetting> parse_address_setting(const std::string& text) {
  const std::size_t slash = text.find('/');
  const std::string address = text.substr(0, slash);
  unsigned char bytes[16];
  const bool four = ::inet_pton(AF_INET, address.c_str(), bytes) == 1;
  if (!four && ::inet_pton(AF_INET6, address.c_str(), bytes) != 1) return std::nullopt;
  const unsigned most = four ? 32 : 128;
  unsigned length = most;
  if (slash != std::string::npos) {
    const char* begin = text.data() + slash + 1;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(begin, end, length);
    if (error != std::errc() || stopped != end || length > most) return std::nullopt;
  }
  return AddressSetting{address, static_cast<std::uint8_t>(length)};
}

std::vector<AddressSetting> read_addresses(TableReader& reader, std::string_view key) {
  std::vector<AddressSetting> addresses;
  const toml::array* array = reader.array(key);
  if (array == nullptr) return addresses;
  for (const toml::node& node : *array) {
    const std::string text = node.value_exact<std::string>().value_or("");
    const std::optional<AddressSetting> parsed = parse_address_setting(text);
    if (!parsed) {
      reader.wrong(
          key, fmt::format("holds '{}'; write addresses such as \"10.0.0.1/24\" or \"fd00::1/64\"", text));
      return addresses;
    }
    addresses.push_back(*parsed);
  }
  return addresses;
}

namespace {

VerdictSetting read_verdict(const toml::table& table, FirstError& error) {
  TableReader reader(table, "[[verdict]]", error);
  VerdictSetting rule;
  const std::string what = reader.required_text("verdict");
  if (what == "permit") {
    rule.what = VerdictSetting::What::permit;
  } else if (what == "block") {
    rule.what = VerdictSetting::What::block;
  } else if (what == "wait") {
    rule.what = VerdictSetting::What::wait;
  } else if (!what.empty()) {
    reader.wrong("verdict", fmt::format("is '{}'; write permit, block or wait", what));
  }
  rule.protocol = reader.text("protocol");
  if (rule.protocol && *rule.protocol != "tcp" && *rule.protocol != "udp" && *rule.protocol != "icmp") {
    reader.wrong("protocol", fmt::format("is '{}'; write tcp, udp or icmp", *rule.protocol));
  }
  if (const auto remote = reader.text("remote")) {
    rule.remote = parse_address_setting(*remote);
    if (!rule.remote)
      reader.wrong("remote", fmt::format("is '{}'; write a prefix such as \"10.0.0.0/8\"", *remote));
  }
  if (const auto port = reader.number("remote_port", 0, 65535))
    rule.remote_port = static_cast<std::uint16_t>(*port);
  if (const auto port = reader.number("local_port", 0, 65535))
    rule.local_port = static_cast<std::uint16_t>(*port);
  rule.inbound = reader.flag("inbound");
  rule.after_ms = static_cast<std::uint32_t>(reader.number("after_ms", 0, 3'600'000).value_or(0));
  return rule;
}

}  // namespace

std::vector<VerdictSetting> read_verdicts(TableReader& reader) {
  std::vector<VerdictSetting> rules;
  for_each_table(reader, "verdict",
                 [&](const toml::table& table) { rules.push_back(read_verdict(table, reader.error())); });
  return rules;
}

std::optional<std::vector<std::uint8_t>> hexadecimal_bytes(const std::string& hexadecimal) {
  std::vector<std::uint8_t> bytes;
  int half = -1;
  for (const char letter : hexadecimal) {
    if (letter == ' ') continue;
    const int digit = letter >= '0' && letter <= '9'   ? letter - '0'
                      : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10
                      : letter >= 'A' && letter <= 'F' ? letter - 'A' + 10
                                                       : -1;
    if (digit < 0) return std::nullopt;
    if (half < 0) {
      half = digit;
    } else {
      bytes.push_back(static_cast<std::uint8_t>(half * 16 + digit));
      half = -1;
    }
  }
  if (half >= 0) return std::nullopt;
  return bytes;
}

std::variant<std::string, ConfigurationError> read_text_file(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return ConfigurationError{{file, 0}, std::strerror(errno)};
  std::string text(kConfigurationBytesMax + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (stream.bad()) return ConfigurationError{{file, 0}, std::strerror(errno)};
  return text;
}

std::variant<toml::table, ConfigurationError> parse_toml(std::string_view text, const std::string& file) {
  if (text.size() > kConfigurationBytesMax) {
    return ConfigurationError{
        {file, 0}, fmt::format("is longer than {} bytes; is it the right file?", kConfigurationBytesMax)};
  }
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    return ConfigurationError{{file, error.source().begin.line}, std::string(error.description())};
  }
}

}  // namespace penstock::control
