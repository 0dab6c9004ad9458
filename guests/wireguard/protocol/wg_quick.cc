// SPDX-License-Identifier: Apache-2.0
#include "wg_quick.h"

#include <algorithm>

#include "wg_quick_values.h"

namespace wireguard {
namespace {

class Reader {
 public:
  Complaint take_line(std::string_view line, unsigned number);
  Complaint finish();
  WgQuickFile file;

 private:
  enum class Section : std::uint8_t { none, interface, peer };
  using Setter = Complaint (Reader::*)(std::string_view value);
  struct Key {
    std::string_view name;
    Setter set;
  };

  Complaint take_section(std::string_view name, unsigned number);
  Complaint end_section();
  const Key* find(std::string_view name) const;

  Complaint private_key(std::string_view value) { return read_key(value, file.private_key.writable()); }
  Complaint listen_port(std::string_view value);
  Complaint address(std::string_view value) { return ranges(value, file.addresses); }
  Complaint dns(std::string_view value);
  Complaint mtu(std::string_view value);
  Complaint table(std::string_view value);
  Complaint fwmark(std::string_view value);
  Complaint save_config(std::string_view value);
  Complaint command(std::string_view value);
  Complaint public_key(std::string_view value) { return read_key(value, file.peers.back().public_key); }
  Complaint preshared_key(std::string_view value) {
    return read_key(value, file.peers.back().preshared_key.writable());
  }
  Complaint allowed_ips(std::string_view value) { return ranges(value, file.peers.back().allowed_ips); }
  Complaint endpoint(std::string_view value) {
    return read_endpoint(value, file.peers.back().endpoint_host, file.peers.back().endpoint_port);
  }
  Complaint keepalive(std::string_view value);
  static Complaint ranges(std::string_view value, std::vector<AddressRange>& result);

  static const std::array<Key, 12> kInterfaceKeys;
  static const std::array<Key, 5> kPeerKeys;

  Section section_ = Section::none;
  bool has_interface_ = false;
  bool has_private_key_ = false;
  bool has_public_key_ = false;
  std::string_view command_name_;
};

const std::array<Reader::Key, 12> Reader::kInterfaceKeys{{{"PrivateKey", &Reader::private_key},
                                                          {"ListenPort", &Reader::listen_port},
                                                          {"Address", &Reader::address},
                                                          {"DNS", &Reader::dns},
                                                          {"MTU", &Reader::mtu},
                                                          {"Table", &Reader::table},
                                                          {"FwMark", &Reader::fwmark},
                                                          {"SaveConfig", &Reader::save_config},
                                                          {"PreUp", &Reader::command},
                                                          {"PostUp", &Reader::command},
                                                          {"PreDown", &Reader::command},
                                                          {"PostDown", &Reader::command}}};
const std::array<Reader::Key, 5> Reader::kPeerKeys{{{"PublicKey", &Reader::public_key},
                                                    {"PresharedKey", &Reader::preshared_key},
                                                    {"AllowedIPs", &Reader::allowed_ips},
                                                    {"Endpoint", &Reader::endpoint},
                                                    {"PersistentKeepalive", &Reader::keepalive}}};

std::string shown_name(std::string_view name) {
  std::string text(name.substr(0, 40));
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c > 0x7e; }, '?');
  return "'" + text + "'";
}

const Reader::Key* Reader::find(std::string_view name) const {
  const std::span<const Key> keys =
      section_ == Section::interface ? std::span<const Key>(kInterfaceKeys) : std::span<const Key>(kPeerKeys);
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return same_word(key.name, name); });
  return found == keys.end() ? nullptr : &*found;
}

Complaint Reader::take_line(std::string_view line, unsigned number) {
  line = trimmed(line.substr(0, line.find('#')));
  if (line.empty()) return {};
  if (line.front() == '[') return take_section(line, number);
  if (section_ == Section::none)
    return "a key before [Interface]: " + shown_name(line.substr(0, line.find('=')));
  const std::size_t equals = line.find('=');
  const std::string_view name = trimmed(line.substr(0, equals));
  const char* const where = section_ == Section::interface ? "[Interface]" : "[Peer]";
  const Key* const key = find(name);
  if (!key) return shown_name(name) + " is no key of " + where;
  if (equals == std::string_view::npos) return std::string(key->name) + " needs '=' and a value";
  const std::string_view value = trimmed(line.substr(equals + 1));
  command_name_ = key->name;
  Complaint complaint = (this->*key->set)(value);
  if (!complaint.empty()) return std::string(key->name) + ": " + complaint;
  has_private_key_ = has_private_key_ || key->set == &Reader::private_key;
  has_public_key_ = has_public_key_ || key->set == &Reader::public_key;
  return {};
}

