// SPDX-License-Identifier: Apache-2.0
// Reads the files that wg-quick reads, as they are. Every key of wg and of wg-quick is known; a key that is not
// is refused by its name, because a misspelled AllowedIPs is a hole. Commands (PreUp and the like) are read and
// listed, never run: a file that configures a tunnel gets no shell from us.
//
// Threads: any.
// Memory: keys in Secret, wiped with the result; the text is the caller's.
// Errors: the first one, with its line, the key, the value and the limit. The value of a secret key is never named.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "endpoint.h"
#include "secret.h"

namespace wireguard {

struct AddressRange {
  Address address;
  unsigned bits = 0;
  friend bool operator==(const AddressRange&, const AddressRange&) = default;
};

struct WgQuickPeer {
  PublicKey public_key{};
  SecretKey preshared_key;
  std::vector<AddressRange> allowed_ips;
  std::string endpoint_host;  // a name or an address, without brackets; empty: none given
  std::uint16_t endpoint_port = 0;
  std::uint16_t persistent_keepalive_s = 0;
  unsigned line = 0;
};

enum class WgQuickTable : std::uint8_t { automatic, off, numbered };

struct WgQuickFile {
  SecretKey private_key;
  std::optional<std::uint16_t> listen_port;
  std::vector<AddressRange> addresses;
  std::vector<Address> dns_servers;
  std::vector<std::string> search_domains;
  std::optional<std::uint32_t> mtu;
  WgQuickTable table = WgQuickTable::automatic;
  std::uint32_t table_number = 0;
  std::uint32_t fwmark = 0;
  bool save_config = false;
  std::vector<std::string> commands_not_run;  // "PostUp = …", as they stand in the file
  std::vector<WgQuickPeer> peers;
};

struct WgQuickError {
  unsigned line = 0;  // 0: about the file as a whole
  std::string message;
  std::string text() const { return line ? "line " + std::to_string(line) + ": " + message : message; }
};

constexpr std::size_t kWgQuickBytesMax = 1u << 20u;
constexpr std::uint32_t kMtuMin = 576;
constexpr std::uint32_t kMtuMax = 65500;

std::optional<WgQuickFile> read_wg_quick(std::string_view text, WgQuickError& error);

}  // namespace wireguard
