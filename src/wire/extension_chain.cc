// SPDX-License-Identifier: Apache-2.0
#include "wire/extension_chain.h"

#include "base/byte_order.h"

namespace penstock::wire {
namespace {

constexpr std::uint32_t kFragmentHeaderBytes = 8;

bool is_extension(std::uint8_t protocol) noexcept {
  switch (protocol) {
    case kProtocolHopByHop:
    case kProtocolRouting:
    case kProtocolFragment:
    case kProtocolAuthentication:
    case kProtocolDestinationOptions:
      return true;
    default:
      return false;
  }
}

std::uint32_t extension_bytes(std::uint8_t protocol, std::uint8_t length_field) noexcept {
  if (protocol == kProtocolFragment) return kFragmentHeaderBytes;
  // The authentication header counts words of four bytes, less two (RFC 4302); the others of eight, less one.
  if (protocol == kProtocolAuthentication) return (length_field + 2u) * 4;
  return (length_field + 1u) * 8;
}

void read_fragment_header(const std::uint8_t* header, FragmentInfo& fragment) noexcept {
  const std::uint16_t field = base::load_big16(header + 2);
  fragment.offset_bytes = field & 0xfff8;
  fragment.first = fragment.offset_bytes == 0;
  fragment.last = (field & 1) == 0;
  fragment.fragment = !fragment.first || !fragment.last;
  fragment.identification = base::load_big32(header + 4);
}

}  // namespace

Result<void> walk_extension_chain(std::span<const std::uint8_t> bytes, Parsed& parsed) noexcept {
  std::uint32_t offset = parsed.network_header_bytes;
  bool fragment_header_seen = false;
  for (int count = 0; is_extension(parsed.protocol); ++count) {
    if (count == kExtensionHeadersMax) return Fault::extension_chain_too_long;
    // Every extension header has at least 8 bytes.
    if (bytes.size() - offset < 8) return Fault::too_short;
    const std::uint8_t* header = bytes.data() + offset;
    const std::uint32_t size = extension_bytes(parsed.protocol, header[1]);
    if (bytes.size() - offset < size) return Fault::too_short;
    switch (parsed.protocol) {
      case kProtocolHopByHop:
        if (count != 0) return Fault::bad_extension_chain;
        break;
      case kProtocolRouting:
        parsed.source_routed |= header[3] != 0;
        break;
      case kProtocolFragment:
        if (fragment_header_seen) return Fault::bad_extension_chain;
        fragment_header_seen = true;
        read_fragment_header(header, parsed.fragment);
        break;
      default:
        break;
    }
    parsed.protocol = header[0];
    offset += size;
    if (!parsed.fragment.first) break;
  }
  parsed.network_header_bytes = static_cast<std::uint16_t>(offset);
  return {};
}

}  // namespace penstock::wire
