// SPDX-License-Identifier: Apache-2.0
// Any text as a wg-quick file. It is read or refused with a reason; what was read keeps its limits, and a reason
// is one printable line of a length that fits a log.
#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "wg_quick.h"

namespace {

using namespace wireguard;

void check_range(const AddressRange& range) {
  PENSTOCK_ASSERT(range.address.family != Family::none);
  PENSTOCK_ASSERT(range.bits <= 8 * range.address.size());
}

void check_file(const WgQuickFile& file) {
  PENSTOCK_ASSERT(!file.mtu || (*file.mtu >= kMtuMin && *file.mtu <= kMtuMax));
  for (const AddressRange& range : file.addresses) check_range(range);
  for (const Address& server : file.dns_servers) PENSTOCK_ASSERT(server.family != Family::none);
  for (const WgQuickPeer& peer : file.peers) {
    for (const AddressRange& range : peer.allowed_ips) check_range(range);
    PENSTOCK_ASSERT(peer.endpoint_host.empty() == (peer.endpoint_port == 0));
    const auto same = [&](const WgQuickPeer& other) { return other.public_key == peer.public_key; };
    PENSTOCK_ASSERT(std::count_if(file.peers.begin(), file.peers.end(), same) == 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  WgQuickError error;
  if (const auto file = read_wg_quick(text, error)) {
    PENSTOCK_ASSERT(error.message.empty());
    check_file(*file);
    return 0;
  }
  PENSTOCK_ASSERT(!error.message.empty() && error.message.size() < 300);
  PENSTOCK_ASSERT(error.line <= static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1);
  PENSTOCK_ASSERT(error.message.find('\n') == std::string::npos);
  return 0;
}