Complaint Reader::take_section(std::string_view name, unsigned number) {
  if (Complaint complaint = end_section(); !complaint.empty()) return complaint;
  if (same_word(name, "[Interface]")) {
    if (has_interface_) return "a second [Interface]; a file describes one";
    has_interface_ = true;
    section_ = Section::interface;
  } else if (same_word(name, "[Peer]")) {
    section_ = Section::peer;
    has_public_key_ = false;
    file.peers.emplace_back().line = number;
  } else {
    return "section " + shown_name(name) + " is neither [Interface] nor [Peer]";
  }
  return {};
}

Complaint Reader::end_section() {
  if (section_ != Section::peer) return {};
  const WgQuickPeer& peer = file.peers.back();
  const std::string which = "the [Peer] of line " + std::to_string(peer.line);
  if (!has_public_key_) return which + " has no PublicKey";
  const auto same = [&](const WgQuickPeer& other) {
    return &other != &peer && other.public_key == peer.public_key;
  };
  const auto found = std::find_if(file.peers.begin(), file.peers.end(), same);
  if (found != file.peers.end()) return which + " has the PublicKey of line " + std::to_string(found->line);
  return {};
}

Complaint Reader::finish() {
  if (Complaint complaint = end_section(); !complaint.empty()) return complaint;
  if (!has_interface_) return "no [Interface]";
  if (!has_private_key_) return "[Interface] has no PrivateKey";
  return {};
}

Complaint Reader::listen_port(std::string_view value) {
  std::uint64_t number = 0;
  Complaint complaint = read_number(value, 0, 65535, number);
  file.listen_port = static_cast<std::uint16_t>(number);
  return complaint;
}

// Addresses are servers, everything else is a domain to search.
Complaint Reader::dns(std::string_view value) {
  for (const std::string_view part : parts_of(value)) {
    Address address;
    if (part.empty()) return "an empty entry between commas";
    if (read_address(part, address)) {
      file.dns_servers.push_back(address);
    } else {
      file.search_domains.emplace_back(part);
    }
  }
  return {};
}

Complaint Reader::mtu(std::string_view value) {
  std::uint64_t number = 0;
  Complaint complaint = read_number(value, kMtuMin, kMtuMax, number);
  file.mtu = static_cast<std::uint32_t>(number);
  return complaint;
}

Complaint Reader::table(std::string_view value) {
  file.table = WgQuickTable::automatic;
  if (same_word(value, "auto")) return {};
  file.table = WgQuickTable::off;
  if (same_word(value, "off")) return {};
  file.table = WgQuickTable::numbered;
  std::uint64_t number = 0;
  if (!read_number(value, 1, UINT32_MAX, number).empty())
    return "needs 'auto', 'off' or the number of a table";
  file.table_number = static_cast<std::uint32_t>(number);
  return {};
}

Complaint Reader::fwmark(std::string_view value) {
  std::uint64_t number = 0;
  Complaint complaint = same_word(value, "off") ? Complaint() : read_number(value, 0, UINT32_MAX, number);
  file.fwmark = static_cast<std::uint32_t>(number);
  return complaint;
}

Complaint Reader::save_config(std::string_view value) {
  file.save_config = same_word(value, "true");
  return file.save_config || same_word(value, "false") ? Complaint() : Complaint("needs 'true' or 'false'");
}

Complaint Reader::command(std::string_view value) {
  file.commands_not_run.push_back(std::string(command_name_) + " = " + std::string(value));
  return {};
}

Complaint Reader::keepalive(std::string_view value) {
  std::uint64_t number = 0;
  Complaint complaint = same_word(value, "off") ? Complaint() : read_number(value, 0, 65535, number);
  file.peers.back().persistent_keepalive_s = static_cast<std::uint16_t>(number);
  return complaint;
}

Complaint Reader::ranges(std::string_view value, std::vector<AddressRange>& result) {
  for (const std::string_view part : parts_of(value)) {
    AddressRange range;
    if (Complaint complaint = read_range(part, range); !complaint.empty()) return complaint;
    result.push_back(range);
  }
  return {};
}

}  // namespace

std::optional<WgQuickFile> read_wg_quick(std::string_view text, WgQuickError& error) {
  Reader reader;
  error = {};
  if (text.size() > kWgQuickBytesMax) {
    error.message = "the file has " + std::to_string(text.size()) + " bytes, the limit is " +
                    std::to_string(kWgQuickBytesMax);
    return std::nullopt;
  }
  for (unsigned number = 1; !text.empty() && error.message.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    error = {number, reader.take_line(text.substr(0, end), number)};
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (error.message.empty()) error = {0, reader.finish()};
  if (!error.message.empty()) return std::nullopt;
  return std::move(reader.file);
}

}  // namespace wireguard
